package job

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// deliver tells each channel of the event, one after the other. It returns what
// went wrong besides a channel's own failure, which is in the result.
func (r *run) deliver(ctx context.Context) error {
	var errs []error
	for _, channel := range r.receivers() {
		name := bookOf(channel)
		delivery, err := r.tell(ctx, channel, r.ledgers[name])
		if err != nil {
			errs = append(errs, err)
		}
		r.log.Info("delivery", "channel", name, "to", delivery.To, "status", delivery.Status, "error", delivery.Error)
		r.result.Deliveries = append(r.result.Deliveries, delivery)
	}
	return errors.Join(errs...)
}

func (r *run) tell(ctx context.Context, channel Channel, book ledger.Ledger) (DeliveryResult, error) {
	delivery := DeliveryResult{Channel: channel.Name(), To: channel.To()}
	key := r.key(channel)
	entry, _ := book.Find(key)
	if entry.Done {
		delivery.Status = Already
		return delivery, nil
	}
	if passed, err := r.passesBy(ctx, channel, book); passed || err != nil {
		delivery.Status = Unchanged
		return delivery, err
	}
	if channel.Name() == Direct {
		book.Baseline = nil // one person was announced nothing
	}
	message, worth := r.message(channel, book, key)
	var recovered []string
	if message.Occasion == report.Alert && message.News != nil {
		message.Recoveries, recovered = recoveries(*message.News, book)
	}
	if !worth {
		delivery.Status = Unchanged
		return delivery, nil
	}
	if why := r.tenant.Quiet.Holds(r.now); why != "" && message.Occasion == report.Alert {
		delivery.Status, delivery.Text = Unchanged, why
		return delivery, nil
	}
	delivery.Text = words.In(message.Model.Locale).Headline(message)
	if r.event.DryRun {
		delivery.Status = WouldSend
		return delivery, nil
	}

	if err := enough(ctx, "not tried", leastForDelivery); err != nil {
		delivery.Status, delivery.Error, r.retry = Failed, err.Error(), true
		return delivery, nil //nolint:nilerr // the failure is the delivery's
	}

	// On record before it is tried: a ledger that cannot be written is found out
	// while nobody has been told yet.
	record := func(progress string, done bool) error {
		next := book.Since(r.tenant.Retention.Before(r.now)).With(key, r.now, progress, done)
		if done {
			next = next.Announced(r.reading.Snapshot, r.unstable()).WithRegressed(key, regressed(message), recovered)
		}
		return r.tenant.Store.PutLedger(ctx, bookOf(channel), next)
	}
	if err := record(entry.Progress, false); err != nil {
		delivery.Status, delivery.Error = Failed, "not tried, as it could not be recorded: "+err.Error()
		r.retry = r.retry || temporary(err)
		return delivery, nil //nolint:nilerr // the failure is the delivery's
	}
	progress, err := channel.Deliver(ctx, message, entry.Progress)
	if err != nil {
		delivery.Status, delivery.Error = Failed, err.Error()
		r.retry = r.retry || temporary(err)
		if progress == entry.Progress {
			return delivery, nil
		}
		return delivery, record(progress, false)
	}
	delivery.Status = Sent
	if err := record(progress, true); err != nil {
		return delivery, fmt.Errorf("%s was told, but recording it failed, so the next run may tell it again: %w", channel.Name(), err)
	}
	return delivery, nil
}

// key is under what the delivery happens once.
func (r *run) key(channel Channel) ledger.Key {
	key := ledger.Key{Tenant: r.tenant.ID, Channel: channel.Name(), To: channel.To(), Occasion: r.requestID, Kind: "alert"}
	if !r.event.ScheduledAt.IsZero() {
		key.Occasion = r.event.ScheduledAt.UTC().Format(time.RFC3339Nano)
	}
	if r.event.Report != nil {
		key.Kind = "report"
	}
	return key
}

// unstable are the controls that flip back and forth, by id.
func (r *run) unstable() []string {
	return slices.Sorted(maps.Keys(score.Unstable(r.days, r.reading.Snapshot.Date)))
}

// message is what a channel with this ledger is to be told, and whether it is
// worth telling.
func (r *run) message(channel Channel, book ledger.Ledger, key ledger.Key) (m report.Message, worth bool) {
	baseline, unstable := book.Baseline, score.Unstable(r.days, r.reading.Snapshot.Date)
	m = report.Message{Model: r.model, Key: key.Digest()}
	if baseline != nil {
		news := score.Diff(*baseline, r.reading.Snapshot)
		worth = news.Matters(r.tenant.MinPoints, r.muted(channel, unstable, book.Unstable))
		news = news.Marked(unstable).Rounded()
		m.News = &news
	}
	switch {
	case r.event.Report != nil:
		m.Occasion, m.Files, m.Links = report.Periodic, r.files, r.result.Report
		return m, true
	case baseline == nil:
		m.Occasion = report.Watching
		return m, true
	case baseline.Date > r.reading.Snapshot.Date:
		r.warn("Microsoft serves the score of %s, but that of %s was announced already; nothing is told until it catches up",
			r.reading.Snapshot.Date, baseline.Date)
		return m, false
	}
	m.Occasion = report.Alert
	return m, worth
}

package job

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// situation puts together what decide needs of a run.
func (k task) situation(c collected, b built, files []report.File, links map[string]string) situation {
	s := situation{
		now: c.now, snapshot: c.snapshot, kept: ledger.Keep(c.snapshot),
		unstable: score.Unstable(b.days, c.snapshot.Date), alerts: k.Alerts, listed: b.listed,
		message: report.Message{
			Model: b.model, Trend: sync.OnceValues(func() ([]byte, error) { return draw.TrendPNG(b.model) }),
		},
	}
	if k.event.Report != nil {
		s.message.Occasion, s.message.Files, s.message.Links = report.Periodic, files, links
	}
	return s
}

// deliveries is what became of one recipient's deliveries.
type deliveries struct {
	own, owed []DeliveryResult // of this run, and of earlier ones
	warnings  warnings
	err       error
}

// atOnce calls a function for each recipient, for all of them at once: one that
// has to wait keeps no other waiting. The results have the recipients' order. A
// job that does one thing at a time calls it for one after the other.
func (k task) atOnce(recipients []recipient, do func(*recipient) deliveries) (list []deliveries) {
	if k.oneByOne {
		for i := range recipients {
			list = append(list, do(&recipients[i]))
		}
		return list
	}
	var all sync.WaitGroup
	var calls []func() (deliveries, error)
	for i := range recipients {
		calls = append(calls, meanwhile(&all, func() (deliveries, error) { return do(&recipients[i]), nil }))
	}
	all.Wait()
	for _, result := range calls {
		t, _ := result()
		list = append(list, t)
	}
	return list
}

// notifyAll notifies the recipients. A channel's own failure is in its
// delivery; the error is what went wrong besides.
func (k task) notifyAll(ctx context.Context, recipients []recipient, s situation) ([]DeliveryResult, warnings, error) {
	list, rest := []DeliveryResult{}, []DeliveryResult{}
	var w warnings
	var errs []error
	for _, t := range k.atOnce(recipients, func(r *recipient) (t deliveries) {
		t.own, t.owed, t.err = k.notifyOne(ctx, r, s, &t.warnings)
		return t
	}) {
		list, rest, errs = append(list, t.own...), append(rest, t.owed...), append(errs, t.err)
		w.add(t.warnings...)
	}
	list = append(list, rest...)
	for _, d := range list {
		k.log.Info("delivery", "channel", d.Channel, "to", d.To, "status", d.Status, "error", d.Error)
	}
	return list, w, errors.Join(errs...)
}

// notifyOne finishes what a recipient is owed and then notifies it of what is
// new. It returns this run's own delivery, and what was owed besides.
func (k task) notifyOne(
	ctx context.Context, r *recipient, s situation, w *warnings,
) (own, owed []DeliveryResult, err error) {
	if r.err != nil {
		return []DeliveryResult{r.delivery().failed(r.err)}, nil, nil
	}
	j := k.journal(*r, s.now)
	defer func() { r.ledger, r.unsaved = j.ledger, j.unsaved }()
	if k.event.DryRun {
		own, owed = k.owing(*r)
	} else {
		own, owed = k.settle(ctx, *r, j, w)
	}
	if len(own) > 0 && (k.periodic() || own[0].Status == Failed) {
		return own, owed, nil
	}
	now := *r
	now.ledger = j.ledger
	if len(own) > 0 {
		// An earlier try of this delivery was finished. What changed since is
		// another message.
		now.key.Occasion += "#2"
	}
	d := decide(s, now)
	if d.warning != "" {
		w.add(d.warning)
	}
	if len(own) > 0 && d.why != "" {
		return own, owed, nil
	}
	own, err = k.notify(ctx, now, d, j, s, w)
	return own, owed, err
}

func (k task) journal(r recipient, now time.Time) *journal {
	return &journal{
		store: k.Store, name: ledgerName(r.channel), ledger: r.ledger, unsaved: r.unsaved, now: now,
		keepFrom: k.Retention.Before(now), oneByOne: k.oneByOne,
	}
}

// notify does what was decided for one recipient.
func (k task) notify(
	ctx context.Context, r recipient, d decision, j *journal, s situation, w *warnings,
) ([]DeliveryResult, error) {
	delivery := r.delivery()
	switch {
	case d.why != "":
		delivery.Status, delivery.Text = d.why, d.text
		switch {
		case k.event.DryRun:
		case d.baseline != nil:
			return []DeliveryResult{delivery}, j.replace(ctx, *d.baseline)
		default:
			k.save(ctx, r, j, w) // what an earlier run could not
		}
		return []DeliveryResult{delivery}, nil
	case k.event.DryRun:
		delivery.Status, delivery.Text = WouldSend, k.headline(d.message)
		return []DeliveryResult{delivery}, nil
	}
	return k.send(ctx, r, s.whole(d.message), s.pending(d), j, w), nil
}

// send draws the message, puts the delivery on record and sends it. A ledger
// that cannot be written thus stops a delivery before anybody is notified.
func (k task) send(
	ctx context.Context, r recipient, m report.Message, p ledger.Pending, j *journal, w *warnings,
) []DeliveryResult {
	delivery := r.delivery()
	delivery.Text = k.headline(m)
	if err := k.enough(ctx, leastForDelivery); err != nil {
		return []DeliveryResult{delivery.failed(fmt.Errorf("not tried: %w", err))}
	}
	var draft report.Draft
	err := guard(k.log, func() (err error) {
		draft, err = k.prepare(r.channel, m)
		return err
	})
	if err != nil {
		return []DeliveryResult{delivery.failed(err)}
	}
	if err := j.begin(ctx, r.key, draft, p); err != nil {
		return []DeliveryResult{delivery.failed(notRecorded(err))}
	}
	return delivery.outcome(k.deliver(ctx, r, j, draft.Body, r.key.Digest(), "", w))
}

func notRecorded(err error) error {
	return fmt.Errorf("not tried, as it could not be recorded: %w", err)
}

// deliver has the channel send a draft, or what progress says is left of it.
// Then it writes the ledger.
func (k task) deliver(
	ctx context.Context, r recipient, j *journal, draft []byte, digest, progress string, w *warnings,
) error {
	defer k.save(ctx, r, j, w)
	return guard(k.log, func() error { return r.channel.Deliver(ctx, draft, progress, j.record(ctx, digest)) })
}

// save writes a ledger that lacks steps. Where it cannot, people were notified
// all the same, so that is a warning.
func (k task) save(ctx context.Context, r recipient, j *journal, w *warnings) {
	if err := j.save(ctx); err != nil {
		w.add(words.In(k.Locale).NotYetInLedger(r.channel.To(), err))
	}
}

// pending is what people know once the message that was decided is accepted.
func (s situation) pending(d decision) ledger.Pending {
	return ledger.Pending{
		Snapshot: s.kept, Unstable: slices.Sorted(maps.Keys(s.unstable)),
		Regressed: regressed(d.message), Recovered: d.recovered,
	}
}

// outcome are the results of a delivery that ended with an error or nil: one,
// or two where only some recipients were reached.
func (d DeliveryResult) outcome(err error) []DeliveryResult {
	var partly PartlyError
	if errors.As(err, &partly) {
		sent, missed := d, d.failed(err)
		sent.To, sent.Status = partly.Reached(), Sent
		missed.To = partly.Missed()
		return []DeliveryResult{sent, missed}
	}
	if err != nil {
		return []DeliveryResult{d.failed(err)}
	}
	d.Status = Sent
	return []DeliveryResult{d}
}

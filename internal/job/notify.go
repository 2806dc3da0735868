package job

import (
	"context"
	"errors"
	"fmt"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// situation puts together what decide needs of a run.
func (k task) situation(c collected, b built, files []report.File, links map[string]string) situation {
	s := situation{
		now: c.now, snapshot: c.snapshot, unstable: score.Unstable(b.days, c.snapshot.Date), alerts: k.Alerts,
		message: report.Message{Model: b.model},
	}
	if k.event.Report != nil {
		s.message.Occasion, s.message.Files, s.message.Links = report.Periodic, files, links
	}
	return s
}

// notifyAll notifies one recipient after the other. A channel's own failure is
// in its delivery; the error is what went wrong besides.
func (k task) notifyAll(ctx context.Context, recipients []recipient, s situation) ([]DeliveryResult, warnings, error) {
	list := []DeliveryResult{}
	var w warnings
	var errs []error
	for _, r := range recipients {
		d := decide(s, r.key, r.ledger, r.wants)
		if d.warning != "" {
			w.add(d.warning)
		}
		delivery, err := k.notify(ctx, r, d, k.journal(s, r))
		errs = append(errs, err)
		k.log.Info("delivery", "channel", ledgerName(r.channel), "to", delivery.To,
			"status", delivery.Status, "error", delivery.Error)
		list = append(list, delivery)
	}
	return list, w, errors.Join(errs...)
}

// notify does what was decided for one recipient.
func (k task) notify(ctx context.Context, r recipient, d decision, j journal) (DeliveryResult, error) {
	delivery := r.delivery()
	switch {
	case d.why != "" && d.advance && !k.event.DryRun:
		delivery.Status = d.why
		return delivery, j.advance(ctx)
	case d.why != "":
		delivery.Status, delivery.Text = d.why, d.text
		return delivery, nil
	case k.event.DryRun:
		delivery.Status, delivery.Text = WouldSend, words.In(k.Locale).Headline(d.message)
		return delivery, nil
	}
	return k.send(ctx, r, d, j)
}

// send puts the delivery on record, sends the message and records what came of
// it. A ledger that cannot be written thus stops a delivery before anybody is
// notified.
func (k task) send(ctx context.Context, r recipient, d decision, j journal) (DeliveryResult, error) {
	delivery := r.delivery()
	delivery.Text = words.In(k.Locale).Headline(d.message)
	if err := k.enough(ctx, leastForDelivery); err != nil {
		return delivery.failed(fmt.Errorf("not tried: %w", err)), nil
	}
	before := j.progress()
	if err := j.tried(ctx, before); err != nil {
		return delivery.failed(fmt.Errorf("not tried, as it could not be recorded: %w", err)), nil
	}
	progress, err := r.channel.Deliver(ctx, d.message, before)
	if err != nil && progress != before {
		return delivery.failed(err), j.tried(ctx, progress)
	}
	if err != nil {
		return delivery.failed(err), nil
	}
	delivery.Status = Sent
	if err := j.done(ctx, progress, regressed(d.message), d.recovered); err != nil {
		return delivery, fmt.Errorf("%s accepted the message, but recording it failed; it may be sent again: %w",
			delivery.Channel, err)
	}
	return delivery, nil
}

package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// owedDays is for how long the rest of a message is tried.
const owedDays = 14

// settleAll sends to all recipients what earlier deliveries owe, in a run that
// sends nothing else.
func (k task) settleAll(ctx context.Context, recipients []recipient, w *warnings) (list []DeliveryResult) {
	if k.event.DryRun || ctx.Err() != nil {
		return nil
	}
	for _, t := range k.atOnce(recipients, func(r *recipient) (t deliveries) {
		if r.err != nil {
			return deliveries{}
		}
		j := k.journal(*r, k.clock().UTC())
		t.own, t.owed = k.settle(ctx, *r, j, &t.warnings)
		r.ledger, r.unsaved = j.ledger, j.unsaved
		return t
	}) {
		list = slices.Concat(list, t.own, t.owed)
		w.add(t.warnings...)
	}
	return list
}

// owing are the deliveries of which a dry run would send the rest.
func (k task) owing(r recipient) (own, owed []DeliveryResult) {
	for _, entry := range r.ledger.Owed() {
		d := r.delivery()
		d.To, d.Status, d.Text = entry.To, WouldSend, words.In(k.Locale).RestOf(score.DateOf(entry.At))
		if entry.Digest == r.key.Digest() {
			own = append(own, d)
		} else {
			owed = append(owed, d)
		}
	}
	return own, owed
}

// settle sends what earlier deliveries on the channel still owe. It returns
// apart what this run's own delivery owed.
func (k task) settle(ctx context.Context, r recipient, j *journal, w *warnings) (own, owed []DeliveryResult) {
	j.sweep(ctx)
	for _, entry := range j.ledger.Owed() {
		if j.now.Sub(entry.At) > owedDays*24*time.Hour {
			if err := j.giveUp(ctx, entry); err == nil {
				w.add(words.In(k.Locale).RestGivenUp(score.DateOf(entry.At), owedDays))
			}
			continue
		}
		result, gone := k.settleOne(ctx, r, entry, j, w)
		if gone {
			w.add(words.In(k.Locale).RestLost(score.DateOf(entry.At)))
		}
		if entry.Digest == r.key.Digest() {
			own = append(own, result...)
		} else {
			owed = append(owed, result...)
		}
	}
	return own, owed
}

// settleOne sends the rest of one delivery. Where its draft is gone there is
// nothing to send any more.
func (k task) settleOne(
	ctx context.Context, r recipient, entry ledger.Entry, j *journal, w *warnings,
) (list []DeliveryResult, gone bool) {
	delivery := r.delivery()
	delivery.To = entry.To
	if c, ok := r.channel.(Lefter); ok {
		delivery.To = cmp.Or(c.Left(entry.Progress), entry.To)
	}
	delivery.Text = words.In(k.Locale).RestOf(score.DateOf(entry.At))
	if err := k.enough(ctx, leastForDelivery); err != nil {
		return []DeliveryResult{delivery.failed(fmt.Errorf("not tried: %w", err))}, false
	}
	draft, err := k.Store.Draft(ctx, j.name, entry.Digest)
	if errors.Is(err, ledger.ErrNoDraft) {
		return nil, j.giveUp(ctx, entry) == nil
	}
	if err != nil {
		return []DeliveryResult{delivery.failed(err)}, false
	}
	// The steps of this delivery take the place of those of others in the store.
	if err := j.save(ctx); err != nil {
		return []DeliveryResult{delivery.failed(notRecorded(err))}, false
	}
	return delivery.outcome(k.deliver(ctx, r, j, draft, entry.Digest, entry.Progress, w)), false
}

// sweep deletes the drafts of deliveries of which nothing was accepted: what
// they were about is in the next message.
func (j *journal) sweep(ctx context.Context) {
	for _, entry := range j.ledger.Entries {
		if entry.Drafted && !entry.Owed {
			j.deleteDraft(ctx, entry.Digest)
			entry.Drafted = false
			j.ledger = j.ledger.With(entry) // written with the next record
		}
	}
}

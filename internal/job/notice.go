package job

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// failuresLeast is how many runs have to fail, one after the other, before
// people are notified of it.
const failuresLeast = 3

// noticeKind is the kind of a notice in a delivery's key.
const noticeKind = "notice"

// condition is what a run found out about one trouble. A run that could not
// find out has none.
type condition struct {
	trouble report.Trouble
	details string // what is wrong, for people; empty where it is not
	newest  score.Date
	between bool             // it neither begins nor ends: a score that is always a bit late
	ended   []score.Decision // of ExceptionEnded
}

func (c condition) active() bool { return c.details != "" }

// conditions are what a run knows once it has read a score.
func (k task) conditions(c collected) []condition {
	if len(c.doubts) > 0 {
		return []condition{{trouble: report.HeldBack, details: unnamed(c.gate.TenantID, strings.Join(c.doubts, "; "))}}
	}
	hours := report.AgeHours(c.snapshot.Date, c.now)
	stale := condition{trouble: report.Stale, newest: c.snapshot.Date, between: hours >= oldHours && hours < staleHours}
	if hours >= staleHours {
		stale.details = words.In(k.Locale).ScoreIsOld(hours / 24)
	}
	return []condition{{trouble: report.Failing}, {trouble: report.HeldBack}, stale}
}

// ended are the exceptions that have ended, unless alerts have to wait now.
func (k task) ended(m report.Model) []condition {
	if k.Alerts.Quiet.holds(k.clock(), words.In(k.Locale)) != "" {
		return nil // the next run after the quiet time does it
	}
	return []condition{{trouble: report.ExceptionEnded, ended: overdue(m.Exceptions)}}
}

// dueNotice is a notice that a channel has to get, and what its ledger has once
// it is accepted.
type dueNotice struct {
	report.Notice
	pending ledger.Pending
}

// notices are what a channel has to hear: troubles that began and that it was
// not notified of, those that are over, and exceptions that ended. It is pure.
func notices(l ledger.Ledger, found []condition) (list []dueNotice) {
	for _, c := range found {
		if c.trouble == report.ExceptionEnded {
			list = append(list, endings(l, c.ended)...)
			continue
		}
		if notified := l.Has(string(c.trouble)); !c.between && notified != c.active() {
			list = append(list, dueNotice{
				report.Notice{Trouble: c.trouble, Over: notified, Details: c.details, Newest: c.newest},
				ledger.Pending{Trouble: string(c.trouble), Over: notified},
			})
		}
	}
	return list
}

// noticeAll notifies the tenant's own channels of troubles, each once when it
// begins and once when it is over.
func (k task) noticeAll(
	ctx context.Context, recipients []recipient, found []condition, w *warnings,
) (list []DeliveryResult) {
	for _, t := range k.atOnce(recipients, func(r *recipient) (t deliveries) {
		if r.err != nil || r.key.Channel == Direct || r.wants != nil || k.enough(ctx, leastForDelivery) != nil {
			return deliveries{} // the next run does it
		}
		for _, n := range notices(r.ledger, found) {
			t.own = append(t.own, k.notice(ctx, r, n, &t.warnings)...)
		}
		return t
	}) {
		list = append(list, t.own...)
		w.add(t.warnings...)
	}
	return list
}

// notice sends one notice. With its delivery the ledger has that the channel
// knows.
func (k task) notice(ctx context.Context, r *recipient, due dueNotice, w *warnings) []DeliveryResult {
	at := k.clock().UTC()
	n := due.Notice
	m := report.Message{Occasion: report.Notified, Notice: &n, Model: report.Model{
		Tenant: k.Name, TenantID: cmp.Or(k.knownID, k.ID), Date: score.DateOf(at), Made: at, Locale: k.Locale,
	}}
	key := noticeKey(*r, n, score.DateOf(at))
	m.Key = key.Digest()
	if k.event.DryRun {
		delivery := r.delivery()
		delivery.Status, delivery.Text = WouldSend, words.In(k.Locale).Headline(m)
		return []DeliveryResult{delivery}
	}
	now := *r
	now.key = key
	j := k.journal(*r, at)
	results := k.send(ctx, now, m, due.pending, j, w)
	r.ledger, r.unsaved = j.ledger, j.unsaved
	return results
}

// noticeKey is the key of a notice: of a trouble that begins again on the same
// day another one, and of one that is tried again the same.
func noticeKey(r recipient, n report.Notice, today score.Date) ledger.Key {
	key := r.key
	key.Kind = noticeKind
	occasion := string(n.Trouble) + "/" + string(today)
	if n.Over {
		occasion += "/over"
	}
	for i := 1; ; i++ {
		key.Occasion = occasion
		if i > 1 {
			key.Occasion += "#" + strconv.Itoa(i)
		}
		if e, _ := r.ledger.Find(key); !e.Done && !e.Owed {
			return key
		}
	}
}

// failed counts a run that failed, and notifies the channels after the third
// one. The tries of one run count once.
func (k task) failed(
	ctx context.Context, recipients []recipient, cause error, w *warnings,
) (list []DeliveryResult) {
	if k.event.DryRun || ctx.Err() != nil {
		return nil // it was stopped, rather than failed
	}
	for _, t := range k.atOnce(recipients, func(r *recipient) (t deliveries) {
		if r.err != nil || r.key.Channel == Direct || r.wants != nil || r.ledger.LastFailed == r.key.Occasion {
			return deliveries{}
		}
		j := k.journal(*r, k.clock().UTC())
		if err := j.write(ctx, j.ledger.Failed(r.key.Occasion)); err != nil {
			return deliveries{} // the run fails anyway
		}
		if r.ledger = j.ledger; r.ledger.Failures >= failuresLeast {
			found := []condition{{trouble: report.Failing, details: k.Outward(cause)}}
			one := []recipient{*r}
			t.own = k.noticeAll(ctx, one, found, &t.warnings)
			*r = one[0]
		}
		return t
	}) {
		list = append(list, t.own...)
		w.add(t.warnings...)
	}
	return list
}

// succeeded ends the count of failed runs.
func (k task) succeeded(ctx context.Context, recipients []recipient) {
	k.atOnce(recipients, func(r *recipient) deliveries {
		if r.err != nil || r.ledger.Failures == 0 || k.event.DryRun {
			return deliveries{}
		}
		j := k.journal(*r, k.clock().UTC())
		if err := j.write(ctx, j.ledger.Failed("")); err == nil {
			r.ledger = j.ledger
		}
		return deliveries{}
	})
}

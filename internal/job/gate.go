package job

import (
	"cmp"
	"context"
	"slices"
	"time"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// identify finds the id that the tenant is known to have. One that is
// configured by a domain has the id of its first score.
func (t Tenant) identify(ctx context.Context, c *collected) error {
	if score.IsID(t.ID) {
		c.gate.TenantID, c.claimed = t.ID, len(c.snapshots) > 0
		return nil
	}
	id, err := t.Store.Identity(ctx)
	if c.gate.TenantID, c.claimed = id, id != ""; err != nil || c.claimed {
		return err
	}
	c.gate.TenantID, err = t.firstID(ctx, slices.Concat(c.snapshots, c.history))
	return err
}

// mostUnnamed is how many days are read to find the tenant's id in one.
const mostUnnamed = 5

// firstID is the tenant's id in the first of these stored days that has one: an
// earlier version of this program stored no other, and the object that has it
// may be lost. It is empty where no day has one.
func (t Tenant) firstID(ctx context.Context, days []score.Date) (string, error) {
	for _, date := range days[:min(len(days), mostUnnamed)] {
		s, err := t.Store.Snapshot(ctx, date)
		if err != nil && Temporary(err) {
			return "", err
		}
		if id := score.CanonicalID(s.TenantID); err == nil && id != "" {
			return id, nil
		}
	}
	return "", nil
}

// claim remembers the id of a tenant with the first score that is stored. It
// fails where another tenant of the configuration has this id.
func (t Tenant) claim(ctx context.Context, c collected) error {
	if c.claimed || !score.IsID(c.snapshot.TenantID) {
		return nil
	}
	return t.Store.Claim(ctx, c.snapshot.TenantID)
}

// upTo are the days that are not in the future: a clock that was wrong once, or
// a wrong answer, may have stored others.
func upTo(days []score.Date, gate score.Gate) []score.Date {
	return slices.DeleteFunc(days, func(d score.Date) bool { return d > gate.Today.AddDays(1) })
}

// judged is a stored day, as it was read, as anyDay returns it.
func (t Tenant) judged(
	ctx context.Context, gate score.Gate, date score.Date, s score.Snapshot, err error,
) (score.Snapshot, error) {
	if err != nil {
		return s, err
	}
	faults := t.faults(ctx, gate, s)
	if slices.ContainsFunc(faults, score.Fault.OfHeadline) {
		return s, words.In(t.Locale).StoredDay(date, faults, s)
	}
	if len(faults) > 0 {
		s.Controls = nil
	}
	return s, nil
}

// How many stored days are read to find one that is whole: days of which only
// the headline is known, and days that cannot be used at all.
const (
	mostHeadlines = 7
	mostRefused   = 60
)

// whole reads the first of these days that can be compared with in full, and
// else the first of which the headline can. Ok is false where there is neither.
// The warnings say what was passed over.
func (t Tenant) whole(
	ctx context.Context, c collected, days []score.Date,
) (found score.Snapshot, ok bool, w warnings, err error) {
	text := words.In(t.Locale)
	headlines := 0
	var refused []score.Date
	var why error
	defer func() {
		if len(refused) > 0 {
			w = append(warnings{text.DaysRefused(refused, why)}, w...)
		}
	}()
	for _, date := range days {
		if headlines == mostHeadlines || len(refused) == mostRefused {
			break
		}
		s, err := t.anyDay(ctx, c, date)
		headlines++
		switch {
		case ctx.Err() != nil:
			return found, false, w, ctx.Err()
		case err != nil:
			headlines--
			refused, why = append(refused, date), cmp.Or(why, err)
		case s.HeadlineOnly() && !ok:
			found, ok = s, true
		case !s.HeadlineOnly():
			if ok {
				w.add(text.AnotherDay(found.Date, s.Date))
			}
			return s, true, w, nil
		}
	}
	if ok {
		w.add(text.ScoreOnly(found.Date))
	}
	return found, ok, w, nil
}

// complete fills in points that Microsoft did not send, from the newest stored
// day.
func (t Tenant) complete(ctx context.Context, c *collected) {
	if !slices.ContainsFunc(c.snapshot.Controls, func(control score.Control) bool { return control.Unread }) {
		return
	}
	var earlier score.Snapshot
	if date := newestUpTo(c.snapshots, c.snapshot.Date); date != "" {
		if s, err := t.anyDay(ctx, *c, date); err == nil {
			earlier = s
		}
	}
	w := words.In(t.Locale)
	carried, unknown := c.snapshot.CarryOver(earlier)
	if len(carried) > 0 {
		c.warnOfScore(w.CarriedOver(carried, earlier.Date))
	}
	if len(unknown) > 0 {
		c.warnOfScore(w.PointsUnknown(unknown))
	}
}

// had says whether the tenant's newest stored day has controls.
func (t Tenant) had(ctx context.Context, c collected) bool {
	days := c.stored()
	if len(days) == 0 {
		return false
	}
	s, ok, _, err := t.whole(ctx, c, reversed(days))
	return err == nil && ok && len(s.Controls) > 0
}

func reversed(days []score.Date) []score.Date {
	days = slices.Clone(days)
	slices.Reverse(days)
	return days
}

// sift keeps of Microsoft's history what can be believed: days of this tenant,
// and of a day that is not whole its headline. The days are in order; of those
// with one date, one is kept.
func (t Tenant) sift(days []score.Snapshot, gate score.Gate) (kept []score.Snapshot, w warnings) {
	text := words.In(t.Locale)
	var left []score.Date
	var why string
	had := gate.Had
	gate.Had = false // so a tenant begins; the days are in order
	for _, s := range days {
		gate.Had = had && (gate.Had || s.Max > 0)
		faults := gate.Faults(s)
		switch {
		case slices.ContainsFunc(faults, score.Fault.OfHeadline):
			if left = append(left, s.Date); why == "" {
				why = text.Faults(faults, s)
			}
			continue
		case len(faults) > 0:
			s.Controls = nil
		}
		kept = withDay(kept, s)
	}
	left = slices.DeleteFunc(left, func(d score.Date) bool {
		return slices.ContainsFunc(kept, func(s score.Snapshot) bool { return s.Date == d })
	})
	if len(left) > 0 {
		w.add(text.LeftOutOfHistory(left, why))
	}
	return kept, w
}

// withDay adds a day to those before it. Of two days with one date the first
// counts, unless only the second is whole.
func withDay(days []score.Snapshot, s score.Snapshot) []score.Snapshot {
	last := len(days) - 1
	switch {
	case last < 0 || days[last].Date != s.Date:
		return append(days, s)
	case days[last].HeadlineOnly() && !s.HeadlineOnly():
		days[last] = s
	}
	return days
}

// heal gives each recipient a baseline that can be compared with. A baseline in
// the future, or of another tenant, is replaced by the newest sound day up to
// the day on which it was announced. Where nothing is known of earlier messages
// it is the newest stored day, and the recipient has lost its baseline. The
// ledger of another tenant says nothing of this one's messages.
func (k task) heal(ctx context.Context, c collected, recipients []recipient) (warnings, error) {
	var w warnings
	for i := range recipients {
		r := &recipients[i]
		if r.err != nil || r.key.Channel == Direct {
			continue
		}
		if b := r.ledger.Baseline; b != nil && k.usable(ctx, b.Snapshot, c.gate) {
			r.baseline = k.filled(ctx, c, b.Snapshot)
			continue
		}
		if b := r.ledger.Baseline; b != nil && slices.Contains(c.gate.Faults(b.Snapshot), score.OtherTenant) {
			r.ledger = ledger.Ledger{}
		}
		s, ok, passed, err := k.whole(ctx, c, candidates(*r, c))
		if err != nil {
			return w, err
		}
		w.add(passed...)
		r.replace(s, ok, words.In(k.Locale), &w)
	}
	return w, nil
}

// candidates are the days that a baseline can be taken from, the best first.
func candidates(r recipient, c collected) []score.Date {
	switch {
	case r.ledger.Baseline != nil: // the day on which it was announced, or before
		return reversed(c.snapshotsUpTo(min(c.snapshot.Date, score.DateOf(lastDone(r)))))
	case firstTried(r) != "": // that day, or before
		return reversed(c.snapshotsUpTo(min(c.snapshot.Date, firstTried(r))))
	}
	// A day before; what was announced of today's earlier readings is not known.
	days := reversed(c.snapshotsUpTo(c.snapshot.Date))
	if len(days) > 0 && days[0] == c.snapshot.Date {
		days = append(days[1:], days[0])
	}
	return days
}

func (t Tenant) usable(ctx context.Context, s score.Snapshot, gate score.Gate) bool {
	return !slices.ContainsFunc(t.faults(ctx, gate, s), score.Fault.OfHeadline)
}

// faults are those of a stored day. A score of 0 of 0 without actions is none
// where no earlier day has a maximum: so a tenant begins.
func (t Tenant) faults(ctx context.Context, gate score.Gate, s score.Snapshot) []score.Fault {
	found := gate.Faults(s)
	if s.Max > 0 || !slices.Equal(found, []score.Fault{score.Nothing}) {
		return found
	}
	days, _, err := t.Store.Days(ctx)
	if err != nil || slices.ContainsFunc(days, func(d score.Day) bool { return d.Date < s.Date && d.Max > 0 }) {
		return found
	}
	return nil
}

// lastDone is when the channel last accepted a message about the score; far in
// the future where it is not known.
func lastDone(r recipient) time.Time {
	for _, e := range slices.Backward(r.ledger.Entries) {
		if e.Kind != noticeKind && (e.Done || e.Owed) {
			return e.At
		}
	}
	return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
}

// firstTried is the day on which the first message about the score that is on
// record was tried; empty where there is none.
func firstTried(r recipient) score.Date {
	for _, e := range r.ledger.Entries {
		if e.Kind != noticeKind {
			return score.DateOf(e.At)
		}
	}
	return ""
}

// replace sets a baseline, and warns of it.
func (r *recipient) replace(s score.Snapshot, ok bool, text words.Words, w *warnings) {
	old := r.ledger.Baseline
	r.baseline, r.lost = nil, ok && old == nil
	if ok {
		r.baseline = &s
	}
	if old != nil {
		r.ledger.Baseline = nil
	}
	if old != nil && ok {
		r.ledger.Baseline = ledger.Keep(s)
		w.add(text.BaselineReplaced(r.channel.To(), old.Date, s.Date))
	}
}

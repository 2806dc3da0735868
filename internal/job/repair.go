package job

import (
	"context"
	"fmt"
	"slices"
	"time"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// Rebuilt is what a rebuild did.
type Rebuilt struct {
	Tenant   string     `json:"tenant"`
	Moved    []Moved    `json:"moved"`    // what was in the way
	Backfill Backfilled `json:"backfill"` // what Microsoft still keeps
	Days     int        `json:"days"`     // in the new index
	Restored int        `json:"restored"` // of them those of which only the old index knew the score
	// Thin are the days whose snapshot was lost, and of which only the points are
	// known now.
	Thin     []score.Date `json:"thin,omitempty"`
	Left     []Problem    `json:"left"`               // what is still wrong
	Warnings []string     `json:"warnings,omitempty"` // what could not be done
	Error    string       `json:"error,omitempty"`    // why the rebuild stopped
}

// Moved is an object that was moved aside.
type Moved struct {
	damage.Finding
	To   string `json:"to"`
	Says string `json:"says"` // what was wrong with it
}

// Failed says whether something could not be done or is still wrong.
func (r Rebuilt) Failed() bool { return r.Error != "" || len(r.Warnings) > 0 || len(r.Left) > 0 }

// Rebuild repairs a tenant's part of the store as far as that can be done. What
// is damaged is moved aside, never deleted; the days that Microsoft still keeps
// are read again; the index of days is made anew.
func (j *Job) Rebuild(ctx context.Context, t Tenant) Rebuilt {
	t = inEnglish(t)
	done := Rebuilt{Tenant: t.Name, Moved: []Moved{}, Left: []Problem{}}
	if err := j.rebuild(ctx, t, &done); err != nil {
		done.Error = err.Error()
	}
	return done
}

func (j *Job) rebuild(ctx context.Context, t Tenant, done *Rebuilt) error {
	keeper, err := t.keeper()
	if err != nil {
		return err
	}
	unlock, err := t.lock(ctx, "rebuild", j.Log.With("tenant", t.Name))
	if err != nil {
		return err
	}
	defer unlock()

	now := j.Now().UTC()
	inspected, err := keeper.Verify(ctx, score.DateOf(now))
	if err != nil {
		return err
	}
	found := inspected.Findings
	if future := inFuture(found); future > inspected.Days/2 {
		return words.In(t.Locale).ClockBehind(future, inspected.Days, score.DateOf(now))
	}
	if t.moveAside(ctx, keeper, found, done) {
		if err := t.reclaim(ctx, now); err != nil {
			return err
		}
	}
	if t.Source == nil { // the portfolio has no days
		return t.left(ctx, keeper, now, done)
	}
	w := words.In(t.Locale)
	if done.Backfill, err = t.backfill(ctx, now); err != nil {
		done.Warnings = append(done.Warnings, w.NotBackfilled(err))
	}
	if done.Days, done.Restored, err = keeper.Reindex(ctx, score.DateOf(now), refused(found)); err != nil {
		return fmt.Errorf("making the index of days anew: %w", err)
	}
	if done.Thin, err = t.thinned(ctx, found); err != nil {
		return err
	}
	return t.left(ctx, keeper, now, done)
}

// left is what is still wrong after a rebuild.
func (t Tenant) left(ctx context.Context, keeper Keeper, now time.Time, done *Rebuilt) error {
	left, err := keeper.Verify(ctx, score.DateOf(now))
	done.Left = t.problems(left.Findings)
	return err
}

// inFuture counts the days that are ahead of the clock.
func inFuture(found []damage.Finding) (n int) {
	for _, f := range found {
		if f.IsDay() && f.Kind == damage.Future {
			n++
		}
	}
	return n
}

// thinned are the days whose snapshot was lost, and of which only the points
// are known now.
func (t Tenant) thinned(ctx context.Context, found []damage.Finding) (days []score.Date, err error) {
	snapshots, history, err := t.Store.Dates(ctx)
	for _, f := range found {
		if f.Part == damage.Snapshot && slices.Contains(history, f.Date) && !slices.Contains(snapshots, f.Date) {
			days = append(days, f.Date)
		}
	}
	return days, err
}

// moveAside moves what is in the way of a run. Claims says whether it was what
// the store knows about the tenant's id.
func (t Tenant) moveAside(ctx context.Context, keeper Keeper, found []damage.Finding, done *Rebuilt) (claims bool) {
	gone := map[string]bool{}
	for _, f := range found {
		if !inTheWay(f) || gone[f.Object] { // an object may have several days
			continue
		}
		gone[f.Object] = true
		to, err := keeper.MoveAside(ctx, f.Object)
		if err != nil {
			done.Warnings = append(done.Warnings, err.Error())
			continue
		}
		done.Moved = append(done.Moved, Moved{f, to, words.In(t.Locale).Damage(damage.One(f))})
		claims = claims || f.Part == damage.Claim || f.Part == damage.Identity
	}
	return claims
}

// reclaim remembers the tenant's id again, as far as it is known.
func (t Tenant) reclaim(ctx context.Context, now time.Time) error {
	c, err := t.known(ctx, now, score.DateOf(now))
	if err != nil || !score.IsID(c.gate.TenantID) {
		return err
	}
	return t.Store.Claim(ctx, c.gate.TenantID)
}

// refused are the days of which not even the score is this tenant's.
func refused(found []damage.Finding) (days []score.Date) {
	for _, f := range found {
		if f.IsDay() && inTheWay(f) && f.Kind != damage.Unreadable {
			days = append(days, f.Date)
		}
	}
	return days
}

// inTheWay says whether a rebuild moves an object aside. A ledger that can be
// read and is this tenant's heals in the next run; what a newer program wrote
// is left to it.
func inTheWay(f damage.Finding) bool {
	switch f.Kind {
	case damage.Unreadable:
		return true
	case damage.Foreign:
		return f.IsDay() || f.Part == damage.Ledger
	case damage.Future, damage.Impossible:
		return f.IsDay()
	}
	return false
}

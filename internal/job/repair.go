package job

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// Keeper is a Store that can say what is wrong with it, and be repaired.
type Keeper interface {
	Store
	// Verify reads all that is stored about the tenant.
	Verify(ctx context.Context, today score.Date) ([]damage.Finding, error)
	// Strays finds what belongs to no tenant, and what was left behind by a
	// process that was killed before a time.
	Strays(ctx context.Context, before time.Time) ([]damage.Finding, error)
	// MoveAside takes an object out of the way and says where it is now.
	MoveAside(ctx context.Context, object string) (to string, err error)
	// Reindex makes the index of days anew. Restored are days of which only the
	// old index knew; what it says of the refused days does not count.
	Reindex(ctx context.Context, today score.Date, refused []score.Date) (days, restored int, err error)
}

// Verified is what is wrong in a tenant's part of the store.
type Verified struct {
	Tenant   string    `json:"tenant"` // empty for what belongs to no tenant
	Problems []Problem `json:"problems"`
	Error    string    `json:"error,omitempty"` // why it could not be looked at whole
}

// Problem is one object with which something is wrong.
type Problem struct {
	damage.Finding
	Says  string `json:"says"`  // what is wrong, in words
	Costs string `json:"costs"` // what that costs
}

// Failed says whether anything is wrong.
func (v Verified) Failed() bool { return v.Error != "" || len(v.Problems) > 0 }

// Verify reads all that is stored about the tenants of these names or ids, and
// says what is wrong with it. Without any it is all tenants, and if something
// that belongs to none is wrong, that is the last entry. It changes nothing.
func (j *Job) Verify(ctx context.Context, names []string) []Verified {
	list := []Verified{}
	seen := map[string]bool{}
	for _, t := range j.Chosen(names) {
		v := t.verify(ctx, j.Now())
		for _, p := range v.Problems {
			seen[p.Object] = true
		}
		list = append(list, v)
	}
	if len(names) > 0 || len(j.Tenants) == 0 {
		return list
	}
	// The tenants of a configuration share one store.
	if rest := j.Tenants[0].verifyRest(ctx, j.Now(), seen); rest.Failed() {
		list = append(list, rest)
	}
	return list
}

func (t Tenant) verify(ctx context.Context, now time.Time) Verified {
	v := Verified{Tenant: t.Name, Problems: []Problem{}}
	keeper, err := t.keeper()
	if err != nil {
		v.Error = err.Error()
		return v
	}
	found, err := keeper.Verify(ctx, score.DateOf(now))
	if err != nil {
		v.Error = err.Error()
	}
	v.Problems = t.problems(found)
	return v
}

// inUse is the age up to which a temporary file may be of a write that goes on.
const inUse = time.Hour

func (t Tenant) verifyRest(ctx context.Context, now time.Time, seen map[string]bool) Verified {
	v := Verified{Problems: []Problem{}}
	keeper, err := t.keeper()
	if err != nil {
		return v // said already
	}
	found, err := keeper.Strays(ctx, now.Add(-inUse))
	if err != nil {
		v.Error = err.Error()
	}
	v.Problems = t.problems(slices.DeleteFunc(found, func(f damage.Finding) bool { return seen[f.Object] }))
	return v
}

func (t Tenant) keeper() (Keeper, error) {
	keeper, ok := t.Store.(Keeper)
	if !ok {
		return nil, errors.New("this store cannot be verified")
	}
	return keeper, nil
}

func (t Tenant) problems(found []damage.Finding) []Problem {
	w := words.In(t.Locale)
	list := []Problem{}
	for _, f := range found {
		list = append(list, Problem{Finding: f, Says: w.Damage(f), Costs: w.DamageCosts(f)})
	}
	return list
}

// Rebuilt is what a rebuild did.
type Rebuilt struct {
	Tenant   string     `json:"tenant"`
	Moved    []Moved    `json:"moved"`              // what was in the way
	Backfill Backfilled `json:"backfill"`           // what Microsoft still keeps
	Days     int        `json:"days"`               // in the new index
	Restored int        `json:"restored"`           // of them those of which only the old index knew the score
	Left     []Problem  `json:"left"`               // what is still wrong
	Warnings []string   `json:"warnings,omitempty"` // what could not be done
	Error    string     `json:"error,omitempty"`    // why the rebuild stopped
}

// Moved is an object that was moved aside.
type Moved struct {
	Object string `json:"object"`
	To     string `json:"to"`
	Says   string `json:"says"` // what was wrong with it
}

// Failed says whether something could not be done or is still wrong.
func (r Rebuilt) Failed() bool { return r.Error != "" || len(r.Warnings) > 0 || len(r.Left) > 0 }

// Rebuild repairs a tenant's part of the store as far as that can be done. What
// is damaged is moved aside, never deleted; the days that Microsoft still keeps
// are read again; the index of days is made anew.
func (j *Job) Rebuild(ctx context.Context, t Tenant) Rebuilt {
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
	found, err := keeper.Verify(ctx, score.DateOf(now))
	if err != nil {
		return err
	}
	if t.moveAside(ctx, keeper, found, done) {
		if err := t.reclaim(ctx, now); err != nil {
			return err
		}
	}
	w := words.In(t.Locale)
	if done.Backfill, err = t.backfill(ctx, now); err != nil {
		done.Warnings = append(done.Warnings, w.NotBackfilled(err))
	}
	if done.Days, done.Restored, err = keeper.Reindex(ctx, score.DateOf(now), refused(found)); err != nil {
		return fmt.Errorf("making the index of days anew: %w", err)
	}
	left, err := keeper.Verify(ctx, score.DateOf(now))
	done.Left = t.problems(left)
	return err
}

// moveAside moves what is in the way of a run. Claims says whether it was what
// the store knows about the tenant's id.
func (t Tenant) moveAside(ctx context.Context, keeper Keeper, found []damage.Finding, done *Rebuilt) (claims bool) {
	for _, f := range found {
		if !inTheWay(f) {
			continue
		}
		to, err := keeper.MoveAside(ctx, f.Object)
		if err != nil {
			done.Warnings = append(done.Warnings, err.Error())
			continue
		}
		done.Moved = append(done.Moved, Moved{f.Object, to, words.In(t.Locale).Damage(f)})
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
		if inTheWay(f) && f.Kind != damage.Unreadable {
			days = append(days, f.Date)
		}
	}
	return days
}

// inTheWay says whether a rebuild moves an object aside. A ledger that can be
// read heals in the next run; what a newer program wrote is left to it.
func inTheWay(f damage.Finding) bool {
	switch f.Kind {
	case damage.Unreadable:
		return true
	case damage.Foreign, damage.Future, damage.Impossible:
		return f.Part == damage.Snapshot || f.Part == damage.History
	}
	return false
}

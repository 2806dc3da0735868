package job

import (
	"context"
	"errors"
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
	Verify(ctx context.Context, today score.Date) (damage.Inspected, error)
	// Strays finds what belongs to no tenant, what was left behind by a process
	// that was killed before a time, and the folders of tenants without one of
	// the configured ids.
	Strays(ctx context.Context, before time.Time, configured []string) (damage.Inspected, error)
	// MoveAside takes an object out of the way and says where it is now.
	MoveAside(ctx context.Context, object string) (to string, err error)
	// Reindex makes the index of days anew. Restored are days of which only the
	// old index knew; what it says of the refused days does not count.
	Reindex(ctx context.Context, today score.Date, refused []score.Date) (days, restored int, err error)
}

// Verified is what is wrong in a tenant's part of the store.
type Verified struct {
	Tenant   string    `json:"tenant"` // empty for what belongs to no tenant
	Days     int       `json:"days"`   // that were read, as are the ledgers and the reports
	Ledgers  int       `json:"ledgers"`
	Reports  int       `json:"reports"`
	Problems []Problem `json:"problems"`
	// Others are the folders of tenants that are not in the configuration.
	Others []damage.Unknown `json:"others,omitempty"`
	Error  string           `json:"error,omitempty"` // why it could not be looked at whole
	Fix    string           `json:"fix,omitempty"`   // what to do about the error
}

// fails notes why the tenant's part could not be looked at.
func (v *Verified) fails(err error, fix string) { v.Error, v.Fix = err.Error(), fix }

// Problem is one object with which something is wrong.
type Problem struct {
	damage.Finding
	Says   string `json:"says"`   // what is wrong, in words
	Effect string `json:"effect"` // what follows from that
}

// Failed says whether anything is wrong.
func (v Verified) Failed() bool { return v.Error != "" || len(v.Problems) > 0 }

// Empty says whether nothing is stored.
func (v Verified) Empty() bool { return v.Days+v.Ledgers+v.Reports == 0 }

// Read says how much was read, in words.
func (v Verified) Read() string { return words.Inspected(v.Tenant, v.Days, v.Ledgers, v.Reports) }

// Verify reads all that is stored about the tenants of these names or ids, and
// says what is wrong with it. Without any it is all tenants; the last entry is
// then what belongs to none of them, if there is anything. It changes nothing.
func (j *Job) Verify(ctx context.Context, names []string) []Verified {
	chosen := j.Chosen(names)
	list := make([]Verified, len(chosen))
	SideBySide(j.Parallel, len(chosen), func(i int) { list[i] = chosen[i].verify(ctx, j.Now()) })
	failed := false
	var seen []Problem
	for i, v := range list {
		seen, failed = append(seen, v.Problems...), failed || v.Error != "" && chosen[i].Broken == nil
	}
	if len(names) > 0 || failed { // a store that fails was reported already
		return list
	}
	if v := j.Portfolio.stored().verify(ctx, j.Now()); v.Failed() || !v.Empty() {
		list, seen = append(list, v), append(seen, v.Problems...)
	}
	if rest := j.VerifyRest(ctx, seen); rest.Failed() || len(rest.Others) > 0 {
		list = append(list, rest)
	}
	return list
}

func (t Tenant) verify(ctx context.Context, now time.Time) Verified {
	t = inEnglish(t)
	v := Verified{Tenant: t.Name, Problems: []Problem{}}
	if t.Broken != nil {
		v.fails(t.Broken, words.FixConfiguration)
		return v
	}
	keeper, err := t.keeper()
	if err != nil {
		v.fails(err, words.StoreUnreadable)
		return v
	}
	found, err := keeper.Verify(ctx, score.DateOf(now))
	if err != nil {
		v.fails(err, words.StoreUnreadable)
	}
	v.Days, v.Ledgers, v.Reports = found.Days, found.Ledgers, found.Reports
	v.Problems = t.problems(found.Findings)
	return v
}

// inUse is the age up to which a temporary file may be of a write that goes on.
const inUse = time.Hour

// VerifyRest verifies what belongs to no tenant of the configuration. It leaves
// out the problems that were seen already.
func (j *Job) VerifyRest(ctx context.Context, seen []Problem) Verified {
	v := Verified{Problems: []Problem{}}
	sound := slices.IndexFunc(j.Tenants, func(t Tenant) bool { return t.Broken == nil })
	if sound < 0 {
		return v
	}
	first := j.Tenants[sound] // all tenants share one store
	keeper, err := first.keeper()
	if err != nil {
		return v // the tenant's own entry has it
	}
	var configured []string
	for _, t := range j.Tenants {
		configured = append(configured, t.ID)
	}
	found, err := keeper.Strays(ctx, j.Now().Add(-inUse), configured)
	if err != nil {
		v.fails(err, words.StoreUnreadable)
	}
	v.Others = found.Others
	v.Problems = first.problems(slices.DeleteFunc(found.Findings, func(f damage.Finding) bool {
		return slices.ContainsFunc(seen, func(p Problem) bool { return p.Object == f.Object })
	}))
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
		g := damage.One(f)
		list = append(list, Problem{Finding: f, Says: w.Damage(g), Effect: w.DamageEffect(g)})
	}
	return list
}

// Groups puts together the days with which the same is wrong.
func Groups(problems []Problem) []damage.Group {
	var found []damage.Finding
	for _, p := range problems {
		found = append(found, p.Finding)
	}
	return damage.Groups(found)
}

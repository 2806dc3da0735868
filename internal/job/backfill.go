package job

import (
	"context"
	"slices"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// Backfilled is what a backfill stored.
type Backfilled struct {
	Tenant string     `json:"tenant"`
	Kept   int        `json:"kept"`   // days that Microsoft keeps
	Stored int        `json:"stored"` // of them that were not in the store
	First  score.Date `json:"first,omitempty"`
	Last   score.Date `json:"last,omitempty"`
	// What was not stored, and why.
	Warnings []string `json:"warnings,omitempty"`
}

// Backfill stores the days that Microsoft still keeps and the store does not
// have. It never touches a day that is stored.
func (j *Job) Backfill(ctx context.Context, t Tenant) (Backfilled, error) {
	unlock, err := t.lock(ctx, "backfill", j.Log.With("tenant", t.Name))
	if err != nil {
		return Backfilled{Tenant: t.Name}, err
	}
	defer unlock()
	return j.followed(t).backfill(ctx, j.Now().UTC())
}

// backfill is Backfill while the tenant is locked.
func (t Tenant) backfill(ctx context.Context, now time.Time) (Backfilled, error) {
	done := Backfilled{Tenant: t.Name}
	found, err := t.collect(ctx, now)
	if err != nil {
		return done, err
	}
	if len(found.doubts) > 0 {
		return done, words.In(t.Locale).HeldBack(found.doubts)
	}
	done.Warnings = found.left
	if found.past == nil { // collect reads it on a first run only
		if found.past, done.Warnings, err = t.readHistory(ctx, found); err != nil {
			return done, err
		}
	}
	done.Kept = len(found.past)
	keepFrom := t.keepFrom(found)
	missing, days := found.missing(keepFrom)
	if len(missing) == 0 {
		return done, nil
	}
	if err := t.claim(ctx, found); err != nil {
		return done, err
	}
	// The index may know more of a day than Microsoft still does.
	known, _, err := t.Store.Days(ctx)
	if err != nil {
		return done, err
	}
	days = slices.DeleteFunc(days, func(d score.Day) bool {
		return slices.ContainsFunc(known, func(k score.Day) bool { return k.Headline == d.Headline })
	})
	if err := t.Store.PutDays(ctx, days, keepFrom); err != nil {
		return done, err
	}
	t.begin(words.English.StoringDays(len(missing)))
	if done.Stored, err = t.Store.PutHistory(ctx, missing); err != nil {
		return done, err
	}
	done.First, done.Last = missing[0].Date, missing[len(missing)-1].Date
	return done, nil
}

// missing are the days of Microsoft's that are not stored, with what moved on
// each.
func (c collected) missing(keepFrom score.Date) (list []score.Snapshot, days []score.Day) {
	known := c.stored()
	for i, s := range c.past {
		if slices.Contains(known, s.Date) || s.Date >= c.snapshot.Date || s.Date < keepFrom {
			continue
		}
		var earlier *score.Snapshot
		if i > 0 {
			earlier = &c.past[i-1]
		}
		list, days = append(list, s), append(days, dayOf(s, earlier))
	}
	return list, days
}

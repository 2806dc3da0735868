package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// Days reads the headline of every stored day, oldest first. A day that is
// stored but not in the index, after a crash for example, is read from its
// snapshot. An index that is damaged or gone is made anew from the snapshots,
// and PutDays replaces it. Damaged says that it was damaged, and which days are
// left out because they cannot be read or are another tenant's; it is empty if
// all is well.
func (t *Tenant) Days(ctx context.Context) (days []score.Day, damaged []damage.Finding, err error) {
	stored, err := t.indexed(ctx)
	if err != nil {
		return nil, nil, err
	}
	known := make(map[score.Date]bool, len(stored.days))
	for _, d := range stored.days {
		known[d.Date] = true
	}
	dates, err := t.allDates(ctx)
	if err != nil {
		return nil, nil, err
	}
	oldest := score.Date("")
	if len(stored.days) > 0 {
		oldest = stored.days[0].Date // what is older could not be pruned
	}
	dates = slices.DeleteFunc(dates, func(d score.Date) bool { return known[d] || stored.left.has(d) || d < oldest })
	days, left, err := t.daysOf(ctx, dates)
	if err != nil {
		return nil, nil, err
	}
	days = score.Since(append(stored.days, days...), "", "9999-12-31")
	return days, damageOf(stored.damaged, append(stored.left, left...)), nil
}

// PutDays adds days to the index, replaces those with the same date and removes
// those before from. The caller writes the index before the snapshots: a crash
// in between leaves a correct headline without its snapshot, never an old
// headline.
func (t *Tenant) PutDays(ctx context.Context, days []score.Day, from score.Date) error {
	old, err := t.indexed(ctx)
	if err != nil {
		return err
	}
	merged := score.Since(append(old.days, days...), from, "9999-12-31")
	if old.version != "" && old.damaged == nil && slices.EqualFunc(old.days, merged, sameDay) {
		return nil
	}
	return t.putIndex(ctx, merged, old.version)
}

// putIndex replaces this version of the index.
func (t *Tenant) putIndex(ctx context.Context, days []score.Day, version string) error {
	data, err := score.EncodeDays(t.name(), days)
	if err != nil {
		return err
	}
	condition := bucket.IfAbsent()
	if version != "" {
		condition = bucket.IfVersion(version)
	}
	if version, err = t.write(ctx, t.daysKey(), data, condition); err != nil {
		return err
	}
	t.made(nil)
	t.knowIndex(&index{version: version, days: days})
	return nil
}

func decodeDays(tenant string, data []byte) ([]score.Day, error) {
	of, days, err := score.DecodeDays(data)
	if err == nil && of != "" && of != tenant {
		err = fmt.Errorf("it is of the tenant %s", of)
	}
	if err != nil {
		return nil, err
	}
	return days, nil
}

// index is the index of days as it was read, or as it was made anew.
type index struct {
	version string // empty where there is none
	days    []score.Day
	damaged error // why it was made anew; nil if it was read or is gone
	left    left
}

// indexed reads the index. One that is damaged or gone is made anew, once; one
// of a newer program is an error.
func (t *Tenant) indexed(ctx context.Context) (index, error) {
	if known := t.knownIndex(); known != nil {
		return index{version: known.version, days: slices.Clone(known.days)}, nil
	}
	data, version, err := t.read(ctx, t.daysKey())
	var days []score.Day
	if err == nil {
		if days, err = decodeDays(t.name(), data); err != nil {
			err = unreadable(t.daysKey(), err)
		}
	}
	switch {
	case err == nil:
		t.knowIndex(&index{version: version, days: days})
		return index{version: version, days: days}, nil
	case errors.Is(err, bucket.ErrNotExist):
		version, err = "", nil
	case !isDamaged(err):
		return index{}, err
	}
	made, ok := t.madeIndex()
	if !ok || made.version != version {
		if made, err = t.madeAnew(ctx, version, err); err != nil {
			return index{}, err
		}
		t.made(&made)
	}
	made.days, made.left = slices.Clone(made.days), slices.Clone(made.left)
	return made, nil
}

func (t *Tenant) daysKey() string { return t.prefix + "days.json.gz" }

func sameDay(a, b score.Day) bool {
	return a.Headline == b.Headline && sameNumber(a.AllTenants, b.AllTenants) && sameNumber(a.Similar, b.Similar) &&
		a.Controls == b.Controls && a.Split == b.Split && a.Moves == b.Moves && slices.Equal(a.Flipped, b.Flipped)
}

func sameNumber(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

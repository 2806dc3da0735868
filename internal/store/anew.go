package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// madeAnew is the index of days as the stored days say it. Damaged is why it is
// made.
func (t *Tenant) madeAnew(ctx context.Context, version string, damaged error) (index, error) {
	made := index{version: version, damaged: damaged}
	dates, err := t.allDates(ctx)
	if err != nil {
		return made, err
	}
	owner, err := t.owner(ctx)
	if err != nil {
		return made, err
	}
	var earlier *score.Snapshot // whose actions are known
	for date, day := range t.believed(ctx, dates, owner) {
		s, err := day.snapshot, day.err
		switch {
		case errors.Is(err, bucket.ErrNotExist): // deleted meanwhile
			continue
		case whatIsWrong(err) != nil:
			made.left = append(made.left, leftOut{date, *whatIsWrong(err)})
			continue
		case err != nil:
			return made, err
		case earlier == nil:
			made.days = append(made.days, s.Day())
		default:
			made.days = append(made.days, s.DayAfter(*earlier))
		}
		if !s.HeadlineOnly() {
			earlier = &s
		}
	}
	return made, nil
}

// daysOf reads days without what moved on them.
func (t *Tenant) daysOf(ctx context.Context, dates []score.Date) (days []score.Day, out left, err error) {
	if len(dates) == 0 {
		return nil, nil, nil
	}
	owner, err := t.owner(ctx)
	if err != nil {
		return nil, nil, err
	}
	for date, day := range t.believed(ctx, dates, owner) {
		err := day.err
		switch {
		case errors.Is(err, bucket.ErrNotExist):
		case whatIsWrong(err) != nil:
			out = append(out, leftOut{date, *whatIsWrong(err)})
		case err != nil:
			return nil, nil, err
		default:
			days = append(days, day.snapshot.Day())
		}
	}
	return days, out, nil
}

// batch is how many days are in memory at most while all of them are read.
const batch = 32

// dayRead is a day as it was read.
type dayRead struct {
	snapshot score.Snapshot
	err      error
}

// believed are stored days as the trend may use them.
func (t *Tenant) believed(ctx context.Context, dates []score.Date, owner string) iter.Seq2[score.Date, dayRead] {
	return func(yield func(score.Date, dayRead) bool) {
		for chunk := range slices.Chunk(dates, batch) {
			list, errs := t.Snapshots(ctx, chunk)
			for i, date := range chunk {
				s, err := t.judged(list[i], errs[i], owner)
				if !yield(date, dayRead{s, err}) {
					return
				}
			}
		}
	}
}

// judged is a stored day, as it was read, as the trend may use it: of one that
// is not whole only the headline, and none of another tenant.
func (t *Tenant) judged(s score.Snapshot, err error, owner string) (score.Snapshot, error) {
	if err != nil {
		return s, err
	}
	date := s.Date
	faults := score.Gate{TenantID: owner, Today: date}.Faults(s)
	unusable := damage.Finding{Object: t.snapshotKey(date, s.Thin), Part: damage.Snapshot, Date: date}
	if s.Thin {
		unusable.Part = damage.History
	}
	switch {
	case slices.Contains(faults, score.OtherTenant):
		unusable.Kind, unusable.Detail = damage.Foreign, foreign(s, owner)
		return s, unusableError{unusable}
	case slices.ContainsFunc(faults, score.Fault.OfHeadline):
		unusable.Kind, unusable.Detail = damage.Impossible, impossible(s)
		return s, unusableError{unusable}
	case len(faults) > 0:
		s.Controls = nil
	}
	return s, nil
}

func foreign(s score.Snapshot, owner string) string {
	return fmt.Sprintf("%s, not %s", s.TenantID, owner)
}

func impossible(s score.Snapshot) string { return fmt.Sprintf("%v of %v points", s.Current, s.Max) }

// owner is the id that the tenant is known to have, empty where none is.
func (t *Tenant) owner(ctx context.Context) (string, error) {
	if score.IsID(t.name()) {
		return t.name(), nil
	}
	return t.Identity(ctx)
}

// allDates are the stored days, oldest first.
func (t *Tenant) allDates(ctx context.Context) ([]score.Date, error) {
	snapshots, history, err := t.Dates(ctx)
	dates := slices.Concat(snapshots, history)
	slices.Sort(dates)
	return slices.Compact(dates), err
}

// unusableError is a day that can be read and must not be believed.
type unusableError struct{ damage.Finding }

func (e unusableError) Error() string { return e.Object + ": " + e.Detail }

// whatIsWrong is the damage that an error is about, nil where it is about
// another thing.
func whatIsWrong(err error) *damage.Finding {
	if e, ok := errors.AsType[unusableError](err); ok {
		return &e.Finding
	}
	if e, ok := errors.AsType[*unreadableError](err); ok {
		f := e.Damage()
		return &f
	}
	return nil
}

// isDamaged says that an object can be made anew: it is no object of a newer
// program, and it was read.
func isDamaged(err error) bool {
	_, cannot := errors.AsType[*unreadableError](err)
	return cannot && !errors.Is(err, score.ErrFromTheFuture)
}

// left are days that the history leaves out.
type left []leftOut

type leftOut struct {
	date   score.Date
	damage damage.Finding
}

func (l left) has(date score.Date) bool {
	return slices.ContainsFunc(l, func(o leftOut) bool { return o.date == date })
}

// damageOf is what is wrong with the stored days.
func damageOf(index error, out left) (list []damage.Finding) {
	if e, ok := errors.AsType[*unreadableError](index); ok {
		list = append(list, e.Damage())
	}
	for _, o := range out {
		list = append(list, o.damage)
	}
	return list
}

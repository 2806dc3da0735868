package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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
	for _, date := range dates {
		s, err := t.believed(ctx, date, owner)
		switch {
		case errors.Is(err, bucket.ErrNotExist): // deleted meanwhile
			continue
		case isUnusable(err):
			made.left = append(made.left, leftOut{date, err})
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
	for _, date := range dates {
		s, err := t.believed(ctx, date, owner)
		switch {
		case errors.Is(err, bucket.ErrNotExist):
		case isUnusable(err):
			out = append(out, leftOut{date, err})
		case err != nil:
			return nil, nil, err
		default:
			days = append(days, s.Day())
		}
	}
	return days, out, nil
}

// believed is a stored day as the trend may use it: of one that is not whole
// only the headline, and none of another tenant.
func (t *Tenant) believed(ctx context.Context, date score.Date, owner string) (score.Snapshot, error) {
	s, err := t.Snapshot(ctx, date)
	if err != nil {
		return s, err
	}
	faults := score.Gate{TenantID: owner, Today: date}.Faults(s)
	switch {
	case slices.Contains(faults, score.OtherTenant):
		return s, unusableError{fmt.Errorf("the score of %s is of the tenant %s, not of %s", date, s.TenantID, owner)}
	case slices.ContainsFunc(faults, score.Fault.OfHeadline):
		return s, unusableError{fmt.Errorf("the score of %s says %v of %v points", date, s.Current, s.Max)}
	case len(faults) > 0:
		s.Controls = nil
	}
	return s, nil
}

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
type unusableError struct{ error }

func isUnusable(err error) bool {
	_, unusable := errors.AsType[unusableError](err)
	_, cannot := errors.AsType[*unreadableError](err)
	return unusable || cannot
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
	date score.Date
	why  error
}

func (l left) has(date score.Date) bool {
	return slices.ContainsFunc(l, func(o leftOut) bool { return o.date == date })
}

// damageOf says what is wrong with the stored days, nil if nothing is.
func damageOf(index error, out left) error {
	var list []string
	if e, ok := errors.AsType[*unreadableError](index); ok {
		list = append(list, fmt.Sprintf("%s is damaged (%v) and was made anew from the stored days", e.key, e.err))
	}
	if len(out) > 0 {
		text := fmt.Sprintf("the day %s is left out: %v", out[0].date, out[0].why)
		if len(out) > 1 {
			text = fmt.Sprintf("%d days are left out, the first of them %s: %v", len(out), out[0].date, out[0].why)
		}
		list = append(list, text)
	}
	if len(list) == 0 {
		return nil
	}
	return errors.New(strings.Join(list, "; "))
}

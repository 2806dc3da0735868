package job

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

const (
	// maxMismatch is the share by which the controls' sum may differ from the
	// headline before the snapshot is doubted (docs/reference/rules.md).
	maxMismatch = 0.02
	// staleHours is the age of a score from which the result warns about it.
	staleHours = 48
)

// collected is what a run begins with: the score, and what is known already.
type collected struct {
	now       time.Time // the run's moment, UTC
	snapshot  score.Snapshot
	catalogue []score.Profile
	snapshots []score.Date     // stored days
	history   []score.Date     // stored days of which only the score is known
	past      []score.Snapshot // the days that Microsoft keeps, oldest first; read on a first run only
	doubts    []string         // why the snapshot must not become a baseline
	warnings  warnings         // the doubts among them
}

// stored are the days that the store has, oldest first.
func (c collected) stored() []score.Date {
	days := slices.Concat(c.snapshots, c.history)
	slices.Sort(days)
	return days
}

// collect reads the score, and on a first run the history too. With an error it
// returns what was read before it.
func (t Tenant) collect(ctx context.Context, now time.Time) (collected, error) {
	c := collected{now: now}
	var err error
	w := words.In(t.Locale)
	if c.snapshots, c.history, err = t.Store.Dates(ctx); err != nil {
		return c, err
	}
	reading, err := t.Source.Today(ctx)
	if err != nil {
		return c, err
	}
	c.snapshot, c.catalogue = reading.Snapshot, reading.Catalogue
	for _, id := range c.snapshot.Normalize() {
		c.warnings.add(w.SentTwice(id))
	}
	c.doubts = t.doubts(c.snapshot, reading.Partial)
	c.warnings = slices.Concat(c.warnings, reading.Warnings, c.doubts, t.oddities(c.snapshot, now))

	if len(c.snapshots) > 0 || len(c.doubts) > 0 {
		return c, nil
	}
	if c.past, err = t.readHistory(ctx, c.catalogue); err != nil {
		return c, fmt.Errorf("the history for a first run: %w", err)
	}
	return c, nil
}

// readHistory reads the days that Microsoft keeps, oldest first.
func (t Tenant) readHistory(ctx context.Context, catalogue []score.Profile) ([]score.Snapshot, error) {
	days, err := t.Source.History(ctx, catalogue)
	if err != nil {
		return nil, err
	}
	for i := range days {
		days[i].Normalize()
	}
	slices.SortFunc(days, func(a, b score.Snapshot) int { return cmp.Compare(a.Date, b.Date) })
	return days, nil
}

// doubts are the reasons why nothing may be compared with the snapshot later.
func (t Tenant) doubts(s score.Snapshot, partial bool) (list warnings) {
	w := words.In(t.Locale)
	if partial {
		list.add(w.PartialAnswer())
	}
	if s.MismatchShare() > maxMismatch {
		list.add(w.SumFarOff(s, maxMismatch))
	}
	return list
}

// oddities are what people should know about a snapshot that can be used all
// the same.
func (t Tenant) oddities(s score.Snapshot, now time.Time) (list warnings) {
	w := words.In(t.Locale)
	if s.MismatchShare() <= maxMismatch && score.Hundredths(s.Sum()-s.Current) != 0 {
		list.add(w.SumDiffers(s))
	}
	if hours := report.AgeHours(s.Date, now); hours >= staleHours {
		list.add(w.ScoreIsOld(hours / 24))
	}
	if missing := s.WithoutProfile(); len(missing) > 0 {
		list.add(w.WithoutProfile(missing))
	}
	if s.TenantID != "" && score.Fold(s.TenantID) != score.Fold(t.ID) && looksLikeID(t.ID) {
		list.add(w.OtherTenant(s.TenantID, t.ID))
	}
	return list
}

// looksLikeID distinguishes an id from a domain name, which Microsoft accepts
// too.
func looksLikeID(id string) bool { return !strings.Contains(id, ".") }

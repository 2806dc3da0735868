package job

import (
	"cmp"
	"context"
	"slices"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

const (
	// oldHours is the age of a score from which the result warns of it: a day
	// is missing.
	oldHours = 48
	// staleHours is the age from which people are notified of it.
	staleHours = 72
)

// collected is what a run begins with: the score, and what is known already.
type collected struct {
	now       time.Time // the run's moment, UTC
	gate      score.Gate
	claimed   bool // the store knows that the tenant has the gate's id
	snapshot  score.Snapshot
	catalogue []score.Profile
	snapshots []score.Date     // stored days
	history   []score.Date     // stored days of which only the score is known
	past      []score.Snapshot // the days that Microsoft keeps, oldest first; read on a first run only
	doubts    []string         // why the snapshot must not become a baseline
	warnings  warnings         // the doubts among them
	ofScore   warnings         // those of the warnings that are about the score itself
	unread    error            // why the snapshot is a stored one in place of today's
	left      warnings         // what was left out of past, also among the warnings
	shelf     shelf
	index     func() (indexed, error) // the days of the history
}

// stored are the days that the store has, oldest first.
func (c collected) stored() []score.Date {
	days := slices.Concat(c.snapshots, c.history)
	slices.Sort(days)
	return days
}

// strangers warns of exceptions of actions that Microsoft does not have.
func (t Tenant) strangers(c collected) (w warnings) {
	if ids := c.snapshot.Strangers(t.Exceptions, c.catalogue); len(ids) > 0 {
		w.add(words.In(t.Locale).StrangeExceptions(ids))
	}
	return w
}

// settle makes the gate ready for other days than today's: they are of the
// tenant that today's score is of, and have controls if it has some.
func (c *collected) settle() {
	c.gate.Had = c.gate.Had || len(c.snapshot.Controls) > 0
	if !score.IsID(c.gate.TenantID) && score.IsID(c.snapshot.TenantID) {
		c.gate.TenantID = c.snapshot.TenantID
	}
}

// earlier are the days that Microsoft keeps and that are not stored, before the
// one just read.
func (c collected) earlier() []score.Snapshot {
	known := c.stored()
	return slices.DeleteFunc(slices.Clone(c.past), func(s score.Snapshot) bool {
		return s.Date >= c.snapshot.Date || slices.Contains(known, s.Date)
	})
}

// collect reads the score, and on a first run the history too. With an error it
// returns what was read before it.
func (t Tenant) collect(ctx context.Context, now time.Time) (collected, error) {
	first := t.readAhead(ctx)
	defer first.end()
	return t.collectFrom(ctx, now, first)
}

// collectFrom is collect with what is read already.
func (t Tenant) collectFrom(ctx context.Context, now time.Time, first ahead) (collected, error) {
	c, err := t.knownFrom(ctx, now, score.DateOf(now), first.dates)
	c.index = first.index
	if err != nil {
		return c, err
	}
	reading, err := first.today()
	if err == nil {
		err = t.accept(ctx, &c, reading)
	}
	if err != nil {
		return c, err
	}
	c.doubts = t.doubts(c.snapshot, c.gate, reading.Partial)
	c.settle()
	var past warnings
	if len(c.doubts) == 0 && c.historyMissing() {
		past = t.readPast(ctx, &c)
		c.doubts = t.doubts(c.snapshot, c.gate, false)
	}
	for _, odd := range reading.Oddities {
		c.warnings.add(words.In(t.Locale).Oddity(odd))
	}
	t.judge(&c)
	c.warnings.add(past...)
	return c, nil
}

// warnOfScore adds warnings about the score itself.
func (c *collected) warnOfScore(sentences ...string) {
	c.warnings.add(sentences...)
	c.ofScore.add(sentences...)
}

// judge adds what is doubtful and what is odd about the snapshot.
func (t Tenant) judge(c *collected) {
	ofScore, ofActions := t.oddities(c.snapshot, c.now)
	c.warnOfScore(c.doubts...)
	c.warnOfScore(ofScore...)
	c.warnings.add(ofActions...)
}

// accept makes the score that was read, and the gate, ready to be judged.
func (t Tenant) accept(ctx context.Context, c *collected, reading Reading) error {
	c.snapshot, c.catalogue = reading.Snapshot, reading.Catalogue
	for _, id := range c.snapshot.Normalize() {
		c.warnings.add(words.In(t.Locale).Oddity(score.Oddity{Kind: score.SentTwice, Of: id, Times: 1}))
	}
	t.complete(ctx, c)
	c.gate.Had = len(c.snapshot.Controls) == 0 && t.had(ctx, *c)
	if !c.claimed && score.IsID(c.snapshot.TenantID) {
		if err := t.Store.Claimable(ctx, c.snapshot.TenantID); err != nil {
			return err
		}
	}
	return nil
}

// historyTries is on how many days the history is read, until it is stored. A
// first run reads it; where that fails the next ones do.
const historyTries = 2

// historyMissing says whether to read the days that Microsoft keeps. A run that
// ended while it stored them, oldest first, leaves a gap before the first
// snapshot.
func (c collected) historyMissing() bool {
	if len(c.snapshots) >= historyTries {
		return false
	}
	first := c.snapshot.Date
	if len(c.snapshots) > 0 {
		first = min(first, c.snapshots[0])
	}
	return len(c.history) == 0 || c.history[len(c.history)-1] < first.AddDays(-1)
}

// known is what the store says up to today, before the score is read. With an
// error the gate still has what the configuration says.
func (t Tenant) known(ctx context.Context, now time.Time, today score.Date) (collected, error) {
	return t.knownFrom(ctx, now, today, func() (storedDates, error) { return t.dates(ctx) })
}

// knownFrom is known with the dates that are read already.
func (t Tenant) knownFrom(
	ctx context.Context, now time.Time, today score.Date, dates func() (storedDates, error),
) (c collected, err error) {
	c.now, c.gate, c.shelf = now, score.Gate{TenantID: t.ID, Today: today}, shelf{}
	c.index = func() (indexed, error) { return t.index(ctx) }
	stored, err := dates()
	if err != nil {
		return c, err
	}
	c.snapshots, c.history = stored.snapshots, stored.history
	if err = t.identify(ctx, &c); err != nil {
		return c, err
	}
	c.snapshots, c.history = upTo(c.snapshots, c.gate), upTo(c.history, c.gate)
	return c, nil
}

// readPast reads the days that Microsoft keeps. Without them only the trend is
// shorter, so an error is a warning.
func (t Tenant) readPast(ctx context.Context, c *collected) warnings {
	past, w, err := t.readHistory(ctx, *c)
	c.past, c.left = past, w
	c.gate.Had = c.gate.Had || slices.ContainsFunc(past, func(s score.Snapshot) bool { return len(s.Controls) > 0 })
	if err != nil {
		w.add(words.In(t.Locale).HistoryMissing(err))
	}
	return w
}

// readHistory reads the days that Microsoft keeps and that can be believed,
// oldest first and each date once.
func (t Tenant) readHistory(ctx context.Context, c collected) ([]score.Snapshot, warnings, error) {
	t.begin(words.English.Text(words.ReadingDays))
	days, err := t.Source.History(ctx, c.catalogue)
	if err != nil {
		return nil, nil, err
	}
	for i := range days {
		days[i].Normalize()
	}
	slices.SortStableFunc(days, func(a, b score.Snapshot) int { return cmp.Compare(a.Date, b.Date) })
	kept, w := t.sift(days, c.gate)
	return kept, w, nil
}

// doubts are the reasons why nothing may be compared with the snapshot later.
func (t Tenant) doubts(s score.Snapshot, gate score.Gate, partial bool) (list warnings) {
	w := words.In(t.Locale)
	if partial {
		list.add(w.PartialAnswer())
	}
	list.add(w.Doubts(t.Name, gate.Faults(s), s)...)
	return list
}

// oddities are what people should know about a snapshot that can be used all
// the same: about the score itself, and about its actions.
func (t Tenant) oddities(s score.Snapshot, now time.Time) (ofScore, ofActions warnings) {
	w := words.In(t.Locale)
	if s.MismatchShare() <= score.MaxMismatch && score.Hundredths(s.Sum()-s.Current) != 0 {
		ofScore.add(w.SumDiffers(s))
	}
	if hours := report.AgeHours(s.Date, now); hours >= oldHours {
		ofScore.add(w.ScoreIsOld(hours / 24))
	}
	if missing := s.WithoutProfile(); len(missing) > 0 {
		ofActions.add(w.WithoutProfile(missing))
	}
	return ofScore, ofActions
}

package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Titles and short notes of the terminal.
const (
	AveragesTitle    Text = "terminal.averagesTitle"
	FreshnessTitle   Text = "terminal.freshnessTitle"
	ReversalsTitle   Text = "terminal.reversalsTitle"
	ReversalsNote    Text = "terminal.reversalsNote"
	PlanCommand      Text = "terminal.planCommand"
	NothingToCompare Text = "terminal.nothingToCompare"
	NoScoreInPeriod  Text = "terminal.noScoreInPeriod"
	DiffNote         Text = "terminal.diffNote"

	QuickWin  Text = "terminal.quickWin"
	NewAction Text = "terminal.newAction"
	NotScored Text = "terminal.notScored"
)

// Heads of the terminal's columns. Each is short enough for its column.
const (
	HeadAction        Text = "terminal.headAction"
	HeadPointsLeft    Text = "terminal.headPointsLeft"
	HeadCost          Text = "terminal.headCost"
	HeadUserImpact    Text = "terminal.headUserImpact"
	HeadMicrosoftRank Text = "terminal.headMicrosoftRank"
	HeadPoints        Text = "terminal.headPoints"
	HeadEffort        Text = "terminal.headEffort"
	HeadScore         Text = "terminal.headScore"
	HeadWeek          Text = "terminal.headWeek"
	HeadDays          Text = "terminal.headDays"
	HeadMaximum       Text = "terminal.headMaximum"
	HeadAchieved      Text = "terminal.headAchieved"
	HeadRegressed     Text = "terminal.headRegressed"
	HeadAdded         Text = "terminal.headAdded"
	HeadRemoved       Text = "terminal.headRemoved"
	HeadAccepted      Text = "terminal.headAccepted"
)

// InZone is the zone of a score: zone okay.
func (w Words) InZone(z score.Zone) string { return "zone " + strings.ToLower(w.ZoneName(z)) }

// ScoreOf is a score in points and its day: 698.17 of 1127 points, score of …
func (w Words) ScoreOf(m report.Model) string {
	return w.ScorePoints(m.Current, m.Max) + ", score of " + w.LongDate(m.Date)
}

// On is a percentage on a day.
func (w Words) On(percent float64, d score.Date) string {
	return w.Percent(percent) + " on " + w.LongDate(d)
}

// ScoreFromTo is a score on two days.
func (w Words) ScoreFromTo(before float64, from score.Date, after float64, to score.Date) string {
	return w.On(before, from) + ", " + w.On(after, to)
}

// ActionsOn is how many actions a list of a day has.
func (w Words) ActionsOn(n int, d score.Date) string {
	return Count(n, "action") + " on " + w.LongDate(d)
}

// FilteredOut is how many actions a list leaves out.
func (w Words) FilteredOut(n int) string {
	return Count(n, "other action") + " not listed because of the filters"
}

// CauseTotal stands over the changes of one cause: Regressed: 2 actions, −0.30
// pp.
func (w Words) CauseTotal(g score.Group) string {
	return w.CauseHeading(g.Cause) + ": " + Count(len(g.Changes), "action") + ", " + w.PP(g.Effect)
}

// UnattributedTotal is what no action explains.
func (w Words) UnattributedTotal(effect float64) string {
	return w.Text(LabelUnattributed) + ": " + w.PP(effect)
}

// LastMeasured is when Microsoft measured an action that is stale.
func (w Words) LastMeasured(at time.Time) string {
	return "last measured on " + w.ShortDate(score.DateOf(at))
}

// StaleActions names the actions whose measurement is old, at most so many.
func (w Words) StaleActions(stale []score.Control, most int) string {
	var names []string
	for _, c := range stale[:min(len(stale), most)] {
		names = append(names, w.Title(c)+" ("+w.ShortDate(score.DateOf(c.LastSynced))+")")
	}
	if more := len(stale) - len(names); more > 0 {
		names = append(names, "and "+strconv.Itoa(more)+" more")
	}
	were := " were"
	if len(stale) == 1 {
		were = " was"
	}
	return Count(len(stale), "action") + were + " last measured more than " + w.staleDays() + " ago: " +
		strings.Join(names, ", ") + "."
}

// MissingDays says on how many of the last 90 days there is no score.
func (w Words) MissingDays(missing []score.Date) string {
	return Count(len(missing), "day") + " without a score in the last 90, most recently " +
		w.LongDate(missing[len(missing)-1]) + "."
}

// DaysWithoutScore is how many days of a period have none.
func (w Words) DaysWithoutScore(n int) string { return Count(n, "day") + " without a score." }

// PlanHead is where a plan starts and what its goal is.
func (w Words) PlanHead(p score.Plan, d score.Date) string {
	return w.On(p.From, d) + ", goal " + w.Percent(p.Goal)
}

// PlanNeeds is what a plan takes. Its steps follow.
func (w Words) PlanNeeds(p score.Plan) string {
	if p.Reachable && len(p.Steps) == 0 {
		return w.Progress(score.Progress{Goal: p.Goal, Reached: true, Verdict: score.Achieved})
	}
	missing := w.InPoints(p.Need) + " " + oneOr(p.Need, "is", "are") + " missing. "
	if !p.Reachable {
		return missing + w.outOfReach(p)
	}
	return missing + "The plan has " + Count(len(p.Steps), "action") + w.inTasks(p) + " and an effort of " +
		strconv.Itoa(p.Effort) + "."
}

// Backfilled is what a backfill stored of the days that Microsoft keeps.
func (w Words) Backfilled(stored, kept int, first, last score.Date) string {
	if stored == 0 {
		return "nothing to fill: the store has all " + Count(kept, "day") + " that Microsoft keeps."
	}
	text := fmt.Sprintf("stored %s of the %d that Microsoft keeps", Count(stored, "day"), kept)
	if first == last {
		return text + ": " + w.LongDate(first) + "."
	}
	return text + ", from " + w.LongDate(first) + " to " + w.LongDate(last) + "."
}

// ValidConfiguration says that nothing is wrong with a configuration. Its
// tenants follow.
func (w Words) ValidConfiguration(location string) string { return location + " is valid. Tenants:" }

// Note is a warning.
func (w Words) Note(warning string) string { return "note: " + warning }

package words

import (
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

	// AllOrganisations and SimilarSize name the lines of a chart.
	AllOrganisations Text = "terminal.allOrganisations"
	SimilarSize      Text = "terminal.similarSize"

	QuickWin  Text = "terminal.quickWin"
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
func (w Words) InZone(z score.Zone) string { return w.say("terminal.inZone", "zone", string(z)) }

// ScoreOf is a score in points and its day: 698.17 of 1127 points, score of …
func (w Words) ScoreOf(m report.Model) string {
	return w.ScoreInPoints(m.Current, m.Max, m.Date)
}

// On is a percentage on a day.
func (w Words) On(percent float64, d score.Date) string {
	return w.say("terminal.on", "percent", w.Percent(percent), "day", w.LongDate(d))
}

// ScoreFromTo is a score on two days.
func (w Words) ScoreFromTo(before float64, from score.Date, after float64, to score.Date) string {
	return w.On(before, from) + ", " + w.On(after, to)
}

// ActionsOn is how many actions a list of a day has.
func (w Words) ActionsOn(n int, d score.Date) string {
	return w.say("terminal.actionsOn", "n", n, "day", w.LongDate(d))
}

// FilteredOut is how many actions a list leaves out.
func (w Words) FilteredOut(n int) string {
	return w.say("terminal.filteredOut", "n", n)
}

// CauseTotal stands over the changes of one cause: Regressed: 2 actions, −0.30
// pp.
func (w Words) CauseTotal(g score.Group) string {
	return w.say("terminal.causeTotal", "cause", w.CauseHeading(g.Cause), "n", len(g.Changes), "effect", w.PP(g.Effect))
}

// UnattributedTotal is what no action explains.
func (w Words) UnattributedTotal(effect float64) string {
	return w.say("terminal.unattributedTotal", "what", w.Text(LabelUnattributed), "effect", w.PP(effect))
}

// LastMeasured is when Microsoft measured an action that is stale.
func (w Words) LastMeasured(at time.Time) string {
	return w.say("terminal.lastMeasured", "day", w.ShortDate(score.DateOf(at)))
}

// StaleActions names the actions whose measurement is old, at most so many.
func (w Words) StaleActions(stale []score.Control, most int) string {
	var names []string
	for _, c := range stale[:min(len(stale), most)] {
		names = append(names, w.Title(c)+" ("+w.ShortDate(score.DateOf(c.LastSynced))+")")
	}
	if more := len(stale) - len(names); more > 0 {
		names = append(names, w.More(more))
	}
	return w.say("terminal.staleActions", "n", len(stale), "days", staleDays,
		"actions", strings.Join(names, ", "))
}

// MissingDays says on how many of the last 90 days there is no score.
func (w Words) MissingDays(missing []score.Date) string {
	return w.say("terminal.missingDays", "n", len(missing), "day", w.LongDate(missing[len(missing)-1]))
}

// DaysWithoutScore is how many days of a period have none.
func (w Words) DaysWithoutScore(n int) string { return w.say("terminal.daysWithoutScore", "n", n) }

// PlanHead is where a plan starts and what its goal is.
func (w Words) PlanHead(p score.Plan, d score.Date) string {
	return w.say("terminal.planHead", "score", w.On(p.From, d), "goal", w.Percent(p.Goal))
}

// PlanNeeds is what a plan takes. Its steps follow.
func (w Words) PlanNeeds(p score.Plan) string {
	if p.Reachable && len(p.Steps) == 0 {
		return w.Progress(score.Progress{Goal: p.Goal, Reached: true, Verdict: score.Achieved})
	}
	missing := w.say("terminal.missing", "points", w.number(p.Need)) + " "
	if !p.Reachable {
		return missing + w.outOfReach(p)
	}
	return missing + w.say("terminal.planHas", "n", len(p.Steps), "grouped", grouped(p), "tasks", p.Tasks,
		"effort", p.Effort)
}

// Backfilled is what a backfill stored of the days that Microsoft keeps.
func (w Words) Backfilled(stored, kept int, first, last score.Date) string {
	if stored == 0 {
		return w.say("terminal.nothingToFill", "n", kept)
	}
	if first == last {
		return w.say("terminal.backfilledDay", "n", stored, "kept", kept, "day", w.LongDate(first))
	}
	return w.say("terminal.backfilled", "n", stored, "kept", kept, "first", w.LongDate(first), "last", w.LongDate(last))
}

// ValidConfiguration says that nothing is wrong with a configuration. Its
// tenants follow.
func (w Words) ValidConfiguration(location string) string {
	return w.say("terminal.validConfiguration", "file", location)
}

// NotLookedAt says which settings are behind a reference that a check of the
// configuration does not follow, or cannot.
func NotLookedAt(settings []string) string {
	return "Not looked at: " + strings.Join(settings, ", ") + ". securescore doctor tries them."
}

// Note is a warning.
func (w Words) Note(warning string) string { return w.say("terminal.note", "warning", warning) }

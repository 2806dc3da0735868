package words

import (
	"math"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The words of the summary, which has percents with one decimal.

// Answer is the report in one sentence, for readers of nothing else: where the
// score is, how it moved, and whether it makes the goal.
func (w Words) Answer(m report.Model) string {
	text := w.TenthsPercent(m.Percent)
	if m.Since != nil && report.Known(m.Account.Percent) {
		text = w.say("summary.answerMoved", "percent", text, "moved", w.movedLately(m))
	}
	if p := m.Analysis.Progress; p != nil {
		text = w.say("summary.answerGoal", "answer", text, "goal", w.goalAnswer(*p))
	}
	return text + "."
}

// AnswerMark is the verdict on the goal in a word or two, for a mark beside the
// answer; empty without a goal.
func (w Words) AnswerMark(m report.Model) string {
	if m.Analysis.Progress == nil {
		return ""
	}
	return w.VerdictName(m.Analysis.Progress.Verdict)
}

// movedLately is how far the score moved, and since when.
func (w Words) movedLately(m report.Model) string {
	moved, way := m.Account.Percent, "down"
	switch {
	case score.Hundredths(moved) == 0:
		way = "none"
	case m.Account.Steady():
		return w.say("summary.practicallyUnchanged", "since", w.lately(m), "change", w.SignedBrief(moved))
	case moved > 0:
		way = "up"
	}
	return w.say("summary.moved", "way", way, "change", w.unsigned(math.Abs(moved)), "since", w.lately(m))
}

// unsigned is SignedBrief of a positive number without its sign.
func (w Words) unsigned(x float64) string { return strings.TrimPrefix(w.SignedBrief(x), "+") }

// lately is since when a report counts, as people say it.
func (w Words) lately(m report.Model) string {
	period := "longer"
	switch days := int(m.Date.Time().Sub(m.Since.Date.Time()).Hours() / 24); days {
	case 1:
		period = "day"
	case 7:
		period = "week"
	}
	return w.say("summary.lately", "period", period, "day", w.LongDate(m.Since.Date))
}

// goalAnswer says whether a goal will be made, and when. The pace is of the
// last weeks, because the move that is beside it is of one week.
func (w Words) goalAnswer(p score.Progress) string {
	goal, weeks := w.RoundPercent(p.Goal), p.Forecast.Steps
	switch f := p.Forecast; {
	case p.Reached:
		return w.say("summary.goalReached", "goal", goal)
	case p.Verdict == score.OutOfReach:
		return w.say("summary.outOfReach", "goal", goal, "most", w.TenthsPercent(p.Most))
	case f.Refusal == "" && p.Verdict == score.Behind && p.Late > 0:
		return w.say("summary.reachesLate", "weeks", weeks, "goal", goal, "month", w.Month(f.Date), "late", w.About(p.Late))
	case f.Refusal == "":
		return w.say("summary.reaches", "weeks", weeks, "goal", goal, "month", w.Month(f.Date),
			"verdict", string(p.Verdict), "day", w.LongDate(p.By))
	case f.Refusal == score.NotRising:
		return w.say("summary.doesNotReach", "weeks", weeks, "goal", goal)
	case f.Refusal == score.TooFar:
		return w.say("summary.tooFar", "weeks", weeks, "goal", goal)
	case f.Refusal == score.TooNoisy:
		return w.say("summary.tooNoisy", "goal", goal)
	}
	return w.say("summary.tooShort", "goal", goal)
}

// Share is a part of the change by who made it.
type Share struct {
	Name     string
	Effect   float64 // percentage points, as a score.Overview has them
	Text     string  // the effect: +0.9
	InPP     string  // the effect with its unit: +0.9 pp
	Declared bool    // not verified
	By       score.Agent
}

// Shares are the parts of the change by who made it, which add up to it. Those
// of nothing are left out.
func (w Words) Shares(o score.Overview) []Share {
	all := []Share{
		{Effect: o.Shares.Own, By: score.ByOrganisation},
		{Effect: o.Shares.Declared, By: score.ByDeclaration, Declared: true},
		{Effect: o.Shares.Microsoft, By: score.ByMicrosoft},
		{Effect: o.Shares.Drift, By: score.ByDrift},
	}
	var list []Share
	for _, s := range all {
		if s.Effect != 0 {
			s.Name = w.say("summary.share", "by", string(s.By), "unattributed", yesNo(o.Unattributed != 0))
			s.Text = w.PartOf(o, s.Effect)
			s.InPP = w.say("units.pp", "change", s.Text)
			list = append(list, s)
		}
	}
	return list
}

// PartOf is a number of an overview: +0.9, or +0.93 where it is exact.
func (w Words) PartOf(o score.Overview, effect float64) string {
	if o.Exact {
		return w.SignedHundredths(effect)
	}
	return w.SignedTenths(effect)
}

// SharesText is the change by who made it, in words.
func (w Words) SharesText(list []Share) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = s.Name + " " + s.Text
	}
	return strings.Join(parts, ", ") + "."
}

// BesideAverages says how far the score is from each average that is known.
func (w Words) BesideAverages(m report.Model) []string {
	var list []string
	for _, c := range []struct {
		basis   string
		average float64
	}{{score.BasisAllTenants, m.AllTenants}, {score.BasisSimilar, m.Similar}} {
		if report.Known(c.average) {
			way, gap := gap(m.Percent, c.average)
			list = append(list, w.say("summary.besideAverage", "way", way, "gap", w.Tenths(gap), "basis", c.basis,
				"average", w.TenthsPercent(c.average)))
		}
	}
	return list
}

// gap is how far a percent is from another, and which way. What is printed of
// the two is what it subtracts.
func gap(own, other float64) (way string, percent float64) {
	switch d := score.Tenths(score.Tenths(own) - score.Tenths(other)); {
	case d > 0:
		return "above", d
	case d < 0:
		return "below", -d
	}
	return "none", 0
}

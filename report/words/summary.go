package words

import (
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
		text += ", " + w.movedLately(m)
	}
	if p := m.Analysis.Progress; p != nil {
		text += "; " + w.goalAnswer(*p)
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
	moved, since := m.Account.Percent, w.lately(m)
	switch {
	case score.Hundredths(moved) == 0:
		return "unchanged " + since
	case m.Account.Steady():
		return "practically unchanged " + since + " (" + w.SignedBrief(moved) + ")"
	case moved > 0:
		return "up " + w.unsigned(moved) + " " + since
	}
	return "down " + w.unsigned(-moved) + " " + since
}

// unsigned is SignedBrief of a positive number without its sign.
func (w Words) unsigned(x float64) string { return strings.TrimPrefix(w.SignedBrief(x), "+") }

// lately is since when a report counts, as people say it.
func (w Words) lately(m report.Model) string {
	switch days := int(m.Date.Time().Sub(m.Since.Date.Time()).Hours() / 24); days {
	case 1:
		return "since the day before"
	case 7:
		return "this week"
	}
	return "since " + w.LongDate(m.Since.Date)
}

// goalAnswer says whether a goal will be made, and when.
func (w Words) goalAnswer(p score.Progress) string {
	// Of the last weeks, because the move that is beside it is of one week.
	goal, pace := w.RoundPercent(p.Goal), "at the pace of the last "+Count(p.Forecast.Steps, "week")
	switch f := p.Forecast; {
	case p.Reached:
		return "the goal of " + goal + " has been reached"
	case p.Verdict == score.OutOfReach:
		return goal + " is out of reach: all open actions lead to " + w.TenthsPercent(p.Most)
	case f.Refusal == "":
		return pace + " it reaches " + goal + " around " + w.Month(f.Date) + w.inTime(p)
	case f.Refusal == score.NotRising:
		return pace + " it does not reach " + goal
	case f.Refusal == score.TooFar:
		return pace + " it may need more than three years to reach " + goal
	case f.Refusal == score.TooNoisy:
		return "the score varies too much to say when it reaches " + goal
	}
	return "there are too few weeks of history to say when it reaches " + goal
}

// inTime is how a forecast compares with the goal's date, with a comma before
// it.
func (w Words) inTime(p score.Progress) string {
	switch p.Verdict {
	case score.Behind:
		if p.Late > 0 {
			return ", " + w.About(p.Late) + " late"
		}
		return ", which is late"
	case score.OnTrack:
		return ", in time for " + w.LongDate(p.By)
	case score.AtRisk:
		return ", and may miss " + w.LongDate(p.By)
	}
	return ""
}

// Share is a part of the change by who made it.
type Share struct {
	Name     string
	Effect   float64 // percentage points, as a score.Overview has them
	Text     string  // the effect: +0.9
	Declared bool    // not verified
	By       score.Agent
}

// Shares are the parts of the change by who made it, which add up to it. Those
// of nothing are left out.
func (w Words) Shares(o score.Overview) []Share {
	all := []Share{
		{Name: "Your organisation", Effect: o.Shares.Own, By: score.ByOrganisation},
		{Name: "Reported, not verified", Effect: o.Shares.Declared, By: score.ByDeclaration, Declared: true},
		{Name: "Microsoft", Effect: o.Shares.Microsoft, By: score.ByMicrosoft},
		{Name: w.driftShare(o), Effect: o.Shares.Drift, By: score.ByDrift},
	}
	var list []Share
	for _, s := range all {
		if s.Effect != 0 {
			s.Text = w.PartOf(o, s.Effect)
			list = append(list, s)
		}
	}
	return list
}

// InPP is the effect of a share with its unit: +1.3 pp.
func (s Share) InPP() string { return s.Text + " pp" }

// PartOf is a number of an overview: +0.9, or +0.93 where it is exact.
func (w Words) PartOf(o score.Overview, effect float64) string {
	if o.Exact {
		return w.SignedHundredths(effect)
	}
	return w.SignedTenths(effect)
}

func (w Words) driftShare(o score.Overview) string {
	if o.Unattributed != 0 {
		return "Drift, and not attributable"
	}
	return w.Text(LabelDrift)
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
		name    string
		percent float64
	}{
		{"average of all organisations", m.AllTenants}, {"average of organisations of similar size", m.Similar},
	} {
		if report.Known(c.percent) {
			list = append(list, w.gap(m.Percent, c.percent)+" the "+c.name+" ("+w.TenthsPercent(c.percent)+")")
		}
	}
	return list
}

// gap is how far a percent is from another: 15.9 pp above. What is printed of
// the two is what it subtracts.
func (w Words) gap(own, other float64) string {
	switch d := score.Tenths(score.Tenths(own) - score.Tenths(other)); {
	case d > 0:
		return w.Tenths(d) + " pp above"
	case d < 0:
		return w.Tenths(-d) + " pp below"
	}
	return "the same as"
}

package words

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The words of the summary edition's pages after the first.

const (
	// BriefNoGoal stands where the goal would be.
	BriefNoGoal Text = "brief.noGoal"
	// BriefCategoriesNote explains the bars of the categories.
	BriefCategoriesNote Text = "brief.categoriesNote"

	briefChangesNote Text = "brief.changesNote"
	opensInPortal    Text = "brief.opensInPortal"
	averagesMethod   Text = "brief.averagesMethod"
	restMethod       Text = "brief.restMethod"
)

// GroupHead is the heading of the changes of one cause: Regressed: 2 actions.
func (w Words) GroupHead(g score.Group) string {
	return w.say("brief.groupHead", "heading", w.CauseHeading(g.Cause), "n", len(g.Changes))
}

// MoreElsewhere says how many lines are left out, and where they are.
func (w Words) MoreElsewhere(n int) string {
	return w.say("brief.moreElsewhere", "n", n)
}

// MoreNotes says how many notes on the data are left out, and where they are.
func (w Words) MoreNotes(n int) string {
	return w.say("brief.moreNotes", "n", n)
}

// FromTo closes the account of a change: Change of the score, from 62.34 % to
// 63.27 %.
func (w Words) FromTo(a score.Account) string {
	return w.say("brief.fromTo", "from", w.Percent(a.Before.Percent()), "to", w.Percent(a.After.Percent()))
}

// BriefChange is how far the score moved, in a sentence, and whether into
// another zone.
func (w Words) BriefChange(m report.Model) string {
	text := w.moved(m.Account) + "."
	if other := w.Crossing(m.Account, m.Zones); other != "" {
		text += " " + other
	}
	return text + " " + w.Text(briefChangesNote)
}

// PointsInBrief is the points of a change, and what they are of, in a narrow
// place; of a change of the status alone, that.
func (w Words) PointsInBrief(c score.Change, cause score.Cause) string {
	if cause == score.StatusOnly {
		return w.StatusMoved(c)
	}
	return w.PointsMoved(c)
}

// BriefTopIntro is what completing the top actions brings.
func (w Words) BriefTopIntro(m report.Model) string {
	var left float64
	for _, a := range m.Top {
		left += w.topLeft(a)
	}
	opens := w.Text(opensInPortal)
	if m.Max <= 0 || left <= 0 {
		return opens
	}
	return w.say("brief.topIntro", "points", w.number(left), "from", w.Percent(m.Percent),
		"to", w.Percent(score.Hundredths(m.Percent+left/m.Max*100))) + " " + opens
}

// BriefSteps is how many steps of a short plan follow BriefPlan at most.
const BriefSteps = 3

// BriefPlan is what a plan takes, without its effort; empty without steps. It
// says so where the steps that follow are not all.
func (w Words) BriefPlan(p score.Plan) string {
	n := len(p.Steps)
	if n == 0 {
		return ""
	}
	half, _, _, halved := report.PlanHalf(p)
	text := w.outOfReach(p)
	if p.Reachable {
		text = w.say("brief.planReaches", "n", n)
	}
	switch {
	case !halved && n > BriefSteps:
		return text + " " + w.say("brief.firstSteps", "n", BriefSteps)
	case halved && p.Reachable:
		return text + " " + w.say("brief.planHalf", "n", half)
	}
	return text
}

// PlanStep is one step of a plan, and the percent after it.
func (w Words) PlanStep(s score.Step) string {
	return w.say("brief.planStep", "title", w.ActionTitle(s.Control.Title, s.Control.ID), "gain", w.signed(s.Gain),
		"percent", w.Percent(s.Percent))
}

// BriefMethod says in short where a report's numbers come from, and how they
// are read.
func (w Words) BriefMethod(m report.Model) []string {
	source := w.say("brief.sourceMethod", "day", w.LongDate(m.Date), "hours", m.AgeHours)
	if m.Since != nil {
		source += " " + w.say("brief.comparedMethod", "day", w.LongDate(m.Since.Date), "points", w.Points(m.Since.Current),
			"max", w.number(m.Since.Max))
	}
	zones := w.say("brief.zonesMethod", "good", w.RoundPercent(m.Zones.Good), "okay", w.RoundPercent(m.Zones.Okay)) +
		" " + w.Text(averagesMethod)
	if seats := w.seatsOf(m); seats != "" {
		zones += " " + w.say("brief.sizeMethod", "seats", seats)
	}
	return []string{source, zones, w.say("brief.effectsMethod", "section", w.Text(ChangesTitle)),
		w.say("brief.driftMethod", "least", w.Points(0.5)), w.Text(restMethod)}
}

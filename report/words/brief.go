package words

import (
	"fmt"
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The words of the summary edition's pages after the first.

const (
	// Elsewhere says where a summary's reader finds the rest.
	Elsewhere Text = "brief.elsewhere"

	// BriefNoGoal stands where the goal would be.
	BriefNoGoal Text = "brief.noGoal"
	// BriefCategoriesNote explains the bars of the categories.
	BriefCategoriesNote Text = "brief.categoriesNote"
)

// GroupHead is the heading of the changes of one cause: Regressed: 2 actions.
func (w Words) GroupHead(g score.Group) string {
	return w.CauseHeading(g.Cause) + ": " + Count(len(g.Changes), "action")
}

// MoreElsewhere says how many lines are left out, and where they are.
func (w Words) MoreElsewhere(n int) string {
	return "and " + strconv.Itoa(n) + " more, " + w.Text(Elsewhere)
}

// MoreNotes says how many notes on the data are left out, and where they are.
func (w Words) MoreNotes(n int) string {
	return "and " + Count(n, "more note") + ", " + w.Text(Elsewhere)
}

// FromTo closes the account of a change: Change of the score, from 62.34 % to
// 63.27 %.
func (w Words) FromTo(a score.Account) string {
	return w.Text(LabelTotal) + ", from " + w.Percent(a.Before.Percent()) + " to " + w.Percent(a.After.Percent())
}

// BriefChange is how far the score moved, in a sentence, and whether into
// another zone.
func (w Words) BriefChange(m report.Model) string {
	text := w.moved(m.Account) + "."
	if other := w.Crossing(m.Account, m.Zones); other != "" {
		text += " " + other
	}
	return text + " These are the changes by cause, with their effects in " + w.Text(PercentagePoints) + "."
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
	const opens = "Each title opens the action in the Microsoft Defender portal."
	var left float64
	for _, a := range m.Top {
		left += w.topLeft(a)
	}
	if m.Max <= 0 || left <= 0 {
		return opens
	}
	return fmt.Sprintf("The open actions with the most points left for their effort. Together they add %s and raise "+
		"the score from %s to %s. %s", w.InPoints(left), w.Percent(m.Percent),
		w.Percent(score.Hundredths(m.Percent+left/m.Max*100)), opens)
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
		text = Count(n, "action") + oneOr(float64(n), " reaches", " reach") + " it with the least effort."
	}
	switch {
	case !halved && n > BriefSteps:
		return text + " The first " + strconv.Itoa(BriefSteps) + " are:"
	case halved && p.Reachable:
		return text + " The first " + strconv.Itoa(half) + " of them give half of the missing points."
	}
	return text
}

// PlanStep is one step of a plan, and the percent after it.
func (w Words) PlanStep(s score.Step) string {
	return w.ActionTitle(s.Control.Title, s.Control.ID) + " (" + w.PointsMovedBy(s.Gain) + ", then " +
		w.Percent(s.Percent) + ")"
}

// BriefMethod says in short where a report's numbers come from, and how they
// are read.
func (w Words) BriefMethod(m report.Model) []string {
	source := fmt.Sprintf("The numbers are from Microsoft Graph. The score is Microsoft's of %s (UTC), a day that had "+
		"begun %s before this report was created. A completed action usually shows after 24 to 48 hours.", w.LongDate(m.Date),
		Count(m.AgeHours, "hour"))
	if m.Since != nil {
		source += " It is compared with the score of " + w.LongDate(m.Since.Date) + ": " +
			w.ScorePoints(m.Since.Current, m.Since.Max) + "."
	}
	averages := "The averages are Microsoft's."
	if seats := w.seatsOf(m); seats != "" {
		averages += " Organisations of similar size have " + seats + "."
	}
	return []string{
		source,
		"The zone is good from " + w.RoundPercent(m.Zones.Good) + ", okay from " + w.RoundPercent(m.Zones.Okay) +
			", and bad below. " + averages,
		"The effect of an action is the part of the change that it made, in percentage points (pp) of the whole score. " +
			"All effects add up to the change. Page 1 has one decimal and adds up by itself; the list under “" +
			w.Text(ChangesTitle) + "” has two and is exact. A new action without points lowers the score, although nothing got worse.",
		"Drift is a small move that the score makes by itself, as devices and users come and go. A change that rounds " +
			"to less than 0.5 percentage points is shown as neither good nor bad. Points that your organisation reported, as " +
			"resolved through a third party or an alternate mitigation, are not verified by Microsoft.",
		"All recommended actions with their guidance, the plan and the whole method are " + w.Text(Elsewhere) + ".",
	}
}

package words

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// What only the full edition says.

// Labels of the plan in the list of all actions, and of the guidance.
const (
	LabelPlanActions Text = "label.planActions"
	LabelPlanStep    Text = "label.planStep"
	LabelUsers       Text = "label.users"
	LabelForAll      Text = "label.forAll"
)

// MoreOnThePage says how many changes of a cause are not listed, and where they
// are.
func (w Words) MoreOnThePage(n int) string {
	return "and " + Count(n, "more action") + ", on the HTML page and in the CSV"
}

// UnusualStatus is the status of an open action; empty for to address, as
// nearly all of them are.
func (w Words) UnusualStatus(s score.Status) string {
	if s == score.ToAddress {
		return ""
	}
	return w.StatusName(s)
}

// PlanOrder is the order of a plan's steps by their ranks. The actions of a
// task follow each other and share a rank.
func (w Words) PlanOrder(ranks []int) string {
	var parts []string
	for i := 0; i < len(ranks); {
		same := i
		for same < len(ranks) && ranks[same] == ranks[i] {
			same++
		}
		part := strconv.Itoa(ranks[i])
		if n := same - i; n > 1 {
			part += " (" + Count(n, "action") + ")"
		}
		parts, i = append(parts, part), same
	}
	return "The steps in their order, by the rank in the list of all actions: " + strings.Join(parts, ", ") + "."
}

// AmongChanges counts changes of a day whose actions stand under what changed.
func (w Words) AmongChanges(n int) string {
	return Count(n, "change") + " listed under " + w.Text(ChangesTitle)
}

// AmongExceptions says how many actions of a list are in that of the exceptions
// instead.
func (w Words) AmongExceptions(n int) string {
	return Count(n, "more action") + oneOr(float64(n), " is", " are") + " listed under " + w.Text(ExceptionsTitle) + "."
}

// ClosedAbove counts actions that earlier sections list.
func (w Words) ClosedAbove(n int) string {
	return Count(n, "more action") + oneOr(float64(n), " is", " are") + " listed above: reported, risk accepted or excepted."
}

// RecordedBy says who set a status that stands beside an exception.
func (w Words) RecordedBy(who string) string { return "Status in Microsoft's portal: " + who }

// ProductCount is a product of which nothing is scored.
type ProductCount struct {
	Name    string
	Actions int
	Points  float64
}

// NothingScored names the products of which nothing is scored.
func (w Words) NothingScored(list []ProductCount) string {
	parts := make([]string, len(list))
	for i, p := range list {
		parts[i] = p.Name + " (" + Count(p.Actions, "action") + ", " + w.InPoints(p.Points) + ")"
	}
	return "No action of " + Count(len(list), "other product") + " is scored: " + strings.Join(parts, ", ") + "."
}

// SeeNotes refers to notes that several actions share.
func (w Words) SeeNotes(numbers []int) string {
	parts := make([]string, len(numbers))
	for i, n := range numbers {
		parts[i] = strconv.Itoa(n)
	}
	if len(parts) == 1 {
		return "See note " + parts[0] + "."
	}
	last := len(parts) - 1
	return "See notes " + strings.Join(parts[:last], ", ") + " and " + parts[last] + "."
}

// TaskGain is what the actions of a task can still add.
func (w Words) TaskGain(a report.Action) string { return w.gain(a.Task.Left, a.Task.Gain) }

// NoteMark is the mark of a note.
func (w Words) NoteMark(n int) string { return strconv.Itoa(n) }

// SameSteps refers to an action with the same steps, by its rank.
func (w Words) SameSteps(a report.Action) string {
	return "The same steps as for action " + Place(a) + ", “" + w.ActionTitle(a.Title, a.ID) + "”."
}

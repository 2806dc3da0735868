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
	return w.say("full.moreOnThePage", "n", n)
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
			part = w.say("full.sharedRank", "rank", part, "n", n)
		}
		parts, i = append(parts, part), same
	}
	return w.say("full.planOrder", "ranks", strings.Join(parts, ", "))
}

// AmongChanges counts changes of a day whose actions stand under what changed.
func (w Words) AmongChanges(n int) string {
	return w.say("full.amongChanges", "n", n, "section", w.Text(ChangesTitle))
}

// AmongExceptions says how many actions of a list are in that of the exceptions
// instead.
func (w Words) AmongExceptions(n int) string {
	return w.say("full.amongExceptions", "n", n, "section", w.Text(ExceptionsTitle))
}

// ClosedAbove counts actions that earlier sections list.
func (w Words) ClosedAbove(n int) string {
	return w.say("full.closedAbove", "n", n)
}

// RecordedBy says who set a status that stands beside an exception.
func (w Words) RecordedBy(who string) string { return w.say("full.recordedBy", "who", who) }

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
		parts[i] = w.say("full.unscoredProduct", "product", p.Name, "n", p.Actions, "points", w.number(p.Points))
	}
	return w.say("full.nothingScored", "n", len(list), "products", strings.Join(parts, ", "))
}

// SeeNotes refers to notes that several actions share.
func (w Words) SeeNotes(numbers []int) string {
	parts := make([]string, len(numbers))
	for i, n := range numbers {
		parts[i] = strconv.Itoa(n)
	}
	return w.say("full.seeNotes", "n", len(parts), "notes", w.list(parts))
}

// TaskGain is what the actions of a task can still add.
func (w Words) TaskGain(a report.Action) string { return w.gain(a.Task.Left, a.Task.Gain) }

// SameSteps refers to an action with the same steps, by its rank.
func (w Words) SameSteps(a report.Action) string {
	return w.say("full.sameSteps", "place", Place(a), "title", w.ActionTitle(a.Title, a.ID))
}

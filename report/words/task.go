package words

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The words for the actions to do first, each of which can stand for several
// actions of one policy.

// Together is how many actions an entry stands for: 11 actions of one policy.
func (w Words) Together(a report.Action) string {
	return w.say("task.together", "n", a.Together())
}

// TopCost is what an entry takes: that of its hardest action.
func (w Words) TopCost(a report.Action) string { return w.CostAndImpact(w.TopHardest(a)) }

// TopGainAndEffort is what an entry can still add, and what it takes.
func (w Words) TopGainAndEffort(a report.Action, maximum float64) string {
	if a.Together() == 1 {
		return w.GainAndEffort(a.Control, maximum)
	}
	left := w.pointsLeft(a.Task.Left)
	if maximum > 0 {
		left = w.WithPP(left, a.Task.Left/maximum*100)
	}
	return w.say("task.togetherLeft", "actions", w.Together(a), "left", left) + " · " + w.TopCost(a)
}

// TopLeft is the points left in an entry; a question mark where they are not
// known.
func (w Words) TopLeft(a report.Action) string {
	if a.Together() == 1 && !a.MaxKnown() {
		return "?"
	}
	return w.Points(w.topLeft(a))
}

func (w Words) topLeft(a report.Action) float64 {
	if a.Together() > 1 {
		return a.Task.Left
	}
	return a.Left()
}

// TopHardest is the action of an entry whose effort counts.
func (w Words) TopHardest(a report.Action) score.Control {
	if a.Together() > 1 {
		return a.Task.Hardest
	}
	return a.Control
}

package words

import (
	"fmt"
	"strconv"

	"secure-score-reporter/internal/score"
)

// EffortRule says how effort is calculated, with the weights of internal/score.
func (w Words) EffortRule() string {
	levels := func(effort func(score.Level) int) string {
		return fmt.Sprintf("low %d, moderate %d, unknown %d, high %d",
			effort(score.Low), effort(score.Moderate), effort(score.Unknown), effort(score.High))
	}
	return fmt.Sprintf("the cost to implement (%s) plus the impact on users (%s) plus the complexity by Microsoft's "+
		"tier (%s %d, %s %d, %s %d, unknown %d). Actions of one policy, which are done on one page, count the effort "+
		"of the hardest of them once",
		levels(score.ImplementationEffort), levels(score.UserEffort),
		score.TierCore, score.ComplexityEffort(score.TierCore),
		score.TierAdvanced, score.ComplexityEffort(score.TierAdvanced),
		score.TierDepth, score.ComplexityEffort(score.TierDepth), score.ComplexityEffort(""))
}

// inTasks is how many tasks the actions of a plan are of; empty where each is
// one of its own.
func (w Words) inTasks(p score.Plan) string {
	if p.Tasks == len(p.Steps) {
		return ""
	}
	return " in " + Count(p.Tasks, "task")
}

// StepEffort is the effort that a step adds to its plan; a dash where an
// earlier action of its task has it.
func (w Words) StepEffort(s score.Step) string {
	if s.Effort == 0 {
		return "–"
	}
	return strconv.Itoa(s.Effort)
}

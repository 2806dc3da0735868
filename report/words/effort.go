package words

import (
	"fmt"

	"secure-score-reporter/internal/score"
)

// EffortRule says how effort is calculated, with the weights of internal/score.
func EffortRule() string {
	levels := func(effort func(score.Level) int) string {
		return fmt.Sprintf("low %d, moderate %d, unknown %d, high %d",
			effort(score.Low), effort(score.Moderate), effort(score.Unknown), effort(score.High))
	}
	return fmt.Sprintf("the cost to implement (%s) plus the impact on users (%s) plus the complexity by Microsoft's "+
		"tier (%s %d, %s %d, %s %d, unknown %d)",
		levels(score.ImplementationEffort), levels(score.UserEffort),
		score.TierCore, score.ComplexityEffort(score.TierCore),
		score.TierAdvanced, score.ComplexityEffort(score.TierAdvanced),
		score.TierDepth, score.ComplexityEffort(score.TierDepth), score.ComplexityEffort(""))
}

package words

import (
	"fmt"

	"secure-score-reporter/internal/score"
)

// EffortRule says what effort is made of, with score's weights.
func EffortRule() string {
	levels := func(effort func(score.Level) int) string {
		return fmt.Sprintf("low %d, moderate %d, unknown %d, high %d",
			effort(score.Low), effort(score.Moderate), effort(score.Unknown), effort(score.High))
	}
	return fmt.Sprintf("what an action costs to implement (%s), what it costs users (%s) and its complexity by Microsoft's tier (%s %d, %s %d, %s %d, unknown %d)",
		levels(score.ImplementationEffort), levels(score.UserEffort),
		score.TierCore, score.ComplexityEffort(score.TierCore), score.TierAdvanced, score.ComplexityEffort(score.TierAdvanced),
		score.TierDepth, score.ComplexityEffort(score.TierDepth), score.ComplexityEffort(""))
}

package words

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// EffortRule says how effort is calculated, with the weights of internal/score.
func (w Words) EffortRule() string {
	levels := func(effort func(score.Level) int) string {
		return w.say("effort.levels", "low", effort(score.Low), "moderate", effort(score.Moderate),
			"unknown", effort(score.Unknown), "high", effort(score.High))
	}
	tiers := func(tiers ...string) string {
		var parts []string
		for _, tier := range tiers {
			parts = append(parts, tier+" "+strconv.Itoa(score.ComplexityEffort(tier)))
		}
		return strings.Join(parts, ", ")
	}
	return w.say("effort.rule", "cost", levels(score.ImplementationEffort), "impact", levels(score.UserEffort),
		"tiers", tiers(score.TierCore, score.TierAdvanced, score.TierDepth), "unknown", score.ComplexityEffort(""))
}

// grouped says whether a plan has fewer tasks than actions.
func grouped(p score.Plan) string { return yesNo(p.Tasks != len(p.Steps)) }

// StepEffort is the effort that a step adds to its plan; a dash where an
// earlier action of its task has it.
func (w Words) StepEffort(s score.Step) string {
	if s.Effort == 0 {
		return "–"
	}
	return strconv.Itoa(s.Effort)
}

package blockkit

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// Mentions are the people that an alert calls. They are trusted, and written as
// the configuration has them: <!subteam^S012>.
type Mentions struct {
	// For is the mention for each kind of change, and for "zone": a score that
	// fell into a worse zone, and not by drift alone.
	For map[string]string
	// MinPoints is how many points the regressions must cost together before
	// somebody is called for them; 0 for any.
	MinPoints float64
}

// of collects the mentions for an account, each once.
func (m Mentions) of(a *score.Account, zones score.Zones) string {
	if a == nil {
		return ""
	}
	var found []string
	add := func(key string) {
		if call := strings.TrimSpace(m.For[key]); call != "" && !slices.Contains(found, call) {
			found = append(found, call)
		}
	}
	for _, k := range score.Kinds() {
		if occurs(*a, k) && (k != score.Regressed || lost(*a) >= m.MinPoints) {
			add(string(k))
		}
	}
	if _, _, crossed := words.Crossed(*a, zones); crossed && a.Percent < 0 && a.RealPercent() < 0 {
		add("zone")
	}
	return strings.Join(found, " ")
}

// occurs says whether the account has a change that counts as one of the kind.
func occurs(a score.Account, k score.Kind) bool {
	return slices.ContainsFunc(a.Changes, func(c score.Change) bool { return c.Counts(k) })
}

// lost is how many points the regressions cost.
func lost(a score.Account) float64 {
	var sum float64
	for _, c := range a.Changes {
		if c.Counts(score.Regressed) {
			sum -= min(0, c.OwnPoints)
		}
	}
	return sum
}

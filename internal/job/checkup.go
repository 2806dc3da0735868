package job

import (
	"context"
	"slices"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/report/words"
)

// Checkup is a tenant, or the portfolio, and what the doctor found about it.
type Checkup struct {
	Tenant    string           `json:"tenant"`              // its name in the configuration; empty for the portfolio
	Portfolio string           `json:"portfolio,omitempty"` // its title; absent for a tenant
	Findings  []health.Finding `json:"findings"`            // in the order in which it was tried
}

// Has says whether one of the findings has the state.
func (c Checkup) Has(s health.State) bool {
	return slices.ContainsFunc(c.Findings, func(f health.Finding) bool { return f.State == s })
}

// State is the worst of the findings.
func (c Checkup) State() health.State {
	for _, s := range []health.State{health.Failed, health.Warning} {
		if c.Has(s) {
			return s
		}
	}
	return health.OK
}

// runDoctor examines the event's tenants, and the portfolio's channels where it
// names none. It stores nothing.
func (j *Job) runDoctor(ctx context.Context, e event.Event) Result {
	chosen := j.Chosen(e.Tenants)
	examined := make([]Examined, len(chosen))
	tests := TestsIf(e.Doctor.SendTest)
	SideBySide(j.Parallel, len(chosen), func(i int) {
		examined[i] = j.Examine(ctx, chosen[i], tests)
	})
	result := Result{Tenants: []TenantResult{}, Configured: len(j.Tenants)}
	for i, t := range chosen {
		result.Doctor = append(result.Doctor, Checkup{Tenant: t.Name, Findings: examined[i]()})
	}
	if len(e.Tenants) == 0 && len(j.Portfolio.Channels) > 0 {
		result.Doctor = append(result.Doctor, Checkup{
			Portfolio: words.English.PortfolioTitle(j.Portfolio.Name), Findings: j.ExaminePortfolio(ctx, tests),
		})
	}
	for _, found := range result.Doctor {
		if found.State() == health.Failed {
			result.Failed++
		}
	}
	return result
}

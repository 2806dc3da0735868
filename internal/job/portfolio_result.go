package job

import (
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/result"
)

// PortfolioResult is a portfolio as JSON. Sums and averages are over tenants
// with a current score; null means "not available".
type PortfolioResult struct {
	Name    string     `json:"name,omitempty"`
	Made    string     `json:"made"`             // RFC 3339
	Period  string     `json:"period,omitempty"` // what changes count from
	Day     score.Date `json:"day,omitempty"`    // of the newest score
	Current int        `json:"current"`          // tenants with a current score

	Mean     *float64 `json:"mean"`     // percent, each tenant once
	Together *float64 `json:"together"` // percent: points of all tenants of all maxima
	Points   float64  `json:"points"`
	Max      float64  `json:"max"`

	Compared int      `json:"compared"` // current tenants whose change is known
	Change   *float64 `json:"change"`   // the mean of their changes, percentage points
	Rose     int      `json:"rose"`     // by half a percentage point or more
	Fell     int      `json:"fell"`
	Steady   int      `json:"steady"`

	Zones    map[score.Zone]int    `json:"zones"`
	Verdicts map[score.Verdict]int `json:"verdicts"` // on the goals
	NoGoal   int                   `json:"noGoal"`

	Tenants    []PortfolioTenant    `json:"tenants"` // worst news first
	Actions    []PortfolioAction    `json:"actions"` // open in the most tenants first
	Changes    []PortfolioChange    `json:"changes"` // what Microsoft changed
	Exceptions []PortfolioException `json:"exceptions"`
}

// PortfolioTenant is one tenant of a portfolio.
type PortfolioTenant struct {
	Tenant   string `json:"tenant"`
	TenantID string `json:"tenantId"`
	// Current, or why there is no current score: unreadable, failing, heldBack,
	// noScore, stale or notScored.
	State    string           `json:"state"`
	Problem  string           `json:"problem,omitempty"` // why what is stored cannot be read
	Snapshot *result.Snapshot `json:"snapshot"`          // the newest stored score; null without one
	Since    *result.Headline `json:"since"`             // what it is compared with; null for nothing
	Delta    *result.Delta    `json:"delta"`
	Parts    *PortfolioParts  `json:"parts"` // of the change
	Causes   []PortfolioCause `json:"causes"`
	Goal     *PortfolioGoal   `json:"goal"`
	Open     int              `json:"openActions"`
	Left     float64          `json:"pointsLeft"`
}

// PortfolioParts is a change by who made it, in percentage points. They add up
// to the change.
type PortfolioParts struct {
	Own       float64 `json:"organisation"`
	Declared  float64 `json:"reported"`
	Microsoft float64 `json:"microsoft"`
	Drift     float64 `json:"driftAndUnattributed"`
}

// PortfolioCause is all changes of one cause in one tenant.
type PortfolioCause struct {
	Cause   score.Cause `json:"cause"`
	Actions int         `json:"actions"`
	Effect  float64     `json:"effect"` // percentage points
	Title   string      `json:"first"`  // of the action that moved the score furthest
}

// PortfolioGoal is a tenant's goal, with the verdict on it.
type PortfolioGoal struct {
	Percent float64       `json:"percent"`
	By      score.Date    `json:"by,omitempty"`
	Verdict score.Verdict `json:"verdict"`
}

// PortfolioAction is an action that is open in some tenants.
type PortfolioAction struct {
	Control string  `json:"control"`
	Title   string  `json:"title"`
	Service string  `json:"service"`
	Tenants int     `json:"tenants"`
	Left    float64 `json:"pointsLeft"` // in all of them
}

// PortfolioChange is what Microsoft changed about an action, in some tenants.
type PortfolioChange struct {
	Control string               `json:"control"`
	Title   string               `json:"title"`
	Cause   score.Cause          `json:"cause"`
	Max     result.Pair[float64] `json:"max"` // 0 where the action was not scored, or its maximum is unknown
	Tenants int                  `json:"tenants"`
	Least   float64              `json:"least"` // the lowest effect on one of the tenants, percentage points
	Most    float64              `json:"most"`
}

// PortfolioException is an exception that is overdue or about to end.
type PortfolioException struct {
	Control string     `json:"control"`
	Title   string     `json:"title"`
	Reason  string     `json:"reason"`
	Owner   string     `json:"owner,omitempty"`
	Until   score.Date `json:"until"`
	Overdue bool       `json:"overdue"`
	Tenants []string   `json:"tenants"`
}

// PortfolioResultOf puts a portfolio into the form of its JSON.
func PortfolioResultOf(m portfolio.Model) PortfolioResult {
	r := PortfolioResult{
		Name: m.Name, Made: m.Made.Format(time.RFC3339), Period: m.Period, Day: m.Day, Current: m.Current,
		Mean: result.Known(m.Mean), Together: result.Known(m.Together), Points: m.Points, Max: m.Max, Compared: m.Compared,
		Change: result.Known(m.Change), Rose: m.Rose, Fell: m.Fell, Steady: m.Steady, NoGoal: m.NoGoal,
		Zones: map[score.Zone]int{}, Verdicts: map[score.Verdict]int{},
		Tenants: PortfolioTenants(m), Actions: []PortfolioAction{}, Changes: []PortfolioChange{},
		Exceptions: []PortfolioException{},
	}
	for _, z := range m.Zones {
		r.Zones[z.Zone] = z.Tenants
	}
	for _, v := range m.Verdicts {
		r.Verdicts[v.Verdict] = v.Tenants
	}
	for _, a := range m.Actions {
		r.Actions = append(r.Actions, PortfolioAction{a.ID, a.Title, score.ProductName(a.Service), a.Tenants, a.Left})
	}
	for _, c := range m.Changes {
		r.Changes = append(r.Changes, PortfolioChange{
			c.ID, c.Title, c.Cause, result.Pair[float64]{Before: c.Before, After: c.Now}, c.Tenants, c.Least, c.Most,
		})
	}
	for _, e := range m.Exceptions {
		r.Exceptions = append(r.Exceptions, PortfolioException{
			e.ID, e.Title, e.Reason, e.Owner, e.Until, e.Overdue, e.Tenants,
		})
	}
	return r
}

// PortfolioTenants are the tenants of a portfolio in the form of its JSON.
func PortfolioTenants(m portfolio.Model) []PortfolioTenant {
	list := make([]PortfolioTenant, len(m.Tenants))
	for i, t := range m.Tenants {
		list[i] = portfolioTenant(t, m.Made)
	}
	return list
}

func portfolioTenant(t portfolio.Tenant, now time.Time) PortfolioTenant {
	r := PortfolioTenant{
		Tenant: t.Name, TenantID: t.ID, State: t.State(), Problem: t.Trouble.Detail, Causes: []PortfolioCause{},
		Open: len(t.Open), Left: t.Left(),
	}
	if t.Now.Date != "" {
		r.Snapshot = &result.Snapshot{
			Headline: result.HeadlineOf(t.Now), Zone: t.Zone, AgeHours: report.AgeHours(t.Now.Date, now),
		}
	}
	if report.Known(t.Change) {
		parts, since := PortfolioParts(t.Parts()), result.HeadlineOf(t.Since)
		r.Since, r.Delta, r.Parts = &since, &result.Delta{Points: t.Points, Percent: t.Change}, &parts
	}
	for _, c := range t.Causes {
		r.Causes = append(r.Causes, PortfolioCause{c.Cause, c.Count, c.Effect, c.Title})
	}
	if t.Goal != nil {
		r.Goal = &PortfolioGoal{t.Goal.Goal, t.Goal.By, t.Goal.Verdict}
	}
	return r
}

package result

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Analysis is what is known about a score besides its change. Points are
// rounded to hundredths, percents are 0 to 100, and null means "not available".
type Analysis struct {
	// Where the points are; null for a day of Microsoft's history, which has
	// no statuses.
	Split *Split `json:"split"`
	Views []View `json:"views"` // what the score could be, derived
	// Microsoft's averages of other organisations; always both, with null for
	// what Microsoft does not send.
	Comparisons []Comparison `json:"comparisons"`
	Scopes      []Scope      `json:"scopes"` // by product, what is scored for this tenant
	// The distance to the goal, in points and time; null without a goal.
	Goal *Goal `json:"goal"`
	// The exceptions of the configuration: overdue ones first, then those that
	// end soonest.
	Exceptions []Exception `json:"exceptions"`
	// Actions that Microsoft has not measured for more than three days.
	Stale       []Stale      `json:"stale"`
	Unsteady    []Unsteady   `json:"unsteady"`    // actions that changed and changed back since the comparison
	MissingDays []score.Date `json:"missingDays"` // days of the trend without a score
}

// Split is where the points lie.
type Split struct {
	Earned   float64 `json:"earned"`   // points measured by Microsoft
	Declared float64 `json:"declared"` // points reported by the organisation, not verified
	Accepted float64 `json:"accepted"` // points left in accepted risks
	Open     float64 `json:"open"`     // points left in everything else
	// Points of the score that are in no action, negative where the actions
	// have more: earned, declared and this are the score.
	Difference float64 `json:"difference"`
	// Points not achieved that are left in no action, negative where the
	// actions have more left: all six are the maximum.
	MaxDifference float64 `json:"maxDifference"`
}

// View is the score under an assumption.
type View struct {
	View    score.ViewName `json:"view"`    // current, planned, achievable or licence
	Points  float64        `json:"points"`  // points
	Percent float64        `json:"percent"` // percent of the maximum
	Actions int            `json:"actions"` // number of actions whose points it adds to the current score
	Added   float64        `json:"added"`   // points left in these actions; points are never above the maximum
	How     string         `json:"how"`     // how it is derived
}

// Comparison compares the tenant with the average of other organisations.
type Comparison struct {
	// What Microsoft calls it: AllTenants, or TotalSeats for organisations of
	// similar size.
	Basis string `json:"basis"`
	// The smallest number of seats of the organisations compared.
	SeatsFrom int `json:"seatsFrom,omitempty"`
	// The largest number of seats of the organisations compared.
	SeatsTo int `json:"seatsTo,omitempty"`
	// Their average, in percent; null where Microsoft sends none.
	Percent *float64 `json:"percent"`
	// Percentage points that the tenant is ahead of it; negative where it is
	// behind, null where percent is.
	Ahead *float64 `json:"ahead"`
	// Their averages by category, added up, in percent: another statistic than
	// percent; null where Microsoft sends none.
	Together   *float64             `json:"categoriesTogether"`
	Categories []CategoryComparison `json:"categories"` // the same by category
}

// CategoryComparison compares one category with that of others.
type CategoryComparison struct {
	Category string   `json:"category"` // the category
	Ours     *float64 `json:"ours"`     // the tenant's percent of the category's maximum
	OursOf   float64  `json:"oursOf"`   // the tenant's maximum in the category, in points
	Percent  *float64 `json:"percent"`  // the average, in percent
	// The maximum of which the average is a share, in points.
	PercentOf *float64 `json:"percentOf"`
	Ahead     *float64 `json:"ahead"` // percentage points
	// Points that the tenant has more than it would have with the average
	// percent.
	AheadPoints *float64 `json:"aheadPoints"`
	// True where the tenant's maximum is less than 25 points, so that one
	// action moves the percent far.
	Few bool `json:"fewPoints"`
}

// Scope is how much of a product's actions in the catalogue is scored.
type Scope struct {
	Service       string  `json:"service"`          // today's name of the product
	Scored        int     `json:"scored"`           // number of actions that are scored
	ScoredMax     float64 `json:"scoredMax"`        // points that can be achieved with these
	Outside       int     `json:"notInScope"`       // number of actions of Microsoft's catalogue that are not scored
	OutsidePoints float64 `json:"notInScopePoints"` // points that these would be worth
}

// Goal is how far away the goal is.
type Goal struct {
	Percent float64    `json:"percent"`      // the goal
	By      score.Date `json:"by,omitempty"` // the date of the goal; absent without one
	Reached bool       `json:"reached"`      // whether the score has reached it
	Missing float64    `json:"missing"`      // percentage points
	Points  float64    `json:"points"`       // points
	// Days to the date of the goal, negative after it; null without a date.
	DaysLeft *int `json:"daysLeft"`
	// Percentage points a week that are needed to reach it by its date.
	PerWeek float64 `json:"perWeek"`
	// How the tenant does: reached, outOfReach, onTrack, atRisk or behind;
	// without a date of the goal rising or notRising; or noForecast.
	Verdict score.Verdict `json:"verdict"`
	// Where it is behind: days from the date of the goal to the middle of the
	// forecast; null where it is not, or where there is no forecast.
	DaysLate *int      `json:"daysLate"`
	Forecast *Forecast `json:"forecast"` // null without a forecast
	// The pace without the points that the organisation reported; null where
	// fewer than six weeks of statuses are stored.
	Measured *Measured `json:"measured"`
	// Why there is no forecast: reached (the goal is), out of reach (of the open
	// actions), too short (the history), not rising, too noisy, too far (more
	// than three years ahead) or no maximum; absent with a forecast.
	Refusal   score.Refusal `json:"refusal,omitempty"`
	Says      string        `json:"says"`      // the goal and the forecast in one sentence
	Reachable bool          `json:"reachable"` // whether the open actions that are scored today suffice
	Steps     int           `json:"steps"`     // number of actions of the cheapest plan
	Tasks     int           `json:"tasks"`     // number of tasks of these; the actions of one policy are one task
	Effort    int           `json:"effort"`    // the effort of the cheapest plan, in the units of the ranking
	Reaches   float64       `json:"reaches"`   // percent that the plan reaches
}

// Forecast is when the goal is reached at the pace of the last weeks.
type Forecast struct {
	Pace     float64    `json:"pace"`     // percentage points a week
	Date     score.Date `json:"date"`     // the middle of the forecast
	Earliest score.Date `json:"earliest"` // 80 % likely not before
	Latest   score.Date `json:"latest"`   // 80 % likely not after
}

// Measured is the pace of the points that Microsoft measures.
type Measured struct {
	Weeks int     `json:"weeks"` // number of weeks that it is computed from
	Pace  float64 `json:"pace"`  // percentage points a week, without reported points
	Whole float64 `json:"whole"` // percentage points a week in the same weeks, with them
}

// Stale is a control that Microsoft has not measured for some days.
type Stale struct {
	Control    string `json:"control"`    // Microsoft's id of the action
	Title      string `json:"title"`      // Microsoft's title of the action
	Service    string `json:"service"`    // today's name of the product
	LastSynced string `json:"lastSynced"` // when Microsoft last measured it, RFC 3339
}

// Unsteady is a control that moved there and back.
type Unsteady struct {
	Control string  `json:"control"` // Microsoft's id of the action
	Title   string  `json:"title"`   // Microsoft's title of the action
	Gained  float64 `json:"gained"`  // points achieved on the way
	Lost    float64 `json:"lost"`    // points regressed on the way
	Net     float64 `json:"net"`     // points, the difference
	Turns   int     `json:"turns"`   // how often the direction changed
}

// analysisOf puts a model's analysis into the form of the result.
func analysisOf(m report.Model) *Analysis {
	a := m.Analysis
	in := &Analysis{
		Exceptions: []Exception{},
		Views:      []View{}, Comparisons: []Comparison{}, Scopes: []Scope{}, Stale: []Stale{},
		Unsteady:    []Unsteady{},
		MissingDays: append([]score.Date{}, m.Trend.Missing...), Goal: goalOf(m),
	}
	if s := a.Split; s.Known {
		d := m.Difference()
		in.Split = &Split{s.Earned, s.Declared, s.Accepted, s.Open, d.Points, d.Missing}
	}
	for _, v := range a.Views {
		in.Views = append(in.Views, View{
			v.Name, v.Points, score.Hundredths(v.Percent), v.Actions, v.Added, words.In(m.Locale).ViewHow(v.Name),
		})
	}
	for _, c := range a.Comparisons {
		row := Comparison{
			Basis: c.Basis, SeatsFrom: c.SeatsFrom, SeatsTo: c.SeatsTo,
			Percent: Known(c.Percent), Ahead: Known(c.Ahead), Together: Known(c.Together),
			Categories: []CategoryComparison{},
		}
		for _, k := range c.Categories {
			row.Categories = append(row.Categories, CategoryComparison{
				k.Category, Known(k.Ours), score.Hundredths(k.OursOf), Known(k.Percent), Known(k.PercentOf),
				Known(k.Ahead), Known(k.AheadPoints), k.Few,
			})
		}
		in.Comparisons = append(in.Comparisons, row)
	}
	for _, s := range a.Scopes {
		in.Scopes = append(in.Scopes, Scope{
			score.ProductName(s.Service), s.Scored, s.ScoredMax, s.Outside, s.OutsidePoints,
		})
	}
	for _, d := range m.Exceptions {
		in.Exceptions = append(in.Exceptions, *ExceptionOf(d))
	}
	for _, c := range a.Stale {
		in.Stale = append(in.Stale, Stale{
			c.ID, c.Title, score.ProductName(c.Service), c.LastSynced.UTC().Format("2006-01-02T15:04:05Z"),
		})
	}
	for _, j := range a.Reversals {
		in.Unsteady = append(in.Unsteady, Unsteady{
			j.Control.ID, j.Control.Title, j.Gained, j.Lost, j.Net(), j.Turns,
		})
	}
	return in
}

func goalOf(m report.Model) *Goal {
	a := m.Analysis
	if a.Progress == nil {
		return nil
	}
	p := *a.Progress
	g := &Goal{
		Percent: p.Goal, By: p.By, Reached: p.Reached, Missing: score.Hundredths(p.Missing), Points: p.Points,
		PerWeek: score.Hundredths(p.PerWeek), Verdict: p.Verdict, Refusal: p.Forecast.Refusal,
		Says: words.In(m.Locale).Progress(p),
	}
	if p.By != "" {
		g.DaysLeft = &p.DaysLeft
	}
	if f := p.Forecast; f.Refusal == "" {
		g.Forecast = &Forecast{score.Hundredths(f.Pace), f.Date, f.Earliest, f.Latest}
	}
	if p.Late > 0 {
		g.DaysLate = &p.Late
	}
	if m := p.Forecast.Measured; m.Steps > 0 {
		g.Measured = &Measured{m.Steps, score.Hundredths(m.Pace), score.Hundredths(m.Whole)}
	}
	if a.Plan != nil {
		g.Reachable, g.Reaches = a.Plan.Reachable, score.Hundredths(a.Plan.Reaches)
		g.Steps, g.Tasks, g.Effort = len(a.Plan.Steps), a.Plan.Tasks, a.Plan.Effort
	}
	return g
}

// Known is a number rounded to hundredths, nil where it is not available.
func Known(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	x = score.Hundredths(x)
	return &x
}

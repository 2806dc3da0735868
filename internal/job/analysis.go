package job

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Analysis is what is known of a score beyond its change. Points are rounded to
// hundredths, percents are 0 to 100, and null is "not available".
type Analysis struct {
	Split       *SplitResult       `json:"split"` // null on a day of Microsoft's history
	Views       []ViewResult       `json:"views"`
	Comparisons []ComparisonResult `json:"comparisons"`
	Scopes      []ScopeResult      `json:"scopes"`
	Goal        *GoalResult        `json:"goal"` // null without one
	Stale       []StaleResult      `json:"stale"`
	Unsteady    []UnsteadyResult   `json:"unsteady"` // controls that moved there and back since the comparison
	MissingDays []score.Date       `json:"missingDays"`
}

// SplitResult is where the points lie.
type SplitResult struct {
	Earned   float64 `json:"earned"`   // by configuration
	Declared float64 `json:"declared"` // by declaration, which nobody verifies
	Accepted float64 `json:"accepted"` // given up by an accepted risk
	Open     float64 `json:"open"`
}

// ViewResult is the score as it would be.
type ViewResult struct {
	View    score.ViewName `json:"view"`
	Points  float64        `json:"points"`
	Percent float64        `json:"percent"`
	Actions int            `json:"actions"` // whose points it adds
	How     string         `json:"how"`
}

// ComparisonResult is the tenant beside others.
type ComparisonResult struct {
	Basis      string                     `json:"basis"`
	SeatsFrom  int                        `json:"seatsFrom,omitempty"`
	SeatsTo    int                        `json:"seatsTo,omitempty"`
	Percent    *float64                   `json:"percent"`
	Ahead      *float64                   `json:"ahead"` // percentage points
	Categories []CategoryComparisonResult `json:"categories"`
}

// CategoryComparisonResult is one category beside that of others.
type CategoryComparisonResult struct {
	Category string   `json:"category"`
	Ours     *float64 `json:"ours"`
	Percent  *float64 `json:"percent"`
	Ahead    *float64 `json:"ahead"`
}

// ScopeResult is how much of a product's part of the catalogue is scored.
type ScopeResult struct {
	Service       string  `json:"service"`
	Scored        int     `json:"scored"`
	ScoredMax     float64 `json:"scoredMax"`
	Outside       int     `json:"notInScope"` // actions that are in the catalogue only
	OutsidePoints float64 `json:"notInScopePoints"`
}

// GoalResult is how far it is to the goal.
type GoalResult struct {
	Percent   float64         `json:"percent"`
	By        score.Date      `json:"by,omitempty"`
	Reached   bool            `json:"reached"`
	Missing   float64         `json:"missing"` // percentage points
	Points    float64         `json:"points"`
	DaysLeft  *int            `json:"daysLeft"`
	PerWeek   float64         `json:"perWeek"` // percentage points a week that reach it in time
	Verdict   score.Verdict   `json:"verdict,omitempty"`
	Forecast  *ForecastResult `json:"forecast"` // null where it is refused
	Refusal   score.Refusal   `json:"refusal,omitempty"`
	Says      string          `json:"says"`
	Reachable bool            `json:"reachable"` // with the open actions that are scored today
	Steps     int             `json:"steps"`     // of the cheapest plan
	Effort    int             `json:"effort"`
	Reaches   float64         `json:"reaches"` // percent
}

// ForecastResult is when the goal is reached at the pace of the last weeks.
type ForecastResult struct {
	Pace     float64    `json:"pace"` // percentage points a week
	Date     score.Date `json:"date"`
	Earliest score.Date `json:"earliest"`
	Latest   score.Date `json:"latest"`
}

// StaleResult is a control that was not measured for long.
type StaleResult struct {
	Control    string `json:"control"`
	Title      string `json:"title"`
	Service    string `json:"service"`
	LastSynced string `json:"lastSynced"` // RFC 3339
}

// UnsteadyResult is a control that moved there and back.
type UnsteadyResult struct {
	Control string  `json:"control"`
	Title   string  `json:"title"`
	Gained  float64 `json:"gained"`
	Lost    float64 `json:"lost"`
	Net     float64 `json:"net"`
	Turns   int     `json:"turns"`
}

// AnalysisOf puts a model's analysis into the form of the result.
func AnalysisOf(m report.Model) *Analysis {
	a := m.Analysis
	result := &Analysis{
		Views: []ViewResult{}, Comparisons: []ComparisonResult{}, Scopes: []ScopeResult{}, Stale: []StaleResult{}, Unsteady: []UnsteadyResult{},
		MissingDays: append([]score.Date{}, m.Trend.Missing...), Goal: goalResult(a),
	}
	if s := a.Split; s.Known {
		result.Split = &SplitResult{s.Earned, s.Declared, s.Accepted, s.Open}
	}
	for _, v := range a.Views {
		result.Views = append(result.Views, ViewResult{v.Name, v.Points, score.Hundredths(v.Percent), v.Actions, words.ViewHow(v.Name)})
	}
	for _, c := range a.Comparisons {
		row := ComparisonResult{
			Basis: c.Basis, SeatsFrom: c.SeatsFrom, SeatsTo: c.SeatsTo, Percent: known(c.Percent), Ahead: known(c.Ahead),
			Categories: []CategoryComparisonResult{},
		}
		for _, k := range c.Categories {
			row.Categories = append(row.Categories, CategoryComparisonResult{k.Category, known(k.Ours), known(k.Percent), known(k.Ahead)})
		}
		result.Comparisons = append(result.Comparisons, row)
	}
	for _, s := range a.Scopes {
		result.Scopes = append(result.Scopes, ScopeResult{score.ProductName(s.Service), s.Scored, s.ScoredMax, s.Outside, s.OutsidePoints})
	}
	for _, c := range a.Stale {
		result.Stale = append(result.Stale, StaleResult{c.ID, c.Title, score.ProductName(c.Service), c.LastSynced.UTC().Format("2006-01-02T15:04:05Z")})
	}
	for _, j := range a.Reversals {
		result.Unsteady = append(result.Unsteady, UnsteadyResult{j.Control.ID, j.Control.Title, j.Gained, j.Lost, j.Net(), j.Turns})
	}
	return result
}

func goalResult(a report.Analysis) *GoalResult {
	if a.Progress == nil {
		return nil
	}
	p := *a.Progress
	g := &GoalResult{
		Percent: p.Goal, By: p.By, Reached: p.Reached, Missing: score.Hundredths(p.Missing), Points: p.Points,
		PerWeek: score.Hundredths(p.PerWeek), Verdict: p.Verdict, Refusal: p.Forecast.Refusal, Says: words.Progress(p),
	}
	if p.By != "" {
		g.DaysLeft = &p.DaysLeft
	}
	if f := p.Forecast; f.Refusal == "" {
		g.Forecast = &ForecastResult{score.Hundredths(f.Pace), f.Date, f.Earliest, f.Latest}
	}
	if a.Plan != nil {
		g.Reachable, g.Steps, g.Effort, g.Reaches = a.Plan.Reachable, len(a.Plan.Steps), a.Plan.Effort, score.Hundredths(a.Plan.Reaches)
	}
	return g
}

// known is a number in hundredths, nil where it is not available.
func known(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	x = score.Hundredths(x)
	return &x
}

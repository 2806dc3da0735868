package main

import (
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/result"
)

// historyResult is a history in JSON.
type historyResult struct {
	Tenant string               `json:"tenant"`
	From   score.Date           `json:"from"`             // the first day that was asked for
	Until  score.Date           `json:"until"`            // the last one
	Action *historyActionResult `json:"action,omitempty"` // with --control, unless it never was in the score
	Days   []historyDayResult   `json:"days"`             // with a score, newest first
}

// historyActionResult is one action's own history.
type historyActionResult struct {
	Control  string           `json:"control"`
	Title    string           `json:"title"`
	Category string           `json:"category"`
	Service  string           `json:"service"`
	Points   []standingResult `json:"points"` // of each day whose actions are known, newest first
}

type standingResult struct {
	Date   score.Date    `json:"date"`
	Points *float64      `json:"points"` // null if the action was not in the score
	Max    *float64      `json:"max"`    // null if it is not known, or the action was not in the score
	Status *score.Status `json:"status"` // null on days of Microsoft's history
}

// historyDayResult is what moved the score on a day. The effects of changes,
// unattributed and the effect of notShown add up to delta.
type historyDayResult struct {
	Date         score.Date      `json:"date"`
	Percent      float64         `json:"percent"`
	Delta        *float64        `json:"delta"`  // percentage points; null if no earlier day is stored
	Since        *score.Date     `json:"since"`  // the day that delta counts from; null like delta
	Points       *float64        `json:"points"` // that the score moved by; null like delta
	Current      float64         `json:"current"`
	Max          float64         `json:"max"`
	Changes      []result.Change `json:"changes"`
	Unattributed float64         `json:"unattributed"`
	Drift        sumResult       `json:"drift"`                 // of these changes, those that are drift
	NotShown     *sumResult      `json:"notShown,omitempty"`    // what the filters leave out
	Missing      []score.Date    `json:"missingDays,omitempty"` // without a score since then
	ScoreOnly    bool            `json:"scoreOnly,omitempty"`   // nothing but the score is known of this day
	// The day that the actions are compared with, where it is not since.
	ActionsSince score.Date `json:"actionsSince,omitempty"`
}

type sumResult struct {
	Changes int     `json:"changes"`
	Points  float64 `json:"points"`
	Effect  float64 `json:"effect"` // percentage points
}

func historyResultOf(h job.History, days []report.FilteredDay) historyResult {
	r := historyResult{Tenant: h.Tenant.Name, From: h.First, Until: h.Last, Days: []historyDayResult{}}
	for i := range days {
		r.Days = append(r.Days, historyDayOf(days[len(days)-1-i]))
	}
	if h.Standings == nil {
		return r
	}
	c := h.Action
	r.Action = &historyActionResult{Control: c.ID, Title: c.Title, Category: c.Category,
		Service: score.ProductName(c.Service)}
	for i := range h.Standings {
		r.Action.Points = append(r.Action.Points, standingOf(h.Standings[len(h.Standings)-1-i]))
	}
	return r
}

func standingOf(d score.ActionDay) standingResult {
	r := standingResult{Date: d.Date}
	if d.Scored {
		r.Points = &d.Points
	}
	if d.Scored && d.MaxKnown {
		r.Max = &d.Max
	}
	if d.Scored && !d.Thin {
		r.Status = &d.Status
	}
	return r
}

func historyDayOf(d report.FilteredDay) historyDayResult {
	_, drift := score.HistoryDay{Account: score.Account{Changes: d.Shown}}.Drift()
	r := historyDayResult{
		Date: d.After.Date, Percent: score.Hundredths(d.After.Percent()), Current: score.Hundredths(d.After.Current),
		Max: score.Hundredths(d.After.Max), Changes: []result.Change{}, Unattributed: d.Unattributed,
		Drift: sumResult(score.SumOf(drift)), Missing: d.Missing(), ScoreOnly: d.HeadlineOnly,
	}
	if d.Before.Date != "" {
		r.Delta, r.Points, r.Since = &d.Percent, &d.Points, &d.Before.Date
	}
	if d.Compared != d.Before.Date {
		r.ActionsSince = d.Compared
	}
	if d.Hidden.Changes > 0 {
		hidden := sumResult(d.Hidden)
		r.NotShown = &hidden
	}
	for _, c := range d.Shown {
		r.Changes = append(r.Changes, result.ChangeOf(c))
	}
	return r
}

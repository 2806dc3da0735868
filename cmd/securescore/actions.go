package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/result"
	"secure-score-reporter/report/words"
)

type actionsCommand struct {
	table
	Category       []string
	Service        []string
	ExcludeService []string
	Status         []string
	MaxUserImpact  string
	MaxCost        string
	New            *bool
	Licensed       *bool
	Search         string
	QuickWins      bool
	Since          string
}

func (c *actionsCommand) flags(f *flagSet) {
	c.table.flags(f)
	f.texts(&c.Category, "category", "NAME", "Only these categories.")
	f.texts(&c.Service, "service", "PRODUCT", "Only these products, by name or by Microsoft's code: \"Microsoft Entra ID\" or AzureAD.")
	f.texts(&c.ExcludeService, "exclude-service", "PRODUCT", "Leave these products out, by name or by Microsoft's code.")
	f.texts(&c.Status, "status", "STATUS", "Only these statuses: toAddress, planned, riskAccepted, thirdParty, alternateMitigation, completed.")
	f.text(&c.MaxUserImpact, "max-user-impact", "LEVEL", "", "At most this impact on users: low, moderate or high. Actions of unknown impact are left out.")
	f.text(&c.MaxCost, "max-cost", "LEVEL", "", "At most this cost: low, moderate or high. Actions of unknown cost are left out.")
	f.either(&c.New, "new", "Only what Microsoft added since the comparison; --no-new for the rest.")
	f.either(&c.Licensed, "licensed", "Only what is scored, which is the default; --no-licensed for what is only in Microsoft's catalogue.")
	f.text(&c.Search, "search", "TEXT", "", "Only what has this text in its title, id, product or category.")
	f.yes(&c.QuickWins, "quick-wins", "Only quick wins: two points or more, or a fifth of the maximum, at low or moderate cost and user impact.")
	f.text(&c.Since, "since", "PERIOD", "", "New since when: a duration like P7D, or a date."+dayBefore)
}

func (c *actionsCommand) Help() string {
	return `The order is by the points left for each unit of effort, in bands of a factor of
four, and within a band by Microsoft's own rank. Effort is
` + words.English.EffortRule() + `.
Actions of one policy share a place. Open actions come before closed ones. MS is
Microsoft's own rank.`
}

// actionResult is a recommended action in JSON.
type actionResult struct {
	Place      int          `json:"place"`          // in the whole ranking, shared by one policy; 0 if not in scope
	Task       *taskResult  `json:"task,omitempty"` // of those to do first: several actions that it stands for
	Control    string       `json:"control"`
	Title      string       `json:"title"`
	Category   string       `json:"category"`
	Service    string       `json:"service"`
	Points     float64      `json:"points"`
	Max        *float64     `json:"max"`  // null if unknown
	Left       *float64     `json:"left"` // points; null if the maximum is unknown
	Gain       float64      `json:"gain"` // percentage points of the whole score
	Cost       score.Level  `json:"cost"`
	UserImpact score.Level  `json:"userImpact"`
	Tier       string       `json:"tier"`
	Effort     int          `json:"effort"`
	Priority   float64      `json:"priority"` // points left for each unit of effort
	QuickWin   bool         `json:"quickWin"`
	Rank       *int         `json:"microsoftRank"` // null if Microsoft gives none
	Status     score.Status `json:"status"`
	New        bool         `json:"new"`
	Stale      bool         `json:"stale"`                // last measured over three days ago
	LastSynced *time.Time   `json:"lastSynced,omitempty"` // when Microsoft measured it
	InScope    bool         `json:"inScope"`
	URL        string       `json:"url"`

	Decided   *result.Decision  `json:"decided,omitempty"`   // who set the status, as far as Microsoft sends it
	Affected  *affectedResult   `json:"affected,omitempty"`  // absent if that is not certain
	Exception *result.Exception `json:"exception,omitempty"` // of the configuration
}

// affectedResult is how many users or devices are still affected.
type affectedResult struct {
	Count int        `json:"count"`
	Total int        `json:"total"`
	Unit  score.Unit `json:"unit,omitempty"` // users or devices; absent if it is not known
}

// taskResult is several actions of one policy.
type taskResult struct {
	Controls []string `json:"controls"`
	Left     float64  `json:"left"` // points
	Gain     float64  `json:"gain"` // percentage points of the whole score
	Effort   int      `json:"effort"`
}

func taskOf(a report.Action) *taskResult {
	if a.Together() == 1 {
		return nil
	}
	r := taskResult{Left: a.Task.Left, Gain: a.Task.Gain, Effort: a.Task.Hardest.Effort()}
	for _, c := range a.Task.Actions {
		r.Controls = append(r.Controls, c.ID)
	}
	return &r
}

func actionResults(actions []report.Action) []actionResult {
	results := []actionResult{}
	for _, a := range actions {
		r := actionResult{
			Place: a.Place, Task: taskOf(a), Control: a.ID, Title: a.Title, Category: a.Category, Service: a.Product,
			Points: a.Points, Gain: a.Gain, Cost: level(a.Cost), UserImpact: level(a.UserImpact), Tier: a.Tier,
			Effort: a.Effort(), Priority: score.Hundredths(a.Priority()),
			QuickWin: a.QuickWin(), Status: a.Status(), New: a.New, Stale: a.Stale, InScope: !a.Outside, URL: a.PortalURL,
		}
		if a.MaxKnown() {
			left := a.Left()
			r.Max, r.Left = &a.Max, &left
		}
		if a.Rank > 0 {
			r.Rank = &a.Rank
		}
		if !a.LastSynced.IsZero() {
			r.LastSynced = &a.LastSynced
		}
		r.Decided = result.DecisionOf(a.Control)
		if left, certain := a.Affected(); certain {
			r.Affected = &affectedResult{left.Count, left.Total, left.Unit}
		}
		if a.Exception != nil {
			r.Exception = result.ExceptionOf(*a.Exception)
		}
		results = append(results, r)
	}
	return results
}

type actionsResult struct {
	Tenant   string         `json:"tenant"`
	Date     score.Date     `json:"date"`
	Actions  []actionResult `json:"actions"`
	Unlisted int            `json:"unlisted"` // actions of the score that the filters left out
}

func (c *actionsCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	filter, err := c.filter()
	if err != nil {
		return wrongError{err}
	}
	since, err := periodOf("--since", c.Since)
	if err != nil {
		return err
	}
	_, inspection, err := c.inspect(ctx, cli, p, job.Query{Since: since, Filter: filter})
	if err != nil {
		return err
	}
	m := inspection.Model
	if c.QuickWins {
		m.KeepQuickWins()
	}
	return c.print(p, printing{
		json: actionsResult{m.Tenant, m.Date, actionResults(m.Actions), m.Unlisted},
		csv:  func() ([]byte, error) { return csv.Actions(m) },
		text: func(out *screen) {
			w := words.In(m.Locale)
			out.titled(m.Tenant, w.Colon(w.ActionsOn(len(m.Actions), m.Date)))
			if m.Unlisted > 0 {
				out.text(w.FilteredOut(m.Unlisted))
			}
			out.line("")
			actionsTable(out, w, m.Actions)
		},
	})
}

func (c *actionsCommand) filter() (report.Filter, error) {
	f := report.Filter{Categories: c.Category, New: c.New, Licensed: c.Licensed, Search: c.Search,
		Services: c.Service, ExcludeServices: c.ExcludeService}
	var problems []string
	if f.Statuses, problems = event.ParseStatuses(c.Status); len(problems) > 0 {
		return f, fmt.Errorf("--status: %s", strings.Join(problems, "; "))
	}
	for _, l := range []struct {
		flag, text string
		level      *score.Level
	}{{"--max-user-impact", c.MaxUserImpact, &f.MaxUserImpact}, {"--max-cost", c.MaxCost, &f.MaxCost}} {
		if l.text == "" {
			continue
		}
		if *l.level = score.ParseLevel(l.text); *l.level == score.Unknown {
			return f, fmt.Errorf("%s: %q is not a level; use low, moderate or high", l.flag, l.text)
		}
	}
	return f, nil
}

func actionsTable(out *screen, w words.Words, actions []report.Action) {
	widths := []int{3, 6, -8, -8, 3}
	heads := []string{"", w.Text(words.HeadPointsLeft), w.Text(words.HeadCost), w.Text(words.HeadUserImpact),
		w.Text(words.HeadMicrosoftRank)}
	out.row(widths, heads, w.Text(words.HeadAction))
	for _, a := range actions {
		rank := "–"
		if a.Rank > 0 {
			rank = strconv.Itoa(a.Rank)
		}
		cost, impact := w.LevelWord(w.TopHardest(a).Cost), w.LevelWord(w.TopHardest(a).UserImpact)
		out.row(widths, []string{words.Place(a), w.TopLeft(a), cost, impact, rank}, a.Title, a.Product+marks(w, a),
			w.DeclaredBy(a.Control), w.ExceptionOf(a))
	}
}

// marks follow an action's product.
func marks(w words.Words, a report.Action) string {
	var parts []string
	if a.Together() > 1 {
		parts = append(parts, w.Together(a))
	}
	if s := a.Status(); s != score.ToAddress {
		parts = append(parts, w.StatusWithin(s))
	}
	if left := w.StillAffected(a.Control); left != "" {
		parts = append(parts, left)
	}
	if a.QuickWin() && !a.Outside {
		parts = append(parts, w.Text(words.QuickWin))
	}
	if a.New {
		parts = append(parts, w.Text(words.LabelNew))
	}
	if a.Stale {
		parts = append(parts, w.LastMeasured(a.LastSynced))
	}
	if a.Outside {
		parts = append(parts, w.Text(words.NotScored))
	}
	if len(parts) == 0 {
		return ""
	}
	return " · " + strings.Join(parts, ", ")
}

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
	"secure-score-reporter/report/words"
)

type actionsCommand struct {
	table
	Category      []string `help:"Only these categories." placeholder:"NAME"`
	Status        []string `help:"Only these statuses: toAddress, planned, riskAccepted, thirdParty, alternateMitigation, completed." placeholder:"STATUS"`
	MaxUserImpact string   `help:"At most this impact on users: low, moderate or high. Actions of unknown impact are left out." placeholder:"LEVEL"`
	MaxCost       string   `help:"At most this cost: low, moderate or high. Actions of unknown cost are left out." placeholder:"LEVEL"`
	New           *bool    `help:"Only what Microsoft added since the comparison; --no-new for the rest." negatable:""`
	Licensed      *bool    `help:"Only what is scored, which is the default; --no-licensed for what is only in Microsoft's catalogue." negatable:""`
	Search        string   `help:"Only what has this text in its title, id, product or category." placeholder:"TEXT"`
	QuickWins     bool     `help:"Only quick wins: five points or more at low cost and low user impact."`
	Since         string   `help:"New since when: a duration like P7D, or a date. Default: the day before." placeholder:"PERIOD"`
}

func (c *actionsCommand) Help() string {
	return `The order is by the points left for each unit of effort. Effort is
` + words.EffortRule() + `.
Open actions come before closed ones. MS is Microsoft's own rank.`
}

// actionResult is a recommended action in JSON.
type actionResult struct {
	Place      int          `json:"place"` // in the whole ranking; 0 if it is not in scope
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
}

func actionResults(actions []report.Action) []actionResult {
	results := []actionResult{}
	for _, a := range actions {
		r := actionResult{
			Place: a.Place, Control: a.ID, Title: a.Title, Category: a.Category, Service: a.Product, Points: a.Points, Gain: a.Gain,
			Cost: level(a.Cost), UserImpact: level(a.UserImpact), Tier: a.Tier, Effort: a.Effort(), Priority: score.Hundredths(a.Priority()),
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
	_, sight, err := c.look(ctx, cli, p, job.Query{Since: event.Period(c.Since), Filter: filter})
	if err != nil {
		return err
	}
	m := sight.Model
	if c.QuickWins {
		m.KeepQuickWins()
	}
	return c.print(p, printing{
		json: actionsResult{m.Tenant, m.Date, actionResults(m.Actions), m.Unlisted},
		csv:  func() ([]byte, error) { return csv.Actions(m) },
		text: func(out *screen) {
			out.line("%s: %s on %s", out.bold(plain(m.Tenant)), words.Count(len(m.Actions), "action"), words.LongDate(m.Date))
			if m.Unlisted > 0 {
				out.line("%s kept out by the filters", words.Count(m.Unlisted, "other"))
			}
			out.line("")
			actionsTable(out, m.Actions)
		},
	})
}

func (c *actionsCommand) filter() (report.Filter, error) {
	f := report.Filter{Categories: c.Category, New: c.New, Licensed: c.Licensed, Search: c.Search}
	for _, s := range c.Status {
		f.Statuses = append(f.Statuses, score.Status(s))
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

func actionsTable(out *screen, actions []report.Action) {
	widths := []int{3, 6, -8, -8, 3}
	out.row(widths, []string{"", "left", "cost", "impact", "MS"}, "action")
	for _, a := range actions {
		place, left, rank := "–", "?", "–"
		if a.Place > 0 {
			place = strconv.Itoa(a.Place)
		}
		if a.MaxKnown() {
			left = words.Points(a.Left())
		}
		if a.Rank > 0 {
			rank = strconv.Itoa(a.Rank)
		}
		out.row(widths, []string{place, left, strings.ToLower(words.LevelName(a.Cost)), strings.ToLower(words.LevelName(a.UserImpact)), rank},
			a.Title, a.Product+marks(a))
	}
}

// marks follow an action's product.
func marks(a report.Action) string {
	var parts []string
	if s := a.Status(); s != score.ToAddress {
		parts = append(parts, strings.ToLower(words.StatusName(s)))
	}
	if a.QuickWin() && !a.Outside {
		parts = append(parts, "quick win")
	}
	if a.New {
		parts = append(parts, "new")
	}
	if a.Stale {
		parts = append(parts, "not measured since "+words.ShortDate(score.DateOf(a.LastSynced)))
	}
	if a.Outside {
		parts = append(parts, "not in scope today")
	}
	if len(parts) == 0 {
		return ""
	}
	return " · " + strings.Join(parts, ", ")
}

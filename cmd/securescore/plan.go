package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
	sheets "secure-score-reporter/report"
)

type planCommand struct {
	look
	Goal         float64 `help:"The percentage to reach. Default: the tenant's goal in the configuration, or 80." placeholder:"PERCENT"`
	PlannedFirst bool    `help:"Take the actions first that are planned already."`
}

func (c *planCommand) Help() string {
	return `The cheapest set of open improvement actions that reaches the goal. The effort
of an action is what it costs to implement (low 1, moderate 3, unknown 5, high 8)
and what it costs users (low 0, moderate 2, unknown 3, high 5). No other set that
reaches the goal has less effort in all. Actions that are partly done count with
the points that are left. Risks that were accepted are left alone.`
}

// planResult is a plan in JSON.
type planResult struct {
	Tenant    string       `json:"tenant"`
	Date      score.Date   `json:"date"`
	Goal      float64      `json:"goal"`    // percent
	Percent   float64      `json:"percent"` // now
	Need      float64      `json:"need"`    // points that are missing
	Reachable bool         `json:"reachable"`
	Reaches   float64      `json:"reaches"` // percent, after all steps
	Effort    int          `json:"effort"`
	Steps     []stepResult `json:"steps"`
}

type stepResult struct {
	Control    string       `json:"control"`
	Title      string       `json:"title"`
	Category   string       `json:"category"`
	Service    string       `json:"service"`
	Points     float64      `json:"points"` // left to gain
	Cost       score.Level  `json:"cost"`
	UserImpact score.Level  `json:"userImpact"`
	Status     score.Status `json:"status"`
	Effort     int          `json:"effort"`
	Percent    float64      `json:"percent"` // after this step
	URL        string       `json:"url"`
}

func (c *planCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	if c.Goal < 0 || c.Goal > 100 {
		return wrongError{errors.New("--goal is a percentage, above 0 and at most 100")}
	}
	t, s, err := c.snapshot(ctx, cli, p)
	if err != nil {
		return err
	}
	goal := c.Goal
	switch {
	case goal == 0 && t.Goal != nil:
		goal = t.Goal.Percent
	case goal == 0:
		goal = 80
	}
	plan := score.PlanFor(s, goal, c.PlannedFirst)
	if c.JSON {
		return printJSON(p.stdout, resultOf(t.Name, s.Date, plan))
	}
	_, err = p.stdout.Write([]byte(planText(t.Name, s, plan)))
	return err
}

func resultOf(tenant string, date score.Date, p score.Plan) planResult {
	r := planResult{
		Tenant: tenant, Date: date, Goal: p.Goal, Percent: score.Hundredths(p.From), Need: p.Need,
		Reachable: p.Reachable, Reaches: score.Hundredths(p.Reaches), Effort: p.Effort, Steps: []stepResult{},
	}
	for _, step := range p.Steps {
		c := step.Control
		r.Steps = append(r.Steps, stepResult{
			Control: c.ID, Title: c.Title, Category: c.Category, Service: score.ProductName(c.Service), Points: step.Gain,
			Cost: level(c.Cost), UserImpact: level(c.UserImpact), Status: c.Status(), Effort: step.Effort,
			Percent: score.Hundredths(step.Percent), URL: sheets.ActionURL(c.ID),
		})
	}
	return r
}

func level(l score.Level) score.Level {
	if l == "" {
		return score.Unknown
	}
	return l
}

// planText is a plan for a terminal of 80 columns.
func planText(tenant string, s score.Snapshot, p score.Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s on %s, goal %s\n", plain(tenant), sheets.Percent(p.From), sheets.LongDate(s.Date), sheets.Percent(p.Goal))
	switch {
	case p.Reachable && len(p.Steps) == 0:
		b.WriteString("The goal is reached.\n")
		return b.String()
	case p.Reachable:
		fmt.Fprintf(&b, "%s points are missing. The cheapest way there is %s, effort %d:\n",
			sheets.Points(p.Need), sheets.Count(len(p.Steps), "action"), p.Effort)
	default:
		fmt.Fprintf(&b, "%s points are missing, which is out of reach with what is scored today:\nall %s together lead to %s.\n",
			sheets.Points(p.Need), sheets.Count(len(p.Steps), "open action"), sheets.Percent(p.Reaches))
	}
	fmt.Fprintf(&b, "\n%3s  %6s  %6s  %8s  %s\n", "", "points", "effort", "score", "action")
	const indent = 34
	for i, step := range p.Steps {
		title := step.Control.Title
		if step.Control.Status() == score.Planned {
			title += " (planned)"
		}
		lines := wrap(plain(title), 80-indent)
		lines = append(lines, wrap(plain(score.ProductName(step.Control.Service)), 80-indent)...)
		fmt.Fprintf(&b, "%3d  %6s  %6d  %8s  %s\n", i+1, sheets.Points(step.Gain), step.Effort, sheets.Percent(step.Percent), lines[0])
		for _, line := range lines[1:] {
			fmt.Fprintf(&b, "%*s%s\n", indent-3, "", line)
		}
	}
	return b.String()
}

// plain is text without anything that a terminal would obey.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r >= 0x80 && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)), " ")
}

// wrap breaks text between words into lines of so many characters; a longer word
// stands on a line of its own.
func wrap(s string, width int) []string {
	lines := []string{""}
	for _, word := range strings.Fields(s) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) <= width:
			*last += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}

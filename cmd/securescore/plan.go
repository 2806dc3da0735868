package main

import (
	"context"
	"errors"
	"strconv"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/words"
)

type planCommand struct {
	table
	Goal         float64
	PlannedFirst bool
}

func (c *planCommand) flags(f *flagSet) {
	c.table.flags(f)
	f.number(&c.Goal, "goal", "PERCENT", "The percentage to reach. Default: the tenant's goal in the configuration, or 80.")
	f.unlessNot(&c.PlannedFirst, "planned-first", "Have all planned actions in the plan. Without, the plan is the cheapest of all.")
}

func (c *planCommand) Help() string {
	return `Finds the cheapest set of open recommended actions that reaches the goal. The
planned actions are in it in any case, because they are done anyway. Effort is
` + words.English.EffortRule() + `. No
other such set has less effort in total. An action that is partly done counts
with the points that are left. Actions whose risk was accepted, and those with a
current exception, are left out.`
}

// planResult is a plan in JSON.
type planResult struct {
	Tenant    string       `json:"tenant"`
	Date      score.Date   `json:"date"`
	Goal      float64      `json:"goal"`    // percent
	Percent   float64      `json:"percent"` // now
	Need      float64      `json:"need"`    // points that the goal needs
	Reachable bool         `json:"reachable"`
	Reaches   float64      `json:"reaches"` // percent, after every step
	Tasks     int          `json:"tasks"`   // actions of one policy are one task
	Effort    int          `json:"effort"`  // of all tasks
	Steps     []stepResult `json:"steps"`
}

type stepResult struct {
	Control    string       `json:"control"`
	Title      string       `json:"title"`
	Category   string       `json:"category"`
	Service    string       `json:"service"`
	Points     float64      `json:"points"` // left to achieve
	Cost       score.Level  `json:"cost"`
	UserImpact score.Level  `json:"userImpact"`
	Status     score.Status `json:"status"`
	Task       int          `json:"task"`    // the number of its task, from 1
	Effort     int          `json:"effort"`  // of its task, at the first step of it, then 0
	Percent    float64      `json:"percent"` // after this step
	URL        string       `json:"url"`
}

func (c *planCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	if c.Goal < 0 || c.Goal > 100 {
		return wrongError{errors.New("--goal must be above 0 and at most 100 percent")}
	}
	t, inspection, err := c.inspect(ctx, cli, p, job.Query{})
	if err != nil {
		return err
	}
	s := inspection.Snapshot
	goal := c.Goal
	switch {
	case goal == 0 && t.Goal != nil:
		goal = t.Goal.Percent
	case goal == 0:
		goal = 80
	}
	plan := c.planFor(s, goal)
	return c.print(p, printing{
		json: resultOf(t.Name, s.Date, plan),
		csv:  func() ([]byte, error) { return csv.Plan(plan) },
		text: func(out *screen) { planText(out, words.In(t.Locale), t.Name, s.Date, plan) },
	})
}

// planFor is the plan of every form, unless the cheapest of all is asked for.
func (c *planCommand) planFor(s score.Snapshot, goal float64) score.Plan {
	if c.PlannedFirst {
		return score.PlanFor(s, goal)
	}
	return score.CheapestPlan(s, goal)
}

func resultOf(tenant string, date score.Date, p score.Plan) planResult {
	r := planResult{
		Tenant: tenant, Date: date, Goal: p.Goal, Percent: score.Hundredths(p.From), Need: p.Need,
		Reachable: p.Reachable, Reaches: score.Hundredths(p.Reaches), Tasks: p.Tasks, Effort: p.Effort, Steps: []stepResult{},
	}
	for _, step := range p.Steps {
		c := step.Control
		r.Steps = append(r.Steps, stepResult{
			Control: c.ID, Title: c.Title, Category: c.Category, Service: score.ProductName(c.Service), Points: step.Gain,
			Cost: level(c.Cost), UserImpact: level(c.UserImpact), Status: c.Status(), Task: step.Task, Effort: step.Effort,
			Percent: score.Hundredths(step.Percent), URL: report.ActionURL(c.ID),
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

func planText(out *screen, w words.Words, tenant string, date score.Date, p score.Plan) {
	out.line("%s%s", plain(tenant), w.Colon(w.PlanHead(p, date)))
	out.text(w.PlanNeeds(p))
	if len(p.Steps) == 0 {
		return
	}
	widths := []int{3, 6, 6, 8}
	out.line("")
	out.row(widths, []string{"", w.Text(words.HeadPoints), w.Text(words.HeadEffort), w.Text(words.HeadScore)},
		w.Text(words.HeadAction))
	for i, step := range p.Steps {
		title := step.Control.Title
		if step.Control.Status() == score.Planned {
			title += " (" + w.StatusWithin(score.Planned) + ")"
		}
		cells := []string{strconv.Itoa(i + 1), w.Points(step.Gain), w.StepEffort(step), w.Percent(step.Percent)}
		out.row(widths, cells, title, score.ProductName(step.Control.Service))
	}
}

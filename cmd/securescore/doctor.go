package main

import (
	"context"
	"fmt"
	"slices"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/health"
)

type doctorCommand struct {
	Tenant   []string `help:"Only this tenant, by name or id." placeholder:"NAME"`
	SendTest bool     `help:"Send a test message to each channel."`
	JSON     bool     `help:"Print the findings as JSON." name:"json"`
}

func (c *doctorCommand) Help() string {
	return `Tries everything that a run needs: the configuration, each tenant's sign-in and
permission, the store, Slack and email. It says how to fix what does not work.
In the store it writes a test object and deletes it again. It sends nothing
without --send-test.`
}

// checked is a tenant and the findings about it.
type checked struct {
	Tenant   string           `json:"tenant"`
	Findings []health.Finding `json:"findings"`
}

func (c checked) failed() bool {
	return slices.ContainsFunc(c.Findings, func(f health.Finding) bool { return f.State == health.Failed })
}

func (c *doctorCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	j, err := cli.open(ctx, p)
	if err != nil {
		return err
	}
	if err := j.Check(event.Event{Tenants: c.Tenant}); err != nil {
		return err
	}
	list := []checked{}
	for _, t := range j.Chosen(c.Tenant) {
		found := checked{t.Name, j.Doctor(ctx, t, c.SendTest)}
		if ctx.Err() != nil { // the findings would blame what was only interrupted
			return fmt.Errorf("checking %s: %w", t.Name, ctx.Err())
		}
		list = append(list, found)
		if !c.JSON {
			if err := c.print(p, found); err != nil {
				return err
			}
		}
	}
	if c.JSON {
		if err := printJSON(p.stdout, list); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(list, checked.failed) {
		return errFailed
	}
	return nil
}

// findingMarks stand before a finding. The word says the same as the colour.
var findingMarks = map[health.State]struct{ word, colour string }{
	health.OK: {"ok", "32"}, health.Warning: {"note", "33"}, health.Failed: {"FAIL", "31"},
}

func (c *doctorCommand) print(p process, found checked) error {
	s := p.screen()
	s.line("%s", s.bold(plain(found.Tenant)))
	for _, f := range found.Findings {
		mark := findingMarks[f.State]
		s.row([]int{5}, []string{s.style(mark.colour, mark.word)}, f.Check+": "+f.Message)
		if f.Fix != "" {
			s.hang("       → ", 9, f.Fix)
		}
	}
	s.line("")
	_, err := fmt.Fprint(p.stdout, s.String())
	return err
}

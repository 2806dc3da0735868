package main

import (
	"context"
	"fmt"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/health"
)

type doctorCommand struct {
	Tenant   []string `help:"Only this tenant, by name or id; may be repeated." placeholder:"NAME"`
	SendTest bool     `help:"Send a message to each channel that says that it is a test."`
	JSON     bool     `help:"Print the findings as JSON." name:"json"`
}

func (c *doctorCommand) Help() string {
	return `Tries all that a run would need: the configuration, each tenant's sign-in and
permission, the store, Slack and e-mail, and says how to mend what does not work.
It stores nothing and tells nobody anything, but for --send-test.`
}

// checked is a tenant with what was found.
type checked struct {
	Tenant   string           `json:"tenant"`
	Findings []health.Finding `json:"findings"`
}

func (c *doctorCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	cfg, err := cli.load(ctx, p)
	if err != nil {
		return err
	}
	j, err := cli.job(cfg, p)
	if err != nil {
		return err
	}
	if err := j.Check(event.Event{Tenants: c.Tenant}); err != nil {
		return err
	}
	failed := false
	list := []checked{}
	for _, t := range j.Chosen(c.Tenant) {
		found := checked{t.Name, j.Doctor(ctx, t, c.SendTest)}
		for _, f := range found.Findings {
			failed = failed || f.State == health.Failed
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
	if failed {
		return errFailed
	}
	return nil
}

// findingMarks stand before a finding; the word says what the colour does.
var findingMarks = map[health.State]struct{ word, colour string }{
	health.OK: {"ok", "32"}, health.Warning: {"note", "33"}, health.Failed: {"FAIL", "31"},
}

func (c *doctorCommand) print(p process, found checked) error {
	s := p.screen()
	s.line("%s", s.bold(plain(found.Tenant)))
	for _, f := range found.Findings {
		mark := findingMarks[f.State]
		says := f.Check + ": " + f.Message
		lines := wrap(plain(says), columns-7)
		s.line("%s  %s", s.style(mark.colour, fmt.Sprintf("%5s", mark.word)), lines[0])
		for _, l := range lines[1:] {
			s.line("       %s", l)
		}
		if f.Fix != "" {
			for i, l := range wrap(plain(f.Fix), columns-9) {
				arrow := "→ "
				if i > 0 {
					arrow = "  "
				}
				s.line("       %s%s", arrow, l)
			}
		}
	}
	s.line("")
	_, err := fmt.Fprint(p.stdout, s.String())
	return err
}

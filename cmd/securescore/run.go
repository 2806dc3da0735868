package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
)

type runCommand struct {
	Event string `arg:"" optional:"" help:"@event" placeholder:"EVENT.json"`
	sideBySide
}

func (c *runCommand) Help() string {
	return `An event says which tenants, which channels and which report. Every field is
optional:

  {"deliver": ["slack", "email"],
   "report":  {"period": "P7D", "formats": ["pdf", "html", "csv"]},
   "dryRun":  true}

The result is printed on standard output as JSON, logs go to standard error.
With "scheduledAt" the same event is delivered once, however often it runs.`
}

func (c *runCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	// Both are read first, so that every problem is listed at once.
	event, wrongEvent := c.event(ctx, p)
	j, wrongConfig := cli.open(ctx, p)
	if err := errors.Join(wrongConfig, wrongEvent); err != nil {
		return err
	}
	j.Parallel = c.Parallel
	if err := j.Check(event); err != nil {
		return err
	}
	result := j.Run(ctx, event, rand.Text())
	if errors.Is(ctx.Err(), context.Canceled) && !sent(result) {
		return errFailed // stopped before there was anything to tell
	}
	if err := printJSON(p.stdout, result); err != nil {
		return err
	}
	if result.Failed > 0 {
		return errFailed
	}
	return nil
}

// sent says whether anybody was notified.
func sent(r job.Result) bool {
	return slices.ContainsFunc(r.Tenants, func(t job.TenantResult) bool {
		return slices.ContainsFunc(t.Deliveries, func(d job.DeliveryResult) bool { return d.Status == job.Sent })
	})
}

func (c *runCommand) event(ctx context.Context, p process) (event.Event, error) {
	const most = 2 << 20 // more than an event may have, so that the parser refuses it
	var doc []byte
	var err error
	switch c.Event {
	case "":
		doc = []byte("{}")
	case "-":
		doc, err = readAll(ctx, io.LimitReader(p.stdin, most))
	default:
		var f *os.File
		if f, err = os.Open(c.Event); err == nil {
			defer f.Close()
			doc, err = io.ReadAll(io.LimitReader(f, most))
		}
	}
	if err != nil {
		return event.Event{}, wrongError{fmt.Errorf("reading the event: %w", err)}
	}
	return event.Parse(doc)
}

// printJSON prints the data as it is. What a terminal would obey and what
// nobody sees is escaped, which for a program is the same text.
func printJSON(w io.Writer, value any) error {
	out := json.NewEncoder(escaped{w}) // it writes the whole document at once
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(value)
}

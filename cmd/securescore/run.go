package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics"
	"secure-score-reporter/report/words"
)

type runCommand struct {
	Event    string
	JSON     bool
	OnceADay bool
	Metrics  string
	sideBySide
}

func (c *runCommand) flags(f *flagSet) {
	f.argument(&c.Event, "event", "The event as a JSON file, or - for standard input. Without it: {}, which takes a snapshot of every tenant and sends nothing.")
	f.yes(&c.JSON, "json", "Print the result as JSON on a terminal too.")
	f.yes(&c.OnceADay, "once-a-day", "Send a report once a day at most. After a failure the same command sends only what is missing.")
	f.file(&c.Metrics, "metrics-file", "FILE", "Write the run's metrics, for the textfile collector of Prometheus' node exporter.")
	c.sideBySide.flags(f)
}

func (c *runCommand) Help() string {
	return `An event says which tenants, which channels and which report. Every field is
optional:

  {"deliver": ["slack", "email"],
   "report":  {"period": "P7D", "formats": ["pdf", "html", "csv"]},
   "dryRun":  true}

On a terminal it shows its progress and a summary. Elsewhere, and with --json, it
prints the result as JSON. Errors, failed deliveries and warnings go to standard
error, too. With --quiet there are only errors, unless --json asks for the result.

An event with "scheduledAt" is delivered once, however often it runs. Where a schedule
cannot set it, --once-a-day does the same for a report, by the day on this machine's
clock. Alerts need neither: they have only what was not sent yet.`
}

func (c *runCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	// Both are read first, so that every problem is listed at once.
	event, wrongEvent := c.event(ctx, p)
	j, wrongConfig := cli.open(ctx, p)
	if err := errors.Join(wrongConfig, wrongEvent); err != nil {
		return err
	}
	j.Parallel = c.Parallel
	if c.OnceADay {
		event = onceADay(event, p.now())
	}
	if err := checkEvent(j, event); err != nil {
		return err
	}
	if event.Report != nil {
		collectSooner()
	}
	c.limitMemory(p, len(j.Chosen(event.Tenants)))
	if event.Doctor != nil && !c.JSON && (p.terminal || cli.Quiet) {
		checks := &checklist{
			p: p, progress: cli.waiting(p, false), quiet: cli.Quiet, tenants: j.Chosen(event.Tenants), parallel: c.Parallel,
		}
		return checks.doctor(ctx, j, len(event.Tenants) == 0, event.Doctor.SendTest)
	}
	j.Log = cli.unrepeated(j.Log)
	done := outcome{c.watched(ctx, cli, p, j, event), j, event}
	if errors.Is(ctx.Err(), context.Canceled) && !sent(done.Result) {
		return errFailed // stopped before there was anything to report
	}
	if err := errors.Join(c.writeMetrics(j, done), c.print(cli, p, done)); err != nil {
		return err
	}
	if done.Failed > 0 {
		return errFailed
	}
	return nil
}

// onceADay is the event with the beginning of the day as its schedule, where it
// asks for a report and has no schedule. An alert gets none: its key would hold
// back the second one of a day.
func onceADay(e event.Event, now time.Time) event.Event {
	if e.ScheduledAt.IsZero() && (e.Report != nil || e.Portfolio != nil) {
		year, month, day := now.Date()
		e.ScheduledAt = time.Date(year, month, day, 0, 0, 0, 0, now.Location())
	}
	return e
}

// writeMetrics writes what the run measured; a portfolio and a doctor measure
// no tenant.
func (c *runCommand) writeMetrics(j *job.Job, done outcome) error {
	e := done.event
	if c.Metrics == "" || e.DryRun || e.Doctor != nil || e.Portfolio != nil {
		return nil
	}
	return writeWhole(c.Metrics, metrics.Prometheus(j.Now(), done.Result))
}

// checkEvent is the error of an event that does not fit the configuration.
// Where all that its report lacks is a channel, there is a command without one.
func checkEvent(j *job.Job, e event.Event) error {
	err := j.Check(e)
	e.Deliver = nil
	if err == nil || e.Report == nil || j.Check(e) != nil {
		return err
	}
	return fmt.Errorf("%w\n%s", err, words.ReportInstead)
}

// watched runs the event, and shows how far it is to a person who waits.
func (c *runCommand) watched(ctx context.Context, cli *commandLine, p process, j *job.Job, e event.Event) job.Result {
	if line := cli.waiting(p, c.JSON); line != nil && e.Portfolio == nil {
		line.all = len(j.Chosen(e.Tenants))
		line.begin()
		defer line.clear()
		j.Ended, j.Began = line.ended, line.began
	}
	return j.Run(ctx, e, rand.Text())
}

// print shows what came of the event. What went wrong goes to standard error.
func (c *runCommand) print(cli *commandLine, p process, done outcome) error {
	troubles := done.troubles(cli.Quiet)
	if !cli.forPerson(p, c.JSON) {
		if c.JSON || !cli.Quiet {
			if err := printResult(p.stdout, done.Result); err != nil {
				return err
			}
		}
		return printTroubles(p, done.common(), troubles)
	}
	if err := p.show(done.summary); err != nil {
		return err
	}
	if err := printTroubles(p, done.common(), troubles); err != nil {
		return err
	}
	return p.show(done.totals)
}

// sent says whether anybody was notified.
func sent(r job.Result) bool {
	isSent := func(d job.DeliveryResult) bool { return d.Status == job.Sent }
	return r.Portfolio != nil && slices.ContainsFunc(r.Portfolio.Deliveries, isSent) ||
		slices.ContainsFunc(r.Tenants, func(t job.TenantResult) bool { return slices.ContainsFunc(t.Deliveries, isSent) })
}

func (c *runCommand) event(ctx context.Context, p process) (event.Event, error) {
	const most = 2 << 20 // more than an event may have, so that the parser refuses it
	switch c.Event {
	case "":
		return event.Parse([]byte("{}"))
	case "-":
		doc, err := readAll(ctx, io.LimitReader(p.stdin, most))
		if err != nil {
			return event.Event{}, wrongError{fmt.Errorf("reading the event from standard input: %w", err)}
		}
		return event.Parse(doc)
	}
	doc, err := readFile(c.Event, most)
	if err != nil {
		return event.Event{}, wrongError{fmt.Errorf("reading the event: %w", err)}
	}
	return event.ParseFile(c.Event, doc)
}

// readFile is at most so many bytes of a file.
func readFile(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w; check the name, which is relative to the directory where the command runs", err)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if at, err := f.Stat(); err == nil && at.IsDir() {
		return nil, fmt.Errorf("%s is a directory: name a file in it", name)
	}
	return io.ReadAll(io.LimitReader(f, most))
}

// printResult is printJSON of a result, one tenant after the other: a thousand
// of them together would take more memory than the run.
func printResult(w io.Writer, r job.Result) error {
	if len(r.Tenants) == 0 {
		return printJSON(w, r)
	}
	tenants := r.Tenants
	r.Tenants = []job.TenantResult{}
	frame, err := indented(r, "")
	if err != nil {
		return err
	}
	begin, end, _ := bytes.Cut(frame, []byte("[]")) // the first property is that of the tenants
	out := escaped{w}
	separator := []byte(string(begin) + "[\n" + tenantIndent)
	for _, t := range tenants {
		one, err := indented(t, tenantIndent)
		if err != nil {
			return err
		}
		for _, part := range [][]byte{separator, one} { // a tenant's document is masked as one
			if _, err := out.Write(part); err != nil {
				return err
			}
		}
		separator = []byte(",\n" + tenantIndent)
	}
	_, err = io.WriteString(out, "\n  ]"+string(end)+"\n")
	return err
}

// tenantIndent is where a tenant begins in a printed result.
const tenantIndent = "    "

// indented is a value as printJSON prints it, behind a prefix of each line but
// the first.
func indented(value any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetIndent(prefix, "  ")
	out.SetEscapeHTML(false)
	err := out.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// printJSON prints the data as it is. What a terminal would obey and what
// nobody sees is escaped, which for a program is the same text.
func printJSON(w io.Writer, value any) error {
	data, err := indented(value, "")
	if err != nil {
		return err
	}
	_, err = escaped{w}.Write(append(data, '\n')) // the whole document at once
	return err
}

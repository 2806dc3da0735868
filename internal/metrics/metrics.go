// Package metrics writes the metrics of a run. For CloudWatch it writes lines
// of JSON in the Embedded Metric Format: one for each tenant, one for the run,
// and one for a command that was not run. For Prometheus it makes a text file.
//
// It is not a log: a line has numbers and the tenant's name, and no text from
// Microsoft Graph. It fails only if a line cannot be written.
package metrics

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics/emf"
	"secure-score-reporter/internal/score"
)

// Writer writes metrics. Those of a tenant have the dimensions Stack and
// Tenant. Those of a run have the dimension Function, so that each installation
// has alarms of its own.
type Writer struct {
	To       io.Writer
	Function string // the name of the function that runs
	Stack    string // the name of the installation; may be empty
}

// NewWriter is a writer with the names that the environment has.
func NewWriter(to io.Writer, getenv func(string) string) Writer {
	return Writer{To: to, Function: getenv("AWS_LAMBDA_FUNCTION_NAME"), Stack: getenv(StackVariable)}
}

// StackVariable is the environment variable with the name of the installation.
const StackVariable = "SECURESCORE_STACK"

// MostTenants is up to how many tenants of a configuration have metrics of
// their own. Each has about twenty, which CloudWatch charges for, by the hour:
// with a thousand tenants they would be nearly all that the stack costs. The
// lines of more tenants have the same values, for CloudWatch Logs Insights.
const MostTenants = 25

// Write writes the metrics of a run that ended at the given time.
//
// By tenant: ScorePercent, ScorePoints, ScoreMax, ScoreAgeHours, Changes; a
// count for each kind of change (ChangesImproved, ChangesRegressed, …), for
// drift, which is neither an improvement nor a regression (ChangesDrift), and
// for each channel and status of a delivery (SlackSent, EmailFailed, …); the
// time of each stage (CollectTime, …); Failed.
//
// By function: Runs, FailedRuns if something failed; CleanRuns if nothing did,
// and a schedule started the run; and OldestScoreHours, the age of the oldest
// score among the tenants. A dry run is not counted.
//
// By stack: TenantsOverdue, 0 where the only tenant of the configuration had a
// good run of a schedule. With several tenants, of which a run may serve one,
// emf.WriteOverdue is for what dispatches them.
func (w Writer) Write(at time.Time, e event.Event, r job.Result) error {
	for _, t := range r.Tenants {
		write := emf.WriteBy
		if r.Configured > MostTenants {
			write = emf.WriteValues
		}
		by := []emf.Dimension{{Name: "Stack", Value: w.Stack}, tenant(t.Tenant)}
		if err := write(w.To, at, by, ofTenant(t)); err != nil {
			return err
		}
	}
	if e.DryRun || e.Doctor != nil {
		return nil
	}
	clean, scheduled := r.Failed == 0 && len(r.Tenants) > 0, !e.ScheduledAt.IsZero()
	// A portfolio reads no score: it says nothing about the tenants' schedules.
	failed := !clean && (r.Portfolio == nil || r.Failed > 0)
	err := w.ended(at, ending{failed: failed, clean: clean && scheduled}, oldest(r)...)
	if err == nil && clean && scheduled && r.Configured == 1 {
		err = emf.WriteOverdue(w.To, at, w.Stack, 0)
	}
	return err
}

func tenant(name string) emf.Dimension {
	return emf.Dimension{Name: "Tenant", Value: cmp.Or(name, "unnamed")}
}

// oldest is the age of the oldest score that a run read; nothing where it read
// none.
func oldest(r job.Result) []emf.Metric {
	hours := -1
	for _, t := range r.Tenants {
		if t.Snapshot != nil {
			hours = max(hours, t.Snapshot.AgeHours)
		}
	}
	if hours < 0 {
		return nil
	}
	return []emf.Metric{emf.New("OldestScoreHours", emf.None, float64(hours))}
}

// WriteFailed writes the metrics of a run that could not start: its event is
// wrong, or its configuration cannot be read.
func (w Writer) WriteFailed(at time.Time) error { return w.ended(at, ending{failed: true}) }

// ending is how a run ended. One that people started is never clean: it would
// hide a schedule that is dead.
type ending struct{ failed, clean bool }

func (w Writer) ended(at time.Time, how ending, more ...emf.Metric) error {
	return emf.Write(w.To, at, "Function", w.Function, append([]emf.Metric{
		emf.New("Runs", emf.Count, 1),
		emf.New("CleanRuns", emf.Count, number(how.clean)),
		emf.New("FailedRuns", emf.Count, number(how.failed)),
	}, more...))
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Commands that were not run. They do not count as failed runs, because anybody
// can mistype a command.
const (
	Wrong   = "WrongCommands"
	Refused = "RefusedCommands"
)

// WriteCommand writes that a command was not run: Wrong or Refused.
func (w Writer) WriteCommand(at time.Time, why string) error {
	return emf.Write(w.To, at, "Function", w.Function, []emf.Metric{emf.New(why, emf.Count, 1)})
}

func ofTenant(t job.TenantResult) []emf.Metric {
	var list []emf.Metric
	if s := t.Snapshot; s != nil {
		list = append(list,
			emf.New("ScorePercent", emf.Percent, s.Percent),
			emf.New("ScorePoints", emf.None, s.Current),
			emf.New("ScoreMax", emf.None, s.Max),
			emf.New("ScoreAgeHours", emf.None, float64(s.AgeHours)),
			emf.New("Changes", emf.Count, float64(len(t.Changes))))
	}
	counts := map[string]int{}
	for _, c := range t.Changes {
		for _, kind := range c.Kinds {
			if c.Counts(kind) {
				counts["Changes"+title(string(kind))]++
			}
		}
		if c.Cause == score.Drift {
			counts["ChangesDrift"]++
		}
	}
	for _, d := range t.Deliveries {
		counts[title(d.Channel)+title(strings.ReplaceAll(string(d.Status), "-", ""))]++
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		list = append(list, emf.New(name, emf.Count, float64(counts[name])))
	}
	for _, s := range t.Stages {
		list = append(list, emf.New(title(s.Name)+"Time", emf.Milliseconds, float64(s.Took.Microseconds())/1000))
	}
	return append(list, emf.New("Failed", emf.Count, number(t.Error != nil)))
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Package metrics writes the metrics of a run in CloudWatch's Embedded Metric
// Format: one line of JSON for each tenant and one for the run; and one for a
// command that was not run.
//
// It is not a log: a line has numbers and the tenant's name, and no text from
// Microsoft Graph. It fails only if a line cannot be written.
package metrics

import (
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

// Writer writes metrics. Those of a tenant have the dimension Tenant. Those of
// a run have the dimension Function, so that each installation has alarms of
// its own.
type Writer struct {
	To       io.Writer
	Function string // the name of the function that runs
}

// Write writes the metrics of a run that ended at the given time.
//
// By tenant: ScorePercent, ScorePoints, ScoreMax, ScoreAgeHours, Changes; a
// count for each kind of change (ChangesImproved, ChangesRegressed, …), for
// drift, which is neither an improvement nor a regression (ChangesDrift), and
// for each channel and status of a delivery (SlackSent, EmailFailed, …); the
// time of each stage (CollectTime, …); Failed.
//
// By function: Runs, and CleanRuns if nothing failed, else FailedRuns; and
// OldestScoreHours, the age of the oldest score among the tenants. The alarms
// watch CleanRuns and OldestScoreHours. A dry run is not counted.
func (w Writer) Write(at time.Time, e event.Event, r job.Result) error {
	for _, t := range r.Tenants {
		if err := emf.Write(w.To, at, "Tenant", t.Tenant, ofTenant(t)); err != nil {
			return err
		}
	}
	if e.DryRun {
		return nil
	}
	return w.ended(at, r.Failed == 0 && len(r.Tenants) > 0, oldest(r)...)
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
func (w Writer) WriteFailed(at time.Time) error { return w.ended(at, false) }

func (w Writer) ended(at time.Time, clean bool, more ...emf.Metric) error {
	cleanRuns, failedRuns := 0.0, 1.0
	if clean {
		cleanRuns, failedRuns = 1, 0
	}
	return emf.Write(w.To, at, "Function", w.Function, append([]emf.Metric{
		emf.New("Runs", emf.Count, 1),
		emf.New("CleanRuns", emf.Count, cleanRuns),
		emf.New("FailedRuns", emf.Count, failedRuns),
	}, more...))
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
	failed := 0.0
	if t.Error != nil {
		failed = 1
	}
	return append(list, emf.New("Failed", emf.Count, failed))
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

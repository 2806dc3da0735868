// Package metrics writes what a run did as CloudWatch embedded metrics: one line
// of JSON for each tenant, and one for the run, on the standard output that
// Lambda collects. CloudWatch makes metrics of them without an agent or a call.
//
// It is not a log: the lines hold numbers and the tenant's name, nothing from
// Microsoft Graph. It fails only where the line cannot be written.
//
// The format is CloudWatch's Embedded Metric Format specification, version 0.
package metrics

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
)

// Namespace is where the metrics are found in CloudWatch.
const Namespace = "SecureScore"

// Units, by CloudWatch's words.
const (
	count        = "Count"
	percent      = "Percent"
	milliseconds = "Milliseconds"
	none         = "None" // points, hours
)

type metric struct {
	name, unit string
	value      float64
}

// Figures writes figures. A tenant's have the dimension Tenant, a run's the
// dimension Function: the name of the function that ran it, by which the alarms
// of one installation do not hear another's.
type Figures struct {
	To       io.Writer
	Function string
}

// Write writes the figures of a run that ended at the given moment.
//
// By tenant: ScorePercent, ScorePoints, ScoreMax, ScoreAgeHours, Changes and one
// count for each kind (ChangesImproved, ChangesRegressed, …), one for each channel
// and status of a delivery (SlackSent, EmailFailed, …), and the time of each
// stage (CollectTime, …). By function: Runs, CleanRuns where nothing
// failed, which is what the alarm on a missing run counts, else FailedRuns; a dry
// run is none of them. By function: Runs, and CleanRuns where nothing failed,
// which is what the alarm on a missing run counts; a dry run is none.
func (f Figures) Write(at time.Time, e event.Event, r job.Result) error {
	for _, t := range r.Tenants {
		if err := f.line(at, "Tenant", t.Tenant, ofTenant(t)); err != nil {
			return err
		}
	}
	if e.DryRun {
		return nil
	}
	return f.ended(at, r.Failed == 0 && len(r.Tenants) > 0)
}

// WriteFailed writes the figures of a run that came to no tenant: a wrong event,
// a configuration that cannot be read.
func (f Figures) WriteFailed(at time.Time) error { return f.ended(at, false) }

func (f Figures) ended(at time.Time, clean bool) error {
	list := []metric{{"Runs", count, 1}, {"CleanRuns", count, 0}, {"FailedRuns", count, 1}}
	if clean {
		list[1].value, list[2].value = 1, 0
	}
	return f.line(at, "Function", f.Function, list)
}

func ofTenant(t job.TenantResult) []metric {
	var list []metric
	if s := t.Snapshot; s != nil {
		list = append(list, metric{"ScorePercent", percent, s.Percent}, metric{"ScorePoints", none, s.Current},
			metric{"ScoreMax", none, s.Max}, metric{"ScoreAgeHours", none, float64(s.AgeHours)}, metric{"Changes", count, float64(len(t.Changes))})
	}
	counts := map[string]int{}
	for _, c := range t.Changes {
		for _, kind := range c.Kinds {
			counts["Changes"+title(string(kind))]++
		}
	}
	for _, d := range t.Deliveries {
		counts[title(d.Channel)+title(strings.ReplaceAll(string(d.Status), "-", ""))]++
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		list = append(list, metric{name, count, float64(counts[name])})
	}
	for _, s := range t.Stages {
		list = append(list, metric{title(s.Name) + "Time", milliseconds, float64(s.Took.Microseconds()) / 1000})
	}
	failed := 0.0
	if t.Error != nil {
		failed = 1
	}
	return append(list, metric{"Failed", count, failed})
}

// line is one document: the directive that names the metrics, then their values.
func (f Figures) line(at time.Time, by, name string, list []metric) error {
	type definition struct{ Name, Unit string }
	type directive struct {
		Namespace  string
		Dimensions [][]string
		Metrics    []definition
	}
	d := directive{Namespace: Namespace, Dimensions: [][]string{{by}}}
	document := map[string]any{by: dimension(name)}
	for _, m := range list {
		d.Metrics = append(d.Metrics, definition{m.name, m.unit})
		document[m.name] = m.value
	}
	document["_aws"] = map[string]any{"Timestamp": at.UnixMilli(), "CloudWatchMetrics": []directive{d}}
	data, err := json.Marshal(document)
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	if _, err := f.To.Write(append(data, '\n')); err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	return nil
}

// dimension is a name as CloudWatch takes it: printable ASCII, not empty, at
// most 1,024 characters, no colon in front.
func dimension(name string) string {
	safe := strings.TrimLeft(strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, name)), ":")
	if safe == "" {
		return "unnamed"
	}
	return safe[:min(len(safe), 1024)]
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

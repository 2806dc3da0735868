// Package emf writes metrics in CloudWatch's Embedded Metric Format: lines of
// JSON on the standard output. Lambda collects the lines, and CloudWatch reads
// the metrics from them, without an agent and without a call.
//
// It knows one metric, which several functions write. It fails only if a line
// cannot be written.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
package emf

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// namespace of the metrics in CloudWatch.
const namespace = "SecureScore"

// Units, as CloudWatch names them.
const (
	Count        = "Count"
	Percent      = "Percent"
	Milliseconds = "Milliseconds"
	None         = "None" // points, hours
)

// Metric is a value of one metric.
type Metric struct {
	Name, Unit string
	Value      float64
}

// New is a metric with its value.
func New(name, unit string, value float64) Metric { return Metric{name, unit, value} }

// Counter counts what a function saw.
type Counter struct {
	To       io.Writer
	Function string // its name
	Now      func() time.Time
}

// Count counts one more in the metric, by function.
func (c Counter) Count(metric string) error {
	return Write(c.To, c.Now(), "Function", c.Function, []Metric{{metric, Count, 1}})
}

// Write writes one document: the names and units of the metrics, and their
// values, by one dimension.
func Write(to io.Writer, at time.Time, by, name string, list []Metric) error {
	return WriteBy(to, at, []Dimension{{by, name}}, list)
}

// Dimension is what metrics are told apart by.
type Dimension struct{ Name, Value string }

// WriteBy is Write by several dimensions together. One without a value is left
// out.
func WriteBy(to io.Writer, at time.Time, by []Dimension, list []Metric) error {
	type definition struct{ Name, Unit string }
	type directive struct {
		Namespace  string
		Dimensions [][]string
		Metrics    []definition
	}
	document, names := map[string]any{}, []string{}
	for _, d := range by {
		if d.Value != "" || len(by) == 1 {
			document[d.Name] = dimension(d.Value)
			names = append(names, d.Name)
		}
	}
	d := directive{Namespace: namespace, Dimensions: [][]string{names}}
	for _, m := range list {
		d.Metrics = append(d.Metrics, definition{m.Name, m.Unit})
		document[m.Name] = m.Value
	}
	document["_aws"] = map[string]any{"Timestamp": at.UnixMilli(), "CloudWatchMetrics": []directive{d}}
	return writeLine(to, document)
}

// WriteValues writes values that are in the log, and are no metrics: they cost
// nothing, and CloudWatch Logs Insights finds them.
func WriteValues(to io.Writer, at time.Time, by []Dimension, list []Metric) error {
	document := map[string]any{"timestamp": at.UnixMilli()}
	for _, d := range by {
		if d.Value != "" {
			document[d.Name] = d.Value
		}
	}
	for _, m := range list {
		document[m.Name] = m.Value
	}
	return writeLine(to, document)
}

// Overdue is the metric of how many tenants have had no good run within their
// limit. It is by installation, as more than one function writes it.
const Overdue = "TenantsOverdue"

// WriteOverdue writes the metric Overdue of an installation.
func WriteOverdue(to io.Writer, at time.Time, stack string, tenants int) error {
	return Write(to, at, "Stack", stack, []Metric{{Overdue, Count, float64(tenants)}})
}

func writeLine(to io.Writer, document map[string]any) error {
	data, err := json.Marshal(document)
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	if _, err := to.Write(append(data, '\n')); err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	return nil
}

// dimension makes a name valid for CloudWatch: printable ASCII, 1 to 1,024
// characters, no colon at the start.
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

package metrics

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics/emf"
)

// Prometheus is the metrics of a run in Prometheus' text format, for the
// textfile collector of the node exporter. The names are those of Write with
// the prefix securescore_, as in securescore_score_percent{tenant="contoso"},
// and each is the value of that run. By run there are the time of its end in
// seconds since 1970, and how many tenants failed.
// https://prometheus.io/docs/instrumenting/exposition_formats
func Prometheus(at time.Time, r job.Result) []byte {
	families := map[string][]sample{
		"last_run_timestamp_seconds": {{value: float64(at.UnixMilli()) / 1000}},
		"last_run_failed":            {{value: float64(r.Failed)}},
	}
	for _, t := range r.Tenants {
		for _, m := range ofTenant(t) {
			name := snake(m.Name) + unitSuffix[m.Unit]
			families[name] = append(families[name], sample{tenant(t.Tenant).Value, m.Value})
		}
	}
	names := make([]string, 0, len(families))
	for name := range families {
		names = append(names, name)
	}
	slices.Sort(names)
	var b bytes.Buffer
	for _, name := range names {
		full := "securescore_" + name
		fmt.Fprintf(&b, "# TYPE %s gauge\n", full)
		for _, s := range families[name] {
			if s.tenant != "" {
				full = "securescore_" + name + `{tenant="` + label.Replace(s.tenant) + `"}`
			}
			fmt.Fprintf(&b, "%s %s\n", full, strconv.FormatFloat(s.value, 'f', -1, 64))
		}
	}
	return b.Bytes()
}

// sample is a value, of a tenant or of the run.
type sample struct {
	tenant string
	value  float64
}

// unitSuffix is what a name ends in, where the metric's own does not say it.
var unitSuffix = map[string]string{emf.Milliseconds: "_milliseconds"}

// label escapes the value of a label.
var label = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// snake is a name of CloudWatch as Prometheus writes names: ScorePercent is
// score_percent.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

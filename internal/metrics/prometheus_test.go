package metrics

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"secure-score-reporter/internal/job"
)

func TestPrometheusGolden(t *testing.T) {
	const path = "testdata/metrics.prom"
	got := Prometheus(at, ended())
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if diff := cmp.Diff(string(want), string(got)); err != nil || diff != "" {
		t.Errorf("(-want +got) %v\n%s", err, diff)
	}
}

// Prometheus' own parser reads what is written, whatever a tenant is called,
// and with several tenants each metric has one family.
func TestPrometheusReadsIt(t *testing.T) {
	r := ended()
	names := []string{"contoso", `say "hi" \ {a="b"}`, "two\nlines", "Ελλάδα", ""}
	tenant := r.Tenants[0]
	r.Tenants = nil
	for _, name := range names {
		tenant.Tenant = name
		r.Tenants = append(r.Tenants, tenant)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(Prometheus(at, r)))
	if err != nil {
		t.Fatal(err)
	}
	percent := families["securescore_score_percent"]
	if percent == nil || len(percent.GetMetric()) != len(names) {
		t.Fatalf("%v", families)
	}
	for i, m := range percent.GetMetric() {
		want := names[i]
		if want == "" {
			want = "unnamed"
		}
		if got := m.GetLabel()[0].GetValue(); got != want || m.GetGauge().GetValue() != 61.95 {
			t.Errorf("%q has %v, want %q", got, m.GetGauge().GetValue(), want)
		}
	}
	ended := families["securescore_last_run_timestamp_seconds"].GetMetric()
	if got := ended[0].GetGauge().GetValue(); got != 1795413601.5 {
		t.Errorf("the run ended at %f", got)
	}
	if got := Prometheus(at, job.Result{}); !bytes.Contains(got, []byte("\nsecurescore_last_run_failed 0\n")) {
		t.Errorf("a run without tenants: %s", got)
	}
}

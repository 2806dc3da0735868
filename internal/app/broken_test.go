package app

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/job"
)

// A tenant whose entry is wrong is part of the job. Whatever is asked of it
// fails with what is wrong, which no retry fixes and no channel reads.
func TestBrokenTenant(t *testing.T) {
	cfg, err := config.Parse("c.yaml", []byte("store: file://"+t.TempDir()+`
auth: {token: env://ONE}
tenants:
- {name: contoso, id: contoso.example}
- {name: fabrikam, id: f f, goal: {percent: 300}}
`))
	if err != nil {
		t.Fatal(err)
	}
	j, err := wiring(t).Job(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if j.Tenants[0].Broken != nil || len(j.Tenants) != 2 {
		t.Fatalf("tenants %+v", j.Tenants)
	}
	broken := j.Tenants[1]
	_, read := broken.Source.Today(t.Context())
	_, history := broken.Source.History(t.Context(), nil)
	_, lock := broken.Store.Lock(t.Context(), "test")
	_, snapshot := broken.Store.Snapshot(t.Context(), "2026-11-16")
	for _, err := range []error{broken.Broken, read, history, lock, snapshot, broken.Store.Probe(t.Context())} {
		if err == nil || job.Temporary(err) || strings.Contains(err.Error(), "\n") ||
			!strings.Contains(err.Error(), "c.yaml:5:24: tenants[1].id: may have only") ||
			!strings.Contains(err.Error(), "; c.yaml:5:45: tenants[1].goal.percent: must be above 0") {
			t.Errorf("error %v", err)
		}
		if outward := broken.Outward(err); strings.Contains(outward, "c.yaml") {
			t.Errorf("outward: %s", outward)
		}
	}
}

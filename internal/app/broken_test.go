package app

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report"
)

// Where nobody can sign in, as on Lambda, a tenant that a person signs in to is
// broken, and says what to use.
func TestDeviceCodeWithoutAPerson(t *testing.T) {
	cfg, err := config.Parse("c.yaml", []byte("store: file://"+t.TempDir()+`
tenants:
- {name: contoso, id: contoso.example, auth: {token: env://ONE}}
- {name: fabrikam, id: fabrikam.example, auth: {deviceCode: {}}}
`))
	if err != nil {
		t.Fatal(err)
	}
	j, err := wiring(t).Job(cfg)
	if err != nil {
		t.Fatal(err)
	}
	_, read := j.Tenants[1].Source.Today(t.Context())
	if j.Tenants[0].Broken != nil || read == nil || job.Temporary(read) ||
		!strings.Contains(read.Error(), "only a person at the command line") {
		t.Errorf("broken: %v, %v", j.Tenants[0].Broken, read)
	}
}

// Without a document there is a job of one tenant, which stores nothing.
func TestJobWithoutADocument(t *testing.T) {
	cfg, err := config.ForTenant("contoso.example", "", config.Auth{Token: config.NewSecret("env://ONE")})
	if err != nil {
		t.Fatal(err)
	}
	j, err := wiring(t).Job(cfg)
	if err != nil {
		t.Fatal(err)
	}
	tenant := j.Tenants[0]
	if tenant.Name != "contoso.example" || tenant.Zones.Good != 80 || len(tenant.Channels) != 0 {
		t.Errorf("tenant %+v", tenant)
	}
	if days, history, err := tenant.Store.Dates(t.Context()); len(days)+len(history) != 0 || err != nil {
		t.Errorf("days %v %v, %v", days, history, err)
	}
	_, err = tenant.Store.Lock(t.Context(), "test")
	if err == nil || !strings.Contains(err.Error(), "there is no store") {
		t.Errorf("locked: %v", err)
	}
}

// A tenant whose entry is wrong is part of the job. Whatever is asked of it
// fails with what is wrong, which no retry fixes and no channel reads.
func TestBrokenTenant(t *testing.T) {
	cfg, err := config.Parse("c.yaml", []byte("store: file://"+t.TempDir()+`
auth: {token: env://ONE}
tenants:
- {name: contoso, id: contoso.example}
- {name: fabrikam, id: f f, goal: {percent: 300}, report: {language: de}}
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
	if l := broken.Locale.Language(); l != report.German {
		t.Errorf("what is said of it is in %s", l)
	}
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

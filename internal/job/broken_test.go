package job_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report/words"
)

// A tenant whose settings cannot be used fails, and stops no other. Each tenant
// is reported as it ends.
func TestABrokenTenantStopsNoOther(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	j := w.job()
	last := j.Tenants[0]
	last.Name, last.ID, last.Store = "woodgrove", "u", store.ForTenant(w.bucket, "u")
	broken := job.Tenant{Name: "adatum", ID: "t-3", Broken: errors.New("two sign-ins")}
	twin := broken // of one name, which is why both are broken
	j.Tenants = []job.Tenant{broken, j.Tenants[0], twin, last}
	var ended []string
	j.Ended = func(r job.TenantResult) { ended = append(ended, r.Tenant) }

	e := event.Event{Deliver: []string{"slack"}}
	alone := event.Event{Tenants: []string{broken.Name}, Deliver: e.Deliver} // what it has is not known
	for _, checked := range []event.Event{e, alone} {
		if err := j.Check(checked); err != nil {
			t.Fatal(err)
		}
	}
	r := j.Run(t.Context(), e, "r1")
	var failed []string
	for _, tenant := range r.Tenants {
		if tenant.Error != nil {
			failed = append(failed, tenant.Tenant+": "+*tenant.Error)
		}
	}
	if want := []string{"adatum: two sign-ins", "adatum: two sign-ins"}; !slices.Equal(failed, want) || r.Failed != 2 {
		t.Errorf("failed: %q, want %q", failed, want)
	}
	slices.Sort(ended)
	if want := []string{"adatum", "adatum", "contoso", "woodgrove"}; !slices.Equal(ended, want) {
		t.Errorf("reported as ended: %q, want %q", ended, want)
	}
	w.source.err = errors.New("no answer")
	var log bytes.Buffer
	j.Tenants[0].ID, j.LastRuns, j.Log = "", store.LastRunsIn(w.bucket), slog.New(slog.NewTextHandler(&log, nil))
	doc, err := json.Marshal(j.Run(t.Context(), event.Event{}, "r2"))
	if err != nil || bytes.Contains(doc, []byte(`"deliveries":null`)) {
		t.Errorf("%v: a list is none: %s", err, doc)
	}
	if strings.Contains(log.String(), "recording when the run ended") {
		t.Errorf("an entry without an id has no object: %s", log.String())
	}
	w.source.err = nil
	for _, examined := range []job.Examined{j.Examine(t.Context(), broken, nil), j.ExamineSignIn(t.Context(), broken)} {
		found := examined()
		if len(found) != 1 || found[0].State != health.Failed || found[0].Fix == "" {
			t.Errorf("findings %+v", found)
		}
	}
	if found := j.ExamineSignIn(t.Context(), last)(); len(found) != 1 || found[0].State != health.OK {
		t.Errorf("findings %+v", found)
	}
}

// The rest of the store is verified all the same, and the fix is that of the
// configuration.
func TestABrokenTenantIsNoDamage(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.well(`{}`)
	if _, err := w.bucket.Put(t.Context(), "tenants/woodgrove/snapshots/2026-11-16.json.gz", nil, bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	j := w.job()
	broken := job.Tenant{Name: "adatum", ID: "t-3", Broken: errors.New("two sign-ins")}
	j.Tenants = []job.Tenant{broken, j.Tenants[0]}
	list := j.Verify(t.Context(), nil)
	if len(list) != 3 || list[0].Error != "two sign-ins" || list[0].Fix != words.FixConfiguration || list[1].Failed() ||
		len(list[2].Others) != 1 {
		t.Errorf("%+v", list)
	}
}

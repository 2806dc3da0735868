package job_test

import (
	"testing"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
)

// twins are two tenants by their domains, of which the second has the score of
// the first.
func twins(t *testing.T) (*world, *job.Job) {
	w := tenant(t, "contoso.onmicrosoft.com")
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	j := w.job()
	other := j.Tenants[0]
	other.Name, other.ID = "fabrikam", "fabrikam.onmicrosoft.com"
	other.Store = store.ForTenant(w.bucket, other.ID)
	j.Tenants = append(j.Tenants, other)
	return w, j
}

// T2: progress reports a twin as failed, and never as done first. Before
// anything is stored the order of the configuration decides, and not who is
// faster.
func TestATwinEndsAsFailed(t *testing.T) {
	for range 20 {
		_, j := twins(t)
		failed := map[string]bool{}
		j.Ended = func(r job.TenantResult) {
			if _, twice := failed[r.Tenant]; twice {
				t.Errorf("%s ended twice", r.Tenant)
			}
			failed[r.Tenant] = r.Error != nil
		}
		r := j.Run(t.Context(), event.Event{DryRun: true}, "request")
		if len(failed) != 2 || failed["contoso"] || !failed["fabrikam"] || r.Failed != 1 || r.Tenants[1].Error == nil {
			t.Fatalf("failed as they ended: %v; in the result: %+v", failed, r)
		}
	}
}

// T2: a store of an earlier version can know two tenants by one id. The run of
// the second is remembered as one that failed.
func TestATwinsRunIsRememberedAsFailed(t *testing.T) {
	w, j := twins(t)
	j.LastRuns = store.LastRunsIn(w.bucket)
	w.run(`{}`)
	known, err := w.bucket.Get(t.Context(), "tenants/contoso.onmicrosoft.com/id.json.gz")
	if err == nil {
		_, err = w.bucket.Put(t.Context(), "tenants/fabrikam.onmicrosoft.com/id.json.gz", known.Data, bucket.Condition{})
	}
	if err != nil {
		t.Fatal(err)
	}
	ended := map[string]bool{}
	j.Ended = func(r job.TenantResult) { ended[r.TenantID] = r.Error == nil }
	at := time.Date(2026, 11, 16, 6, 0, 0, 0, time.UTC)
	if r := j.Run(t.Context(), event.Event{ScheduledAt: at}, "request"); r.Failed != 1 {
		t.Fatalf("%+v", r)
	}
	last, err := j.LastRuns.All(t.Context())
	if err != nil || len(last) != 2 {
		t.Fatalf("%v, %v", last, err)
	}
	for id, well := range ended {
		if got := last[score.Fold(id)].Well; got != well {
			t.Errorf("the run of %s is remembered as well: %t, and it ended well: %t", id, got, well)
		}
	}
}

package job_test

import (
	"testing"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/store"
)

// twins are two tenants by their domains, of which the second has the score of
// the first.
func twins(t *testing.T) *job.Job {
	w := tenant(t, "contoso.onmicrosoft.com")
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	j := w.job()
	other := j.Tenants[0]
	other.Name, other.ID = "fabrikam", "fabrikam.onmicrosoft.com"
	other.Store = store.ForTenant(w.bucket, other.ID)
	j.Tenants = append(j.Tenants, other)
	return j
}

// T2: progress reports a twin as failed, and never as done first. Before
// anything is stored the order of the configuration decides, and not who is
// faster.
func TestATwinEndsAsFailed(t *testing.T) {
	for range 20 {
		j := twins(t)
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

package job_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
)

// damaging puts rubbish in the place of an object.
func (w *world) damaging(key string) {
	w.t.Helper()
	if _, err := w.bucket.Put(context.Background(), key, []byte("rubbish"), bucket.Condition{}); err != nil {
		w.t.Fatal(err)
	}
}

// putting stores an object with this content.
func (w *world) putting(key, content string) {
	w.t.Helper()
	if _, err := w.bucket.Put(context.Background(), key, []byte(packed(w.t, content)), bucket.Condition{}); err != nil {
		w.t.Fatal(err)
	}
}

// saying are the warnings with a text.
func saying(warnings []string, text string) []string {
	return slices.DeleteFunc(slices.Clone(warnings), func(s string) bool { return !strings.Contains(s, text) })
}

// T20: with a damaged index of days the run, status and trend go on, with one
// warning, until a run has replaced it.
func TestADamagedIndexStopsNothing(t *testing.T) {
	const key, says = "tenants/t/days.json.gz", "the index of days is damaged (it is cut short)"
	w := newWorld(t)
	for i := range 5 {
		w.day(score.Date("2026-11-16").AddDays(i), control("A", 5+float64(i), 10))
		w.well(both)
	}
	want := w.days()
	w.damaging(key)

	j := w.job()
	for range 2 { // it stores nothing
		seen, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{})
		if err != nil || len(saying(seen.Result.Warnings, says)) != 1 || len(score.Since(seen.Days, "", "2026-12-31")) != 5 {
			t.Fatalf("inspecting: %v, warnings %q, days %+v", err, seen.Result.Warnings, seen.Days)
		}
	}
	w.day("2026-11-21", control("A", 2, 10))
	r := w.well(both)
	w.want(r, job.Sent, job.Sent)
	if len(saying(r.Warnings, says)) != 1 {
		t.Errorf("warnings %q, want one about the index", r.Warnings)
	}
	if days := w.days(); len(days) != 6 || days[2].Moves != want[2].Moves || days[5].Moves.Lost != 7 {
		t.Errorf("days %+v, want all that there were, and the new one", days)
	}
	w.day("2026-11-22", control("A", 2, 10))
	if r := w.well(both); len(r.Warnings) > 0 {
		t.Errorf("afterwards: warnings %q", r.Warnings)
	}
}

// T21: the snapshot of another tenant is in no comparison and in no trend.
func TestAForeignSnapshotIsRefusedByName(t *testing.T) {
	const foreign = "22222222-2222-2222-2222-222222222222"
	w := newWorld(t)
	j := w.job()
	j.Tenants[0].ID = "11111111-1111-1111-1111-111111111111"
	own := store.ForTenant(w.bucket, j.Tenants[0].ID)
	j.Tenants[0].Store = own
	for i, id := range []string{j.Tenants[0].ID, foreign} {
		s := snapshot(score.Date("2026-11-16").AddDays(i), control("A", 5+float64(4*i), 10))
		s.TenantID = id
		if _, err := own.PutSnapshot(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	w.day("2026-11-18", control("A", 5, 10))
	w.source.today.Snapshot.TenantID = j.Tenants[0].ID
	seen, err := j.Inspect(t.Context(), j.Tenants[0], job.Query{})
	if err != nil || len(seen.Result.Changes) > 0 || len(seen.Days) != 2 {
		t.Fatalf("%v, changes %+v, days %+v; want neither of the other tenant's", err, seen.Result.Changes, seen.Days)
	}
	if len(saying(seen.Result.Warnings, foreign)) == 0 {
		t.Errorf("warnings %q, want %s named", seen.Result.Warnings, foreign)
	}
}

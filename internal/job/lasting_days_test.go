package job_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
)

// lastingDays is a bucket whose role may not delete. It counts the reads.
type lastingDays struct {
	bucket.Bucket
	mu   sync.Mutex
	gets int // guarded by mu
}

func (b *lastingDays) Get(ctx context.Context, key string) (bucket.Object, error) {
	b.mu.Lock()
	b.gets++
	b.mu.Unlock()
	return b.Bucket.Get(ctx, key)
}

func (*lastingDays) Delete(context.Context, string) error { return errors.New("access denied") }

// T24: days that cannot be deleted are not read again in each run.
func TestTrustDaysThatCannotBeDeleted(t *testing.T) {
	w := tenant(t, ours)
	objects := &lastingDays{Bucket: w.bucket}
	w.store = store.ForTenant(objects, ours)
	var gets []int
	for i := range 14 {
		w.day(score.Date("2026-10-01").AddDays(i), control("A", 5, 10))
		j := w.job()
		j.Tenants[0].Retention = period.Period{Days: 5}
		objects.gets = 0
		r := j.Run(t.Context(), event.Event{Deliver: []string{"slack"}}, string(score.Date("2026-10-01").AddDays(i)))
		if r.Failed > 0 {
			t.Fatalf("day %d: %+v", i, r.Tenants[0])
		}
		gets = append(gets, objects.gets)
	}
	if gets[13] > gets[8] {
		t.Errorf("reads by day: %v", gets)
	}
}

// A clock that is far behind says that all days are in the future. They are not
// moved aside.
func TestRebuildWithAClockThatIsBehind(t *testing.T) {
	w := tenant(t, ours)
	for i := range 4 {
		w.day(score.Date("2026-11-01").AddDays(i), control("A", 5, 10))
		w.well(both)
	}
	w.now = time.Date(1970, 1, 1, 0, 5, 0, 0, time.UTC)
	j := w.job()
	r := j.Rebuild(t.Context(), j.Tenants[0])
	snapshots, _, err := w.store.Dates(t.Context())
	if r.Error == "" || len(r.Moved) > 0 || len(snapshots) != 4 || err != nil {
		t.Errorf("error %q, moved %+v, left are %v (%v)", r.Error, r.Moved, snapshots, err)
	}
}

// T21: the index of days of another tenant is made again.
func TestTrustAnIndexOfAnotherTenant(t *testing.T) {
	w, other := tenant(t, ours), tenant(t, theirs)
	for i := range 3 {
		w.day(score.Date("2026-11-14").AddDays(i), control("A", 5, 10))
		w.well(both)
		other.day(score.Date("2026-10-14").AddDays(i), control("A", 9, 10))
		other.well(both)
	}
	foreign, err := other.bucket.Get(t.Context(), "tenants/"+theirs+"/days.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	key := "tenants/" + ours + "/days.json.gz"
	if _, err := w.bucket.Put(t.Context(), key, foreign.Data, bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	w.store = store.ForTenant(w.bucket, ours)
	days, damaged, err := w.store.Days(t.Context())
	if err != nil || len(days) != 3 || days[0].Date != "2026-11-14" || len(damaged) != 1 {
		t.Errorf("days %+v, damaged %+v (%v)", days, damaged, err)
	}
	j := w.job()
	if r := j.Rebuild(t.Context(), j.Tenants[0]); r.Days != 3 || r.Restored != 0 {
		t.Errorf("%+v", r)
	}
}

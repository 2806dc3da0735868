package job_test

import (
	"context"
	"fmt"
	"path"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
)

// counted is a bucket that counts its calls.
type counted struct {
	bucket.Bucket
	gets, puts, lists, deletes int
	days                       map[string]int // the days that were read, and how often
	mu                         sync.Mutex     // guards all
}

func (c *counted) Get(ctx context.Context, key string) (bucket.Object, error) {
	c.mu.Lock()
	c.gets++
	if folder, name := path.Base(path.Dir(key)), path.Base(key); folder == "snapshots" || folder == "history" {
		if c.days == nil {
			c.days = map[string]int{}
		}
		c.days[name[:len(time.DateOnly)]]++
	}
	c.mu.Unlock()
	return c.Bucket.Get(ctx, key)
}

func (c *counted) Put(ctx context.Context, key string, data []byte, cond bucket.Condition) (string, error) {
	c.mu.Lock()
	c.puts++
	c.mu.Unlock()
	return c.Bucket.Put(ctx, key, data, cond)
}

func (c *counted) List(ctx context.Context, prefix string) ([]string, error) {
	c.mu.Lock()
	c.lists++
	c.mu.Unlock()
	return c.Bucket.List(ctx, prefix)
}

func (c *counted) Delete(ctx context.Context, key string) error {
	c.mu.Lock()
	c.deletes++
	c.mu.Unlock()
	return c.Bucket.Delete(ctx, key)
}

func (c *counted) reset() {
	c.gets, c.puts, c.lists, c.deletes, c.days = 0, 0, 0, 0, nil
}

func (c *counted) String() string {
	return fmt.Sprintf("%d gets, %d puts, %d lists, %d deletes", c.gets, c.puts, c.lists, c.deletes)
}

// What a first run costs in the store, beside the lock: of the 90 days that
// Microsoft keeps, those that follow one another have one object, up to a
// month. S3 takes three requests for the lock.
func TestWhatAFirstRunCosts(t *testing.T) {
	w := tenant(t, ours)
	objects := &counted{Bucket: w.bucket}
	w.store = store.ForTenant(objects, ours)
	w.day("2026-11-23", control("a", 5, 10))
	w.source.today.Snapshot.TenantID = ours
	for date := score.Date("2026-08-26"); date < "2026-11-23"; date = date.AddDays(1) {
		w.source.history = append(w.source.history, thin(date, 3))
	}
	w.well(`{"report": {"period": "P7D"}}`)
	if got, want := objects.String(), "3 gets, 8 puts, 1 lists, 0 deletes"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	snapshots, history, err := w.store.Dates(t.Context())
	if err != nil || len(snapshots) != 1 || len(history) != 89 {
		t.Errorf("%d snapshots, %d days of history: %v", len(snapshots), len(history), err)
	}
}

// What a watch costs in the store, beside the lock: a day without a change, and
// one with an alert that has a thread.
func TestWhatAWatchCosts(t *testing.T) {
	w := tenant(t, ours)
	objects := &counted{Bucket: w.bucket}
	w.store = store.ForTenant(objects, ours)
	w.source.history = []score.Snapshot{thin("2026-11-10", 3)}
	w.day("2026-11-16", control("a", 5, 10))
	w.well(both)
	for _, tt := range []struct {
		name   string
		date   score.Date
		points float64
		steps  int
		status job.DeliveryStatus
		want   string
	}{
		{"no change", "2026-11-17", 5, 0, job.Unchanged, "4 gets, 2 puts, 1 lists, 0 deletes"},
		{"an alert", "2026-11-18", 1, 0, job.Sent, "4 gets, 8 puts, 1 lists, 0 deletes"},
		{"an alert with a thread of two", "2026-11-19", 9, 3, job.Sent, "4 gets, 11 puts, 1 lists, 1 deletes"},
	} {
		w.slack.steps, w.slack.progress = tt.steps, "1"
		w.day(tt.date, control("a", tt.points, 10))
		objects.reset()
		w.want(w.well(both), tt.status, tt.status)
		if got := objects.String(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

package job_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
)

// trip is how long each call to another service takes, in a bubble's time: so
// the time of a run is the number of calls that waited for one another.
const trip = time.Second

// far is a bucket that answers after a trip.
type far struct{ bucket.Bucket }

func (f far) Get(ctx context.Context, key string) (bucket.Object, error) {
	time.Sleep(trip)
	return f.Bucket.Get(ctx, key)
}

func (f far) Put(ctx context.Context, key string, data []byte, cond bucket.Condition) (string, error) {
	time.Sleep(trip)
	return f.Bucket.Put(ctx, key, data, cond)
}

func (f far) List(ctx context.Context, prefix string) ([]string, error) {
	time.Sleep(trip)
	return f.Bucket.List(ctx, prefix)
}

func (f far) Delete(ctx context.Context, key string) error {
	time.Sleep(trip)
	return f.Bucket.Delete(ctx, key)
}

func (f far) Lock(ctx context.Context, name, owner string) (func() error, error) {
	time.Sleep(trip)
	unlock, err := f.Bucket.Lock(ctx, name, owner)
	return func() error { time.Sleep(trip); return unlock() }, err
}

// How many calls of a run wait for one another, to the store, to Microsoft and
// to the channels. What is asked for at once is one. Not counted are the
// sign-in, the second request that S3 takes for the lock, and what a channel
// does to have one message or one file taken.
//
// A message that is one step is sent with its record before it and after it.
// Each further step, a post of its thread or a file, is two more: what was
// accepted is on record before the next is sent. The stored copy of such a
// message is deleted in the end.
func TestSequentialRoundTrips(t *testing.T) {
	const weekly = `, "report": {"period": "P7D", "formats": ["pdf", "html", "csv"]}}`
	for _, tt := range []struct {
		name   string
		event  string
		points float64
		steps  int // of Slack's message
		many   bool
		want   int
	}{
		{"a watch without channels", `{}`, 5, 1, false, 5},
		{"a watch without news", both, 5, 1, false, 5},
		{"a watch of one tenant of many", `{"tenants": ["contoso"], "deliver": ["slack", "email"]}`, 5, 1, true, 6},
		{"an alert on two channels", both, 1, 1, false, 8},
		{"an alert on two channels, with a thread of two", both, 1, 3, false, 13},
		{"a report as files", `{"dryRun": false` + weekly, 1, 1, false, 6},
		{"a report on two channels", `{"deliver": ["slack", "email"]` + weekly, 1, 1, false, 9},
		{"a report of one tenant of many", `{"tenants": ["contoso"], "deliver": ["slack", "email"]` + weekly, 1, 1, true, 9},
		{"a report on two channels, with a file in the thread", `{"deliver": ["slack", "email"]` + weekly, 1, 2, false, 12},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := tenant(t, ours)
				w.parallel = 8
				for date := score.Date("2026-11-01"); date < "2026-11-10"; date = date.AddDays(1) {
					w.source.history = append(w.source.history, thin(date, 3))
				}
				for date := score.Date("2026-11-10"); date < "2026-11-18"; date = date.AddDays(1) {
					w.day(date, control("a", 5, 10))
					w.well(both)
				}
				w.store = store.ForTenant(far{w.bucket}, ours)
				w.source.before = func() { time.Sleep(trip) }
				w.slack.called, w.slack.next = w.source.before, w.source.before
				w.slack.steps, w.slack.progress = tt.steps, "1"
				w.email.called = w.source.before
				w.day("2026-11-18", control("a", tt.points, 10))
				begin := time.Now()
				w.oneOfMany = tt.many
				r := w.well(tt.event)
				if got := int(time.Since(begin) / trip); got != tt.want {
					t.Errorf("%d round trips, want %d; %+v", got, tt.want, r.Deliveries)
				}
			})
		})
	}
}

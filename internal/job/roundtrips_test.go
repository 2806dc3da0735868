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

// How many calls of a run wait for one another: to the store, where the lock is
// one call, to Microsoft after the sign-in, and to the channels.
func TestSequentialRoundTrips(t *testing.T) {
	const weekly = `, "report": {"period": "P7D", "formats": ["pdf", "html", "csv"]}}`
	for _, tt := range []struct {
		name   string
		event  string
		points float64
		want   int
	}{
		{"a watch without channels", `{}`, 5, 6},
		{"a watch without news", both, 5, 6},
		{"an alert on two channels", both, 1, 16},
		{"a report as files", `{"dryRun": false` + weekly, 1, 8},
		{"a report on two channels", `{"deliver": ["slack", "email"]` + weekly, 1, 18},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := tenant(t, ours)
				for date := score.Date("2026-11-01"); date < "2026-11-10"; date = date.AddDays(1) {
					w.source.history = append(w.source.history, thin(date, 3))
				}
				for date := score.Date("2026-11-10"); date < "2026-11-18"; date = date.AddDays(1) {
					w.day(date, control("a", 5, 10))
					w.well(both)
				}
				w.store = store.ForTenant(far{w.bucket}, ours)
				w.source.before = func() { time.Sleep(trip) }
				w.slack.called = w.source.before
				w.email.called = w.source.before
				w.day("2026-11-18", control("a", tt.points, 10))
				begin := time.Now()
				r := w.well(tt.event)
				if got := int(time.Since(begin) / trip); got != tt.want {
					t.Errorf("%d round trips, want %d; %+v", got, tt.want, r.Deliveries)
				}
			})
		})
	}
}

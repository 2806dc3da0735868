package job_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
)

// "T11: one control flips 6 times within a day, 6 runs": it is announced,
// announced as unstable, and then not until it has settled in another state.
func TestT11SixFlipsWithinADay(t *testing.T) {
	for _, tc := range []struct {
		name  string
		first score.Date // when watching began
		flips int
		later []int // days after the flips on which there is a message
	}{
		{"watched since the day before", "2026-11-25", 6, nil},
		{"watched since the same day", "2026-11-26", 6, nil},
		{"settles in another state than was announced", "2026-11-25", 5, []int{score.Settled}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			flaps, other := control("flaps", 5, 5), control("other", 3, 10)
			w.day(tc.first, flaps, other)
			w.well(`{"deliver": ["slack"]}`)
			want := []job.DeliveryStatus{
				job.Sent, job.Sent, job.Unchanged, job.Unchanged, job.Unchanged, job.Unchanged,
			}
			for run := range tc.flips {
				flaps.Points = 5 - flaps.Points
				w.day("2026-11-26", flaps, other)
				w.want(w.well(`{"deliver": ["slack"]}`), want[run])
				w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged) // the same content is no flip
			}
			for i, flips := range []int{0, 2} {
				if change := w.slack.received[1+i].News.Changes[0]; change.Flips != flips {
					t.Errorf("message %d says %d flips, want %d", 1+i, change.Flips, flips)
				}
			}
			days, _, err := w.store.Days(context.Background())
			if today := days[len(days)-1]; err != nil || len(today.Flipped) != tc.flips {
				t.Errorf("stored are the flips %v (%v), want %d", today.Flipped, err, tc.flips)
			}
			var later []int
			for day := 1; day <= 20; day++ {
				before := len(w.slack.received)
				w.day(score.Date("2026-11-26").AddDays(day), flaps, other)
				w.well(`{"deliver": ["slack"]}`)
				if len(w.slack.received) > before {
					later = append(later, day)
				}
			}
			if !slices.Equal(later, tc.later) {
				t.Errorf("messages on the days %v after the flips, want %v", later, tc.later)
			}
		})
	}
}

// A run that stopped after it counted, and before it stored the snapshot, is
// repeated: the flip counts once, and a fall that stays is not unstable.
func TestAFlipCountsOnceAfterACrash(t *testing.T) {
	w := newWorld(t)
	a := control("A", 5, 5)
	w.day("2026-11-26", a)
	w.well(`{"deliver": ["slack"]}`)
	a.Points = 0
	w.day("2026-11-26", a)
	w.store = &crashing{Store: w.store}
	if r := w.run(`{"deliver": ["slack"]}`); r.Error == nil {
		t.Fatal("the run did not stop")
	}
	w.store = store.ForTenant(w.bucket, "t")
	w.want(w.well(`{"deliver": ["slack"]}`), job.Sent)
	if days, _, err := w.store.Days(context.Background()); err != nil || !slices.Equal(days[0].Flipped, []string{"a"}) {
		t.Errorf("flips %v (%v), want one", days[0].Flipped, err)
	}
}

// crashing is a store that stops before it stores a snapshot.
type crashing struct{ job.Store }

func (*crashing) PutSnapshot(context.Context, score.Snapshot) (bool, error) {
	return false, errors.New("the process ended")
}

// A snapshot of the same day that cannot be read costs the flips since then,
// with a warning, and not the run.
func TestFlipsSinceAnUnreadableReading(t *testing.T) {
	w := newWorld(t)
	w.store = newValues()
	a := control("A", 5, 5)
	for _, points := range []float64{5, 0} {
		a.Points = points
		w.day("2026-11-26", a)
		w.well(`{"deliver": ["slack"]}`)
	}
	w.store = unreadable{w.store}
	a.Points = 5
	w.day("2026-11-26", a)
	r := w.well(`{"deliver": ["slack"]}`)
	days, _, err := w.store.Days(context.Background())
	if got := days[len(days)-1].Flipped; err != nil || !slices.Equal(got, []string{"a"}) || len(r.Warnings) != 1 {
		t.Errorf("flips %v (%v), warnings %q; want one flip and a warning", got, err, r.Warnings)
	}
}

// unreadable is a store whose snapshots cannot be read.
type unreadable struct{ job.Store }

func (unreadable) Snapshots(_ context.Context, dates []score.Date) ([]score.Snapshot, []error) {
	return make([]score.Snapshot, len(dates)), slices.Repeat([]error{lasting{errors.New("it is damaged")}}, len(dates))
}

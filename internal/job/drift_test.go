package job_test

import (
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
)

// "T29: minPoints: 13; one control falls from 9 to 0 of 10" is announced. So is
// half a point. Less is drift, which waits, and is announced with a later
// change.
func TestT29AFallIsAnnouncedWhateverMinPoints(t *testing.T) {
	for _, tc := range []struct {
		points float64
		want   job.DeliveryStatus
	}{{0, job.Sent}, {8.5, job.Sent}, {8.51, job.Unchanged}, {9, job.Unchanged}, {9.5, job.Sent}} {
		w := newWorld(t)
		w.minPoints = 13
		w.day("2026-11-25", control("A", 9, 10), control("B", 5, 10))
		w.well(`{"deliver": ["slack"]}`)
		w.day("2026-11-26", control("A", tc.points, 10), control("B", 5, 10))
		w.want(w.well(`{"deliver": ["slack"]}`), tc.want)
		w.day("2026-11-27", control("A", tc.points, 10), control("B", 0, 10))
		w.want(w.well(`{"deliver": ["slack"]}`), job.Sent)
		want := 1 // B alone
		if tc.want == job.Unchanged && tc.points != 9 {
			want = 2
		}
		if got := len(w.slack.received[len(w.slack.received)-1].News.Changes); got != want {
			t.Errorf("%v points: the last message has %d changes, want %d", tc.points, got, want)
		}
	}
}

// A slow fall is drift each day, and a regression once it is half a point.
func TestASlowFallIsAnnounced(t *testing.T) {
	w := newWorld(t)
	for day, want := range []job.DeliveryStatus{job.Sent, job.Unchanged, job.Unchanged, job.Sent, job.Unchanged} {
		w.day(score.Date("2026-11-20").AddDays(day), control("A", 9-0.2*float64(day), 10))
		w.want(w.well(`{"deliver": ["slack"]}`), want)
	}
}

// A snoozed control is no reason for an alert, however far it falls.
func TestASnoozedFallIsNotAnnounced(t *testing.T) {
	w := newWorld(t)
	w.minPoints, w.snoozed = 0.5, map[string]score.Date{"a": "2026-12-31"}
	w.day("2026-11-25", control("A", 9, 10), control("B", 5, 10))
	w.well(`{"deliver": ["slack"]}`)
	w.day("2026-11-26", control("A", 0, 10), control("B", 5.4, 10))
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged)
}

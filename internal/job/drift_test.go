package job_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

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

// "G13: 60.5 → 59.5, okay from 60": leaving a zone by a real move is announced,
// whatever minPoints. Drift alone over the same border waits.
func TestG13LeavingAZoneIsAnnounced(t *testing.T) {
	for _, tc := range []struct {
		name       string
		from, to   float64 // of 91 points in one action
		wanderers  float64 // how far each of nine others moves
		want       job.DeliveryStatus
		zoneBefore score.Zone
	}{
		{"G13: a real move", 60.5, 59.5, 0, job.Sent, score.Okay},
		{"a real move with drift against it", 60.5, 59.5, 0.01, job.Sent, score.Okay},
		{"drift alone", 60.2, 60.2, -0.03, job.Unchanged, score.Okay},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			day := func(date score.Date, main, moved float64) {
				controls := []score.Control{control("main", main, 91)}
				for i := range 9 {
					controls = append(controls, control(string(rune('a'+i)), 0.1+moved, 1))
				}
				controls[0].Points -= 0.9 // what the others have
				w.day(date, controls...)
			}
			day("2026-11-25", tc.from, 0)
			w.well(`{"deliver": ["slack"]}`)
			day("2026-11-26", tc.to, tc.wanderers)
			r := w.well(`{"deliver": ["slack"]}`)
			w.want(r, tc.want)
			if r.ZoneChange == nil || r.ZoneChange.Before != tc.zoneBefore || r.ZoneChange.After != score.Bad {
				t.Errorf("zones %+v", r.ZoneChange)
			}
		})
	}
}

// The result has the one cause of each change, and drift is a cause of its own.
func TestTheResultHasCauses(t *testing.T) {
	w := newWorld(t)
	renamed := func(id string) score.Control {
		c := control(id, 3, 5)
		c.Title = "Do the same"
		return c
	}
	w.day("2026-11-25", control("A", 9, 10), control("B", 5, 10), renamed("scid_91_v1"))
	w.well(`{"deliver": ["slack"]}`)
	w.day("2026-11-26", control("A", 8, 10), control("B", 4.9, 10), renamed("scid_91_v2"))
	r := w.well(`{"deliver": ["slack"]}`)
	causes := map[string]score.Cause{}
	for _, c := range r.Changes {
		causes[c.Control] = c.Cause
	}
	// "G7: id scid_91_v1 → scid_91_v2, same title and service" is renamed.
	want := map[string]score.Cause{"A": score.Regression, "B": score.Drift, "scid_91_v2": score.Renaming}
	if diff := cmp.Diff(want, causes); diff != "" {
		t.Errorf("causes (-want +got)\n%s", diff)
	}
	if others, drift := r.Drift(); len(others) != 2 || len(drift) != 1 || drift[0].Counts(score.Regressed) ||
		!others[0].Counts(score.Regressed) {
		t.Errorf("drift %+v", drift)
	}
	why := "The score fell 4.40 percentage points since 25 November 2026: 1 action regressed (−4.00 pp), Microsoft renamed " +
		"1 action, 1 action drifted (−0.40 pp)."
	if r.Why != why {
		t.Errorf("why:\n got %s\nwant %s", r.Why, why)
	}
	if text := r.Deliveries[0].Text; text != "contoso Secure Score 63.6 %, −4.4: 1 regressed" {
		t.Errorf("the message is %q", text)
	}
}

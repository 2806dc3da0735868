package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/event"
)

// With --once-a-day the day of the machine's clock stands for the schedule of a
// report. An alert keeps none, so that a day can have several.
func TestOnceADay(t *testing.T) {
	t.Parallel()
	auckland := time.FixedZone("NZDT", 13*60*60)
	now := time.Date(2026, 11, 23, 7, 30, 0, 0, auckland)
	given := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		e    event.Event
		want time.Time
	}{
		{"a report", event.Event{Report: &event.Report{}}, time.Date(2026, 11, 23, 0, 0, 0, 0, auckland)},
		{"a portfolio", event.Event{Portfolio: &event.Portfolio{}}, time.Date(2026, 11, 23, 0, 0, 0, 0, auckland)},
		{"an alert", event.Event{Deliver: event.Channels{"slack"}}, time.Time{}},
		{"a time of its own", event.Event{Report: &event.Report{}, ScheduledAt: given}, given},
	} {
		if diff := cmp.Diff(c.want, onceADay(c.e, now).ScheduledAt); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

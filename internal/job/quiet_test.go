package job

import (
	"testing"
	"time"

	"secure-score-reporter/report/words"
)

func TestQuietHolds(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	night := Quiet{From: 22 * time.Hour, To: 7*time.Hour + 30*time.Minute, Zone: berlin}
	for _, c := range []struct {
		name  string
		quiet Quiet
		at    string
		want  string
	}{
		{"never", Quiet{}, "2026-11-23T03:00:00Z", ""},
		{"at night", night, "2026-11-23T03:00:00Z", "waits until the quiet hours end at 07:30"},
		{"before midnight", night, "2026-11-23T21:00:00Z", "waits until the quiet hours end at 07:30"},
		{"in the morning", night, "2026-11-23T06:30:00Z", ""},
		{"in the evening", night, "2026-11-23T20:59:00Z", ""},
		{"in summer time", night, "2026-07-01T05:29:00Z", "waits until the quiet hours end at 07:30"},
		{
			"at noon", Quiet{From: 12 * time.Hour, To: 13 * time.Hour},
			"2026-11-23T12:00:00Z", "waits until the quiet hours end at 13:00",
		},
		{"after noon", Quiet{From: 12 * time.Hour, To: 13 * time.Hour}, "2026-11-23T13:00:00Z", ""},
		{
			"no day of the digest", Quiet{Digest: []time.Weekday{time.Monday, time.Thursday}},
			"2026-11-24T09:00:00Z", "waits for the digest on Monday and Thursday",
		},
		{"a day of the digest", Quiet{Digest: []time.Weekday{time.Monday}}, "2026-11-23T09:00:00Z", ""},
		{
			"a day that is elsewhere another", Quiet{Days: []time.Weekday{time.Tuesday}, Zone: berlin},
			"2026-11-23T23:30:00Z", "waits: Tuesday is a quiet day",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, c.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.quiet.holds(at, words.Words{}); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

package job

import (
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/score"
)

func TestDoubtsAndOddities(t *testing.T) {
	sound := mfa("2026-11-23", 10)
	of := func(change func(*score.Snapshot)) score.Snapshot {
		s := mfa("2026-11-23", 10) // adds up to 20 points
		change(&s)
		return s
	}
	for _, tt := range []struct {
		name      string
		snapshot  score.Snapshot
		partial   bool
		hours     int      // since the score's day began; 0 for 6
		doubts    []string // a part of each
		ofScore   []string
		ofActions []string
	}{
		{name: "nothing is odd", snapshot: sound},
		{
			name: "partial", snapshot: sound, partial: true,
			doubts: []string{"only a part of its answer (206)"},
		},
		{
			name: "1.95 % apart", snapshot: of(func(s *score.Snapshot) { s.Current = 19.61 }),
			ofScore: []string{"the actions add up to 20 points, but the score says 19.61; the rest"},
		},
		{
			name: "2.05 % apart", snapshot: of(func(s *score.Snapshot) { s.Current = 19.59 }),
			doubts: []string{"20 points, but the score says 19.59: they differ by more than 2 %"},
		},
		{
			name: "48 hours old", snapshot: sound, hours: 48,
			ofScore: []string{"the newest score is 2 days old"},
		},
		{name: "47 hours old", snapshot: sound, hours: 47},
		{
			name: "one without a profile", snapshot: of(func(s *score.Snapshot) { s.Controls[0].HasProfile = false }),
			ofActions: []string{"1 action has no profile in Microsoft's catalogue, so"},
		},
		{
			name: "two without a profile", snapshot: of(func(s *score.Snapshot) {
				s.Controls[0].HasProfile, s.Controls[1].HasProfile = false, false
			}),
			ofActions: []string{"2 actions have no profile in Microsoft's catalogue, " +
				"so title and maximum may be missing: MFA, stays"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tenant := Tenant{ID: "t"}
			now := tt.snapshot.Date.Time().Add(6 * time.Hour)
			if tt.hours > 0 {
				now = tt.snapshot.Date.Time().Add(time.Duration(tt.hours) * time.Hour)
			}
			gate := score.Gate{TenantID: "t", Today: score.DateOf(now)}
			parts(t, tenant.doubts(tt.snapshot, gate, tt.partial), tt.doubts)
			ofScore, ofActions := tenant.oddities(tt.snapshot, now)
			parts(t, ofScore, tt.ofScore)
			parts(t, ofActions, tt.ofActions)
		})
	}
}

// parts compares sentences with a part of each.
func parts(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range got {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("got %q, want a part of it to be %q", got[i], want[i])
		}
	}
}

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
		name     string
		snapshot score.Snapshot
		tenant   string
		partial  bool
		hours    int      // since the score's day began; 0 for 6
		doubts   []string // a part of each
		oddities []string
	}{
		{name: "nothing is odd", snapshot: sound},
		{
			name: "partial", snapshot: sound, partial: true,
			doubts: []string{"only a part of its answer (206)"},
		},
		{
			name: "1.96 % apart", snapshot: of(func(s *score.Snapshot) { s.Current = 20.4 }),
			oddities: []string{"the actions add up to 20 points, but the score says 20.4; the rest"},
		},
		{
			name: "2.01 % apart", snapshot: of(func(s *score.Snapshot) { s.Current = 20.41 }),
			doubts: []string{"20 points, but the score says 20.41: they differ by more than 2 %"},
		},
		{
			name: "48 hours old", snapshot: sound, hours: 48,
			oddities: []string{"the newest score is 2 days old"},
		},
		{name: "47 hours old", snapshot: sound, hours: 47},
		{
			name: "one without a profile", snapshot: of(func(s *score.Snapshot) { s.Controls[0].HasProfile = false }),
			oddities: []string{"1 action has no profile in Microsoft's catalogue, so"},
		},
		{
			name: "two without a profile", snapshot: of(func(s *score.Snapshot) {
				s.Controls[0].HasProfile, s.Controls[1].HasProfile = false, false
			}),
			oddities: []string{"2 actions have no profile in Microsoft's catalogue, " +
				"so title and maximum may be missing: MFA, stays"},
		},
		{
			name: "another tenant", snapshot: sound, tenant: "u",
			oddities: []string{"of tenant t, but the configuration has u"},
		},
		{name: "the same tenant by its domain", snapshot: sound, tenant: "contoso.example"},
		{name: "the same tenant in other letters", snapshot: sound, tenant: "T"},
		{name: "a score that names no tenant", snapshot: of(func(s *score.Snapshot) { s.TenantID = "" }), tenant: "u"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tenant := Tenant{ID: "t"}
			if tt.tenant != "" {
				tenant.ID = tt.tenant
			}
			now := tt.snapshot.Date.Time().Add(6 * time.Hour)
			if tt.hours > 0 {
				now = tt.snapshot.Date.Time().Add(time.Duration(tt.hours) * time.Hour)
			}
			parts(t, tenant.doubts(tt.snapshot, tt.partial), tt.doubts)
			parts(t, tenant.oddities(tt.snapshot, now), tt.oddities)
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

package job_test

import (
	"testing"

	"secure-score-reporter/internal/score"
)

// A recovery is reported in the thread of its regression, once.
func TestARecoveryKnowsItsRegression(t *testing.T) {
	w := newWorld(t)
	mfa, other := control("MFA", 10, 10), control("other", 2, 10)
	day := 0
	pass := func(progress string) {
		t.Helper()
		w.slack.progress = progress
		w.day(score.Date("2026-11-01").AddDays(day), mfa, other)
		day += 20 // far enough apart that nothing is unstable
		w.well(`{"deliver": ["slack"]}`)
	}
	pass("begin")
	mfa.Points = 0
	pass("regression")
	other.Points = 9
	pass("between")
	mfa.Points = 10
	pass("recovery")
	mfa.Points = 0
	pass("again")
	mfa.Points = 10
	pass("recovered again")

	var got [][2]string
	for _, m := range w.slack.received {
		for _, r := range m.Recoveries {
			got = append(got, [2]string{r.Progress, r.Changes[0].ID})
		}
	}
	want := [][2]string{{"regression", "MFA"}, {"again", "MFA"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("recoveries %q, want %q", got, want)
	}
}

package score

import "testing"

// A thin day has no states, so nothing says what was declared.
func TestAThinDayHasNoSplit(t *testing.T) {
	s := of("2026-09-01", scored("A", 5, 10))
	s.Thin = true
	if got := s.Split(); got != (Split{}) {
		t.Errorf("%+v, want none", got)
	}
}

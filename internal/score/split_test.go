package score

import (
	"testing"

	"pgregory.net/rapid"
)

// A thin day has no states, so nothing says what was declared.
func TestAThinDayHasNoSplit(t *testing.T) {
	s := of("2026-09-01", scored("A", 5, 10))
	s.Thin = true
	if got := s.Split(); got != (Split{}) {
		t.Errorf("%+v, want none", got)
	}
	if got := s.Split().Difference(s.Headline()); got != (Difference{}) {
		t.Errorf("%+v, want no difference to what is not known", got)
	}
}

func TestSplitDifference(t *testing.T) {
	accepted, unknown := scored("accepted", 0, 20), scored("unknown", 1.5, 0)
	accepted.State, unknown.MaxSource = "Ignored", MaxUnknown
	for _, tc := range []struct {
		name         string
		current, max float64
		controls     []Control
		want         Difference
	}{
		{"adds up", 60, 120, []Control{scored("a", 60, 100), accepted}, Difference{}},
		{"G14: the headline is 1.5 % above the sum of its controls", 60.9, 120,
			[]Control{scored("a", 60, 100), accepted}, Difference{Points: 0.9, Missing: -0.9}},
		{"the headline is below the sum", 59.1, 120, []Control{scored("a", 60, 100), accepted},
			Difference{Points: -0.9, Missing: 0.9}},
		{"a maximum is unknown", 61.5, 120, []Control{scored("a", 60, 100), accepted, unknown},
			Difference{Missing: -1.5}},
		{"the maximum is above the sum", 60, 125, []Control{scored("a", 60, 100), accepted}, Difference{Missing: 5}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := of("2026-11-23", tc.controls...)
			if got := s.Split().Difference(Headline{Current: tc.current, Max: tc.max}); got != tc.want {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}

// G14: whatever the headline is, the division closes to the hundredth, and the
// views start from it.
func TestSplitCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := snapshots().Draw(t, "snapshot")
		s.Thin = false
		p, d := s.Split(), s.Split().Difference(s.Headline())
		achieved := p.Earned + p.Declared + d.Points
		if Hundredths(achieved) != Hundredths(s.Current) {
			t.Fatalf("%+v and %+v are %v points, the score is %v", p, d, achieved, s.Current)
		}
		if all := achieved + p.Accepted + p.Open + d.Missing; Hundredths(all) != Hundredths(s.Max) {
			t.Fatalf("%+v and %+v are %v points, the maximum is %v", p, d, all, s.Max)
		}
		for _, v := range s.Views() {
			if want := min(s.Current+v.Added, max(s.Max, s.Current)); Hundredths(want) != v.Points {
				t.Fatalf("%+v is not %v and %v points, up to %v", v, s.Current, v.Added, s.Max)
			}
		}
		if all := s.Views()[3]; Hundredths(p.Accepted+p.Open) != all.Added {
			t.Fatalf("%+v does not add what is left, %v and %v points", all, p.Accepted, p.Open)
		}
	})
}

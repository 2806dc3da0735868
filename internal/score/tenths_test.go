package score

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestTenths(t *testing.T) {
	for x, want := range map[float64]float64{
		0.93: 0.9, 0.95: 1, 0.9499: 1, -0.05: -0.1, -0.04: 0, 63.27: 63.3, 0.044: 0, 0: 0,
	} {
		if got := Tenths(x); got != want || math.Signbit(got) != math.Signbit(want) {
			t.Errorf("Tenths(%v) is %v, want %v", x, got, want)
		}
	}
}

// In tenths an account closes too: groups, shares, change.
func TestTheOverviewCloses(t *testing.T) {
	tenths := func(x float64) int64 { return int64(math.Round(x * 10)) }
	rapid.Check(t, func(t *rapid.T) {
		a := Diff(snapshots().Draw(t, "before"), snapshots().Draw(t, "after")).Rounded()
		o := a.Overview()
		groups := tenths(o.Unattributed)
		for i, g := range o.Groups {
			groups += tenths(g.Effect)
			if d := math.Abs(g.Effect - a.ByCause()[i].Effect); d > 0.1+1e-9 {
				t.Fatalf("%s: %v in tenths, %v in hundredths", g.Cause, g.Effect, a.ByCause()[i].Effect)
			}
		}
		s := o.Shares
		shares := tenths(s.Own) + tenths(s.Declared) + tenths(s.Microsoft) + tenths(s.Drift)
		if change := tenths(Tenths(a.Percent)); groups != change || shares != change || tenths(o.Percent) != change {
			t.Fatalf("groups %d, shares %d, change %v: %d tenths", groups, shares, o.Percent, change)
		}
	})
}

func TestSharesByCause(t *testing.T) {
	var s Shares
	for i, c := range Causes() {
		s.add(c, math.Pow(10, float64(i)))
	}
	// In the order of Causes, the last digit first.
	want := Shares{Own: 100010101, Declared: 100010, Microsoft: 11011001000, Drift: 100000000000}
	if s != want {
		t.Errorf("%+v, want %+v", s, want)
	}
}

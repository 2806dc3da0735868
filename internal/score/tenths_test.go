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

func TestTenthsHide(t *testing.T) {
	for x, want := range map[float64]bool{0.93: false, 0.05: false, 0.04: true, -0.04: true, 0.004: false, 0: false} {
		if TenthsHide(x) != want {
			t.Errorf("TenthsHide(%v) is %v", x, !want)
		}
	}
}

// In tenths an account closes too: groups, shares, change. A move that tenths
// hide is in hundredths, with all its parts.
func TestTheOverviewCloses(t *testing.T) {
	units := func(x float64) int64 { return int64(math.Round(x * 100)) }
	rapid.Check(t, func(t *rapid.T) {
		a := Diff(snapshots().Draw(t, "before"), snapshots().Draw(t, "after")).Rounded()
		o := a.Overview()
		groups := units(o.Unattributed)
		for i, g := range o.Groups {
			groups += units(g.Effect)
			if d := math.Abs(g.Effect - a.ByCause()[i].Effect); d > 0.1+1e-9 {
				t.Fatalf("%s: %v in tenths, %v in hundredths", g.Cause, g.Effect, a.ByCause()[i].Effect)
			}
		}
		s := o.Shares
		shares := units(s.Own) + units(s.Declared) + units(s.Microsoft) + units(s.Drift)
		for _, x := range []float64{o.Unattributed, s.Own, s.Declared, s.Microsoft, s.Drift} {
			if !o.Exact && x != Tenths(x) {
				t.Fatalf("%v of %v is not in tenths", x, o.Percent)
			}
		}
		if change := units(o.Percent); groups != change || shares != change ||
			math.Abs(o.Percent-a.Percent) > 0.05+1e-9 || o.Percent == 0 && Hundredths(a.Percent) != 0 {
			t.Fatalf("groups %d, shares %d, change %v: %d hundredths", groups, shares, o.Percent, change)
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

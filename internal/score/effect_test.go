package score

import (
	"math"
	"slices"
	"testing"
)

// change is the one change between two days on which the control alone moved
// within a score of 100 points.
func change(t *testing.T, before, after Control) Change {
	t.Helper()
	spare := scored("spare", 60-before.Points, 100-before.Max)
	changes := Diff(of("2026-11-16", before, spare), of("2026-11-23", after, spare)).Changes
	if len(changes) != 1 {
		t.Fatalf("%d changes: %+v, want one", len(changes), changes)
	}
	return changes[0]
}

func computed(points, maximum float64) Control {
	c := scored("A", points, maximum)
	c.MaxSource = MaxComputed
	return c
}

// A maximum that was computed from a rounded percentage can be off by 2 %, and
// by 0.1 points at least.
func TestAComputedMaximumHasATolerance(t *testing.T) {
	for _, tc := range []struct {
		name          string
		before, after float64
		want          bool // Microsoft changed it
	}{
		{"below 2 % of ten points", 10, 10.19, false},
		{"above 2 % of ten points", 10, 10.21, true},
		{"below 2 %, downwards", 10.19, 10, false},
		{"above 2 %, downwards", 10.21, 10, true},
		{"2 % exactly", 49, 50, true},
		{"2 % exactly, downwards", 50, 49, true},
		{"below a tenth of a point", 1, 1.09, false},
		{"a tenth of a point exactly", 0.1, 0.2, true},
		{"above a tenth of a point", 1, 1.11, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, sources := range [][2]MaxSource{{MaxComputed, MaxOfProfile}, {MaxOfProfile, MaxComputed},
				{MaxComputed, MaxComputed}} {
				before, after := scored("A", 0, tc.before), scored("A", 0, tc.after)
				before.MaxSource, after.MaxSource = sources[0], sources[1]
				kinds := []Kind{}
				for _, c := range Diff(of("2026-11-16", before), of("2026-11-23", after)).Changes {
					kinds = append(kinds, c.Kinds...)
				}
				if got := slices.Contains(kinds, Repointed); got != tc.want {
					t.Errorf("from %s and %s: another maximum is %t, want %t", sources[0], sources[1], got, tc.want)
				}
			}
			exact := Diff(of("2026-11-16", scored("A", 0, tc.before)), of("2026-11-23", scored("A", 0, tc.after)))
			if len(exact.Changes) != 1 || !exact.Changes[0].Has(Repointed) {
				t.Errorf("with both maxima from the catalogue: %+v, want another maximum", exact.Changes)
			}
		})
	}
}

// A difference that is only rounding does not enter the effect of a real
// change.
func TestAMaximumThatIsOffHasNoEffect(t *testing.T) {
	unknown := scored("A", 10, 0)
	unknown.MaxSource = MaxUnknown
	for name, after := range map[string]Control{"computed": computed(10, 10.1), "unknown": unknown} {
		t.Run(name, func(t *testing.T) {
			c := change(t, scored("A", 6, 10), after)
			if want := 4 / (90 + after.Max) * 100; math.Abs(c.Effect-want) > exact {
				t.Errorf("effect %v, want %v for four points", c.Effect, want)
			}
		})
	}
}

// The tenant's own part where the maximum changes: what the points differ from
// the share that they had, as far as that is more than rounding.
func TestOwnPointsOfANewMaximum(t *testing.T) {
	for _, tc := range []struct {
		name          string
		before, after Control
		want          float64
	}{
		{"from no maximum at all", scored("A", 0, 0), scored("A", 5, 10), 5},
		{"from half a point, share kept", scored("A", 0.25, 0.5), scored("A", 0.5, 1), 0},
		// 0.03 of 0.055
		{"a third, rounded, of ten times as much", scored("A", 3.33, 10), scored("A", 33.33, 100), 0},
		// 34.33 - 33.3
		{"a point more than that", scored("A", 3.33, 10), scored("A", 34.33, 100), 1.03},
		// 0.02 of 0.02
		{"as much as the rounding of three times as much", scored("A", 3.33, 10), scored("A", 10.01, 30), 0},
		{"a hundredth more than that", scored("A", 3.33, 10), scored("A", 10.02, 30), 0.03},
		{"never more than the points moved", scored("A", 5, 10), scored("A", 5.5, 8), 0.5}, // 5.5 - 4
		{"never less than the points moved", scored("A", 5, 10), scored("A", 4.5, 12), -0.5},
		{"a tenth, both maxima of the catalogue", scored("A", 5, 10), scored("A", 10.1, 20), 0.1},
		{"a tenth, the first maximum computed", computed(5, 10), scored("A", 10.1, 20), 0}, // 0.1 of 0.4
		{"a tenth, the second maximum computed", scored("A", 5, 10), computed(10.1, 20), 0},
		{"a tenth, both maxima computed", computed(5, 10), computed(10.1, 20), 0},
		{"half a point, a maximum computed", computed(5, 10), scored("A", 10.5, 20), 0.5},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := change(t, tc.before, tc.after).OwnPoints; got != tc.want {
				t.Errorf("own points %v, want %v", got, tc.want)
			}
		})
	}
}

// Without another maximum, every hundredth is the tenant's own, whatever is
// known about the maximum.
func TestOwnPointsOfTheSameMaximum(t *testing.T) {
	unknown := scored("A", 4, 0)
	unknown.MaxSource = MaxUnknown
	for _, tc := range []struct {
		name          string
		before, after Control
		want          float64
	}{
		{"a little gained, of a computed maximum", computed(6, 10), computed(6.05, 10), 0.05},
		{"lost, of a maximum that is unknown today", scored("A", 6, 10), unknown, -2},
		{"gained, of a maximum that was unknown", unknown, scored("A", 6, 10), 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := change(t, tc.before, tc.after).OwnPoints; got != tc.want {
				t.Errorf("own points %v, want %v", got, tc.want)
			}
		})
	}
}

// Where the maximum stayed, the whole effect is the tenant's own, to the last
// bit: Rounded relies on it.
func TestTheWholeEffectIsOwn(t *testing.T) {
	for _, points := range []float64{0.1, 0.3, 0.7, 1.1, 4.35} {
		if c := change(t, scored("A", points, 10), scored("A", points+2.9, 10)); c.OwnEffect != c.Effect {
			t.Errorf("%v points more: own effect %v, effect %v", c.OwnPoints, c.OwnEffect, c.Effect)
		}
	}
}

func TestEffectsOfASmallMaximum(t *testing.T) {
	before, after := of("2026-11-16", scored("A", 10, 10)), of("2026-11-23", scored("A", 2, 5))
	for _, tc := range []struct{ maximum, effect, own float64 }{
		{0, 0, 0},         // nothing to be a share of
		{0.5, -600, -600}, // (-8 + 5)/0.5, own 2 - 5
	} {
		after.Max = tc.maximum
		c := Diff(before, after).Changes[0]
		if c.Effect != tc.effect || c.OwnEffect != tc.own {
			t.Errorf("maximum %v: effect %v and own effect %v, want %v and %v", tc.maximum, c.Effect, c.OwnEffect,
				tc.effect, tc.own)
		}
	}
}

func TestSettle(t *testing.T) {
	for x, want := range map[float64]float64{1e-12: 0, -1e-12: 0, 1e-6: 1e-6, -1e-6: -1e-6} {
		if got := settle(x); got != want || math.Signbit(got) != math.Signbit(want) {
			t.Errorf("settle(%v) = %v, want %v", x, got, want)
		}
	}
	if math.Signbit(settle(math.Copysign(0, -1))) {
		t.Error("minus zero stays minus zero")
	}
}

func TestDeclaredNeedsMorePoints(t *testing.T) {
	third, reviewed := scored("A", 5, 10), scored("A", 5, 10)
	third.State, reviewed.State = "ThirdParty", "Reviewed"
	if change(t, third, reviewed).Declared {
		t.Error("another declaration gave no points")
	}
	reviewed.Points = 5.01
	if !change(t, third, reviewed).Declared {
		t.Error("a hundredth of a point came by a declaration")
	}
}

func TestStatesOfTheSameMeaningAreNoChange(t *testing.T) {
	for _, tc := range []struct {
		before, after string
		want          int // changes
	}{
		{"Default", "", 0}, {" ", "default", 0}, {"Ignored", "ignored ", 0}, {"Novel", "NOVEL", 0},
		{"Default", "Novel", 1}, {"Novel", "", 1}, {"Ignored", "ThirdParty", 1},
	} {
		before, after := scored("A", 5, 10), scored("A", 5, 10)
		before.State, after.State = tc.before, tc.after
		if got := Diff(of("2026-11-16", before), of("2026-11-23", after)).Changes; len(got) != tc.want {
			t.Errorf("%q to %q: %+v, want %d changes", tc.before, tc.after, got, tc.want)
		}
	}
}

func TestChangesAreInOrder(t *testing.T) {
	before := of("2026-11-16", scored("a", 5, 10), scored("b", 5, 10), scored("C", 5, 10), scored("d", 5, 10),
		scored("gone", 5, 10))
	after := of("2026-11-23", scored("a", 6, 10), scored("b", 7, 10), scored("C", 3, 10), scored("d", 9, 10),
		scored("new", 5, 10))
	changes := Diff(before, after).Changes
	got := mapped(changes, func(c Change) string { return c.Control.ID })
	if want := []string{"d", "b", "C", "a", "gone", "new"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v: the largest effect first, then by id in any case", got, want)
	}
	for _, c := range changes {
		if want := max(c.After.Points, c.Before.Points); c.ID == "d" && c.Control.Points != want {
			t.Errorf("the control has %v points, want %v as after", c.Control.Points, want)
		}
	}
}

package score

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// "T8: history: D-7 keeps its headline": no action is new or gone, and the
// whole change is not attributed.
func TestT8ComparedByHeadlineOnly(t *testing.T) {
	old, now := headlineOf(294, 600), half(60) // 49 % and 50 %
	for _, tc := range []struct {
		name          string
		before, after Snapshot
		want          float64
	}{
		{"the earlier one", old, now, 1},
		{"the later one", now, old, -1},
		{"both", old, headlineOf(300, 600), 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := Diff(tc.before, tc.after)
			if len(a.Changes) != 0 || math.Abs(a.Unattributed-tc.want) > exact || math.Abs(a.Percent-tc.want) > exact {
				t.Errorf("%+v, want %v not attributed", a, tc.want)
			}
			day := tc.after.DayAfter(tc.before)
			if (day.Moves != Moves{}) || day.Flipped != nil {
				t.Errorf("moves %+v, flipped %v", day.Moves, day.Flipped)
			}
		})
	}
}

// A tenant that never had controls is no such day.
func TestHeadlineOnly(t *testing.T) {
	for name, tc := range map[string]struct {
		s    Snapshot
		want bool
	}{
		"a headline": {headlineOf(0, 0.01), true}, "nothing at all": {headlineOf(0, 0), false}, "controls": {half(1), false},
	} {
		if tc.s.HeadlineOnly() != tc.want {
			t.Errorf("%s: %v", name, !tc.want)
		}
	}
	first := Diff(headlineOf(0, 0), half(60))
	if len(first.Changes) != 60 || !first.Changes[0].Has(Added) {
		t.Errorf("the first controls: %d changes", len(first.Changes))
	}
}

// A reversal is found across a day of which only the headline is known.
func TestReversalsPassOverHeadlines(t *testing.T) {
	day := func(points float64) Snapshot { return of("2026-11-26", scored("A", points, 10)) }
	found := Reversals([]Snapshot{day(5), headlineOf(6, 10), day(8), headlineOf(6, 10), day(5)})
	if len(found) != 1 || found[0].Gained != 3 || found[0].Lost != 3 {
		t.Errorf("%+v", found)
	}
}

// Whichever side has no controls, effects and what is not attributed are the
// change, also as printed.
func TestHeadlinesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := snapshots().Draw(t, "before"), snapshots().Draw(t, "after")
		if rapid.Bool().Draw(t, "before is a headline") {
			before.Controls = nil
		}
		if rapid.Bool().Draw(t, "after is a headline") {
			after.Controls = nil
		}
		a := Diff(before, after)
		if (before.HeadlineOnly() || after.HeadlineOnly()) && len(a.Changes) > 0 {
			t.Fatalf("%d changes", len(a.Changes))
		}
		for _, account := range []Account{a, a.Rounded()} {
			sum := account.Unattributed
			for _, c := range account.Changes {
				sum += c.Effect
			}
			if math.Abs(sum-account.Percent) > exact {
				t.Fatalf("effects and unattributed are %v, the score moved by %v", sum, account.Percent)
			}
		}
	})
}

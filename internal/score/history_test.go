package score

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestDayAfter(t *testing.T) {
	earlier := of("2026-11-16",
		scored("completed", 4.4, 5), scored("drifted", 5, 10), scored("drifted too", 5, 10),
		scored("fell", 5, 10), scored("fell too", 5, 10), scored("gone", 1, 1),
		scored("repointed", 5, 5), scored("rose", 5, 10), scored("rose too", 5, 10),
	)
	now := of("2026-11-23",
		scored("completed", 5, 5), scored("drifted", 4.9, 10), scored("drifted too", 4.8, 10),
		scored("fell", 4.4, 10), scored("fell too", 4.3, 10), scored("new", 3, 10), scored("new too", 0, 10),
		scored("repointed", 3, 3), scored("rose", 5.6, 10), scored("rose too", 5.7, 10),
	)
	now.Averages = []Average{{Basis: BasisAllTenants, Percent: 51.5}}
	want := Day{
		Headline: Headline{Date: "2026-11-23", Current: 40.7, Max: 88}, AllTenants: 51.5, Similar: math.NaN(),
		Controls: 10,
		Split:    Split{Known: true, Earned: 40.7, Open: 47.3},
		Moves:    Moves{Since: "2026-11-16", Gained: 1.9, Lost: 1.3, Drift: -0.3, Added: 2, Retired: 1},
		Flipped:  []string{"completed"}, // gained 0.6+0.6+0.7, lost 0.6+0.7, drift -0.1-0.2
	}
	if diff := cmp.Diff(want, now.DayAfter(earlier), cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestSinceKeepsTheLaterOfTwo(t *testing.T) {
	day := func(date Date, current float64) Day { return Day{Headline: Headline{Date: date, Current: current}} }
	got := Since([]Day{
		day("2026-11-03", 3), day("2026-11-30", 5), day("2026-11-01", 1), day("2026-11-03", 4), day("2026-10-31", 9),
		day("2026-12-01", 9),
	}, "2026-11-01", "2026-11-30")
	points := mapped(got, func(d Day) float64 { return d.Current })
	if diff := cmp.Diff([]float64{1, 4, 5}, points); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSinceOfAnyDays compares with a map, into which the later entry is put
// last.
func TestSinceOfAnyDays(t *testing.T) {
	date := rapid.Custom(func(t *rapid.T) Date { return Date("2026-11-01").AddDays(rapid.IntRange(0, 9).Draw(t, "day")) })
	rapid.Check(t, func(t *rapid.T) {
		first, last := date.Draw(t, "first"), date.Draw(t, "last")
		var days []Day
		want := map[Date]float64{}
		for i, d := range rapid.SliceOf(date).Draw(t, "days") {
			days = append(days, Day{Headline: Headline{Date: d, Current: float64(i)}})
			if first <= d && d <= last {
				want[d] = float64(i)
			}
		}
		before := slices.Clone(days)
		got := Since(days, first, last)
		if len(got) != len(want) || !eachOnce(got) {
			t.Fatalf("%v of %v", got, days)
		}
		for _, d := range got {
			if current, there := want[d.Date]; !there || current != d.Current {
				t.Fatalf("%v of %v", got, days)
			}
		}
		if diff := cmp.Diff(before, days); diff != "" {
			t.Fatalf("the list that was given changed\n%s", diff)
		}
	})
}

func TestAgain(t *testing.T) {
	day := func(points ...float64) Snapshot {
		var list []Control
		for i, p := range points {
			list = append(list, scored(string(rune('A'+i)), p, 5))
		}
		return of("2026-11-26", list...)
	}
	yesterday := day(5, 5)
	yesterday.Date = "2026-11-25"
	morning, noon := day(5, 0), day(0, 5)
	first := morning.DayAfter(yesterday)
	second := noon.DayAfter(yesterday).Again(first, morning, noon)
	if diff := cmp.Diff([]string{"a", "b", "b"}, second.Flipped); diff != "" {
		t.Errorf("flips (-want +got)\n%s", diff)
	}
	if !slices.Equal(first.Flipped, []string{"b"}) || second.Moves.Since != yesterday.Date || second.Moves.Lost != 5 {
		t.Errorf("first %+v, second %+v", first, second)
	}
	if same := noon.DayAfter(yesterday).Again(second, noon, noon); !slices.Equal(same.Flipped, second.Flipped) {
		t.Errorf("the same content again has the flips %v", same.Flipped)
	}
	// The index has the flips of noon, the store still has the snapshot of the
	// morning.
	noon.Current--
	ahead := noon.DayAfter(yesterday).Again(noon.DayAfter(yesterday).Again(first, morning, noon), morning, noon)
	if !slices.Equal(ahead.Flipped, second.Flipped) {
		t.Errorf("after a crash the flips are %v, want %v", ahead.Flipped, second.Flipped)
	}
	if unstable := Unstable([]Day{second}, "2026-11-26"); len(unstable) != 1 || unstable["b"] != 2 {
		t.Errorf("unstable are %v, want b after two flips in a day", unstable)
	}
}

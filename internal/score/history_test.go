package score

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestDayAfter(t *testing.T) {
	earlier := of("2026-11-16",
		scored("completed", 4.9, 5), scored("fell", 5, 10), scored("fell too", 5, 10), scored("gone", 1, 1),
		scored("repointed", 5, 5), scored("rose", 5, 10), scored("rose too", 5, 10),
	)
	now := of("2026-11-23",
		scored("completed", 5, 5), scored("fell", 4.9, 10), scored("fell too", 4.8, 10), scored("new", 3, 10),
		scored("new too", 0, 10),
		scored("repointed", 3, 3), scored("rose", 5.1, 10), scored("rose too", 5.2, 10),
	)
	now.Averages = []Average{{Basis: BasisAllTenants, Percent: 51.5}}
	want := Day{
		Headline: Headline{Date: "2026-11-23", Current: 31, Max: 68}, AllTenants: 51.5, Similar: math.NaN(),
		Controls: 8,
		Split:    Split{Known: true, Earned: 31, Open: 37},
		Moves:    Moves{Since: "2026-11-16", Gained: 0.4, Lost: 0.3, Added: 2, Retired: 1}, // 0.1+0.1+0.2; 0.1+0.2
		Flipped:  []string{"completed"},
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

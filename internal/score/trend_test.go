package score

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// 2 November 2026 is a Monday.
func TestWeeks(t *testing.T) {
	d := func(date Date, percent float64, moves Moves) Day {
		d := day(date, percent)
		d.Moves, d.Split = moves, Split{Known: true, Earned: percent}
		return d
	}
	trend := TrendOf([]Day{
		d("2026-11-03", 50, Moves{}),
		d("2026-11-17", 51, Moves{Since: "2026-11-03", Gained: 0.1, Lost: 0.1, Drift: -0.1, Added: 2, Retired: 1}),
		d("2026-11-18", 52, Moves{Since: "2026-11-17", Gained: 0.2, Lost: 0.2, Drift: -0.2, Added: 1, Retired: 3}),
		d("2026-11-19", 53, Moves{Since: "2026-11-18"}),
	}, "2026-11-01", "2026-11-30")
	want := []Week{
		{Monday: "2026-11-02", Days: 1, Percent: 50, Max: 1000, Split: Split{Known: true, Earned: 50}},
		{Monday: "2026-11-09", Percent: math.NaN()},
		{Monday: "2026-11-16", Days: 3, Percent: 53, Max: 1000, Gained: 0.3, Lost: 0.3, Drift: -0.3, Added: 3,
			Retired: 4, Known: true, Split: Split{Known: true, Earned: 53}},
	}
	if diff := cmp.Diff(want, trend.Weeks, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

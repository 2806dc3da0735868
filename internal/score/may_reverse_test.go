package score

import "testing"

// The days between are read only where a control can have gone there and back
// on them; where it is not known what moved, they are.
func TestMayReverse(t *testing.T) {
	day := func(date, since Date, gained, lost float64) Day {
		return Day{Headline: Headline{Date: date}, Moves: Moves{Since: since, Gained: gained, Lost: lost}}
	}
	const first, second, third = "2026-11-02", "2026-11-03", "2026-11-04"
	before := day("2026-11-01", "2026-10-31", 9, 9)
	for _, tt := range []struct {
		name string
		days []Day
		want bool
	}{
		{"nothing moved", []Day{day(first, "2026-11-01", 0, 0), day(second, first, 0, 0), day(third, second, 0, 0)}, false},
		{"gains only", []Day{day(first, "2026-11-01", 5, 0), day(second, first, 5, 0), day(third, second, 0, 0)}, false},
		{"losses only", []Day{day(first, "2026-11-01", 0, 5), day(second, first, 0, 5), day(third, second, 0, 0)}, false},
		{"gains and losses of one day", []Day{
			day(first, "2026-11-01", 0, 0), day(second, first, 5, 5), day(third, second, 0, 0)}, false},
		{"gains, then losses", []Day{
			day(first, "2026-11-01", 5, 0), day(second, first, 0, 0), day(third, second, 0, 5)}, true},
		{"losses, then gains", []Day{
			day(first, "2026-11-01", 0, 5), day(second, first, 5, 0), day(third, second, 0, 0)}, true},
		{"both, then a gain", []Day{
			day(first, "2026-11-01", 5, 5), day(second, first, 5, 0), day(third, second, 0, 0)}, true},
		{"a loss, then both", []Day{
			day(first, "2026-11-01", 0, 0), day(second, first, 0, 5), day(third, second, 5, 5)}, true},
		{"both twice", []Day{day(first, "2026-11-01", 5, 5), day(second, first, 0, 0), day(third, second, 5, 5)}, true},
		{"a day is not known", []Day{day(first, "2026-11-01", 0, 0), day(third, second, 0, 0)}, true},
		{"the last day is not known", []Day{day(first, "2026-11-01", 0, 0), day(second, first, 0, 0)}, true},
		{"what moved is not known", []Day{
			day(first, "2026-11-01", 0, 0), day(second, "", 0, 0), day(third, second, 0, 0)}, true},
	} {
		days := append([]Day{before, day("2026-11-05", third, 9, 9)}, tt.days...)
		if got := MayReverse(days, "2026-11-01", third); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

package demo

import "time"

// comparison is one element of averageComparativeScores. As in real answers,
// the average is a percentage and the categories are points; both are in
// hundredths here.
type comparison struct {
	basis        string
	average      int
	lower, upper string // seats; empty for all organisations
	categories   categories
}

type categories = [4]struct{ score, max int }

var allComparisons = []comparison{
	{
		"AllTenants", 46_84, "", "",
		categories{{61_42, 138_90}, {3_87, 12_61}, {166_05, 344_12}, {40_93, 65_88}},
	},
	{
		"TotalSeats", 52_71, "1001", "1500",
		categories{{77_36, 150_24}, {5_24, 15_73}, {229_81, 409_37}, {48_66, 69_15}},
	},
}

var categoryNames = [4]string{"apps", "data", "device", "identity"}

// Days without averages: on some there are none, on others they are all -1.
var (
	noAverages  = map[string]bool{"2026-09-12": true, "2026-09-13": true, "2026-09-14": true, "2026-09-15": true}
	badAverages = map[string]bool{"2026-10-04": true, "2026-10-05": true}
)

// comparisons is averageComparativeScores of a day.
func comparisons(date string) []byte {
	if noAverages[date] {
		return []byte("[]")
	}
	out := []byte{'['}
	for i, c := range allComparisons {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, c.object(date)...)
	}
	return append(out, ']')
}

func (c comparison) object(date string) []byte {
	value := func(base int) int { return base + drift(date, c.basis, base) }
	if badAverages[date] {
		value = func(int) int { return -100 }
	}
	o := begin(512)
	o.str("basis", c.basis)
	o.hundredths("averageScore", value(c.average))
	if c.lower != "" {
		o.str("SeatSizeRangeLowerValue", c.lower)
		o.str("SeatSizeRangeUpperValue", c.upper)
	}
	for i, name := range categoryNames {
		o.hundredths(name+"Score", value(c.categories[i].score))
		o.hundredths(name+"ScoreMax", value(c.categories[i].max))
	}
	o.hundredths("infrastructureScore", value(0))
	o.hundredths("infrastructureScoreMax", value(0))
	return o.end()
}

// drift raises an average by about one percent of it in a hundred days, with
// some noise from day to day.
func drift(date, basis string, base int) int {
	on, _ := time.Parse(dateLayout, date)
	days := int(on.Sub(time.Date(2026, time.August, 1, 0, 0, 0, 0, time.UTC)).Hours()) / 24
	if base == 0 {
		return 0
	}
	return base*days/100_00 + chance(date+basis, 7) - 3
}

package words

import (
	"math"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestSimilarSize(t *testing.T) {
	for want, seats := range map[string][2]int{
		"Similar size, 301 to 600 seats":    {301, 600},
		"Similar size, 10001 seats or more": {10001, 0},
		"Similar size, up to 100 seats":     {0, 100},
		"Organisations of similar size":     {},
	} {
		s := whySnapshot("2026-11-23", whyControl("a", 60, 100, ""))
		s.Averages = []score.Average{
			{Basis: score.BasisAllTenants, Percent: 51.06},
			{Basis: score.BasisSimilar, Percent: 47.9, SeatsFrom: seats[0], SeatsTo: seats[1]},
		}
		m := report.Build(report.Input{Snapshot: s})
		if got := plain.SimilarSize(m); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		line := plain.Comparisons(m)[0]
		if _, seats, ok := strings.Cut(want, ", "); ok && !strings.Contains(line, "of similar size ("+seats+") 47.90 %") {
			t.Errorf("%q does not say %s", line, seats)
		}
	}
}

// 77.78 % of 9 points against 6.31 % looks like a lead of 71 percentage points,
// and is one of 6.43 points.
func TestCategoriesInPoints(t *testing.T) {
	data, apps := whyControl("d", 7, 9, ""), whyControl("a", 300, 500, "")
	data.Category, apps.Category = "Data", "Apps"
	s := whySnapshot("2026-11-23", data, apps)
	s.Averages = []score.Average{{Basis: score.BasisAllTenants, Percent: 50.91, Categories: []score.CategoryAverage{
		{Category: "apps", Points: 210, Max: 300}, {Category: "data", Points: 6.31, Max: 100},
	}}}
	m := report.Build(report.Input{Snapshot: s})
	for i, want := range []struct{ actions, beside, of string }{
		{"1 action, few points", "6.43 above average", "of 100 points"},
		{"1 action", "50 below average", "of 300 points"},
	} {
		c := m.Categories[i]
		if English.CategoryActions(c) != want.actions || plain.BesideAverage(c) != want.beside ||
			plain.AverageOf(c) != want.of {
			t.Errorf("%s: got %q, %q, %q, want %q", c.Category, English.CategoryActions(c), plain.BesideAverage(c),
				plain.AverageOf(c), want)
		}
	}
	note := plain.CategoriesNote(m)
	for _, part := range []string{"less than 25", "added up, they are 54.08 %, not 50.91 %."} {
		if !strings.Contains(note, part) {
			t.Errorf("%q does not say %q", note, part)
		}
	}
	s.Averages[0].Percent = math.NaN()
	m = report.Build(report.Input{Snapshot: s})
	if note := plain.CategoriesNote(m); strings.Contains(note, "average") || plain.BesideAverage(m.Categories[0]) != "" {
		t.Errorf("%q compares with an average that Microsoft does not send", note)
	}
}

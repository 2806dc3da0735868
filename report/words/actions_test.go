package words

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestFilterNote(t *testing.T) {
	m := report.Model{Unlisted: 3, Filter: report.Filter{Categories: []string{"Identity"},
		Services: []string{"AzureAD", "Novel"}, ExcludeServices: []string{"sway"}}}
	const filter = "Filtered by category Identity, product Microsoft Entra ID or Novel, product (all except Microsoft " +
		"Sway); "
	for _, tc := range []struct {
		listed, unlisted int
		want             string
	}{
		{5, 3, "3 actions are not listed."},
		{5, 1, "1 action is not listed."},
		{5, 0, "this leaves out no action."},
		{0, 3, "no action matches."},
	} {
		m.Actions, m.Unlisted = make([]report.Action, tc.listed), tc.unlisted
		if got := In(report.Locale{}).FilterNote(m); got != filter+tc.want {
			t.Errorf("%d and %d: got %q, want %q", tc.listed, tc.unlisted, got, filter+tc.want)
		}
	}
}

func TestFilterMissed(t *testing.T) {
	var many []string
	for c := 'a'; c < 'a'+15; c++ {
		many = append(many, string(c))
	}
	for want, miss := range map[string]report.FilterMiss{
		"no action matches the filter's category “Foo”; the categories are Apps, Data": {Name: "Foo",
			Known: []string{"Apps", "Data"}},
		"no action matches the filter's product “Foo”; the products are a, b, c, d, e, f, g, h, i, j, k, l and 3 more": {
			Product: true, Name: "Foo", Known: many},
	} {
		if got := English.FilterMissed(miss); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestGainAndEffort(t *testing.T) {
	control := func(points float64, unread bool) score.Control {
		return score.Control{
			Points: points, Max: 5, MaxSource: score.MaxOfProfile, Unread: unread,
			Cost: score.Low, UserImpact: score.Moderate,
		}
	}
	for _, tc := range []struct {
		name    string
		control score.Control
		want    string
	}{
		{"points left", control(2, false), "3 points left (+3.00 pp) · cost low · user impact moderate"},
		{"none left", control(5, false), "no points left"},
		{"not sent", control(0, true), "points left unknown · cost low · user impact moderate"},
	} {
		if got := In(report.Locale{}).GainAndEffort(tc.control, 100); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

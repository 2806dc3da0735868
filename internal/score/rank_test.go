package score

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestRankingIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := snapshots().Draw(t, "snapshot")
		want, got := Actions(s), Actions(shuffled(t, s))
		for i := range want {
			if Fold(want[i].ID) != Fold(got[i].ID) {
				t.Fatalf("place %d is %s or %s, as the controls come", i, want[i].ID, got[i].ID)
			}
		}
	})
}

func TestRanking(t *testing.T) {
	cheap, dear, unknown := scored("cheap", 0, 5), scored("dear", 0, 5), scored("unknown", 0, 5)
	cheap.Cost, dear.Cost, unknown.Cost = Low, High, Unknown
	accepted, retired := scored("accepted", 0, 10), scored("retired", 0, 10)
	accepted.State, retired.Deprecated = "Ignored", true
	s := of("2026-11-23", scored("done", 10, 10), accepted, retired, dear, unknown, cheap, scored("big", 0, 9))
	var ids []string
	for _, c := range Actions(s) {
		ids = append(ids, c.ID)
	}
	if diff := cmp.Diff([]string{"big", "cheap", "unknown", "dear", "accepted", "retired", "done"}, ids); diff != "" {
		t.Error(diff)
	}
}

// Each line ranks two actions that differ in one thing only, the second one by
// its id first.
func TestRankingOfTies(t *testing.T) {
	type edit func(c *Control)
	points := func(points, maximum float64) edit { return func(c *Control) { c.Points, c.Max = points, maximum } }
	state := func(s string) edit { return func(c *Control) { c.State = s } }
	cost := func(l Level) edit { return func(c *Control) { c.Cost = l } }
	impact := func(l Level) edit { return func(c *Control) { c.UserImpact = l } }
	rank := func(n int) edit { return func(c *Control) { c.Rank = n } }
	for _, tc := range []struct {
		name          string
		first, second edit
	}{
		{"open before closed", points(4, 5), func(c *Control) { state("Ignored")(c); points(0, 5)(c) }},
		{"closed before completed", func(c *Control) { state("ThirdParty")(c); points(5, 5)(c) }, points(5, 5)},
		{"the higher priority", points(0, 6), points(0, 5)},
		{"a hundredth of a point left before closed", points(4.99, 5),
			func(c *Control) { state("Ignored")(c); points(0, 5)(c) }},
		{"more points left of the same priority", func(c *Control) { cost(High)(c); points(0, 12)(c) },
			func(c *Control) { cost(Low)(c); points(0, 5)(c) }},
		{"the lower rank", rank(1), rank(2)},
		{"a rank before none", rank(900), rank(0)},
		{"a rank before a negative one", rank(900), rank(-1)},
		{"the lower cost of the same effort", func(c *Control) { cost(Low)(c); impact(Moderate)(c) },
			func(c *Control) { cost(Moderate)(c); impact(Low)(c) }},
		{"an unknown before a high cost", func(c *Control) { cost(Unknown)(c); impact(High)(c) },
			func(c *Control) { cost(High)(c); impact(High)(c) }},
		{"the lower impact of the same effort and cost", func(c *Control) { impact(Low)(c); c.Tier = TierAdvanced },
			func(c *Control) { impact(Moderate)(c); c.Tier = TierCore }},
		{"Microsoft's rank in a near-tie", func(c *Control) { cost(High)(c); impact(High)(c); points(0, 9)(c); rank(12)(c) },
			func(c *Control) { cost(Moderate)(c); impact(Low)(c); points(0, 10)(c); rank(68)(c) }},
		{"four times the priority before Microsoft's rank",
			func(c *Control) { cost(Low)(c); impact(Low)(c); points(0, 12)(c); rank(68)(c) },
			func(c *Control) { cost(Low)(c); impact(Low)(c); points(0, 3)(c); rank(1)(c) }},
		{"a rank of a known before one of an unknown cost and impact",
			func(c *Control) { cost(High)(c); impact(High)(c); points(0, 9)(c); rank(12)(c) },
			func(c *Control) { points(0, 9)(c); rank(10)(c) }},
		{"an unknown before a hard one of the same worth",
			func(c *Control) { points(0, 9)(c) }, func(c *Control) { cost(High)(c); impact(High)(c); points(0, 9)(c) }},
		{"a moderate before an unknown cost", func(c *Control) { cost(Moderate)(c); impact(High)(c) },
			func(c *Control) { cost(Unknown)(c); impact(Unknown)(c) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			first, second := scored("z", 0, 5), scored("a", 0, 5)
			tc.first(&first)
			tc.second(&second)
			if got := ids(Actions(of("2026-11-23", second, first))); !slices.Equal(got, []string{"z", "a"}) {
				t.Errorf("order %v: efforts %d and %d, priorities %v and %v", got, first.Effort(), second.Effort(),
					first.Priority(), second.Priority())
			}
		})
	}
}

func TestQuickWinAndRecommended(t *testing.T) {
	points := func(points, maximum float64) func(*Control) {
		return func(c *Control) { c.Points, c.Max = points, maximum }
	}
	for _, tc := range []struct {
		name                  string
		edit                  func(c *Control)
		recommended, quickWin bool
	}{
		{"five points at low cost", func(*Control) {}, true, true},
		{"two points", points(8, 10), true, true},
		{"a hundredth less", points(8.01, 10), true, false},
		{"two points of many", points(38, 40), true, true},
		{"a fifth of the maximum", points(4, 5), true, true},
		{"less than a fifth", points(4.01, 5), true, false},
		{"one of one point", points(0, 1), true, true},
		{"completed", points(5, 5), false, false},
		{"planned, with all its points", func(c *Control) { c.Points, c.State = 5, "Planned" }, false, false},
		{"planned", func(c *Control) { c.State = "Planned" }, true, true},
		{"accepted", func(c *Control) { c.State = "Ignored" }, false, false},
		{"deprecated", func(c *Control) { c.Deprecated = true }, false, false},
		{"of unknown maximum", func(c *Control) { c.Max, c.MaxSource = 0, MaxUnknown }, true, false},
		{"of moderate cost and impact", func(c *Control) { c.Cost, c.UserImpact = Moderate, Moderate }, true, true},
		{"of high cost", func(c *Control) { c.Cost = High }, true, false},
		{"of unknown cost", func(c *Control) { c.Cost = Unknown }, true, false},
		{"of unknown impact", func(c *Control) { c.UserImpact = "" }, true, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := scored("A", 0, 5)
			c.Cost, c.UserImpact = Low, Low
			tc.edit(&c)
			if c.Recommended() != tc.recommended || c.QuickWin() != tc.quickWin {
				t.Errorf("recommended %t and quick win %t, want %t and %t", c.Recommended(), c.QuickWin(),
					tc.recommended, tc.quickWin)
			}
		})
	}
}

// Microsoft writes the tiers in more than one way.
func TestComplexityEffort(t *testing.T) {
	for tier, want := range map[string]int{
		"Core": 0, " core": 0, "Defense in Depth": 2, "Defense In Depth ": 2, "Advanced": 1, "": 1, "Novel": 1,
	} {
		if got := ComplexityEffort(tier); got != want {
			t.Errorf("ComplexityEffort(%q) = %d, want %d", tier, got, want)
		}
	}
}

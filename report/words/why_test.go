package words

import (
	"math"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func whyControl(id string, points, maximum float64, state string) score.Control {
	return score.Control{
		ID: id, Title: "Title of " + id[:1], Service: "AzureAD", Category: "Identity", Points: points, Max: maximum,
		MaxSource: score.MaxOfProfile, HasProfile: true, State: state, Percent: math.NaN(),
	}
}

func whySnapshot(date score.Date, controls ...score.Control) score.Snapshot {
	s := score.Snapshot{Date: date, Controls: controls}
	for _, c := range controls {
		s.Current += c.Points
		s.Max += c.Max
	}
	return s
}

// plain is the zero value, which writes numbers and dates without a locale.
var plain Words

func TestWhy(t *testing.T) {
	base := []score.Control{whyControl("a", 8, 10, ""), whyControl("b", 40, 90, ""), whyControl("c", 32, 100, ""),
		whyControl("dV1", 0, 0, "")}
	with := func(changed ...score.Control) []score.Control {
		list := append([]score.Control{}, base...)
		for _, c := range changed {
			found := false
			for i := range list {
				if list[i].ID == c.ID {
					list[i], found = c, true
				}
			}
			if !found {
				list = append(list, c)
			}
		}
		return list
	}
	moved := whyControl("a", 8, 10, "")
	moved.Category = "Apps"
	for _, tc := range []struct {
		name  string
		after []score.Control
		want  string
	}{
		{"nothing", base, "The score has not changed since 16 November 2026."},
		{
			"the strongest first, then what is against it", with(whyControl("a", 10, 10, ""),
				whyControl("b", 35, 90, ""), whyControl("e", 0, 20, "")),
			"The score fell 5.00 percentage points since 16 November 2026: Microsoft added 1 action (−3.64 pp), 1 action " +
				"regressed (−2.27 pp), you completed 1 action (+0.91 pp).",
		},
		{
			"less than can be shown", with(whyControl("c", 32.01, 100, "")),
			"The score changed by less than 0.01 percentage points (+0.01 points) since 16 November 2026: 1 action " +
				"drifted.",
		},
		{
			"G12: as much up as down", with(whyControl("b", 44, 90, ""), whyControl("c", 28.06, 100, "")),
			"No real change since 16 November 2026 (+0.03 percentage points): +2.00 and −1.97 percentage points. 1 action " +
				"improved (+2.00 pp), 1 action regressed (−1.97 pp).",
		},
		{
			"drift alone", with(whyControl("a", 7.6, 10, ""), whyControl("b", 39.6, 90, "")),
			"No real change since 16 November 2026 (−0.40 percentage points): 2 actions drifted (−0.40 pp).",
		},
		{
			"a little, by one cause, and drift", with(whyControl("b", 40.8, 90, ""), whyControl("c", 31.7, 100, "")),
			"The score rose 0.25 percentage points since 16 November 2026: 1 action improved (+0.40 pp), 1 action " +
				"drifted (−0.15 pp).",
		},
		{
			"declared, and into another zone", with(whyControl("b", 90, 90, "ThirdParty")),
			"The score rose 25.00 percentage points since 16 November 2026: 1 action reported as resolved, not verified " +
				"(+25.00 pp). It rose from the bad zone to the okay zone.",
		},
		{
			"a risk accepted with its points", with(whyControl("a", 0, 10, "Ignored")),
			"The score fell 4.00 percentage points since 16 November 2026: 1 risk accepted (−4.00 pp).",
		},
		{
			"nothing but names", append(append([]score.Control{moved}, base[1:3]...), whyControl("dV2", 0, 0, "")),
			"The score has not changed since 16 November 2026: Microsoft renamed 1 action, Microsoft moved 1 action " +
				"to another category.",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := score.Diff(whySnapshot("2026-11-16", base...), whySnapshot("2026-11-23", tc.after...)).Rounded()
			if got := plain.Why(a, score.Zones{Good: 80, Okay: 60}); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
	tiny := score.Account{Points: 0.04, Before: score.Headline{Date: "2026-11-16"}}
	if got := plain.Why(tiny, score.Zones{}); !strings.Contains(got,
		"changed by less than 0.01 percentage points (+0.04 points)") {
		t.Error(got)
	}
}

// Page 1 has it alone, so the sentence says what left the zone.
func TestZoneCrossedNamesWhatLeftTheZone(t *testing.T) {
	since := whySnapshot("2026-11-16", whyControl("a", 10, 10, ""), whyControl("b", 55, 90, ""))
	m := report.Build(report.Input{Tenant: "Contoso", Since: &since, Zones: score.Zones{Good: 80, Okay: 60},
		Snapshot: whySnapshot("2026-11-23", whyControl("a", 0, 10, ""), whyControl("b", 55, 90, ""))})
	const want = "The score fell from the okay zone to the bad zone."
	if got := English.ZoneCrossed(m); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

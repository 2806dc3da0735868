package words

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestAnnouncedBefore(t *testing.T) {
	const last = "Last announced here: 40.0 % on 20 November 2026 "
	zones := score.Zones{Good: 80, Okay: 45}
	on := func(date score.Date, a, b, current float64) score.Snapshot {
		s := whySnapshot(date, whyControl("a", a, 20, ""), whyControl("b", b, 80, ""))
		s.Current = current
		return s
	}
	today := on("2026-11-23", 10, 40, 51)
	for _, tc := range []struct {
		name             string
		since, announced score.Snapshot
		want             string
	}{
		{
			"all listed, in another zone", on("2026-11-16", 0, 40, 40), on("2026-11-20", 0, 40, 40),
			last + "(+11.0 percentage points since then). The score rose from the bad zone to the okay zone. All changes since " +
				"then are among those above.",
		},
		{
			"one listed", on("2026-11-16", 0, 40, 40), on("2026-11-20", 0, 50, 40),
			last + "(+11.0 percentage points since then). The score rose from the bad zone to the okay zone. Not among the changes " +
				"above:",
		},
		{
			"nothing above", on("2026-11-16", 10, 40, 51), on("2026-11-20", 0, 40, 40),
			last + "(+11.0 percentage points since then). The score rose from the bad zone to the okay zone. 1 action improved (+10.00 pp), " +
				"not attributable to any action (+1.00 pp).",
		},
		{
			"no action changed", on("2026-11-16", 0, 40, 40), on("2026-11-20", 10, 40, 40),
			last + "(+11.0 percentage points since then). The score rose from the bad zone to the okay zone. Not attributable to any " +
				"action (+11.00 pp).",
		},
	} {
		news := score.Diff(tc.announced, today).Rounded()
		m := report.Message{Occasion: report.Periodic, News: &news, Model: report.Build(report.Input{
			Tenant: "Contoso", Snapshot: today, Since: &tc.since, Zones: zones,
		})}
		rest := m.Unannounced()
		if rest == nil {
			t.Errorf("%s: nothing is unannounced", tc.name)
			continue
		}
		if got := plain.AnnouncedBefore(m, *rest); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, got, tc.want)
		}
	}
}

// The headline counts drift only where it explains the change.
func TestHeadlineAndDrift(t *testing.T) {
	for _, tc := range []struct {
		name string
		a, b float64 // of 10 and 90 points; 5 and 50 before
		want string
	}{
		{"drift beside a regression", 5.2, 48, "Contoso Secure Score 53.2 %, −1.8: 1 regressed"},
		{"drift took most of a regression back", 5.49, 49.5, "Contoso Secure Score 55.0 %, −0.01: 1 regressed"},
		{"drift took most of an improvement", 4.51, 50.5, "Contoso Secure Score 55.0 %, +0.01: 1 improved"},
		{"nothing but drift", 5.4, 50, "Contoso Secure Score 55.4 %, +0.4: 1 drifted"},
		{"drift that cancels", 5.4, 49.6, "Contoso Secure Score 55.0 %, ±0.0: 2 drifted"},
	} {
		on := func(a, b float64) score.Snapshot {
			return whySnapshot("2026-11-23", whyControl("a", a, 10, ""), whyControl("b", b, 90, ""))
		}
		news := score.Diff(on(5, 50), on(tc.a, tc.b)).Rounded()
		m := report.Message{Occasion: report.Alert, News: &news,
			Model: report.Model{Tenant: "Contoso", Percent: on(tc.a, tc.b).Percent()}}
		if got := plain.Headline(m); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

// Drift that turned the sign is counted, beside what it turned.
func TestHeadlineCountsDriftThatTurnedTheChange(t *testing.T) {
	before := whySnapshot("2026-11-16", whyControl("a", 5, 10, ""), whyControl("b", 20, 40, ""),
		whyControl("c", 20, 50, ""))
	after := whySnapshot("2026-11-23", whyControl("a", 5.5, 10, ""), whyControl("b", 19.6, 40, ""),
		whyControl("c", 19.6, 50, ""))
	news := score.Diff(before, after).Rounded()
	m := report.Message{Occasion: report.Alert, News: &news, Model: report.Model{Tenant: "Contoso", Percent: 44.7}}
	if got, want := plain.Headline(m), "Contoso Secure Score 44.7 %, −0.3: 1 improved, 2 drifted"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A score that stays where it is, with and without its drift, counts none.
func TestHeadlineWithoutAChange(t *testing.T) {
	snapshot := func(a, b, c, d float64) score.Snapshot {
		return whySnapshot("2026-11-23", whyControl("a", a, 10, ""), whyControl("b", b, 10, ""),
			whyControl("c", c, 10, ""), whyControl("d", d, 70, ""))
	}
	for _, tc := range []struct {
		name  string
		after score.Snapshot
		want  string
	}{
		{"drift that cancels", snapshot(5.5, 4.5, 5.4, 34.6), "Contoso Secure Score 50.0 %, ±0.0: 1 regressed, 1 improved"},
		{"drift that holds it", snapshot(5.5, 5, 4.9, 34.6), "Contoso Secure Score 50.0 %, ±0.0: 1 improved, 2 drifted"},
	} {
		news := score.Diff(snapshot(5, 5, 5, 35), tc.after).Rounded()
		m := report.Message{Occasion: report.Alert, News: &news, Model: report.Model{Tenant: "Contoso", Percent: 50}}
		if got := plain.Headline(m); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

// Drift alone is no news of a report.
func TestDriftIsNotUnannounced(t *testing.T) {
	day := func(a, b float64) score.Snapshot {
		return whySnapshot("2026-11-23", whyControl("a", a, 10, ""), whyControl("b", b, 90, ""))
	}
	since, today := day(5, 50), day(5.2, 40)
	for name, tc := range map[string]struct {
		announced score.Snapshot
		want      int // changes left; -1 for no news at all
	}{
		"drift alone":               {day(5, 40), -1},
		"drift and what is listed":  {day(5.1, 50), 0},
		"drift and something else":  {day(5, 30), 1},
		"the same as the report's":  {day(5, 50), -1},
		"nothing since the message": {day(5.2, 40), -1},
	} {
		news := score.Diff(tc.announced, today).Rounded()
		if name == "the same as the report's" {
			news.Before.Date = since.Date
		}
		m := report.Message{Occasion: report.Periodic, News: &news,
			Model: report.Build(report.Input{Snapshot: today, Since: &since})}
		got := -1
		if rest := m.Unannounced(); rest != nil {
			got = len(rest.Changes)
		}
		if got != tc.want {
			t.Errorf("%s: %d changes, want %d", name, got, tc.want)
		}
	}
}

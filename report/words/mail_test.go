package words

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestAnnouncedBefore(t *testing.T) {
	const last = "Last announced here: 40.00 % on 20 November 2026 "
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
			last + "(+11.00 since then). The score rose from the bad zone to the okay zone. 1 action improved (+10.00), " +
				"not attributable to any action (+1.00). All of them are listed above.",
		},
		{
			"one listed", on("2026-11-16", 0, 40, 40), on("2026-11-20", 0, 50, 40),
			last + "(+11.00 since then). The score rose from the bad zone to the okay zone. 1 action improved (+10.00), " +
				"1 action regressed (−10.00), not attributable to any action (+11.00). 1 of them is listed above. New in " +
				"addition to the changes above:",
		},
		{
			"nothing above", on("2026-11-16", 10, 40, 51), on("2026-11-20", 0, 40, 40),
			last + "(+11.00 since then). The score rose from the bad zone to the okay zone. 1 action improved (+10.00), " +
				"not attributable to any action (+1.00).",
		},
		{
			"no action changed", on("2026-11-16", 0, 40, 40), on("2026-11-20", 10, 40, 40),
			last + "(+11.00 since then). The score rose from the bad zone to the okay zone. Not attributable to any " +
				"action (+11.00).",
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

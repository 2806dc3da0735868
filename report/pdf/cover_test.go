package pdf

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// "G10: move of −70.00 on page 1": the date after it is whole, in any locale.
func TestG10TheDateOnPageOneIsWhole(t *testing.T) {
	for _, tag := range []string{"", "en-US"} {
		locale, err := report.LocaleFor(tag, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, percent := range []float64{-70, 0.1} {
			m := reporttest.Case("ordinary")
			m.Locale, m.Account.Percent, m.Account.Before.Date = locale, percent, "2026-09-20"
			d := readPDF(t, mustDrawFull(t, m, readable))
			want := "percentage points since " + locale.LongDate("2026-09-20")
			cover := ""
			for _, x := range d.texts {
				if x.page == 1 {
					cover += x.text + " "
				}
			}
			if !strings.Contains(cover, want) {
				t.Errorf("%q, %v: no %q on page 1", tag, percent, want)
			}
		}
	}
}

// "G12: zone bad, +2.00 and −1.97" is neutral on page 1, and says what moved
// each way.
func TestG12PageOneDoesNotCelebrateNoise(t *testing.T) {
	day := func(date score.Date, a, b float64) score.Snapshot {
		s := score.Snapshot{Date: date, Max: 100}
		for i, points := range []float64{a, b} {
			s.Controls = append(s.Controls, score.Control{ID: string(rune('A' + i)), Title: "Title", Points: points, Max: 50,
				MaxSource: score.MaxOfProfile, HasProfile: true})
			s.Current += points
		}
		return s
	}
	before := day("2026-11-16", 20, 20)
	m := report.Build(report.Input{Tenant: "Contoso", Snapshot: day("2026-11-23", 22, 18.03), Since: &before,
		Zones: score.Zones{Good: 80, Okay: 60}})
	cover := ""
	for _, x := range readPDF(t, mustDrawFull(t, m, readable)).texts {
		if x.page == 1 {
			cover += x.text + " "
		}
	}
	for _, want := range []string{"● +0.03", "practically unchanged this week (+0.03)", "No real change: +2.00 and −1.97"} {
		if !strings.Contains(cover, want) {
			t.Errorf("no %q on page 1:\n%s", want, cover)
		}
	}
	if strings.Contains(cover, "▲") {
		t.Errorf("a triangle on page 1:\n%s", cover)
	}
}

package teams

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// A card fits and has no message with its arguments in it, in any language and
// for any tenant.
func TestCardsInEveryLanguage(t *testing.T) {
	for _, l := range report.Languages {
		for _, name := range reporttest.CaseNames() {
			if name == "hostile" { // its titles have braces
				continue
			}
			m := reporttest.Case(name)
			m.Locale = m.Locale.In(l)
			for _, occasion := range []report.Occasion{report.Watching, report.Alert, report.Periodic} {
				checkCard(t, report.Message{Occasion: occasion, Model: m, News: &m.Account})
			}
		}
	}
}

func TestCardProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := drawnSnapshot(t, "2026-11-16"), drawnSnapshot(t, "2026-11-23")
		m := report.Build(report.Input{
			Tenant: rapid.StringMatching(`[a-z ]{0,40}`).Draw(t, "tenant"), Now: after.Date.Time(),
			Zones: score.Zones{Good: 80, Okay: 60}, Goal: &report.Goal{Percent: 80, By: "2027-06-30"},
			Locale:   report.Locale{}.In(rapid.SampledFrom(report.Languages).Draw(t, "language")),
			Snapshot: after, Since: &before, Days: []score.Day{before.Day(), after.Day()},
			Warnings: rapid.SliceOfN(rapid.StringMatching(`[a-z ]{0,900}`), 0, 9).Draw(t, "warnings"),
		})
		checkCard(t, report.Message{
			Occasion: rapid.SampledFrom([]report.Occasion{report.Watching, report.Alert, report.Periodic}).Draw(t, "occasion"),
			Model:    m, News: &m.Account,
		})
	})
}

func drawnSnapshot(t *rapid.T, date score.Date) score.Snapshot {
	s := score.Snapshot{TenantID: "t", Date: date, Controls: rapid.SliceOfN(rapid.Custom(drawnControl), 0,
		rapid.SampledFrom([]int{0, 3, 150}).Draw(t, "controls")).Draw(t, "list")}
	s.Normalize()
	s.Current = s.Sum()
	for _, c := range s.Controls {
		s.Max += c.Max
	}
	return s
}

func drawnControl(t *rapid.T) score.Control {
	c := score.Control{
		ID:       rapid.StringMatching(`[a-z]{1,2}`).Draw(t, "id"),
		Title:    rapid.StringMatching(`[A-Za-zÄé漢 ]{0,400}`).Draw(t, "title"),
		Category: "Identity", Service: "AzureAD", HasProfile: true, MaxSource: score.MaxOfProfile,
		Max:   float64(rapid.IntRange(1, 10).Draw(t, "max")),
		State: rapid.SampledFrom([]string{"Default", "Ignored", "ThirdParty", "Planned"}).Draw(t, "state"),
	}
	c.Points = score.Hundredths(c.Max * rapid.SampledFrom([]float64{0, 0.1, 0.5, 1}).Draw(t, "part"))
	return c
}

func checkCard(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, m report.Message) {
	t.Helper()
	body, err := encode(m)
	if err != nil || len(body) > 28<<10 {
		t.Fatalf("%d bytes, %v", len(body), err)
	}
	var card any
	if err := json.Unmarshal(body, &card); err != nil {
		t.Fatalf("%v", err)
	}
	for _, text := range textsOf(card) {
		if strings.ContainsAny(text, "{}") {
			t.Fatalf("%s: a message with its arguments: %q", m.Model.Locale.Language(), text)
		}
	}
}

// textsOf are the texts of an element and of those in it.
func textsOf(v any) (texts []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, e := range v {
			texts = append(texts, textsOf(e)...)
		}
	case map[string]any:
		for _, e := range v {
			texts = append(texts, textsOf(e)...)
		}
	}
	return texts
}

package job

import (
	"testing"

	"secure-score-reporter/internal/event"
)

// Ledgers have these kinds: another text would send again what was sent.
func TestKindsStayAsTheyAre(t *testing.T) {
	for doc, want := range map[string]string{
		`{}`:                              "alert",
		`{"report": {}}`:                  "report",
		`{"report": {"period": "P7D"}}`:   "report",
		`{"report": {"period": "P30D"}}`:  "report-P30D",
		`{"report": {"edition": "full"}}`: "report-full",
		`{"report": {"edition": "full", "period": "2026-11-01"}}`:             "report-full-2026-11-01",
		`{"report": {"language": "de"}}`:                                      "report-de",
		`{"report": {"edition": "full", "period": "P30D", "language": "fr"}}`: "report-full-P30D-fr",
		`{"portfolio": {}}`:                                                    "portfolio",
		`{"portfolio": {"period": "P30D"}}`:                                    "portfolio-P30D",
		`{"portfolio": {}, "tenants": ["Fabrikam", "contoso"]}`:                "portfolio-38673b9c90cd",
		`{"portfolio": {"period": "P1M"}, "tenants": ["contoso", "fabrikam"]}`: "portfolio-38673b9c90cd-P1M",
	} {
		e, err := event.Parse([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		if got := kind(e); got != want {
			t.Errorf("%s: %s, want %s", doc, got, want)
		}
	}
}

package report_test

import (
	"bytes"
	"html"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/plaintext/plaintexttest"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/mail"
	"secure-score-reporter/report/page"
	"secure-score-reporter/report/pdf"
	"secure-score-reporter/report/reporttest"
)

// Every form has the same bytes in every time zone and each time it is drawn.
func TestSameBytesInEveryTimeZone(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	forms := func() map[string][]byte {
		m := report.Build(reporttest.Sample())
		letter, err := mail.Draw(report.Message{Occasion: report.Periodic, Model: m, News: &m.Account})
		if err != nil {
			t.Fatal(err)
		}
		drawn := map[string][]byte{"subject": []byte(letter.Subject), "mail": []byte(letter.HTML),
			"text": []byte(letter.Text), "picture": letter.Pictures[0].Data}
		for name, draw := range map[string]func(report.Model) ([]byte, error){"pdf": pdf.Draw, "html": page.Draw,
			"csv": csv.Actions} {
			if drawn[name], err = draw(m); err != nil {
				t.Fatal(err)
			}
		}
		return drawn
	}
	want := forms()
	for _, zone := range []*time.Location{time.FixedZone("west", -11*3600), time.FixedZone("east", 14*3600)} {
		time.Local = zone
		for name, data := range forms() {
			if !bytes.Equal(data, want[name]) {
				t.Errorf("%s differs in %s", name, zone)
			}
		}
	}
}

// S15: no form shows a character that cannot be seen, whatever field it is in.
func TestUnseenCharacters(t *testing.T) {
	m := report.Build(reporttest.Unseen())
	forms := map[string]func() ([]byte, error){
		"html":           func() ([]byte, error) { return page.Draw(m) },
		"csv of actions": func() ([]byte, error) { return csv.Actions(m) },
		"csv of changes": func() ([]byte, error) { return csv.Changes(m.Account) },
		"csv of the history": func() ([]byte, error) {
			return csv.History(report.HistoryFilter{}.Apply(m.History))
		},
		"csv of the plan": func() ([]byte, error) { return csv.Plan(*m.Analysis.Plan) },
	}
	for _, occasion := range []report.Occasion{report.Watching, report.Alert, report.Periodic} {
		forms["mail "+string(occasion)] = func() ([]byte, error) {
			letter, err := mail.Draw(report.Message{Occasion: occasion, Model: m, News: &m.Account})
			return []byte(letter.Subject + "\n" + letter.HTML + "\n" + letter.Text), err
		}
	}
	for name, draw := range forms {
		t.Run(name, func(t *testing.T) {
			drawn, err := draw()
			if err != nil {
				t.Fatal(err)
			}
			text := strings.TrimPrefix(string(drawn), "\ufeff") // CSV has a byte order mark
			plaintexttest.Check(t, strings.ReplaceAll(html.UnescapeString(text), "\r\n", "\n"))
		})
	}
}

package report_test

import (
	"bytes"
	"testing"
	"time"

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

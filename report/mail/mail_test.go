package mail

import (
	"strings"
	"testing"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// samples are the messages that the golden files show.
func samples() map[string]report.Message {
	model := report.Build(reporttest.Sample())
	alert := model.Account
	since := reporttest.SampleBefore("2026-11-20")
	since.Controls = since.Controls[1:] // AATP_DefenderForIdentityIsNotInstalled came later here
	unannounced := score.Diff(since, reporttest.Sample().Snapshot).Rounded()
	links := map[string]string{
		"html": "https://bucket.example/contoso/2026-11-23.html?X-Amz-Signature=abc&X-Amz-Expires=604800",
		"pdf":  "file:///var/lib/contoso.pdf",
	}
	files := []report.File{{Name: "contoso-2026-11-23.pdf", MediaType: "application/pdf",
		Data: []byte("%PDF-1.4 sample")}}

	first := reporttest.Sample()
	first.Since, first.Days, first.Warnings, first.Goal = nil, nil, nil, nil
	first.Snapshot.Averages = nil
	filtered := reporttest.Sample()
	filtered.SinceIsOldest = true
	filtered.Filter = report.Filter{MaxCost: score.Low, Categories: []string{"Apps"}}

	full := model
	full.Edition, full.Note = report.Full, "Audit on 14 December: no new exceptions before then."

	const key = "3f9a1c77d2e84b06a5c1f0e9b8d7c6a5"
	return map[string]report.Message{
		"watching": {Occasion: report.Watching, Model: model, Key: key},
		"notice": {Occasion: report.Notified, Model: report.Model{
			Tenant: "Contoso", Date: "2026-11-23", Made: model.Made, Locale: model.Locale,
		}, Notice: &report.Notice{
			Trouble: report.HeldBack, Details: "the score lists no actions, but earlier ones did",
		}, Key: key},
		"alert": {Occasion: report.Alert, Model: model, News: &alert, Key: key},
		"report": {Occasion: report.Periodic, Model: model, News: &unannounced, Files: files, Links: links,
			Key: key},
		"report-full":     {Occasion: report.Periodic, Model: full, News: &unannounced, Files: files, Key: key},
		"report-first":    {Occasion: report.Periodic, Model: report.Build(first), Files: files, Key: key},
		"report-filtered": {Occasion: report.Periodic, Model: report.Build(filtered), News: &alert, Key: key},
	}
}

func TestGolden(t *testing.T) {
	for _, l := range report.Languages {
		for name, m := range samples() {
			if l != report.English && strings.HasPrefix(name, "report-") {
				continue // the other reports have few words of their own
			}
			t.Run(string(l)+"/"+name, func(t *testing.T) {
				m.Model.Locale = m.Model.Locale.In(l)
				letter, err := Draw(m)
				if err != nil {
					t.Fatal(err)
				}
				reporttest.Golden(t, reporttest.In(l, name+".html"), []byte(letter.HTML))
				reporttest.Golden(t, reporttest.In(l, name+".txt"),
					[]byte("Subject: "+letter.Subject+"\n\n"+letter.Text))
				if len(letter.HTML) > 102_000 {
					t.Errorf("the mail has %d bytes; Gmail shows 102 KB", len(letter.HTML))
				}
			})
		}
	}
}

// A report whose filter nothing matches says so where the actions would be.
func TestAFilterThatNothingMatchesIsSaid(t *testing.T) {
	m := samples()["report-filtered"]
	m.Model.Actions, m.Model.Top, m.Model.Unlisted = nil, nil, 5
	letter, err := Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"text": letter.Text, "HTML": letter.HTML} {
		if !strings.Contains(text, "no action matches.") {
			t.Errorf("%s does not say it:\n%s", form, text)
		}
	}
}

func TestPlainTextIsWrapped(t *testing.T) {
	for name, m := range samples() {
		letter, err := Draw(m)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(letter.Text) {
			line = strings.TrimSuffix(line, "\n")
			if n := utf8.RuneCountInString(line); n > textWidth && strings.Contains(strings.TrimSpace(line), " ") &&
				!strings.Contains(line, "https://") {
				t.Errorf("%s: a line of %d: %q", name, n, line)
			}
			if line != strings.TrimRight(line, " ") {
				t.Errorf("%s: blanks at the end of %q", name, line)
			}
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	m := samples()["report-full"]
	m.Model.Trend.Days = nil // the picture takes most of the time
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Draw(m); err != nil {
			b.Fatal(err)
		}
	}
}

// The columns of the table of categories are aligned, and fit the text.
func TestCategoryColumns(t *testing.T) {
	for _, l := range report.Languages {
		m := samples()["report"]
		m.Model.Locale = m.Model.Locale.In(l)
		letter, err := Draw(m)
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for _, c := range m.Model.Categories {
			for line := range strings.Lines(letter.Text) {
				line = strings.TrimRight(line, "\n")
				if strings.HasPrefix(line, c.Category+"  ") {
					rows++
					if n := utf8.RuneCountInString(line); n != textWidth {
						t.Errorf("%s: %d columns: %q", l, n, line)
					}
				}
			}
		}
		if rows < 4 {
			t.Errorf("%s: %d rows", l, rows)
		}
	}
}

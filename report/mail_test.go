package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
)

// mailSamples are the messages that the golden files show.
func mailSamples() map[string]Message {
	model := Build(mailSampleInput())
	alert := model.Account
	since := mailSampleBefore("2026-11-20")
	since.Controls = since.Controls[1:] // AATP_DefenderForIdentityIsNotInstalled came later here
	untold := score.Diff(since, mailSampleInput().Snapshot).Rounded()
	links := map[string]string{
		"html": "https://bucket.example/contoso/2026-11-23.html?X-Amz-Signature=abc&X-Amz-Expires=604800",
		"pdf":  "file:///var/lib/contoso.pdf",
	}
	files := []File{{Name: "contoso-2026-11-23.pdf", MediaType: "application/pdf", Data: []byte("%PDF-1.4 sample")}}

	first := mailSampleInput()
	first.Since, first.Days, first.Warnings, first.Goal = nil, nil, nil, nil
	first.Snapshot.Averages = nil
	filtered := mailSampleInput()
	filtered.SinceIsOldest = true
	filtered.Filter = Filter{MaxCost: score.Low, Categories: []string{"Apps"}}

	const key = "3f9a1c77d2e84b06a5c1f0e9b8d7c6a5"
	return map[string]Message{
		"watching":        {Occasion: Watching, Model: model, Key: key},
		"alert":           {Occasion: Alert, Model: model, News: &alert, Key: key},
		"report":          {Occasion: Periodic, Model: model, News: &untold, Files: files, Links: links, Key: key},
		"report-first":    {Occasion: Periodic, Model: Build(first), Files: files, Key: key},
		"report-filtered": {Occasion: Periodic, Model: Build(filtered), News: &alert, Key: key},
	}
}

func TestMailGolden(t *testing.T) {
	for name, m := range mailSamples() {
		t.Run(name, func(t *testing.T) {
			letter, err := Mail(m)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "mail-"+name+".html", []byte(letter.HTML))
			golden(t, "mail-"+name+".txt", []byte("Subject: "+letter.Subject+"\n\n"+letter.Text))
			if len(letter.HTML) > 102_000 {
				t.Errorf("the mail has %d bytes; Gmail shows 102 KB", len(letter.HTML))
			}
		})
	}
}

func TestMailTextIsWrapped(t *testing.T) {
	for name, m := range mailSamples() {
		letter, err := Mail(m)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(letter.Text) {
			line = strings.TrimSuffix(line, "\n")
			if n := utf8.RuneCountInString(line); n > mailWidth && strings.Contains(strings.TrimSpace(line), " ") && !strings.Contains(line, "https://") {
				t.Errorf("%s: a line of %d: %q", name, n, line)
			}
			if line != strings.TrimRight(line, " ") {
				t.Errorf("%s: blanks at the end of %q", name, line)
			}
		}
	}
}

package slack

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/slack/slacktest"
	"secure-score-reporter/report"
)

// The preview shows each message with its thread and files, and escapes all.
func TestPreview(t *testing.T) {
	dir := t.TempDir()
	box := NewOutbox(dir, "#<b>security", nil)
	m := slacktest.EveryDay(90)
	m.Model.Tenant = `<script>alert(1)</script>`
	for _, occasion := range []report.Occasion{report.Alert, report.Periodic} {
		m.Occasion = occasion
		if _, err := deliver(t.Context(), box, m, ""); err != nil {
			t.Fatal(err)
		}
	}
	page, err := Preview(dir)
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	if n := strings.Count(text, "<article>"); n != 2 {
		t.Errorf("%d messages, want 2", n)
	}
	for _, want := range []string{"#&lt;b&gt;security", "&lt;script&gt;alert(1)", "<polyline", "in the thread",
		m.Files[0].Name, "What to do first"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(text, "<script") || strings.Contains(text, "(data_") {
		t.Error("something came through, or was not drawn")
	}
}

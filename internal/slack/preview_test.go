package slack

import (
	"encoding/json"
	"fmt"
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

// A chart's scale is around its values, and never upside down.
func TestChartScale(t *testing.T) {
	of := func(values ...float64) (c previewChart) {
		data := `{"Series":[{"Data":[`
		for i, value := range values {
			data += strings.Repeat(",", min(i, 1)) + fmt.Sprintf(`{"Value":%g}`, value)
		}
		if err := json.Unmarshal([]byte(data+"]}]}"), &c); err != nil {
			t.Fatal(err)
		}
		return c
	}
	for name, tc := range map[string]struct {
		chart     previewChart
		low, high float64
	}{
		"around all values":   {of(47, 63, 80), 40, 90},
		"one value":           {of(55), 50, 60},
		"on a ten":            {of(60, 60), 50, 70},
		"at the ends":         {of(0, 100), 0, 100},
		"nothing":             {of(), 0, 100},
		"only the best there": {of(100), 90, 100},
	} {
		if low, high := tc.chart.scale(); low != tc.low || high != tc.high {
			t.Errorf("%s: %g to %g, want %g to %g", name, low, high, tc.low, tc.high)
		}
	}
}

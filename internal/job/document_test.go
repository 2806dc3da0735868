package job_test

import (
	"testing"

	"secure-score-reporter/report"
)

func TestTheEventsEditionReplacesTheConfigurations(t *testing.T) {
	for _, tc := range []struct {
		name       string
		configured report.Edition
		asked      string // of the event, as JSON
		want       report.Edition
		file       string
	}{
		{"neither", "", `{}`, report.Summary, "secure-score-contoso-2026-11-16.pdf"},
		{"the configuration's", report.Full, `{}`, report.Full, "secure-score-contoso-2026-11-16-full.pdf"},
		{"the event's", report.Full, `{"edition": "summary"}`, report.Summary, "secure-score-contoso-2026-11-16.pdf"},
		{"the full one", "", `{"edition": "full"}`, report.Full, "secure-score-contoso-2026-11-16-full.pdf"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.edition = tc.configured
			w.day("2026-11-16", control("A", 5, 10))
			w.well(`{"deliver": ["email"], "report": ` + tc.asked + `}`)
			got := w.email.received[0]
			if got.Model.Edition != tc.want || got.Model.Note != "a line of ours" || got.Files[0].Name != tc.file {
				t.Errorf("edition %q with the note %q as %s", got.Model.Edition, got.Model.Note, got.Files[0].Name)
			}
		})
	}
}

package job_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/job"
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

// The event's language is that of one report; numbers that the configuration's
// locale writes stay as they are.
func TestTheEventsLanguageReplacesTheConfigurations(t *testing.T) {
	for _, tc := range []struct {
		configured report.Language
		asked      string // of the event, as JSON
		want       string
		file       string
	}{
		{report.English, `{}`, "en 61.95 %", "secure-score-contoso-2026-11-16.pdf"},
		{report.German, `{}`, "de 61,95 %", "secure-score-contoso-2026-11-16-de.pdf"},
		{report.English, `{"language": "de"}`, "de 61,95 %", "secure-score-contoso-2026-11-16-de.pdf"},
		{report.English, `{"language": "fr", "edition": "full"}`, "fr 61,95 %", "secure-score-contoso-2026-11-16-full-fr.pdf"},
		{report.English, `{"language": "fr", "formats": ["html"]}`, "fr 61,95 %", "secure-score-contoso-2026-11-16-fr.html"},
		{report.English, `{"language": "fr", "formats": ["csv"]}`, "fr 61,95 %", "secure-score-contoso-2026-11-16.csv"},
		{report.German, `{"language": "en"}`, "en 61.95 %", "secure-score-contoso-2026-11-16.pdf"},
	} {
		w := newWorld(t)
		w.locale = w.locale.In(tc.configured)
		w.day("2026-11-16", control("A", 5, 10))
		w.well(`{"deliver": ["email"], "report": ` + tc.asked + `}`)
		m := w.email.received[0]
		l := m.Model.Locale
		got := string(l.Language()) + " " + l.Percent(61.95)
		if file := m.Files[0].Name; got != tc.want || file != tc.file {
			t.Errorf("%s and the event %s: %s as %s, want %s as %s", tc.configured, tc.asked, got, file, tc.want, tc.file)
		}
	}
}

// The languages, editions and periods are deliveries of their own: of two
// schedules at one time, and of a person who asks for another one. Each is
// delivered once.
func TestEachEditionPeriodAndLanguageIsDeliveredOnce(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	const at = `"deliver": ["email"], "scheduledAt": "2026-11-16T06:00:00Z", `
	for _, tc := range []struct {
		doc  string
		want job.DeliveryStatus
	}{
		{`{` + at + `"report": {}}`, job.Sent},
		{`{` + at + `"report": {"edition": "full"}}`, job.Sent},
		{`{` + at + `"report": {"edition": "full"}}`, job.Already},
		{`{` + at + `"report": {"edition": "summary"}}`, job.Already},
		{`{` + at + `"report": {"language": "de"}}`, job.Sent},
		{`{` + at + `"report": {"language": "de"}}`, job.Already},
		{`{` + at + `"report": {"period": "P7D"}}`, job.Already},
		{`{` + at + `"report": {"period": "P30D"}}`, job.Sent},
		{`{` + at + `"report": {"period": "P30D"}}`, job.Already},
		{`{"deliver": ["email"], "report": {"edition": "full"}}`, job.Sent},
	} {
		if got := w.well(tc.doc).Deliveries[0].Status; got != tc.want {
			t.Errorf("%s: %s, want %s", tc.doc, got, tc.want)
		}
	}
	var names []string
	for _, m := range w.email.received {
		names = append(names, m.Files[0].Name)
	}
	const summary, full = "secure-score-contoso-2026-11-16.pdf", "secure-score-contoso-2026-11-16-full.pdf"
	const german = "secure-score-contoso-2026-11-16-de.pdf"
	if diff := cmp.Diff([]string{summary, full, german, summary, full}, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

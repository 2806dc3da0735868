package job

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestParseEvent(t *testing.T) {
	yes := true
	got, err := ParseEvent([]byte("\xef\xbb\xbf" + `{
		"tenants": ["contoso"], "deliver": ["slack", "email", "slack"],
		"report": {"period": "P7D", "formats": ["pdf", "html", "csv"]},
		"filter": {"categories": ["Identity"], "maxUserImpact": "low", "maxCost": "Medium", "statuses": ["toAddress"],
			"new": true, "licensed": true, "search": "mfa"},
		"scheduledAt": "2026-11-23T06:00:00Z", "dryRun": false}`))
	if err != nil {
		t.Fatal(err)
	}
	if start := got.Report.Start("2026-11-23"); start != "2026-11-16" {
		t.Errorf("the period starts on %s", start)
	}
	got.Report.start = nil
	want := Event{
		Tenants: []string{"contoso"}, Deliver: []string{"slack", "email"},
		Report: &Request{Period: "P7D", Formats: []Format{PDF, HTML, CSV}},
		Filter: report.Filter{
			Categories: []string{"Identity"}, MaxUserImpact: score.Low, MaxCost: score.Moderate, Statuses: []score.Status{score.ToAddress},
			New: &yes, Licensed: &yes, Search: "mfa",
		},
		ScheduledAt: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC),
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Request{})); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsTheZeroEvent(t *testing.T) {
	for _, doc := range []string{"", " \n", "null", "{}", `{"tenants": null}`} {
		if e, err := ParseEvent([]byte(doc)); err != nil || !cmp.Equal(e, Event{}, cmp.AllowUnexported(Request{})) {
			t.Errorf("ParseEvent(%q) = %+v, %v", doc, e, err)
		}
	}
}

func TestEveryProblemOfAnEventIsListed(t *testing.T) {
	for _, tc := range []struct{ name, doc, want string }{
		{"not JSON", `{"tenants": [`, `event: is not JSON: unexpected EOF`},
		{"not an object", `[]`, `event: is not a JSON object`},
		{"two documents", `{} {}`, `event: has something after its end`},
		{"unknown field", `{"tenant": "x"}`, `event: tenant: unknown field; there are deliver, dryRun, filter, report, scheduledAt, tenants`},
		{"a field of another case", `{"Tenants": []}`, `event: Tenants: unknown field; there are deliver, dryRun, filter, report, scheduledAt, tenants`},
		{"twice", `{"dryRun": true, "dryRun": false}`, `event: dryRun: stands twice`},
		{
			"many", `{"deliver": ["pager"], "report": {"period": "weekly", "formats": ["docx"], "x": 1}, "filter": {"maxCost": "cheap", "new": 1}, "scheduledAt": "noon", "dryRun": "no", "tenants": "a"}`,
			`event: deliver: "pager" is no channel; there are slack, email
event: report.period: "weekly" is neither an ISO 8601 duration like P7D nor a date like 2026-11-16
event: report.formats: "docx" is no format; there are pdf, html, csv
event: report.x: unknown field; there are formats, period
event: filter.maxCost: "cheap" is no level; there are low, moderate, high
event: filter.new: is not true or false
event: scheduledAt: "noon" is no time like 2026-11-23T06:00:00Z
event: dryRun: is not true or false
event: tenants: is not a list of texts`,
		},
		{"no time", `{"report": {"period": "P0D"}}`, `event: report.period: "P0D" is no time at all`},
		{"too large", `{"tenants": ["` + strings.Repeat("x", maxEvent) + `"]}`, `event: 1048593 bytes are more than the 1048576 that an event may have`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ParseEvent([]byte(tc.doc))
			var problems ProblemsError
			if !errors.As(err, &problems) {
				t.Fatalf("error %v, want ProblemsError", err)
			}
			if diff := cmp.Diff(tc.want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every sample is an event that somebody can send.
func TestSampleEvents(t *testing.T) {
	files, err := filepath.Glob("../../events/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples (%v)", err)
	}
	otherDoors := []string{"queue.json", "slash-command.json"} // functions/ runs these
	for _, file := range files {
		if slices.Contains(otherDoors, filepath.Base(file)) {
			continue
		}
		doc, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseEvent(doc); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func FuzzParseEvent(f *testing.F) {
	f.Add([]byte(`{"report": {"period": "P1M"}, "filter": {"search": "mfa"}}`))
	f.Add([]byte(`{"deliver": ["slack"], "scheduledAt": "2026-11-23T06:00:00Z"}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		e, err := ParseEvent(doc)
		if err == nil && e.Report != nil {
			if start := e.Report.Start("2026-11-23"); start == "" {
				t.Error("a report without a start")
			}
		}
	})
}

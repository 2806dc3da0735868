package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/score"
)

func TestParse(t *testing.T) {
	got, err := Parse([]byte("\xef\xbb\xbf" + `{
		"tenants": ["contoso"], "deliver": ["slack", "email", "slack"],
		"report": {"period": "P7D", "formats": ["pdf", "html", "csv", "pdf"], "edition": "full", "language": "de"},
		"filter": {"categories": ["Identity"], "maxUserImpact": "low", "maxCost": "Medium", "statuses": ["toAddress"],
			"new": true, "licensed": true, "search": "mfa", "services": ["AzureAD"], "excludeServices": ["Sway"]},
		"scheduledAt": "2026-11-23T07:00:00+01:00", "dryRun": true}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole(), got); diff != "" {
		t.Error(diff)
	}
}

// whole is an event in which every field is set.
func whole() Event {
	yes := true
	return Event{
		Tenants: []string{"contoso"}, Deliver: Channels{"slack", "email"},
		Report: &Report{Period: "P7D", Formats: Formats{PDF, HTML, CSV}, Edition: Full, Language: "de"},
		Filter: Filter{
			Categories: []string{"Identity"}, MaxUserImpact: score.Low, MaxCost: score.Moderate,
			Statuses: []score.Status{score.ToAddress}, New: &yes, Licensed: &yes, Search: "mfa",
			Services: []string{"AzureAD"}, ExcludeServices: []string{"Sway"},
		},
		ScheduledAt: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), DryRun: true,
	}
}

// portfolio is an event for one report over all tenants.
func portfolio() Event {
	return Event{Deliver: Channels{AllChannels}, Portfolio: &Portfolio{Period: "P1M", Formats: Formats{PDF, CSV}}}
}

// checkup is an event for the doctor.
func checkup() Event {
	return Event{Tenants: []string{"contoso"}, Doctor: &Doctor{SendTest: true}}
}

// What this package writes it also reads, every field of it.
func TestEveryFieldSurvivesJSON(t *testing.T) {
	e, over, doctor := whole(), portfolio(), checkup()
	all := e
	all.Portfolio, all.Doctor = over.Portfolio, doctor.Doctor
	for _, v := range []reflect.Value{
		reflect.ValueOf(all), reflect.ValueOf(*e.Report), reflect.ValueOf(e.Filter), reflect.ValueOf(*over.Portfolio),
		reflect.ValueOf(*doctor.Doctor),
	} {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s of %s is not set, so this test does not cover it", v.Type().Field(i).Name, v.Type())
			}
		}
	}
	for _, e := range []Event{e, over, doctor} {
		doc, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse(doc)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e, got); diff != "" {
			t.Error(diff)
		}
	}
	if doc, err := json.Marshal(Event{}); err != nil || string(doc) != "{}" {
		t.Errorf("the zero event is %s (%v)", doc, err)
	}
}

func TestAReportThatSaysLittle(t *testing.T) {
	for doc, want := range map[string]Report{
		`{"report": {}}`:                          {Period: "P7D", Formats: Formats{PDF}},
		`{"report": {"period": null}}`:            {Period: "P7D", Formats: Formats{PDF}},
		`{"report": {"formats": []}}`:             {Period: "P7D", Formats: Formats{}},
		`{"report": {"period": "2026-11-01"}}`:    {Period: "2026-11-01", Formats: Formats{PDF}},
		`{"report": {"formats": ["csv", "csv"]}}`: {Period: "P7D", Formats: Formats{CSV}},
	} {
		if e, err := Parse([]byte(doc)); err != nil || !cmp.Equal(*e.Report, want) {
			t.Errorf("%s: %+v, %v; want %+v", doc, e.Report, err, want)
		}
	}
}

func TestAPortfolioThatSaysLittle(t *testing.T) {
	for doc, want := range map[string]Portfolio{
		`{"portfolio": {}}`:                        {Period: "P7D", Formats: Formats{PDF}},
		`{"portfolio": {"formats": []}}`:           {Period: "P7D", Formats: Formats{}},
		`{"portfolio": {"period": "P1M"}}`:         {Period: "P1M", Formats: Formats{PDF}},
		`{"portfolio": {}, "filter": {}}`:          {Period: "P7D", Formats: Formats{PDF}},
		`{"portfolio": {}, "report": null}`:        {Period: "P7D", Formats: Formats{PDF}},
		`{"portfolio": {"formats": ["html"]}}`:     {Period: "P7D", Formats: Formats{HTML}},
		`{"portfolio": {"period": "2026-11-01"} }`: {Period: "2026-11-01", Formats: Formats{PDF}},
	} {
		if e, err := Parse([]byte(doc)); err != nil || !cmp.Equal(*e.Portfolio, want) {
			t.Errorf("%s: %+v, %v; want %+v", doc, e.Portfolio, err, want)
		}
	}
}

func TestAllChannels(t *testing.T) {
	for doc, want := range map[string]bool{
		`["all"]`: true, `["slack", "all"]`: true, `["slack", "email"]`: false, `[]`: false,
	} {
		if e, err := Parse([]byte(`{"deliver": ` + doc + `}`)); err != nil || e.Deliver.All() != want {
			t.Errorf("%s: %v, %v", doc, e.Deliver.All(), err)
		}
	}
}

func TestPeriods(t *testing.T) {
	for period, want := range map[Period]score.Date{
		"": "2026-11-16", "P7D": "2026-11-16", "P1M": "2026-10-23", "P2W": "2026-11-09", "2026-11-10": "2026-11-10",
	} {
		if got, err := period.Start("2026-11-23"); err != nil || got != want {
			t.Errorf("%q starts on %s (%v), want %s", period, got, err, want)
		}
	}
	for period, meant := range map[Period]string{
		"": "", "weekly": "P7D", "7D": "P7D", "p1m": "P1M", "7": "P7D",
		" P7D": "P7D", //nolint:gocritic // the blank is the mistake
		"P":    "", "P0D": "", "P1H": "", "2026-13-01": "", "0": "",
	} {
		err := period.Check()
		switch {
		case err == nil:
			t.Errorf("%q passes", period)
		case meant != "" && !strings.HasSuffix(err.Error(), "did you mean "+meant+"?"),
			meant == "" && strings.Contains(err.Error(), "did you mean"):
			t.Errorf("%q: %v", period, err)
		}
	}
}

func TestAnEmptyObjectIsTheZeroEvent(t *testing.T) {
	for _, doc := range []string{"{}", " {} \n", "\xef\xbb\xbf{}", `{"tenants": null}`} {
		if e, err := Parse([]byte(doc)); err != nil || !cmp.Equal(e, Event{}) {
			t.Errorf("Parse(%q) = %+v, %v", doc, e, err)
		}
	}
	for _, doc := range []string{"", " \n", "null", "\xef\xbb\xbf"} {
		if e, err := Parse([]byte(doc)); err == nil || !strings.Contains(err.Error(), "is empty") {
			t.Errorf("S17: Parse(%q) = %+v, %v", doc, e, err)
		}
	}
}

func TestAnEventIsNotAheadOfTheClock(t *testing.T) {
	now := time.Date(2026, 11, 27, 6, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		at    time.Time
		wrong bool
	}{
		"S7: ten days ahead":   {now.AddDate(0, 0, 10), true},
		"S7: the year 9999":    {time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), true},
		"a second too much":    {now.Add(15*time.Minute + time.Second), true},
		"as the clocks differ": {now.Add(15 * time.Minute), false},
		"now":                  {now, false},
		"an hour ago":          {now.Add(-time.Hour), false},
		"the year 1":           {time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), false},
		"no schedule":          {time.Time{}, false},
	} {
		var problems ProblemsError
		Event{ScheduledAt: tt.at}.CheckTime(now, &problems)
		if got := len(problems) > 0; got != tt.wrong {
			t.Errorf("%s: %q", name, problems)
		}
	}
}

// A hostile event costs little, and so does the answer to it.
func TestHostileEvents(t *testing.T) {
	many := func(n int) string { return "[" + strings.Repeat(`"a",`, n-1) + `"a"]` }
	var different strings.Builder
	for i := range maxItems {
		fmt.Fprintf(&different, `"%d",`, i)
	}
	for name, tt := range map[string]struct{ doc, want string }{
		"too many tenants": {`{"tenants": ` + many(maxItems+1) + `}`, "has 2001 entries; 2000 are the most"},
		"channels":         {`{"deliver": [` + different.String() + `"slack"]}`, "has 2001 entries"},
		"wrong channels":   {`{"deliver": [` + strings.TrimSuffix(different.String(), ",") + `]}`, "there are more problems"},
		"a long name":      {`{"` + strings.Repeat("x", 10_000) + `": 1}`, "x…: unknown field"},
		"a long period":    {`{"report": {"period": "P` + strings.Repeat("1", 100_000) + `D"}}`, "1…"},
		"a long format":    {`{"report": {"formats": ["` + strings.Repeat("ä", 10_000) + `"]}}`, "…"},
		"deep":             {`{"tenants": ` + strings.Repeat("[", maxBytes/2) + `}`, "nested too deeply"},
		"deep and whole": {`{"filter": ` + strings.Repeat(`{"filter":`, 9000) + `{}` + strings.Repeat("}", 9001),
			"filter.filter: unknown field"},
		"twice":          {`{"report": {}, "report": {}}`, "report: is there twice"},
		"unknown, twice": {`{"x": 1, "x": 1}`, "x: unknown field"},
		"trailing":       {`{} x`, "has ended before this place"},
	} {
		if _, err := Parse([]byte(tt.doc)); err == nil || !strings.Contains(err.Error(), tt.want) || len(err.Error()) > 8000 {
			text := fmt.Sprint(err)
			t.Errorf("%s: %d bytes: %.300s", name, len(text), text)
		}
	}
	if e, err := Parse([]byte(`{"tenants": ` + many(maxItems) + `}`)); err != nil || len(e.Tenants) != maxItems {
		t.Errorf("%d tenants: %v", maxItems, err)
	}
}

func TestEveryProblemOfAnEventIsListed(t *testing.T) {
	const fields = "; the fields are deliver, doctor, dryRun, filter, portfolio, report, scheduledAt, tenants"
	for _, tc := range []struct{ name, doc, want string }{
		{"not JSON", `{"tenants": [`, "event: line 1, column 13: not valid JSON: this [ is not closed: ] is missing before the end of the document"},
		{"not an object", `[]`, `event: is not a JSON object: it has fields in braces, as in {"tenants": …}`},
		{"two documents", `{} {}`, "event: line 1, column 4: not valid JSON: the document has ended before this place: remove what follows, " +
			"or check the brackets before it"},
		{"unknown field", `{"what": "x"}`, `event: what: unknown field` + fields},
		{"nearly a field", `{"tenant": "x"}`, `event: tenant: unknown field; did you mean tenants?`},
		{"a field like a format", `{"%d": 1}`, `event: %d: unknown field` + fields},
		{"a field of another case", `{"Tenants": []}`, `event: Tenants: unknown field; did you mean tenants?`},
		{"twice", `{"dryRun": true, "dryRun": false}`, `event: dryRun: is there twice`},
		{
			"many", `{"deliver": ["pager"], "report": {"period": "weekly", "formats": ["docx"], "x": 1},
				"filter": {"maxCost": "cheap", "new": 1}, "scheduledAt": "noon", "dryRun": "no", "tenants": "a"}`,
			`event: deliver: "pager" is not a channel; use slack, email, teams, webhook or all
event: report.period: "weekly" is neither an ISO 8601 duration like P7D nor a date like 2026-11-16; did you mean P7D?
event: report.formats: "docx" is not a format; use pdf, html or csv
event: report.x: unknown field; the fields are edition, formats, language, period
event: filter.maxCost: "cheap" is not a level; use low, moderate or high
event: filter.new: is not true or false
event: scheduledAt: must be a time, such as 2026-11-23T06:00:00Z
event: dryRun: is not true or false
event: tenants: is not a list of texts: write ["a"]`,
		},
		{
			"H6: statuses", `{"filter": {"statuses": ["open", "Planned", ""]}}`,
			`event: filter.statuses: "open" is not a status; use toAddress, planned, riskAccepted, thirdParty, ` +
				"alternateMitigation or completed\n" +
				`event: filter.statuses: "" is not a status; use toAddress, planned, riskAccepted, thirdParty, ` +
				`alternateMitigation or completed`,
		},
		{
			"no days", `{"report": {"period": "P0D"}}`,
			`event: report.period: "P0D" is a period of no days; the shortest is P1D`,
		},
		{
			"an empty period", `{"report": {"period": ""}}`,
			`event: report.period: "" is neither an ISO 8601 duration like P7D nor a date like 2026-11-16`,
		},
		{
			"a language", `{"report": {"language": "es"}}`,
			`event: report.language: "es" is not a language; use en, de or fr`,
		},
		{
			"a language in capitals", `{"report": {"language": "DE"}}`,
			`event: report.language: "DE" is not a language; use de`,
		},
		{
			"an edition", `{"report": {"edition": "short"}}`,
			`event: report.edition: "short" is not an edition; use summary or full`,
		},
		{
			"a doctor and a run", `{"doctor": {"sendtest": true}, "deliver": ["all"]}`,
			"event: doctor.sendtest: unknown field; did you mean sendTest?\n" +
				"event: doctor: only together with tenants; use another event for a run",
		},
		{
			"a portfolio and a report", `{"portfolio": {}, "report": {}, "filter": {"search": "mfa"}}`,
			"event: portfolio: not together with report; use an event for each\n" +
				"event: portfolio: not together with filter, which is for the actions of a tenant's report",
		},
		{
			"a portfolio for channels that cannot have it", `{"portfolio": {}, "deliver": ["slack", "teams", "webhook", "all"]}`,
			"event: deliver: \"teams\", but a portfolio goes to Slack and email only\n" +
				"event: deliver: \"webhook\", but a portfolio goes to Slack and email only",
		},
		{
			"a portfolio's edition", `{"portfolio": {"edition": "full"}}`,
			`event: portfolio.edition: unknown field; the fields are formats, period`,
		},
		{"no portfolio", `{"portfolio": true}`, `event: portfolio: is not a JSON object: it has fields in braces, as in {"period": …}`},
		{"no report", `{"report": "weekly"}`, `event: report: is not a JSON object: it has fields in braces, as in {"period": …}`},
		{
			"too large", `{"tenants": ["` + strings.Repeat("x", maxBytes) + `"]}`,
			`event: has more than the 262144 bytes that an event may have`,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse([]byte(tc.doc))
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

// H4: of a file each problem has the place in the form that editors can jump
// to.
func TestTheProblemsOfAFileHaveTheirPlace(t *testing.T) {
	for name, tt := range map[string]struct{ doc, want string }{
		"a comma at the end": {"{\n  \"deliver\": [\"slack\"],\n}\n",
			`e.json:2:23: not valid JSON: nothing follows this comma: remove it`},
		"many": {"\xef\xbb\xbf\n{\n  \"ä\": 1, \"deliver\": \"slack\",\n" +
			"  \"report\": {\n    \"period\": \"7D\", \"formats\": [\"pfd\"],\n" +
			"    \"edtion\": \"full\"},\n  \"dryRun\": \"true\"}", `e.json:3:3: ä: unknown field; the fields are ` +
			`deliver, doctor, dryRun, filter, portfolio, report, scheduledAt, tenants
e.json:3:22: deliver: is not a list of texts: write ["slack"]
e.json:5:15: report.period: "7D" is neither an ISO 8601 duration like P7D nor a date like 2026-11-16; did you mean P7D?
e.json:5:32: report.formats: "pfd" is not a format; use pdf
e.json:6:5: report.edtion: unknown field; did you mean edition?
e.json:7:13: dryRun: is not true or false: write true, without quotes`},
		"nothing":               {"", `e.json:1:1: is empty; {} takes a snapshot of every tenant and notifies nobody`},
		"a channel in capitals": {`{"deliver": ["Slack"]}`, `e.json:1:13: deliver: "Slack" is not a channel; use slack`},
		"a scheduler's text": {`{"scheduledAt": "<aws.scheduler.scheduled-time>"}`, `e.json:1:17: scheduledAt: must be a time, ` +
			`such as 2026-11-23T06:00:00Z; only EventBridge Scheduler replaces a text like this one, so leave the field out elsewhere`},
		"a period as a number": {`{"report": {"period": 7}}`,
			`e.json:1:23: report.period: is not an ISO 8601 duration like P7D or a date: write it in double quotes`},
	} {
		if _, err := ParseFile("e.json", []byte(tt.doc)); err == nil || err.Error() != tt.want {
			t.Errorf("%s:\n got %v\nwant %s", name, err, tt.want)
		}
	}
}

// Every sample is an event that somebody can send.
func TestSampleEvents(t *testing.T) {
	files, err := filepath.Glob("../../events/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples (%v)", err)
	}
	otherTriggers := []string{"queue.json", "slash-command.json"} // functions/ runs these
	for _, file := range files {
		if slices.Contains(otherTriggers, filepath.Base(file)) {
			continue
		}
		doc, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(doc); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// Whatever the document is: what is read can be run, and is read again as it is
// written; what is not is said in a text that is not as long as the document.
func FuzzParse(f *testing.F) {
	for _, doc := range []string{
		`{"report": {"period": "P1M"}, "filter": {"search": "mfa"}}`,
		`{"deliver": ["slack"], "scheduledAt": "2026-11-23T06:00:00Z"}`,
		`{"tenants": ["a", "a"], "dryRun": true, "dryRun": null}`, `{"report": {"formats": []}} x`, `null`, ``,
		`{"portfolio": {"period": "P1M", "formats": ["csv"]}, "deliver": ["all"]}`, `{"portfolio": {}, "report": {}}`,
		`{"filter": {"new": null, "statuses": ["toAddress"], "maxCost": "high"}}`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		e, err := Parse(doc)
		if err != nil {
			if most := (maxProblems + 1) * 1000; len(err.Error()) > most {
				t.Errorf("a problem of %d bytes", len(err.Error()))
			}
			return
		}
		if !json.Valid(bytes.TrimPrefix(bytes.TrimSpace(doc), []byte("\xef\xbb\xbf"))) {
			t.Errorf("%q is read", doc)
		}
		if e.Report != nil {
			if start, err := e.Report.Period.Start("2026-11-23"); err != nil || start == "" {
				t.Errorf("a report without a start: %v", err)
			}
		}
		written, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Parse(written); err != nil || !cmp.Equal(e, again, cmpopts.EquateEmpty()) {
			t.Errorf("%s is read as %+v, then %+v (%v)", written, e, again, err)
		}
	})
}

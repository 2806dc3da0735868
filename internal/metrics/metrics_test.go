package metrics

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/result"
)

var update = flag.Bool("update", false, "write the golden file")

var at = time.Date(2026, 11, 23, 6, 0, 1, 500e6, time.UTC)

func ended() job.Result {
	text := "slack is down"
	return job.Result{Failed: 1, Tenants: []job.TenantResult{{
		Tenant: "contoso",
		Score: result.Score{Snapshot: &result.Snapshot{
			Headline: result.Headline{Date: "2026-11-23", Current: 698.17, Max: 1127, Percent: 61.95},
			AgeHours: 6,
		},
			Changes: []result.Change{
				{Kinds: []score.Kind{score.Improved}},
				{Kinds: []score.Kind{score.Improved, score.StatusChanged}},
				{Kinds: []score.Kind{score.Regressed}},
			}},
		Deliveries: []job.DeliveryResult{{Channel: "slack", Status: job.Failed}, {Channel: "email", Status: job.Sent}},
		Stages:     []job.Stage{{Name: "collect", Took: 1234567 * time.Nanosecond}},
		Error:      &text,
	}}}
}

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	if err := to(&b).Write(at, event.Event{}, ended()); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/run.jsonl"
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCleanRuns(t *testing.T) {
	clean := ended()
	clean.Failed = 0
	scheduled := event.Event{ScheduledAt: at}
	for name, tt := range map[string]struct {
		event  event.Event
		result job.Result
		want   string
	}{
		"clean":              {scheduled, clean, `"CleanRuns":1,"FailedRuns":0`},
		"started by people":  {event.Event{}, clean, `"CleanRuns":0,"FailedRuns":0`},
		"failed":             {scheduled, ended(), `"CleanRuns":0,"FailedRuns":1`},
		"failed, for people": {event.Event{}, ended(), `"CleanRuns":0,"FailedRuns":1`},
		"no tenant":          {scheduled, job.Result{}, `"CleanRuns":0,"FailedRuns":1`},
	} {
		var b bytes.Buffer
		if err := to(&b).Write(at, tt.event, tt.result); err != nil || !strings.Contains(b.String(), tt.want) {
			t.Errorf("%s: %v, %s", name, err, b.String())
		}
	}
	var b bytes.Buffer
	if err := to(&b).Write(at, event.Event{DryRun: true}, clean); err != nil || strings.Contains(b.String(), "CleanRuns") {
		t.Errorf("a dry run is counted: %v, %s", err, b.String())
	}
}

// The dead man's switch hears of good runs of a schedule only, and of a run of
// one tenant among several nothing: it knows nothing of the others.
func TestOverdue(t *testing.T) {
	clean := ended()
	clean.Failed, clean.Configured = 0, 1
	failed, several := ended(), clean
	failed.Configured, several.Configured = 1, 2
	scheduled := event.Event{ScheduledAt: at}
	for name, tt := range map[string]struct {
		event  event.Event
		result job.Result
		want   bool
	}{
		"clean":          {scheduled, clean, true},
		"by people":      {event.Event{}, clean, false},
		"failed":         {scheduled, failed, false},
		"one of several": {scheduled, several, false},
		"a dry run":      {event.Event{ScheduledAt: at, DryRun: true}, clean, false},
	} {
		var b bytes.Buffer
		w := to(&b)
		w.Stack = "securescore"
		err := w.Write(at, tt.event, tt.result)
		if got := strings.Contains(b.String(), `"Stack":"securescore","TenantsOverdue":0`); err != nil || got != tt.want {
			t.Errorf("%s: %v, %s", name, err, b.String())
		}
	}
}

// The tenants of a large configuration have no metrics of their own, which cost
// money, but the same values in the log.
func TestManyTenants(t *testing.T) {
	for configured, metrics := range map[int]int{MostTenants: 2, MostTenants + 1: 1} {
		r := ended()
		r.Configured = configured
		var b bytes.Buffer
		w := NewWriter(&b, strings.ToLower)
		err := w.Write(at, event.Event{}, r)
		if n := strings.Count(b.String(), "CloudWatchMetrics"); err != nil || n != metrics ||
			!strings.Contains(b.String(), `"ScorePercent":61.95`) || !strings.Contains(b.String(), `"Tenant":"contoso"`) ||
			!strings.Contains(b.String(), `"Stack":"securescore_stack"`) {
			t.Errorf("%d tenants: %v, %d lines with metrics\n%s", configured, err, n, b.String())
		}
	}
}

func TestTenantNames(t *testing.T) {
	for _, name := range []string{"Ελλάδα", "a\nb", "", ":::", strings.Repeat("x", 2000), "\"}"} {
		r := ended()
		r.Tenants[0].Tenant = name
		var b bytes.Buffer
		if err := to(&b).Write(at, event.Event{}, r); err != nil {
			t.Fatal(err)
		}
		var document map[string]any
		first, _, _ := strings.Cut(b.String(), "\n")
		if err := json.Unmarshal([]byte(first), &document); err != nil || strings.Count(b.String(), "\n") != 2 {
			t.Errorf("%q: %v in %s", name, err, b.String())
		}
		if d, ok := document["Tenant"].(string); !ok || d == "" || len(d) > 1024 {
			t.Errorf("%q: dimension %q", name, d)
		}
	}
}

func TestCommandsThatWereNotRun(t *testing.T) {
	var b bytes.Buffer
	if err := to(&b).WriteCommand(at, Wrong); err != nil || !strings.Contains(b.String(), `"WrongCommands":1`) ||
		!strings.Contains(b.String(), `"Function":"reporter"`) || strings.Contains(b.String(), "Runs") {
		t.Errorf("S3: %v, %s", err, b.String())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestFullOutput(t *testing.T) {
	if err := to(full{}).Write(at, event.Event{}, ended()); err == nil {
		t.Error("no error")
	}
}

func to(w io.Writer) Writer { return Writer{To: w, Function: "reporter"} }

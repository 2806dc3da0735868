package invocation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slashcommand"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket/buckettest"
	"secure-score-reporter/report"
)

type source struct{ err error }

func (s source) Today(ctx context.Context) (job.Reading, error) {
	if s.err != nil {
		return job.Reading{}, s.err
	}
	return job.Reading{Snapshot: score.Snapshot{TenantID: "t", Date: "2026-11-23", Current: 6, Max: 10,
		Controls: []score.Control{{
			ID: "A", Points: 6, Max: 10, MaxSource: score.MaxOfProfile, HasProfile: true, Percent: math.NaN(),
		}}}}, ctx.Err()
}
func (source) History(context.Context, []score.Profile) ([]score.Snapshot, error) { return nil, nil }

// channel records what it delivers.
type channel struct{ prepared, sent []report.Message }

func (*channel) Name() string { return "slack" }
func (*channel) To() string   { return "#security" }
func (c *channel) Prepare(m report.Message) (report.Draft, error) {
	c.prepared = append(c.prepared, m)
	return report.Draft{OneStep: true}, nil
}
func (c *channel) Deliver(_ context.Context, _ []byte, _ string, record job.Record) error {
	c.sent = c.prepared
	return record("posted", true)
}

type lasting struct{ error }

func (lasting) Temporary() bool { return false }

type world struct {
	Handler
	source    source
	channel   channel
	loads     int
	forgotten int
	askers    []string
	direct    func(user string) job.Channel
	load      error // why the configuration cannot be read
	replies   []string
	written   bytes.Buffer // the metrics
}

func newWorld() *world {
	w := &world{}
	objects := buckettest.NewMemory()
	now := func() time.Time { return time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC) }
	w.Handler = Handler{
		Job: func(context.Context) (*job.Job, error) {
			w.loads++
			return &job.Job{Now: now, Askers: w.askers, Tenants: []job.Tenant{{
				Name: "contoso", ID: "t", Source: &w.source, Store: store.ForTenant(objects, "t"),
				Channels: []job.Channel{&w.channel}, Direct: w.direct,
				Zones: score.Zones{Good: 80, Okay: 60}, Retention: period.Period{Days: 400},
			}}}, w.load
		},
		Forget: func() { w.forgotten++ },
		Reply: func(_ context.Context, to slashcommand.Request, text string) error {
			w.replies = append(w.replies, to.ResponseURL+" "+text)
			return nil
		},
		Metrics: metrics.Writer{To: &w.written, Function: "reporter"}, Now: now,
		Log: slog.New(slog.NewJSONHandler(io.Discard, nil)),
	}
	return w
}

func (w *world) invoke(id, payload string) (string, error) {
	ctx := lambdacontext.NewContext(context.Background(), &lambdacontext.LambdaContext{AwsRequestID: id})
	answer, err := w.Handle(ctx, json.RawMessage(payload))
	data, marshalErr := json.Marshal(answer)
	return string(data), errors.Join(err, marshalErr)
}

func TestAnEvent(t *testing.T) {
	w := newWorld()
	answer, err := w.invoke("one", `{"deliver": ["slack"]}`)
	if err != nil || !strings.Contains(answer, `"percent":60`) || !strings.Contains(answer, `"failed":0`) ||
		strings.Contains(answer, "problem") {
		t.Errorf("%s, %v", answer, err)
	}
	if again, err := w.invoke("one", `{"deliver": ["slack"]}`); err != nil ||
		!strings.Contains(again, `"status":"already"`) || len(w.channel.sent) != 1 || w.loads != 1 {
		t.Errorf("Lambda's retry of the same request: %s, %v; delivered %d times, configuration read %d times", again,
			err, len(w.channel.sent), w.loads)
	}
	if !strings.Contains(w.written.String(), `"CleanRuns":1`) ||
		!strings.Contains(w.written.String(), `"SlackSent":1`) {
		t.Errorf("metrics %s", w.written.String())
	}
}

func TestAnInvocationFailsOnlyWhereARetryHelps(t *testing.T) {
	for name, tt := range map[string]struct {
		payload      string
		source, load error
		retry        bool
		want         string // in the answer and the error
	}{
		"wrong event":        {`{"tenant": "x"}`, nil, nil, false, "unknown field"},
		"no JSON":            {`"x"`, nil, nil, false, "not a JSON object"},
		"unknown tenant":     {`{"tenants": ["x"]}`, nil, nil, false, "is not in the configuration"},
		"Graph is down":      {`{}`, errors.New("an outage"), nil, true, "contoso: an outage"},
		"permission missing": {`{}`, lasting{errors.New("grant it")}, nil, false, "grant it"},
		"S3 is down":         {`{}`, nil, errors.New("an outage"), true, "an outage"},
		"the configuration is wrong": {`{}`, nil, lasting{errors.New("config.yaml:1: unknown key")}, false,
			"unknown key"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.source.err, w.load = tt.source, tt.load
			answer, err := w.invoke("one", tt.payload)
			text := answer
			if err != nil {
				text += err.Error()
			}
			if (err != nil) != tt.retry || !strings.Contains(text, tt.want) ||
				!strings.Contains(w.written.String(), `"FailedRuns":1`) {
				t.Errorf("%s, %v; metrics %s", answer, err, w.written.String())
			}
		})
	}
}

func TestTheConfigurationIsReadUntilThatSucceeds(t *testing.T) {
	w := newWorld()
	w.load = errors.New("an outage")
	if _, err := w.invoke("one", `{}`); err == nil {
		t.Fatal("no error")
	}
	w.load = nil
	if _, err := w.invoke("one", `{}`); err != nil || w.loads != 2 {
		t.Errorf("%v after %d tries", err, w.loads)
	}
}

func TestABatch(t *testing.T) {
	w := newWorld()
	answer, err := w.invoke("one", `{"Records": [
		{"messageId": "m1", "body": "{\"deliver\": [\"slack\"]}"},
		{"messageId": "m2", "body": "no event"},
		{"messageId": "m1", "body": "{\"deliver\": [\"slack\"]}"}]}`)
	if want := `{"batchItemFailures":[{"itemIdentifier":"m2"}]}`; err != nil || answer != want {
		t.Errorf("%s, %v; want %s", answer, err, want)
	}
	if len(w.channel.sent) != 1 {
		t.Errorf("delivered %d times, want once for the message that came twice", len(w.channel.sent))
	}
	w.source.err = errors.New("an outage")
	if answer, _ := w.invoke("two", `{"Records": [{"messageId": "m3", "body": "{}"}]}`); !strings.Contains(answer,
		"m3") {
		t.Errorf("an outage: %s", answer)
	}
	w.source.err = nil
	if answer, _ := w.invoke("three",
		`{"Records": [{"messageId": "m4", "body": "{}"}]}`); answer != `{"batchItemFailures":[]}` {
		t.Errorf("a batch that was done: %s", answer)
	}
}

func TestASlashCommandIsAnswered(t *testing.T) {
	for event, want := range map[string]string{
		`{}`:                   "*contoso* 60.00 %",
		`{"tenants": ["x"]}`:   "The command failed:",
		`{"report": {"a": 1}}`: "unknown field",
	} {
		w := newWorld()
		_, err := w.invoke("one", `{"slashCommand": {"responseUrl": "https://hooks.slack.com/x"}, "event": `+event+`}`)
		if err != nil || len(w.replies) != 1 || !strings.HasPrefix(w.replies[0], "https://hooks.slack.com/x ") ||
			!strings.Contains(w.replies[0], want) {
			t.Errorf("%s: replies %q, %v", event, w.replies, err)
		}
	}
	for asked, want := range map[string]string{
		`"ask": "actions"}, "event": {}`:                                     "*contoso* 60.00 %, 1 action",
		`"ask": "actions"}, "event": {"filter": {"search": "nothing"}}`:      "No action matches",
		`"ask": "actions"}, "event": {"filter": {"maxCost": "cheap"}}`:       "The command failed:",
		`"ask": "diff"}, "event": {}`:                                        "There is no earlier score",
		`"ask": "diff", "since": "yesterday"}, "event": {}`:                  "The command failed:",
		`"ask": "diff"}, "event": {"tenants": ["x"]}`:                        "The command failed:",
		`"user": "U2", "ask": "actions"}, "event": {}`:                       "You may not send this command",
		`"user": "U2"}, "event": {"report": {}}`:                             "You may not send this command",
		`"user": "U1", "ask": "actions"}, "event": {"tenants": ["contoso"]}`: "1. ",
	} {
		w := newWorld()
		if strings.Contains(asked, `"user"`) {
			w.askers = []string{"U1"}
		}
		_, err := w.invoke("one", `{"slashCommand": {"responseUrl": "u", `+asked+`}`)
		if err != nil || len(w.replies) != 1 || !strings.Contains(w.replies[0], want) {
			t.Errorf("%s: replies %q, %v", asked, w.replies, err)
		}
	}
	w := newWorld()
	w.source.err = errors.New("an outage")
	if _, err := w.invoke("one", `{"slashCommand": {"responseUrl": "u"}, "event": {}}`); err != nil ||
		!strings.Contains(w.replies[0], "an outage") {
		t.Errorf("an outage: %v, replies %q", err, w.replies)
	}
}

// A report that one person asks for goes to that person only. The channel keeps
// its baseline.
func TestAReportByDirectMessage(t *testing.T) {
	w := newWorld()
	var mine channel
	asked := ""
	w.direct = func(user string) job.Channel { asked = user; return &mine }
	if _, err := w.invoke("one", `{"slashCommand": {"responseUrl": "u", "user": "U7"}, "event": {"report": {}}}`); err != nil {
		t.Fatal(err)
	}
	if asked != "U7" || len(mine.sent) != 1 || len(w.channel.sent) != 0 ||
		!strings.Contains(w.replies[0], "in your direct messages") {
		t.Errorf("asked %q, delivered %d and %d times, replies %q", asked, len(mine.sent), len(w.channel.sent),
			w.replies)
	}
	if _, err := w.invoke("two", `{"slashCommand": {"responseUrl": "u", "user": "U7"}, "event": {"report": {}, "deliver": ["slack"]}}`); err != nil {
		t.Fatal(err)
	}
	if len(mine.sent) != 1 || len(w.channel.sent) != 1 {
		t.Errorf("shared: delivered %d and %d times", len(mine.sent), len(w.channel.sent))
	}
}

func TestARunEndsBeforeTheFunctionsTimeDoes(t *testing.T) {
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(time.Minute))
	defer cancel()
	shorter, stop := withMargin(ctx)
	defer stop()
	deadline, _ := ctx.Deadline()
	if d, _ := shorter.Deadline(); deadline.Sub(d) != margin {
		t.Errorf("%v are kept for an orderly end, want %v", deadline.Sub(d), margin)
	}
}

func TestRecordsWithAContextHaveTheRequestsID(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(WithRequestID(slog.NewJSONHandler(&b, nil))).With("part", "graph")
	ctx := lambdacontext.NewContext(context.Background(), &lambdacontext.LambdaContext{AwsRequestID: "one"})
	log.WarnContext(ctx, "odd")
	log.Warn("outside of any request")
	if lines := strings.Split(b.String(), "\n"); !strings.Contains(lines[0], `"requestId":"one"`) ||
		strings.Contains(lines[1], "requestId") {
		t.Errorf("%s", b.String())
	}
}

package invocation

import (
	"bytes"
	"context"
	"crypto/rand"
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

// reading counts what a world's source is asked for.
type reading struct{ w *world }

func (r reading) Today(ctx context.Context) (job.Reading, error) {
	r.w.reads++
	return r.w.source.Today(ctx)
}

func (r reading) History(ctx context.Context, catalogue []score.Profile) ([]score.Snapshot, error) {
	return r.w.source.History(ctx, catalogue)
}

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
	reads     int
	channel   channel
	loads     int
	forgotten int
	askers    job.Askers
	secret    error // why the signing secret cannot be read
	direct    func(user string) job.Channel
	load      error // why the configuration cannot be read
	replies   []string
	written   bytes.Buffer  // the metrics
	passed    time.Duration // since start
	queue     *queue
}

// secret is Slack's signing secret.
const secret = "8f742231b10e8888abcd99yyyzzz85a5"

var start = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

func newWorld() *world {
	w := &world{queue: &queue{hidden: map[string]time.Duration{}}}
	objects := buckettest.NewMemory()
	now := func() time.Time { return start.Add(w.passed) }
	w.Handler = Handler{
		Job: func(context.Context) (*job.Job, error) {
			w.loads++
			return &job.Job{Now: now, Askers: w.askers, Tenants: []job.Tenant{{
				Name: "contoso", ID: "t", Source: reading{w}, Store: store.ForTenant(objects, "t"),
				Channels: []job.Channel{&w.channel}, Direct: w.direct,
				Zones: score.Zones{Good: 80, Okay: 60}, Retention: period.Period{Days: 400},
			}}}, w.load
		},
		Forget: func() { w.forgotten++ },
		SigningSecret: func(_ context.Context, fits func(string) bool) (bool, error) {
			return w.secret == nil && fits(secret), w.secret
		},
		Reply: func(_ context.Context, to slashcommand.Request, text string) error {
			w.replies = append(w.replies, to.ResponseURL+" "+text)
			return nil
		},
		Queue:   w.queue,
		Mask:    func(text string) string { return strings.ReplaceAll(text, secret, "***") },
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

// ask sends a command as the slash command's function does.
func (w *world) ask(r slashcommand.Request) (string, error) {
	if r.ID == "" {
		r.ID = rand.Text()
	}
	if r.User == "" {
		r.User = "U1"
	}
	r.SentAt, r.ResponseURL = w.Now(), "https://hooks.slack.com/x"
	payload, err := slashcommand.Seal(r, secret)
	if err != nil {
		return "", err
	}
	return w.invoke("one", string(payload))
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
	if !strings.Contains(w.written.String(), `"FailedRuns":0`) ||
		!strings.Contains(w.written.String(), `"SlackSent":1`) {
		t.Errorf("metrics %s", w.written.String())
	}
}

const sqsMessage = `{"eventSource": "aws:sqs", "messageId": "m1", "body": "{}"}`

func TestAnInvocationFailsOnlyWhereARetryHelps(t *testing.T) {
	for name, tt := range map[string]struct {
		payload      string
		source, load error
		retry        bool
		want         string // in the answer and the error
	}{
		"wrong event": {`{"tenant": "x"}`, nil, nil, false, "unknown field"},
		"no JSON":     {`"x"`, nil, nil, false, "not a JSON object"},
		"S7: ahead": {`{"scheduledAt": "2026-11-23T06:15:01Z", "deliver": ["slack"]}`, nil, nil, false,
			"ahead of the clock"},
		"S17: nothing":    {``, nil, nil, false, "is empty"},
		"S17: null":       {`null`, nil, nil, false, "is empty"},
		"S17: SNS":        {`{"Records": [{"EventSource": "aws:sns", "Sns": {"Message": "{}"}}]}`, nil, nil, false, "SQS"},
		"S17: S3":         {`{"Records": [{"eventSource": "aws:s3", "s3": {}}]}`, nil, nil, false, "SQS"},
		"S17: DynamoDB":   {`{"Records": [{"eventID": "1", "eventSource": "aws:dynamodb"}]}`, nil, nil, false, "SQS"},
		"S17: mixed":      {`{"Records": [` + sqsMessage + `, {"eventSource": "aws:s3"}]}`, nil, nil, false, "SQS"},
		"S17: no records": {`{"Records": []}`, nil, nil, false, "SQS"},
		"S17: no list":    {`{"Records": {}}`, nil, nil, false, "SQS"},
		"S17: EventBridge": {`{"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}`, nil, nil, false,
			"unknown field"},
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
			if w.reads > 0 && tt.source == nil {
				t.Error("it was run")
			}
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

// H9: what was corrected or revoked counts in a warm function, too.
func TestAWarmFunctionReadsItsConfigurationAgain(t *testing.T) {
	w := newWorld()
	for i, tc := range []struct {
		passed time.Duration
		loads  int
	}{
		{0, 1}, {keptFor - time.Second, 1}, {keptFor, 2}, {2*keptFor - time.Second, 2},
		{0, 3}, // the clock was set back
	} {
		w.passed = tc.passed
		answer, err := w.invoke("one", `{"dryRun": true}`)
		if err != nil || w.loads != tc.loads || w.forgotten != tc.loads-1 {
			t.Errorf("%d: %s, %v; configuration read %d times, secrets forgotten %d times", i, answer, err, w.loads, w.forgotten)
		}
	}
}

func TestTheDoctorWhereTheFunctionRuns(t *testing.T) {
	w := newWorld()
	answer, err := w.invoke("one", `{"doctor": {}, "tenants": ["contoso"]}`)
	const finding = `"doctor":[{"tenant":"contoso","findings":[{"check":"Microsoft Graph","state":"ok"`
	if err != nil || !strings.Contains(answer, finding) || !strings.HasSuffix(answer, `"failed":0}`) {
		t.Errorf("%s, %v", answer, err)
	}
	w.source.err = lasting{errors.New("grant it")}
	answer, err = w.invoke("two", `{"doctor": {}}`)
	if err != nil || !strings.Contains(answer, "grant it") || !strings.HasSuffix(answer, `"failed":1}`) {
		t.Errorf("%s, %v", answer, err)
	}
	if w.written.Len() > 0 {
		t.Errorf("a question was counted as a run: %s", w.written.String())
	}
}

// Nobody reads the answer to a message or an attempt.
func TestTheDoctorInAQueue(t *testing.T) {
	w := newWorld()
	answer, err := w.invoke("one", received(t, 1, message{ID: "m1", Body: `{"doctor": {}}`}))
	if err != nil || answer != `{"batchItemFailures":[]}` || len(w.queue.buried) != 1 || w.reads != 0 {
		t.Errorf("%s, %v, dead letters %v", answer, err, w.queue.buried)
	}
	answer, err = w.invoke("two", `{"attempt": {"id": "one", "event": {"doctor": {}}}}`)
	if err == nil || !strings.Contains(err.Error(), "invoke the function with it") || w.reads != 0 {
		t.Errorf("%s, %v", answer, err)
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

package invocation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/job"
)

// queue records what it is asked for, and refuses what it has an error for.
type queue struct {
	sent, buried []dispatch.Message
	hidden       map[string]time.Duration // by receipt
	refuse       error
}

func (q *queue) Batch(_ context.Context, list []dispatch.Message) ([]dispatch.Refusal, error) {
	q.sent = append(q.sent, list...)
	return nil, q.refuse
}

func (q *queue) Hide(_ context.Context, receipt string, pause time.Duration) error {
	q.hidden[receipt] = pause
	return q.refuse
}

func (q *queue) Bury(ctx context.Context, m dispatch.Message) error {
	if q.refuse == nil {
		q.buried = append(q.buried, m)
	}
	return errors.Join(q.refuse, ctx.Err())
}

// received is a batch of messages, each received for the given time.
func received(t *testing.T, try int, messages ...message) string {
	t.Helper()
	for i := range messages {
		messages[i].Source, messages[i].Receipt = "aws:sqs", "receipt of "+messages[i].ID
		messages[i].Attributes.Received = strconv.Itoa(try)
	}
	payload, err := json.Marshal(map[string]any{"Records": messages})
	if err != nil {
		t.Fatal(err)
	}
	return string(payload)
}

func TestABatch(t *testing.T) {
	w := newWorld()
	twice := message{ID: "m1", Body: `{"deliver": ["slack"]}`}
	w.source.err = errors.New("an outage")
	answer, err := w.invoke("one", received(t, 2, twice, message{ID: "m2", Body: "{}"}))
	const want = `{"batchItemFailures":[{"itemIdentifier":"m1"},{"itemIdentifier":"m2"}]}`
	if err != nil || answer != want {
		t.Errorf("an outage: %s, %v", answer, err)
	}
	if diff := cmp.Diff(map[string]time.Duration{
		"receipt of m1": dispatch.Pause("m1", 2), "receipt of m2": dispatch.Pause("m2", 2),
	}, w.queue.hidden); diff != "" {
		t.Errorf("when they come back (-want +got):\n%s", diff)
	}
	w.source.err = nil
	if answer, err := w.invoke("two", received(t, 3, twice, twice)); err != nil || answer != `{"batchItemFailures":[]}` {
		t.Errorf("a batch that was done: %s, %v", answer, err)
	}
	if len(w.channel.sent) != 1 || len(w.queue.buried) > 0 {
		t.Errorf("delivered %d times, want once for the message that came twice; dead letters %v",
			len(w.channel.sent), w.queue.buried)
	}
}

// F6: a message is done only where everything was done. What nobody can fix by
// waiting a person may fix, so it is tried as long as the rest.
func TestAMessageThatFails(t *testing.T) {
	forbidden := lasting{errors.New("grant it to\u202e the application")}
	for name, tt := range map[string]struct {
		body         string
		source, load error
		try          int
		buried       string // the cause; empty where the message goes back
	}{
		"an outage": {"{}", errors.New("an outage"), nil, 1, ""},
		"an outage, at last": {"{}", errors.New("an outage"), nil, dispatch.MaxTries,
			"1 of 1 tenants failed: contoso: an outage"},
		"403":              {"{}", forbidden, nil, dispatch.MaxTries - 1, ""},
		"403, at last":     {"{}", forbidden, nil, dispatch.MaxTries, "contoso: grant it to the application"},
		"no configuration": {"{}", nil, lasting{errors.New("config.yaml:1: unknown key")}, 1, ""},
		"none, at last": {"{}", nil, lasting{errors.New("config.yaml:1: unknown key")}, 99,
			"config.yaml:1: unknown key"},
		"a tenant that is no": {`{"tenants": ["x"]}`, nil, nil, 3, ""},
		"poison":              {"no event", nil, nil, 1, "not valid JSON"},
		"an unknown field":    {`{"tenant": "x"}`, nil, nil, 1, "unknown field"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.source.err, w.load = tt.source, tt.load
			var log bytes.Buffer
			w.Log = slog.New(slog.NewJSONHandler(&log, nil))
			answer, err := w.invoke("one", received(t, tt.try, message{ID: "m1", Body: tt.body}))
			if err != nil || !strings.Contains(w.written.String(), `"FailedRuns":1`) {
				t.Errorf("%v; metrics %s", err, w.written.String())
			}
			if back := strings.Contains(answer, "m1"); back != (tt.buried == "") || back != (len(w.queue.hidden) == 1) {
				t.Errorf("%s; hidden %v", answer, w.queue.hidden)
			}
			if tt.buried == "" {
				return
			}
			if len(w.queue.buried) != 1 || !strings.Contains(w.queue.buried[0].Attributes[dispatch.Cause], tt.buried) ||
				w.queue.buried[0].Body != tt.body ||
				w.queue.buried[0].Attributes[dispatch.Tries] != fmt.Sprint(tt.try) ||
				w.queue.buried[0].Attributes[dispatch.RequestID] != "m1" {
				t.Errorf("dead letters %+v", w.queue.buried)
			}
			if !strings.Contains(log.String(), "given up") || !strings.Contains(log.String(), tt.buried) {
				t.Errorf("log %s", log.String())
			}
		})
	}
}

// Dead letters show no secret, and a redrive of one delivers nothing again: the
// id of its request is the same, however long it was.
func TestDeadLetters(t *testing.T) {
	for _, id := range []string{strings.Repeat("a", 5000), "arn:" + strings.Repeat("a", 120), "a\nb\u202e", "id"} {
		w := newWorld()
		w.source.err = errors.New("the answer has " + secret)
		m := message{ID: "m1", Body: `{"deliver": ["slack"]}`}
		m.Sender = sender(t, map[string]string{dispatch.RequestID: id, dispatch.Part: "1 of 2"})
		if _, err := w.invoke("one", received(t, dispatch.MaxTries, m)); err != nil || len(w.queue.buried) != 1 {
			t.Fatalf("%v, %+v", err, w.queue.buried)
		}
		dead := w.queue.buried[0].Attributes
		if strings.Contains(dead[dispatch.Cause], secret) || !strings.Contains(dead[dispatch.Cause], "the answer has ***") {
			t.Errorf("the cause is %s", dead[dispatch.Cause])
		}
		if again := (message{ID: "m2", Sender: sender(t, dead)}); again.request() != m.request() ||
			len(again.request()) > 400 || strings.Contains(again.request(), "\n") {
			t.Errorf("the request %.60s becomes %.60s", m.request(), again.request())
		}
	}
	other := message{Sender: sender(t, map[string]string{dispatch.RequestID: strings.Repeat("a", 5001)})}
	if other.request() == dispatch.BoundedID(strings.Repeat("a", 5000)) {
		t.Error("two ids became one")
	}
}

// sender are attributes as SQS brings them.
func sender(t *testing.T, values map[string]string) map[string]struct {
	Value string `json:"stringValue"`
} {
	t.Helper()
	list := map[string]map[string]string{}
	for name, value := range values {
		list[name] = map[string]string{"stringValue": value, "dataType": "String"}
	}
	var m message
	doc, err := json.Marshal(map[string]any{"messageAttributes": list})
	if err == nil {
		err = json.Unmarshal(doc, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m.Sender
}

// A tenant that was added while this process was warm fails no run.
func TestATenantThatIsNew(t *testing.T) {
	for _, form := range []string{"message", "event"} {
		w := newWorld()
		one := w.Job
		w.Job = func(ctx context.Context) (*job.Job, error) {
			j, err := one(ctx)
			if w.loads > 1 {
				j.Tenants[0].Name = "fabrikam"
			}
			return j, err
		}
		if _, err := w.invoke("one", "{}"); err != nil {
			t.Fatal(err)
		}
		payload := `{"tenants": ["fabrikam"]}`
		if form == "message" {
			payload = received(t, 1, message{ID: "m1", Body: payload})
		}
		answer, err := w.invoke("two", payload)
		if err != nil || w.loads != 2 || strings.Contains(w.written.String(), `"FailedRuns":1`) {
			t.Errorf("%s: %s, %v, read %d times, %s", form, answer, err, w.loads, w.written.String())
		}
	}
}

// A message that is corrected while it waits needs nothing else: the next try
// reads the configuration and its secrets again.
func TestACorrectionWhileAMessageWaits(t *testing.T) {
	w := newWorld()
	w.source.err = lasting{errors.New("grant it")}
	_, _ = w.invoke("one", received(t, 1, message{ID: "m1", Body: "{}"}))
	w.source.err = nil
	answer, err := w.invoke("two", received(t, 2, message{ID: "m1", Body: "{}"}))
	if err != nil || answer != `{"batchItemFailures":[]}` || w.loads != 2 || w.forgotten != 1 {
		t.Errorf("%s, %v; configuration read %d times, secrets forgotten %d times", answer, err, w.loads, w.forgotten)
	}
}

// Without an answer of SQS the queue keeps the message, and its own limits
// hold.
func TestTheQueueDoesNotAnswer(t *testing.T) {
	w := newWorld()
	w.queue.refuse = errors.New("no answer")
	for _, body := range []string{"no event", `{"tenants": ["x"]}`} {
		answer, err := w.invoke("one", received(t, 14, message{ID: "m1", Body: body}))
		if err != nil || !strings.Contains(answer, "m1") {
			t.Errorf("%s: %s, %v", body, answer, err)
		}
	}
}

// The run has used up the function's time, and the message is put off all the
// same.
func TestAMessageAtTheEndOfTheTime(t *testing.T) {
	w := newWorld()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	answer, err := w.Handle(ctx, json.RawMessage(received(t, dispatch.MaxTries, message{ID: "m1", Body: "{}"})))
	if err != nil || len(w.queue.buried) != 1 {
		t.Errorf("%v, %v, dead letters %v", answer, err, w.queue.buried)
	}
}

// A redrive makes a new message of a dead letter, and a dispatcher that was
// killed sends a second one.
func TestCopiesOfAMessageDeliverOnce(t *testing.T) {
	w := newWorld()
	for _, id := range []string{"m1", "m2"} {
		m := message{ID: id, Body: `{"deliver": ["slack"], "report": {}}`}
		if err := json.Unmarshal([]byte(`{"requestId": {"stringValue": "r1", "dataType": "String"}}`), &m.Sender); err != nil {
			t.Fatal(err)
		}
		w.channel.prepared = nil
		if answer, err := w.invoke(id, received(t, 1, m)); err != nil || answer != `{"batchItemFailures":[]}` {
			t.Errorf("%s, %v", answer, err)
		}
	}
	if len(w.channel.sent) != 1 {
		t.Errorf("delivered %d times", len(w.channel.sent))
	}
}

// F5: a tenant that lacks a channel of the others is served all the same.
func TestATenantThatLacksAChannel(t *testing.T) {
	for part, done := range map[string]bool{"": false, "3 of 40": true} {
		w := newWorld()
		m := message{ID: "m1", Body: `{"tenants": ["contoso"], "deliver": ["slack", "email"]}`}
		if err := json.Unmarshal([]byte(`{"part": {"stringValue": "`+part+`"}}`), &m.Sender); err != nil {
			t.Fatal(err)
		}
		answer, err := w.invoke("one", received(t, dispatch.MaxTries, m))
		if err != nil || (len(w.queue.buried) == 0) != done || (len(w.channel.sent) == 1) != done {
			t.Errorf("part %q: %s, %v, dead letters %v", part, answer, err, w.queue.buried)
		}
	}
}

// A message about several tenants becomes one for each.
func TestAMessageIsSplit(t *testing.T) {
	for body, want := range map[string]int{
		`{}`: 2, `{"tenants": ["contoso", "fabrikam"]}`: 2, `{"tenants": ["contoso"]}`: 0,
		`{"portfolio": {}}`: 0, "\ufeff{\"portfolio\": {}}": 0,
	} {
		w := newWorld()
		one := w.Job
		w.Job = func(ctx context.Context) (*job.Job, error) {
			j, err := one(ctx)
			j.Tenants = append(j.Tenants, job.Tenant{
				Name: "fabrikam", ID: "f", Source: reading{w}, Store: j.Tenants[0].Store,
			})
			return j, err
		}
		answer, err := w.invoke("one", received(t, 1, message{ID: "m1", Body: body}))
		together := strings.Contains(body, "portfolio")
		if err != nil || !together && answer != `{"batchItemFailures":[]}` || len(w.queue.sent) != want {
			t.Errorf("%s: %s, %v; messages %v", body, answer, err, w.queue.sent)
		}
		if want > 0 && w.reads > 0 {
			t.Errorf("%s: it was run as well", body)
		}
	}
}

// S15: anyone who may invoke the function chooses the id of a message.
func TestAMessageIDInTheLog(t *testing.T) {
	w := newWorld()
	var log bytes.Buffer
	w.Log = slog.New(slog.NewJSONHandler(&log, nil))
	id := "m\u202e\u00ad\U000e0041\nforged" + strings.Repeat("x", 5000)
	answer, err := w.invoke("one", received(t, 1, message{ID: id, Body: `{"tenants": ["x"]}`}))
	var failed batchAnswer
	if err != nil || json.Unmarshal([]byte(answer), &failed) != nil || len(failed.Failures) != 1 ||
		failed.Failures[0].ID != id {
		t.Errorf("SQS needs the id as it is: %.200s, %v", answer, err)
	}
	if text := log.String(); !strings.Contains(text, `"messageId":"m forgedx`) || len(text) > 1500 {
		t.Errorf("S15: %d bytes: %.500s", len(text), text)
	}
}

// S7: an id of a message that is a schedule's time does not take the key of
// that schedule's delivery.
func TestAMessageDoesNotTakeTheKeyOfASchedule(t *testing.T) {
	for _, at := range []string{"2026-11-23T06:00:00Z", "2026-11-23T06:15:00Z"} {
		w := newWorld()
		if answer, err := w.invoke("one", `{"Records": [{"eventSource": "aws:sqs", "messageId": "`+at+`",
			"body": "{\"deliver\": [\"slack\"], \"report\": {}}"}]}`); err != nil ||
			len(w.channel.sent) != 1 {
			t.Fatalf("the message: %s, %v", answer, err)
		}
		w.channel.prepared = nil
		answer, err := w.invoke("two", `{"scheduledAt": "`+at+`", "deliver": ["slack"], "report": {}}`)
		if err != nil || strings.Contains(answer, `"status":"already"`) || len(w.channel.sent) != 1 {
			t.Errorf("S7: the schedule of %s: %s, %v", at, answer, err)
		}
	}
}

// Nobody reads the answer to a schedule's attempt: it fails unless everything
// was done, so that the state machine tries again. Attempts of one execution
// deliver once.
func TestAnAttempt(t *testing.T) {
	const attempt = `{"attempt": {"id": "execution", "event": {"deliver": ["slack"], "report": {}}}}`
	w := newWorld()
	w.source.err = lasting{errors.New("grant it")}
	if answer, err := w.invoke("one", attempt); err == nil || !strings.Contains(err.Error(), "contoso: grant it") {
		t.Errorf("%s, %v", answer, err)
	}
	w.source.err = errors.New(strings.Repeat("a service answers with much ", 50_000))
	if _, err := w.invoke("one", attempt); err == nil || len(err.Error()) > 4*maxCause {
		t.Errorf("an error that no state machine takes: %.200v", err)
	}
	w.source.err = nil
	for range 2 {
		w.channel.prepared = nil
		if answer, err := w.invoke("another", attempt); err != nil || answer != `{"tenants":1}` {
			t.Errorf("%s, %v", answer, err)
		}
	}
	if len(w.channel.sent) != 1 {
		t.Errorf("delivered %d times", len(w.channel.sent))
	}
	if answer, err := w.invoke("two", `{"attempt": {"id": "execution", "event": {"tenant": "x"}}}`); err == nil ||
		!strings.Contains(err.Error(), "unknown field") {
		t.Errorf("a wrong event: %s, %v", answer, err)
	}
}

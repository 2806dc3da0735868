package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/google/go-cmp/cmp"
)

// world is a queue that takes what it does not refuse, and time that only
// pauses use.
type world struct {
	tenants  int
	load     error
	refuse   func(call int, m Message) string // why a message is refused
	fail     func(call int) error             // why a whole batch is
	calls    int
	received map[string]int // bodies
	requests map[string]bool
	paused   time.Duration
	counted  int // how often the overdue tenants were counted
}

func (w *world) dispatcher() Dispatcher {
	w.received, w.requests = map[string]int{}, map[string]bool{}
	return Dispatcher{
		Tenants: func(context.Context) (list []Tenant, err error) {
			for i := range w.tenants {
				list = append(list, Tenant{fmt.Sprintf("t%d", i), fmt.Sprintf("id-%d", i)})
			}
			return list, w.load
		},
		Sender: Sender{Batch: w.batch, Pause: func(ctx context.Context, d time.Duration) error {
			w.paused += d
			return ctx.Err()
		}},
		Overdue: func(context.Context) error { w.counted++; return errors.New("no store") },
		Log:     slog.New(slog.NewJSONHandler(io.Discard, nil)),
	}
}

func (w *world) batch(_ context.Context, messages []Message) (refused []Refusal, err error) {
	w.calls++
	if w.fail != nil {
		err = w.fail(w.calls)
	}
	for _, m := range messages {
		if w.refuse != nil {
			if why := w.refuse(w.calls, m); why != "" {
				refused = append(refused, Refusal{m, why})
				continue
			}
		}
		w.received[m.Body]++
		w.requests[m.Attributes[RequestID]] = true
	}
	return refused, err
}

func handle(d Dispatcher, payload string) (string, error) {
	ctx := lambdacontext.NewContext(context.Background(), &lambdacontext.LambdaContext{AwsRequestID: "lambda"})
	answer, err := d.Handle(ctx, json.RawMessage(payload))
	text, _ := json.Marshal(answer)
	return string(text), err
}

func TestDispatch(t *testing.T) {
	for name, tt := range map[string]struct {
		payload string
		world   world
		want    string // the answer, or a part of the error
		calls   int
		request string
	}{
		"an event": {`{}`, world{tenants: 25}, `{"messages":25}`, 3, "lambda"},
		"an attempt": {`{"attempt": {"id": "execution", "event": {"deliver": ["slack"]}}}`, world{tenants: 3},
			`{"messages":3}`, 1, "execution"},
		"an attempt without an id": {`{"attempt": {"event": {}}}`, world{tenants: 1}, `{"messages":1}`, 1, "lambda"},
		"no event":                 {`{"attempt": {"id": "execution"}}`, world{tenants: 1}, "is empty", 0, ""},
		"one of ten is refused once": {`{}`, world{tenants: 25, refuse: func(call int, m Message) string {
			if call == 2 && strings.Contains(m.Body, `"id-13"`) {
				return "InternalError: try again"
			}
			return ""
		}}, `{"messages":25}`, 4, "lambda"},
		"one is refused for ever": {`{}`, world{tenants: 25, refuse: func(_ int, m Message) string {
			if strings.Contains(m.Body, `"id-13"`) {
				return "InvalidMessageContents: no"
			}
			return ""
		}}, "1 of 25 were not sent: InvalidMessageContents: no", 6, "lambda"},
		"the first call gets no answer": {`{}`, world{tenants: 25, fail: func(call int) error {
			if call == 1 {
				return errors.New("no answer")
			}
			return nil
		}}, `{"messages":25}`, 4, "lambda"},
		"no call gets an answer": {`{}`, world{tenants: 25, fail: func(int) error { return errors.New("no answer") }},
			"25 of 25 were not sent: no answer", 4, "lambda"},
		"no configuration": {`{}`, world{load: errors.New("reading configuration: an outage")}, "an outage", 0, ""},
		"a wrong event":    {`{"tenant": "x"}`, world{tenants: 2}, "unknown field", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := handle(tt.world.dispatcher(), tt.payload)
			if (err == nil) != (answer == tt.want) || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%s, %v", answer, err)
			}
			if tt.world.calls != tt.calls {
				t.Errorf("%d calls, want %d", tt.world.calls, tt.calls)
			}
			if diff := cmp.Diff(tt.request != "", tt.world.requests[tt.request]); diff != "" {
				t.Errorf("requests %v", tt.world.requests)
			}
			if scheduled := strings.Contains(tt.payload, "attempt") && err == nil; scheduled != (tt.world.counted == 1) {
				t.Errorf("the overdue tenants were counted %d times", tt.world.counted)
			}
			if err == nil && len(tt.world.received) != tt.world.tenants {
				t.Errorf("%d tenants have a message, want %d", len(tt.world.received), tt.world.tenants)
			}
		})
	}
}

// What the queue took although its answer was lost is sent again, and nothing
// is left out.
func TestTheTimeIsUp(t *testing.T) {
	w := world{tenants: 25, fail: func(int) error { return errors.New("no answer") }}
	d := w.dispatcher()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := d.Handle(ctx, json.RawMessage(`{}`)); err == nil || !strings.Contains(err.Error(), "cancel") {
		t.Error(err)
	}
	if err := Wait(ctx, time.Hour); err == nil {
		t.Error("waited")
	}
}

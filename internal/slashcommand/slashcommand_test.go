package slashcommand

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/secrets"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

const secret = "8f742231b10e8888abcd99yyyzzz85a5"

var now = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

// world is a handler and the reporter that it invokes.
type world struct {
	Handler
	invoked []string
	counted map[string]int // by metric
	fails   error
	secret  string // as it is kept
	fetched int
}

func newWorld() *world {
	w := &world{secret: secret, counted: map[string]int{}}
	signing := secrets.Rotating{
		Now: func() time.Time { return w.Now() },
		Fetch: func(context.Context) (string, error) {
			w.fetched++
			if w.secret == "" {
				return "", errors.New("no such parameter")
			}
			return w.secret, nil
		},
	}
	w.Handler = Handler{
		SigningSecret: signing.Accepts,
		Invoke: func(_ context.Context, payload []byte) error {
			w.invoked = append(w.invoked, string(payload))
			return w.fails
		},
		Count: func(metric string) error { w.counted[metric]++; return nil },
		Now:   func() time.Time { return now }, Log: slog.New(slog.NewJSONHandler(io.Discard, nil)),
	}
	return w
}

// request is one as Slack signs it, by its documentation.
func request(text string, signed time.Time) events.LambdaFunctionURLRequest {
	body := url.Values{
		"command": {"/securescore"}, "text": {text}, "user_id": {"U1"}, "team_id": {"T1"}, "channel_id": {"C1"},
		"response_url": {"https://hooks.slack.com/commands/T1/2/three"},
	}.Encode()
	r := events.LambdaFunctionURLRequest{Body: base64.StdEncoding.EncodeToString([]byte(body)), IsBase64Encoded: true}
	r.RequestContext.HTTP.Method = "POST"
	sign(&r, body, signed)
	return r
}

// forwarded is the request that the reporter got last, as it would open it.
func (w *world) forwarded(t *testing.T) Request {
	t.Helper()
	var payload map[string]Sealed
	if err := json.Unmarshal([]byte(w.invoked[len(w.invoked)-1]), &payload); err != nil || !payload[Key].Holds(secret) {
		t.Fatalf("%v, payload %q", err, w.invoked)
	}
	r, err := payload[Key].Open(w.Now())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sign(r *events.LambdaFunctionURLRequest, body string, at time.Time) { signBy(secret, r, body, at) }

func hash(key, text string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(text))
	return h.Sum(nil)
}

func (w *world) send(t *testing.T, r events.LambdaFunctionURLRequest) (status int, text string) {
	t.Helper()
	response, err := w.Handle(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	var body struct {
		Type string `json:"response_type"`
		Text string
	}
	if response.Body != "" {
		if err := json.Unmarshal([]byte(response.Body), &body); err != nil || body.Type != "ephemeral" {
			t.Errorf("body %q (%v), want one that only the sender sees", response.Body, err)
		}
	}
	return response.StatusCode, body.Text
}

func TestCommandsReachTheReporter(t *testing.T) {
	for _, text := range []string{"", "Report P30D html, csv for x y", "help", "rm <!here>"} {
		w := newWorld()
		status, answer := w.send(t, request(text, now))
		shown := strings.TrimSpace("⏳ /securescore " + mrkdwn.Escape(text))
		if status != 200 || answer != shown || len(w.invoked) != 1 {
			t.Errorf("%q: %d %q, invoked with %q", text, status, answer, w.invoked)
			continue
		}
		got := w.forwarded(t)
		want := Request{
			ID: got.ID, SentAt: now, ResponseURL: "https://hooks.slack.com/commands/T1/2/three",
			User: "U1", Team: "T1", Channel: "C1", Text: text,
		}
		if diff := cmp.Diff(want, got); diff != "" || len(got.ID) != 64 {
			t.Errorf("%q: (-want +got)\n%s", text, diff)
		}
	}
}

func TestParse(t *testing.T) {
	for text, c := range map[string]struct{ event, ask, since string }{
		"":                       {`{}`, Status, ""},
		"status":                 {`{}`, Status, ""},
		"Status for Contoso Ltd": {`{"tenants":["Contoso Ltd"]}`, Status, ""},
		"for contoso":            {`{"tenants":["contoso"]}`, Status, ""},
		"report":                 {`{"report":{}}`, Status, ""},
		"report P30D html, csv":  {`{"report":{"period":"P30D","formats":["html","csv"]}}`, Status, ""},
		"report FULL":            {`{"report":{"edition":"full"}}`, Status, ""},
		"report share":           {`{"deliver":["slack"],"report":{}}`, Status, ""},
		"REPORT 2026-11-16 PDF for x y": {`{"tenants":["x y"],"report":{"period":"2026-11-16","formats":["pdf"]}}`,
			Status, ""},
		"diff":           {`{}`, Diff, ""},
		"history":        {`{}`, History, ""},
		"History p30d":   {`{}`, History, "P30D"},
		"diff p7d for x": {`{"tenants":["x"]}`, Diff, "P7D"},
		"actions":        {`{}`, Actions, ""},
		"actions new cost:Low impact:moderate category:Identity status:open mail rules": {
			`{"filter":{"categories":["Identity"],"maxUserImpact":"moderate","maxCost":"low","statuses":["toAddress"],"new":true,"search":"mail rules"}}`, Actions, "",
		},
	} {
		q, err := Parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		got, err := json.Marshal(q.Event)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != c.event || q.Ask != c.ask || q.Since != event.Period(c.since) {
			t.Errorf("%q: %s %s %s, want %v", text, q.Ask, q.Since, got, c)
		}
	}
}

func TestMisunderstoodCommands(t *testing.T) {
	german := words.In(report.Locale{}.In(report.German))
	for text, want := range map[string]string{
		"rm x":             "„rm“ ist kein Befehl.",
		"status now":       "„now“ wird nach status nicht verstanden.",
		"report yesterday": "„yesterday“ wird nach report nicht verstanden.",
		"diff P7D P8D":     "„P8D“ wird nach diff nicht verstanden.",
		"history P7D P8D":  "„P8D“ wird nach history nicht verstanden.",
		"report for":       "Geben Sie nach „for“ den Namen oder die ID eines Mandanten an.",
		"actions cost:cheap": "„cost:cheap“ ist kein Filter. Möglich sind cost: oder impact: (low, moderate oder high), " +
			"category: oder status: (open, planned, accepted oder done).",
		"actions colour:": "„colour:“ ist kein Filter. Möglich sind cost: oder impact: (low, moderate oder high), " +
			"category: oder status: (open, planned, accepted oder done).",
	} {
		_, err := Parse(text)
		what, ok := errors.AsType[MisunderstoodError](err)
		if !ok || what(german) != want {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if q, err := Parse("rm for contoso"); err == nil || !slices.Equal(q.Event.Tenants, []string{"contoso"}) {
		t.Errorf("%v, %v, want the tenant, whose language the answer has", q.Event.Tenants, err)
	}
	if _, err := Parse("Help for x"); !errors.Is(err, ErrHelp) {
		t.Errorf("%v, want the help", err)
	}
}

func TestUnsignedRequestsAreRefused(t *testing.T) {
	for name, change := range map[string]func(*events.LambdaFunctionURLRequest){
		"no signature": func(r *events.LambdaFunctionURLRequest) { r.Headers = nil },
		"another signature": func(r *events.LambdaFunctionURLRequest) {
			r.Headers["x-slack-signature"] = "v0=" + strings.Repeat("0", 64)
		},
		"another body":  func(r *events.LambdaFunctionURLRequest) { r.IsBase64Encoded, r.Body = false, "text=x" },
		"broken base64": func(r *events.LambdaFunctionURLRequest) { r.Body = "%" },
		"another time": func(r *events.LambdaFunctionURLRequest) {
			r.Headers["x-slack-request-timestamp"] = fmt.Sprint(now.Unix() - 1)
		},
		"six minutes old":     func(r *events.LambdaFunctionURLRequest) { *r = request("", now.Add(-6*time.Minute)) },
		"six minutes ahead":   func(r *events.LambdaFunctionURLRequest) { *r = request("", now.Add(6*time.Minute)) },
		"no number as a time": func(r *events.LambdaFunctionURLRequest) { r.Headers["x-slack-request-timestamp"] = "x" },
	} {
		w := newWorld()
		r := request("status", now)
		change(&r)
		if status, answer := w.send(t, r); status != 401 || answer != "" || len(w.invoked) != 0 {
			t.Errorf("%s: %d %q, invoked with %q", name, status, answer, w.invoked)
		}
	}
}

func TestOtherRequests(t *testing.T) {
	w := newWorld()
	get := request("", now)
	get.RequestContext.HTTP.Method = "GET"
	if status, _ := w.send(t, get); status != 405 {
		t.Errorf("GET: %d", status)
	}
	check := events.LambdaFunctionURLRequest{Body: "ssl_check=1&token=x"}
	check.RequestContext.HTTP.Method = "POST"
	sign(&check, check.Body, now)
	if status, answer := w.send(t, check); status != 200 || answer != "" {
		t.Errorf("ssl_check: %d %q", status, answer)
	}
	elsewhere := events.LambdaFunctionURLRequest{
		Body: url.Values{"response_url": {"https://evil.example/hooks.slack.com"}}.Encode(),
	}
	elsewhere.RequestContext.HTTP.Method = "POST"
	sign(&elsewhere, elsewhere.Body, now)
	if _, answer := w.send(t, elsewhere); !strings.Contains(answer, "not one of Slack's") {
		t.Errorf("another response URL: %q", answer)
	}
	if len(w.invoked) != 0 {
		t.Errorf("the reporter was invoked with %q", w.invoked)
	}
}

func TestFailuresAreReported(t *testing.T) {
	w := newWorld()
	w.fails = errors.New("AccessDenied: secret detail")
	if status, answer := w.send(t, request("", now)); status != 200 ||
		!strings.Contains(answer, "could not be reached") || strings.Contains(answer, "secret detail") {
		t.Errorf("%d %q", status, answer)
	}
	if w.counted["FailedCommands"] != 1 || len(w.counted) != 1 {
		t.Errorf("counted %v, want one failed command, which raises an alarm", w.counted)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"", "report P7D pdf for x", "for", "status\u00a0now"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		if err == nil && len(q.Event.Tenants) > 0 && strings.TrimSpace(q.Event.Tenants[0]) == "" {
			t.Error("a tenant without a name")
		}
	})
}

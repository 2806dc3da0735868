package slashcommand

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

const secret = "8f742231b10e8888abcd99yyyzzz85a5"

var now = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

// world is a handler and the reporter that it invokes.
type world struct {
	Handler
	invoked []string
	fails   error
}

func newWorld() *world {
	w := &world{}
	w.Handler = Handler{
		SigningSecret: func(context.Context) (string, error) { return secret, nil },
		Invoke: func(_ context.Context, payload []byte) error {
			w.invoked = append(w.invoked, string(payload))
			return w.fails
		},
		Now: func() time.Time { return now }, Log: slog.New(slog.NewJSONHandler(io.Discard, nil)),
	}
	return w
}

// request is one as Slack signs it, by its documentation.
func request(text string, signed time.Time) events.LambdaFunctionURLRequest {
	body := url.Values{
		"command": {"/securescore"}, "text": {text}, "user_id": {"U1"},
		"response_url": {"https://hooks.slack.com/commands/T1/2/three"},
	}.Encode()
	r := events.LambdaFunctionURLRequest{Body: base64.StdEncoding.EncodeToString([]byte(body)), IsBase64Encoded: true}
	r.RequestContext.HTTP.Method = "POST"
	sign(&r, body, signed)
	return r
}

func sign(r *events.LambdaFunctionURLRequest, body string, at time.Time) {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%d:%s", at.Unix(), body)
	r.Headers = map[string]string{
		"x-slack-request-timestamp": fmt.Sprint(at.Unix()),
		"x-slack-signature":         "v0=" + hex.EncodeToString(mac.Sum(nil)),
	}
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
	for text, c := range map[string]struct{ event, ask string }{
		"":                       {`{}`, `"status"`},
		"status":                 {`{}`, `"status"`},
		"Status for Contoso Ltd": {`{"tenants":["Contoso Ltd"]}`, `"status"`},
		"for contoso":            {`{"tenants":["contoso"]}`, `"status"`},
		"report":                 {`{"report":{}}`, `"status"`},
		"report P30D html, csv":  {`{"report":{"period":"P30D","formats":["html","csv"]}}`, `"status"`},
		"report share":           {`{"deliver":["slack"],"report":{}}`, `"status"`},
		"REPORT 2026-11-16 PDF for x y": {`{"tenants":["x y"],"report":{"period":"2026-11-16","formats":["pdf"]}}`,
			`"status"`},
		"diff":           {`{}`, `"diff"`},
		"diff p7d for x": {`{"tenants":["x"]}`, `"diff","since":"P7D"`},
		"actions":        {`{}`, `"actions"`},
		"actions new cost:Low impact:moderate category:Identity status:open mail rules": {
			`{"filter":{"categories":["Identity"],"maxUserImpact":"moderate","maxCost":"low","statuses":["toAddress"],"new":true,"search":"mail rules"}}`, `"actions"`,
		},
	} {
		w := newWorld()
		status, answer := w.send(t, request(text, now))
		want := `{"event":` + c.event +
			`,"slashCommand":{"responseUrl":"https://hooks.slack.com/commands/T1/2/three","user":"U1","ask":` + c.ask +
			`}}`
		if status != 200 || len(w.invoked) != 1 || w.invoked[0] != want || !strings.Contains(answer, "comes here") {
			t.Errorf("%q: %d %q, invoked with %q, want %q", text, status, answer, w.invoked, want)
		}
	}
}

func TestMisunderstoodCommandsGetHelp(t *testing.T) {
	for text, want := range map[string]string{
		"help": "*Commands*", "rm <!here>": "rm", "status now": "now", "report yesterday": "yesterday",
		"report for":         "tenant's name",
		"actions cost:cheap": "cost:cheap", "actions colour:red": "colour:red", "diff P7D P8D": "P8D",
	} {
		w := newWorld()
		if status, answer := w.send(t, request(text, now)); status != 200 || len(w.invoked) != 0 ||
			!strings.Contains(answer, want) || !strings.Contains(answer, "/securescore report") ||
			strings.Contains(answer, "<!") {
			t.Errorf("%q: %d %q, invoked with %q", text, status, answer, w.invoked)
		}
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

func TestReplaysAreRefused(t *testing.T) {
	w := newWorld()
	r := request("status", now)
	if status, _ := w.send(t, r); status != 200 {
		t.Fatal(status)
	}
	if status, _ := w.send(t, r); status != 401 || len(w.invoked) != 1 {
		t.Errorf("the second time: %d, invoked %d times", status, len(w.invoked))
	}
	w.Now = func() time.Time { return now.Add(time.Hour) }
	w.send(t, request("status", now.Add(time.Hour)))
	if len(w.replays.seen) != 1 {
		t.Errorf("%d signatures are remembered an hour later, want the last only", len(w.replays.seen))
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
	w.SigningSecret = func(context.Context) (string, error) { return "", errors.New("no such parameter") }
	if _, answer := w.send(t, request("", now)); !strings.Contains(answer, "signing secret") {
		t.Errorf("%q", answer)
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

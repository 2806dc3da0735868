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

type world struct {
	Handler
	handed []string
	fails  error
}

func newWorld() *world {
	w := &world{}
	w.Handler = Handler{
		SigningSecret: func(context.Context) (string, error) { return secret, nil },
		Hand: func(_ context.Context, payload []byte) error {
			w.handed = append(w.handed, string(payload))
			return w.fails
		},
		Now: time.Now, Log: slog.New(slog.NewJSONHandler(io.Discard, nil)),
	}
	return w
}

// request is one as Slack signs it, by its documentation.
func request(text string, signed time.Time) events.LambdaFunctionURLRequest {
	body := url.Values{
		"command": {"/securescore"}, "text": {text}, "user_id": {"U1"}, "response_url": {"https://hooks.slack.com/commands/T1/2/three"},
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
		"x-slack-request-timestamp": fmt.Sprint(at.Unix()), "x-slack-signature": "v0=" + hex.EncodeToString(mac.Sum(nil)),
	}
}

func (w *world) ask(t *testing.T, r events.LambdaFunctionURLRequest) (status int, said string) {
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
			t.Errorf("body %q (%v), want one that only who asked sees", response.Body, err)
		}
	}
	return response.StatusCode, body.Text
}

func TestCommandsAreHandedOn(t *testing.T) {
	for text, c := range map[string]struct{ event, ask string }{
		"":                              {`{}`, `"status"`},
		"status":                        {`{}`, `"status"`},
		"Status for Contoso Ltd":        {`{"tenants":["Contoso Ltd"]}`, `"status"`},
		"for contoso":                   {`{"tenants":["contoso"]}`, `"status"`},
		"report":                        {`{"report":{}}`, `"status"`},
		"report P30D html, csv":         {`{"report":{"period":"P30D","formats":["html","csv"]}}`, `"status"`},
		"report share":                  {`{"deliver":["slack"],"report":{}}`, `"status"`},
		"REPORT 2026-11-16 PDF for x y": {`{"tenants":["x y"],"report":{"period":"2026-11-16","formats":["pdf"]}}`, `"status"`},
		"diff":                          {`{}`, `"diff"`},
		"diff p7d for x":                {`{"tenants":["x"]}`, `"diff","since":"P7D"`},
		"actions":                       {`{}`, `"actions"`},
		"actions new cost:Low impact:moderate category:Identity status:open mail rules": {
			`{"filter":{"categories":["Identity"],"maxUserImpact":"moderate","maxCost":"low","statuses":["toAddress"],"new":true,"search":"mail rules"}}`, `"actions"`,
		},
	} {
		w := newWorld()
		status, said := w.ask(t, request(text, time.Now()))
		want := `{"event":` + c.event + `,"slashCommand":{"responseUrl":"https://hooks.slack.com/commands/T1/2/three","user":"U1","ask":` + c.ask + `}}`
		if status != 200 || len(w.handed) != 1 || w.handed[0] != want || !strings.Contains(said, "comes here") {
			t.Errorf("%q: %d %q, handed on %q, want %q", text, status, said, w.handed, want)
		}
	}
}

func TestWhatIsNotUnderstoodIsExplained(t *testing.T) {
	for text, want := range map[string]string{
		"help": "What I understand", "rm <!here>": "rm", "status now": "now", "report yesterday": "yesterday", "report for": "missing",
		"actions cost:cheap": "cost:cheap", "actions colour:red": "colour:red", "diff P7D P8D": "P8D",
	} {
		w := newWorld()
		if status, said := w.ask(t, request(text, time.Now())); status != 200 || len(w.handed) != 0 ||
			!strings.Contains(said, want) || !strings.Contains(said, "/securescore report") || strings.Contains(said, "<!") {
			t.Errorf("%q: %d %q, handed on %q", text, status, said, w.handed)
		}
	}
}

func TestWhoMayNotAskIsRefused(t *testing.T) {
	now := time.Now()
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
		"six minutes old":    func(r *events.LambdaFunctionURLRequest) { *r = request("", now.Add(-6*time.Minute)) },
		"six minutes ahead":  func(r *events.LambdaFunctionURLRequest) { *r = request("", now.Add(6*time.Minute)) },
		"a timestamp of sum": func(r *events.LambdaFunctionURLRequest) { r.Headers["x-slack-request-timestamp"] = "x" },
	} {
		w := newWorld()
		r := request("status", now)
		change(&r)
		if status, said := w.ask(t, r); status != 401 || said != "" || len(w.handed) != 0 {
			t.Errorf("%s: %d %q, handed on %q", name, status, said, w.handed)
		}
	}
}

func TestTheSameRequestAgainIsRefused(t *testing.T) {
	w := newWorld()
	r := request("status", time.Now())
	if status, _ := w.ask(t, r); status != 200 {
		t.Fatal(status)
	}
	if status, _ := w.ask(t, r); status != 401 || len(w.handed) != 1 {
		t.Errorf("the second time: %d, handed on %d times", status, len(w.handed))
	}
	w.Now = func() time.Time { return time.Now().Add(time.Hour) }
	w.ask(t, request("status", time.Now().Add(-time.Second)))
	if len(w.seen.when) != 1 {
		t.Errorf("%d signatures are remembered an hour later, want the last only", len(w.seen.when))
	}
}

func TestOtherRequests(t *testing.T) {
	w := newWorld()
	get := request("", time.Now())
	get.RequestContext.HTTP.Method = "GET"
	if status, _ := w.ask(t, get); status != 405 {
		t.Errorf("GET: %d", status)
	}
	check := events.LambdaFunctionURLRequest{Body: "ssl_check=1&token=x"}
	check.RequestContext.HTTP.Method = "POST"
	sign(&check, check.Body, time.Now())
	if status, said := w.ask(t, check); status != 200 || said != "" {
		t.Errorf("ssl_check: %d %q", status, said)
	}
	elsewhere := events.LambdaFunctionURLRequest{Body: url.Values{"response_url": {"https://evil.example/hooks.slack.com"}}.Encode()}
	elsewhere.RequestContext.HTTP.Method = "POST"
	sign(&elsewhere, elsewhere.Body, time.Now())
	if _, said := w.ask(t, elsewhere); !strings.Contains(said, "not one of Slack's") {
		t.Errorf("another response URL: %q", said)
	}
	if len(w.handed) != 0 {
		t.Errorf("handed on %q", w.handed)
	}
}

func TestFailuresAreSaid(t *testing.T) {
	w := newWorld()
	w.fails = errors.New("AccessDenied: secret detail")
	if status, said := w.ask(t, request("", time.Now())); status != 200 || !strings.Contains(said, "could not be reached") || strings.Contains(said, "secret detail") {
		t.Errorf("%d %q", status, said)
	}
	w.SigningSecret = func(context.Context) (string, error) { return "", errors.New("no such parameter") }
	if _, said := w.ask(t, request("", time.Now())); !strings.Contains(said, "signing secret") {
		t.Errorf("%q", said)
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

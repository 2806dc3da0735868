package functions

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// S1, S2, S4 of the history: strangers learn nothing, a captured question is
// answered once, whatever its form, and hostile words do no harm.
func TestTheHistoryUnderLambda(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	reporter, command := start(t, binary(t, "reporter"), c.env...), start(t, binary(t, "slashcommand"), c.env...)
	const stranger, asker = "U0000000666", "U0000000001"
	for _, tt := range []struct{ user, text, want string }{
		{stranger, "history for nosuch", "may not"},
		{stranger, "history", "may not"},
		{asker, "history P400D", "*contoso*"},
		{asker, "history for nosuch <!channel> *x* \u202e<@U1>", "the tenants are contoso"},
		{asker, "history for " + strings.Repeat("<!here>", 1000), "failed"},
		{asker, "history 2099-01-01", "*contoso*"},
		{asker, "history P99999Y", "at most 100 years"},
		{asker, "history 2027-02-30", "failed"},
	} {
		if got := status(t, command.invoke(asks(t, tt.user, tt.text), usual)); got != 200 {
			t.Fatalf("%.50q: status %d", tt.text, got)
		}
		replies := len(c.replies)
		a := reporter.invoke(c.invoked[len(c.invoked)-1], usual)
		if a.failed || len(c.replies) == replies {
			t.Fatalf("%.50q: %+v, replies %q", tt.text, a, c.replies)
		}
		reply := strings.Join(c.replies[replies:], "\n")
		learns := tt.user == stranger && strings.Contains(reply, "contoso")
		if !strings.Contains(reply, tt.want) || len(reply) > 40_000 || learns {
			t.Errorf("%s asks %.50q: %d bytes, %.500q", tt.user, tt.text, len(reply), reply)
		}
		for _, alive := range []string{"<!", "<@", `\u003c!`, `\u003c@`, "*x*", "\u202e"} {
			if strings.Contains(reply, alive) {
				t.Errorf("%.50q: %q is alive in %.500q", tt.text, alive, reply)
			}
		}
	}
	c.replayed(command, asks(t, asker+"2", "history"))
}

// replayed sends a request, and then forms of it that nobody may have an answer
// to.
func (c *cloud) replayed(command *lambda, captured string) {
	t := c.t
	t.Helper()
	if got := status(t, command.invoke(captured, usual)); got != 200 {
		t.Fatalf("status %d", got)
	}
	invoked := len(c.invoked)
	const stamp, signature = "x-slack-request-timestamp", "x-slack-signature"
	for name, change := range map[string]func(*events.LambdaFunctionURLRequest){
		"as it was":           func(*events.LambdaFunctionURLRequest) {},
		"a byte more":         func(r *events.LambdaFunctionURLRequest) { r.Body += "\n" },
		"a field more":        func(r *events.LambdaFunctionURLRequest) { r.Body += "&text=report+share" },
		"a time with zeros":   func(r *events.LambdaFunctionURLRequest) { r.Headers[stamp] = "0" + r.Headers[stamp] },
		"a time with a blank": func(r *events.LambdaFunctionURLRequest) { r.Headers[stamp] = " " + r.Headers[stamp] },
		"two signatures": func(r *events.LambdaFunctionURLRequest) {
			r.Headers["X-Slack-Signature"] = r.Headers[signature]
		},
		"two times": func(r *events.LambdaFunctionURLRequest) {
			r.Headers["X-SLACK-Request-Timestamp"] = r.Headers[stamp]
		},
		"the signature in capitals": func(r *events.LambdaFunctionURLRequest) {
			r.Headers[signature] = strings.ToUpper(r.Headers[signature])
		},
		"in base64": func(r *events.LambdaFunctionURLRequest) {
			r.Body, r.IsBase64Encoded = base64.StdEncoding.EncodeToString([]byte(r.Body)), true
		},
		"names of headers in capitals": func(r *events.LambdaFunctionURLRequest) {
			for _, name := range []string{stamp, signature} {
				r.Headers[strings.ToUpper(name)] = r.Headers[name]
				delete(r.Headers, name)
			}
		},
	} {
		var request events.LambdaFunctionURLRequest
		if err := json.Unmarshal([]byte(captured), &request); err != nil {
			t.Fatal(err)
		}
		change(&request)
		if got := status(t, command.invoke(asJSON(t, request), usual)); got != 401 || len(c.invoked) != invoked {
			t.Errorf("%s: status %d, and %d more invocations", name, got, len(c.invoked)-invoked)
		}
	}
}

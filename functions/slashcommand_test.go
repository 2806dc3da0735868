package functions

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// signed is a request with Slack's signature of now.
func signed(t *testing.T, payload, secret string) string {
	t.Helper()
	var request events.LambdaFunctionURLRequest
	if err := json.Unmarshal([]byte(payload), &request); err != nil {
		t.Fatal(err)
	}
	now := fmt.Sprint(time.Now().Unix())
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", now, request.Body)
	request.Headers["x-slack-request-timestamp"] = now
	request.Headers["x-slack-signature"] = "v0=" + hex.EncodeToString(mac.Sum(nil))
	return asJSON(t, request)
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// asks is a command of a user of Slack, as Slack signs it.
func asks(t *testing.T, user, text string) string {
	t.Helper()
	var request events.LambdaFunctionURLRequest
	if err := json.Unmarshal([]byte(sample(t, "slash-command.json")), &request); err != nil {
		t.Fatal(err)
	}
	request.Body = url.Values{
		"command": {"/securescore"}, "text": {text}, "user_id": {user}, "team_id": {"T1"}, "channel_id": {"C1"},
		"response_url": {"https://hooks.slack.com/commands/T0/1/" + user},
	}.Encode()
	return signed(t, asJSON(t, request), signingSecret)
}

// upper is the same request with the digits of its signature in upper case.
func upper(t *testing.T, payload string) string {
	t.Helper()
	var request events.LambdaFunctionURLRequest
	if err := json.Unmarshal([]byte(payload), &request); err != nil {
		t.Fatal(err)
	}
	digits := strings.TrimPrefix(request.Headers["x-slack-signature"], "v0=")
	request.Headers["x-slack-signature"] = "v0=" + strings.ToUpper(digits)
	return asJSON(t, request)
}

func status(t *testing.T, a answer) int {
	t.Helper()
	var response events.LambdaFunctionURLResponse
	if err := json.Unmarshal([]byte(a.body), &response); err != nil || a.failed {
		t.Fatalf("%+v: %v", a, err)
	}
	return response.StatusCode
}

// S4: a captured command is sent again, to the same and to other instances of
// both functions. What it posts is posted once.
func TestACapturedCommand(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	first, second := start(t, binary(t, "slashcommand"), c.env...), start(t, binary(t, "slashcommand"), c.env...)
	captured := asks(t, "U0000000001", "report share")
	if got := status(t, first.invoke(captured, usual)); got != 200 {
		t.Fatalf("status %d", got)
	}
	for _, again := range []string{captured, upper(t, captured)} {
		if got := status(t, first.invoke(again, usual)); got != 401 {
			t.Errorf("the same instance: status %d", got)
		}
	}
	if got := status(t, second.invoke(upper(t, captured), usual)); got != 200 || len(c.invoked) != 2 {
		t.Fatalf("another instance: status %d, the reporter is invoked %d times", got, len(c.invoked))
	}
	reporter, another := start(t, binary(t, "reporter"), c.env...), start(t, binary(t, "reporter"), c.env...)
	done := reporter.invoke(c.invoked[0], usual)
	if done.failed || !strings.Contains(done.body, `"status":"sent"`) || len(c.posts) == 0 {
		t.Fatalf("%+v, posts %v", done, c.posts)
	}
	posts, uploads := len(c.posts), c.uploads
	for name, l := range map[string]*lambda{"the same reporter": reporter, "another reporter": another} {
		a := l.invoke(c.invoked[1], usual)
		if a.failed || !strings.Contains(a.body, "already") || len(c.posts) != posts || c.uploads != uploads {
			t.Errorf("%s: %+v; %d posts, then %d; %d uploads, then %d", name, a, posts, len(c.posts), uploads, c.uploads)
		}
	}
	if a := another.again("a-retry-of-Lambda", c.invoked[0], usual); a.failed || len(c.posts) != posts {
		t.Errorf("Lambda's retry: %+v", a)
	}
	c.noSecrets(first.said().String(), second.said().String(), reporter.said().String(), another.said().String(),
		strings.Join(c.invoked, "\n"))
}

// S5, S6: the signing secret is rotated while both functions are warm.
func TestTheSigningSecretIsRotated(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	reporter, command := start(t, binary(t, "reporter"), c.env...), start(t, binary(t, "slashcommand"), c.env...)
	const parameter, renewed = "/securescore/signing-secret", "the-renewed-secret"
	c.note(func() { c.parameters[parameter] = signingSecret + "\n" })
	ask := func(secret, text string) int {
		t.Helper()
		body := strings.Replace(sample(t, "slash-command.json"), "report+P7D", text, 1)
		return status(t, command.invoke(signed(t, body, secret), usual))
	}
	if got := ask(signingSecret, "actions"); got != 200 || len(c.invoked) != 1 {
		t.Fatalf("S6: with a newline: status %d", got)
	}
	if a := reporter.invoke(c.invoked[0], usual); a.failed || len(c.replies) != 1 {
		t.Fatalf("%+v, replies %q", a, c.replies)
	}
	c.note(func() { c.parameters[parameter] = renewed })
	if got := ask(renewed, "actions+new"); got != 200 || len(c.invoked) != 2 {
		t.Fatalf("S5: the new secret: status %d", got)
	}
	if a := reporter.invoke(c.invoked[1], usual); a.failed || len(c.replies) != 2 {
		t.Errorf("S5: the reporter with the new secret: %+v, replies %q", a, c.replies)
	}
	if got := ask(signingSecret, "diff"); got != 401 {
		t.Errorf("S5: the old secret: status %d", got)
	}
	if a := reporter.again("old", c.invoked[0], usual); strings.Contains(a.body, `"problem":""`) || len(c.replies) != 2 {
		t.Errorf("S5: the reporter with the old secret: %+v, replies %q", a, c.replies)
	}
	for range 20 {
		ask("a-guess", "diff")
	}
	if n := c.fetched[parameter]; n > 5 {
		t.Errorf("S5: two functions fetched the secret %d times", n)
	}
}

// S1, S2, S3: strangers, while the configuration can be read and while not.
func TestStrangersUnderLambda(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	c.refuses["/stack/config"] = 1
	reporter, command := start(t, binary(t, "reporter"), c.env...), start(t, binary(t, "slashcommand"), c.env...)
	for i, tt := range []struct{ user, text, want string }{
		{"U0000000666", "status", "not ready"}, // SSM refuses
		{"U0000000666", "diff", "may not"},
		{"U0000000666", "status for nosuch", "may not"},
		{"U0000000001", "status for nosuch", "the tenants are contoso"},
		{"U0000000001", "actions", "*contoso*"},
	} {
		if got := status(t, command.invoke(asks(t, tt.user, tt.text), usual)); got != 200 {
			t.Fatalf("status %d", got)
		}
		before := len(c.replies)
		a := reporter.invoke(c.invoked[i], usual)
		reply := strings.Join(c.replies[before:], "\n")
		if a.failed || !strings.Contains(reply, tt.want) || tt.want != "*contoso*" && strings.Contains(reply, "%") {
			t.Errorf("%s asks %q: %+v, reply %q", tt.user, tt.text, a, reply)
		}
		if tt.user == "U0000000666" && strings.Contains(reply, "contoso") {
			t.Errorf("%s asks %q and learns %q", tt.user, tt.text, reply)
		}
	}
	log := reporter.said().String()
	if strings.Count(log, `"RefusedCommands":1`) != 2 || strings.Count(log, `"WrongCommands":1`) != 1 ||
		strings.Count(log, `"FailedRuns":1`) != 1 { // of the configuration
		t.Errorf("S3: the metrics in %s", log)
	}
}

// S17: what is no event is not run. Lambda's own client library refuses an
// empty payload.
func TestWhatIsNoEvent(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	reporter := start(t, binary(t, "reporter"), c.env...)
	for name, payload := range map[string]string{
		"empty": "", "null": "null", "SNS": `{"Records": [{"EventSource": "aws:sns", "Sns": {"Message": "{}"}}]}`,
		"S3": `{"Records": [{"eventSource": "aws:s3", "s3": {}}]}`, "no records": `{"Records": []}`,
		"an empty message":    `{"Records": [{"eventSource": "aws:sqs", "messageId": "m", "body": ""}]}`,
		"a command by nobody": `{"slashCommand": {"responseUrl": "https://hooks.slack.com/x", "user": "U0000000001"}}`,
	} {
		a := reporter.invoke(payload, usual)
		refused := a.failed || strings.Contains(a.body, `"problem"`) || strings.Contains(a.body, `"itemIdentifier":"m"`)
		if !refused || strings.Contains(a.body, `"snapshot"`) || len(c.tokens) > 0 {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

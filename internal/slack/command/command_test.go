package command

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

const secret = "8f742231b10e8888abcd99yyyzzz85a5"

var now = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

func sign(secret, body string, at time.Time) http.Header {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%d:%s", at.Unix(), body)
	return http.Header{
		"X-Slack-Request-Timestamp": {fmt.Sprint(at.Unix())},
		"X-Slack-Signature":         {"v0=" + hex.EncodeToString(mac.Sum(nil))},
	}
}

// read reads the command in a request that is proved to be Slack's.
func read(header http.Header, body []byte, secret string, now time.Time) (Command, error) {
	proof, err := ReadProof(header, now)
	if err != nil {
		return Command{}, err
	}
	if !proof.Holds(secret, body) {
		return Command{}, ErrUnsigned
	}
	return Read(body)
}

// The request, secret and signature of Slack's own documentation.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
func TestSlacksOwnExample(t *testing.T) {
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar" +
		"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
		"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	header := http.Header{
		"X-Slack-Request-Timestamp": {"1531420618"},
		"X-Slack-Signature":         {"v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"},
	}
	got, err := read(header, []byte(body), secret, time.Unix(1531420618, 0))
	want := Command{User: "U2CERLKJA", Team: "T1DC2JH3J", Channel: "G8PSS9T3V",
		ResponseURL: "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN"}
	if err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestUnsignedRequestsAreRefused(t *testing.T) {
	body := url.Values{"text": {"status"}, "user_id": {"U1"},
		"response_url": {"https://hooks.slack.com/commands/1"}}.Encode()
	with := func(name, value string) http.Header {
		h := sign(secret, body, now)
		h.Set(name, value)
		return h
	}
	twice := func(name string) http.Header {
		h := sign(secret, body, now)
		h.Add(name, h.Get(name))
		return h
	}
	for name, header := range map[string]http.Header{
		"no headers":                nil,
		"another secret":            sign("another", body, now),
		"another body":              sign(secret, body+"&text=report", now),
		"no version":                with("X-Slack-Signature", strings.Repeat("0", 64)),
		"not hexadecimal":           with("X-Slack-Signature", "v0=xyz"),
		"an empty signature":        with("X-Slack-Signature", "v0="),
		"another time":              with("X-Slack-Request-Timestamp", fmt.Sprint(now.Unix()-1)),
		"no number as a time":       with("X-Slack-Request-Timestamp", "now"),
		"a time that overflows":     with("X-Slack-Request-Timestamp", "9223372036854775807"),
		"a signed time":             with("X-Slack-Request-Timestamp", "+"+fmt.Sprint(now.Unix())),
		"a long time":               with("X-Slack-Request-Timestamp", strings.Repeat("0", 10_000)+fmt.Sprint(now.Unix())),
		"two times":                 twice("X-Slack-Request-Timestamp"),
		"two signatures":            twice("X-Slack-Signature"),
		"a long signature":          with("X-Slack-Signature", "v0="+strings.Repeat("0", 10_000)),
		"more than 5 minutes old":   sign(secret, body, now.Add(-5*time.Minute-time.Second)),
		"more than 5 minutes ahead": sign(secret, body, now.Add(5*time.Minute+time.Second)),
	} {
		if got, err := read(header, []byte(body), secret, now); !errors.Is(err, ErrUnsigned) || got != (Command{}) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	if _, err := read(sign("", body, now), []byte(body), "", now); !errors.Is(err, ErrUnsigned) {
		t.Errorf("with no secret: %v", err)
	}
	for _, at := range []time.Time{now, now.Add(-5 * time.Minute), now.Add(5 * time.Minute)} {
		if got, err := read(sign(secret, body, at), []byte(body), secret, now); err != nil || got.Text != "status" {
			t.Errorf("signed at %v: got %+v, %v", at, got, err)
		}
	}
}

// A signature in other digits is no other request.
func TestARequestIsNamedByTimeAndBody(t *testing.T) {
	id := func(header http.Header, body string) string {
		t.Helper()
		proof, err := ReadProof(header, now)
		if err != nil || !proof.Holds(secret, []byte(body)) {
			t.Fatalf("%v is not accepted: %v", header, err)
		}
		return proof.ID([]byte(body))
	}
	first, upper := sign(secret, "a=1", now), sign(secret, "a=1", now)
	digits := strings.TrimPrefix(upper.Get("X-Slack-Signature"), "v0=")
	upper.Set("X-Slack-Signature", "v0="+strings.ToUpper(digits))
	if id(first, "a=1") != id(upper, "a=1") {
		t.Error("S4: upper case makes another request")
	}
	for name, other := range map[string]string{
		"another body": id(sign(secret, "a=2", now), "a=2"),
		"another time": id(sign(secret, "a=1", now.Add(time.Second)), "a=1"),
	} {
		if other == id(first, "a=1") {
			t.Errorf("%s has the same id", name)
		}
	}
}

func TestReadSignedRequests(t *testing.T) {
	for body, want := range map[string]struct {
		command Command
		err     string
	}{
		"ssl_check=1&token=x": {},
		"text=+a+&user_id=U1&response_url=https%3A%2F%2Fhooks.slack-gov.com%2Fc": {command: Command{Text: "a", User: "U1",
			ResponseURL: "https://hooks.slack-gov.com/c"}},
		"text=%zz": {err: "not a form"},
		"user_id=U1%F9&response_url=https%3A%2F%2Fhooks.slack.com%2Fc":            {err: "an id in the request"},
		"user_id=U1&team_id=t1&response_url=https%3A%2F%2Fhooks.slack.com%2Fc":    {err: "an id in the request"},
		"user_id=U1&channel_id=C+1&response_url=https%3A%2F%2Fhooks.slack.com%2F": {err: "an id in the request"},
		"text=status&response_url=https%3A%2F%2Fhooks.slack.com%2Fc":              {err: "does not name the user"},
		"response_url=https%3A%2F%2Fevil.example%2Fhooks.slack.com":               {err: "not one of Slack's"},
		"response_url=https%3A%2F%2Fhooks.slack.com%40evil.example/":              {err: "not one of Slack's"},
		"response_url=http%3A%2F%2Fhooks.slack.com%2Fc":                           {err: "not one of Slack's"},
		"": {err: "not one of Slack's"},
	} {
		got, err := read(sign(secret, body, now), []byte(body), secret, now)
		if (err == nil) != (want.err == "") || err != nil && !strings.Contains(err.Error(), want.err) || err == nil &&
			got != want.command {
			t.Errorf("%q: got %+v, %v; want %+v", body, got, err, want)
		}
	}
}

// answers is Slack's side of a response URL.
type answers func(*http.Request) (*http.Response, error)

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) { return a(r) }

func TestRespond(t *testing.T) {
	const address = "https://hooks.slack.com/commands/T1/2/verysecret"
	for name, c := range map[string]struct {
		url, word string
		status    int
		failure   error
		want      string
	}{
		"taken":         {address, "ok", 200, nil, ""},
		"used up":       {address, "used_url", 404, nil, `slack answers 404 Not Found ("used_url")`},
		"unreachable":   {address, "", 0, errors.New("no route"), "reaching hooks.slack.com: no route"},
		"redirected":    {address, "", 307, nil, "slack answers 307 Temporary Redirect"},
		"moved":         {address, "", 308, nil, "slack answers 308 Permanent Redirect"},
		"not Slack's":   {"https://evil.example/verysecret", "ok", 200, nil, "not one of Slack's"},
		"no address":    {"https://hooks.slack.com/\x00verysecret", "ok", 200, nil, "not one of Slack's"},
		"not encrypted": {"http://hooks.slack.com/verysecret", "ok", 200, nil, "not one of Slack's"},
	} {
		t.Run(name, func(t *testing.T) {
			var sent []byte
			slack := answers(func(r *http.Request) (*http.Response, error) {
				if r.URL.Host != "hooks.slack.com" {
					t.Errorf("the answer goes to %s", r.URL.Host)
				}
				sent, _ = io.ReadAll(r.Body)
				if c.failure != nil {
					return nil, c.failure
				}
				return &http.Response{StatusCode: c.status,
					Status: fmt.Sprintf("%d %s", c.status, http.StatusText(c.status)),
					Header: http.Header{"Location": {"https://evil.example/"}},
					Body:   io.NopCloser(strings.NewReader(c.word))}, nil
			})
			err := respond(t.Context(), slack, c.url, "*contoso* 60 %")
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "verysecret") {
					t.Errorf("got %v, want %q", err, c.want)
				}
				return
			}
			var message map[string]string
			if err := errors.Join(err, json.Unmarshal(sent, &message)); err != nil {
				t.Fatal(err)
			}
			if message["response_type"] != "ephemeral" || message["text"] != "*contoso* 60 %" {
				t.Errorf("sent %s", sent)
			}
		})
	}
}

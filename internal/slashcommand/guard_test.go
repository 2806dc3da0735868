package slashcommand

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"secure-score-reporter/internal/plaintext/plaintexttest"
)

// upper writes the digits of the signature in upper case.
func upper(r *events.LambdaFunctionURLRequest) {
	digits := strings.TrimPrefix(r.Headers["x-slack-signature"], "v0=")
	r.Headers["x-slack-signature"] = "v0=" + strings.ToUpper(digits)
}

func TestReplays(t *testing.T) {
	for name, change := range map[string]func(*events.LambdaFunctionURLRequest){
		"S4: the same request":            func(*events.LambdaFunctionURLRequest) {},
		"S4: the signature in upper case": upper,
		"S4: the body not as base64": func(r *events.LambdaFunctionURLRequest) {
			body, _ := base64.StdEncoding.DecodeString(r.Body)
			r.Body, r.IsBase64Encoded = string(body), false
		},
		"S4: another name of the header": func(r *events.LambdaFunctionURLRequest) {
			r.Headers["X-SLACK-SIGNATURE"] = r.Headers["x-slack-signature"]
			delete(r.Headers, "x-slack-signature")
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, other := newWorld(), newWorld()
			if status, _ := w.send(t, request("report share", now)); status != 200 {
				t.Fatal(status)
			}
			copied := request("report share", now)
			change(&copied)
			if status, _ := w.send(t, copied); status != 401 || len(w.invoked) != 1 {
				t.Errorf("the same instance: %d, invoked %d times", status, len(w.invoked))
			}
			if other.send(t, copied); len(other.invoked) != 1 || other.forwarded(t).ID != w.forwarded(t).ID {
				t.Errorf("another instance sends another id to the reporter, which so does the work again")
			}
		})
	}
}

func TestRequestsAreForgottenWhenTheyAreTooOldToComeAgain(t *testing.T) {
	w := newWorld()
	w.send(t, request("status", now))
	w.Now = func() time.Time { return now.Add(time.Hour) }
	w.send(t, request("status", now.Add(time.Hour)))
	if len(w.seen.ids) != 1 {
		t.Errorf("%d requests are remembered an hour later, want the last only", len(w.seen.ids))
	}
}

// signedWith is a command at a time, signed with another secret than usual.
func signedWith(key string, at time.Time) events.LambdaFunctionURLRequest {
	r := request("status", at)
	body, _ := base64.StdEncoding.DecodeString(r.Body)
	signBy(key, &r, string(body), at)
	return r
}

func TestTheSigningSecretIsRenewed(t *testing.T) {
	type step struct {
		after  time.Duration // since the cold start
		key    string
		status int
	}
	for name, tt := range map[string]struct {
		stored string // from the first second on
		steps  []step
		most   int // fetches
	}{
		"S5: the new one comes first": {"new", []step{{1, "new", 200}, {2, secret, 401}, {3, "new", 200}}, 2},
		"S5: the old one is sent on":  {"new", []step{{30, secret, 200}, {61, secret, 401}, {62, "new", 200}}, 2},
		"S6: with a newline":          {secret + "\r\n", []step{{61, secret, 200}}, 2},
		"S5: somebody guesses": {secret, []step{
			{1, "a", 401}, {2, "b", 401}, {3, "c", 401}, {59, "d", 401}, {59, secret, 200},
		}, 2},
		"it is gone":          {"", []step{{61, secret, 503}, {62, secret, 503}, {63, "x", 503}}, 2},
		"it is gone too long": {"", []step{{61, secret, 503}, {70, secret, 503}}, 3},
		"it is white space":   {" \n", []step{{61, "", 503}, {70, " \n", 503}}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.send(t, request("help", now))
			w.secret = tt.stored
			for _, s := range tt.steps {
				at := now.Add(s.after * time.Second)
				w.Now = func() time.Time { return at }
				if status, answer := w.send(t, signedWith(s.key, at)); status != s.status || status != 200 && answer != "" {
					t.Errorf("after %d s %q: %d %q, want %d", s.after, s.key, status, answer, s.status)
				}
			}
			if w.fetched > tt.most {
				t.Errorf("fetched %d times, want at most %d", w.fetched, tt.most)
			}
		})
	}
}

// What is no request of Slack's costs nothing: the secret is not even fetched.
func TestLargeRequestsAreRefusedBeforeAnyWork(t *testing.T) {
	large := strings.Repeat("x", maxBody)
	for name, tt := range map[string]struct {
		body    string
		encoded bool
		status  int
		work    bool
	}{
		"as large as may be":   {large, false, 401, true},
		"encoded, as large":    {base64.StdEncoding.EncodeToString([]byte(large)), true, 401, true},
		"one byte more":        {large + "x", false, 413, false},
		"encoded, more":        {base64.StdEncoding.EncodeToString([]byte(large + "xxx")), true, 413, false},
		"no base64, but large": {large + large + "%", true, 413, false},
		"a megabyte":           {strings.Repeat(large, 64), false, 413, false},
	} {
		w := newWorld()
		r := request("", now)
		r.Body, r.IsBase64Encoded = tt.body, tt.encoded
		if status, answer := w.send(t, r); status != tt.status || answer != "" || w.fetched > 0 != tt.work {
			t.Errorf("%s: %d %q, secret fetched %d times", name, status, answer, w.fetched)
		}
	}
}

func TestAUserSendsSoManyCommandsAMinute(t *testing.T) {
	w := newWorld()
	send := func(user string, second int) (int, string) {
		at := now.Add(time.Duration(second) * time.Second)
		w.Now = func() time.Time { return at }
		r := request("status", at)
		body, _ := base64.StdEncoding.DecodeString(r.Body)
		r.Body, r.IsBase64Encoded = strings.Replace(string(body), "user_id=U1", "user_id="+user, 1), false
		sign(&r, r.Body, at)
		return w.send(t, r)
	}
	for second := range MaxPerMinute {
		send("U1", second)
	}
	if status, text := send("U1", 20); status != 200 || !strings.Contains(text, "10 commands a minute") ||
		len(w.invoked) != MaxPerMinute || w.counted["LimitedCommands"] != 1 {
		t.Errorf("one more: %d %q, invoked %d times, counted %d", status, text, len(w.invoked), w.counted["LimitedCommands"])
	}
	if send("U2", 21); len(w.invoked) != MaxPerMinute+1 {
		t.Error("another user is refused too")
	}
	if send("U1", 60); len(w.invoked) != MaxPerMinute+2 || w.counted["LimitedCommands"] != 1 {
		t.Error("a minute after the first one the user is still refused")
	}
	if send("U3", 600); len(w.limit.byUser) != 1 {
		t.Errorf("%d users are remembered ten minutes later, want the last only", len(w.limit.byUser))
	}
}

// S15: the log shows the command as it is.
func TestTheLogOfACommand(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"what nobody sees": {"status for no\u202e\u00ad\U000e0041such", `"text":"status for nosuch"`},
		"a long one":       {"actions " + strings.Repeat("x", 9000), strings.Repeat("x", 191) + `…"`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			var log strings.Builder
			w.Log = slog.New(slog.NewJSONHandler(&log, nil))
			w.send(t, request(tt.text, now))
			if plaintexttest.Check(t, log.String()); !strings.Contains(log.String(), tt.want) || log.Len() > 600 {
				t.Errorf("the log is %.600q, want %q", log.String(), tt.want)
			}
		})
	}
}

func TestTheSeal(t *testing.T) {
	good := Request{ID: "one", SentAt: now, User: "U1", ResponseURL: "https://hooks.slack.com/x"}
	sealed := func(r Request, secret string) Sealed {
		t.Helper()
		payload, err := Seal(r, secret)
		if err != nil {
			t.Fatal(err)
		}
		var in map[string]Sealed
		if err := json.Unmarshal(payload, &in); err != nil {
			t.Fatal(err)
		}
		return in[Key]
	}
	s := sealed(good, secret)
	other := s
	other.Request = strings.Replace(s.Request, "U1", "U2", 1)
	// What Slack signs is no seal, although the secret is the same.
	slacks := Sealed{Request: fmt.Sprintf("v0:%d:%s", now.Unix(), s.Request)}
	slacks.Seal = hex.EncodeToString(hash(secret, slacks.Request))
	for name, tt := range map[string]struct {
		sealed Sealed
		secret string
		want   bool
	}{
		"sealed":            {s, secret, true},
		"another user":      {other, secret, false},
		"another secret":    {sealed(good, "another"), secret, false},
		"no seal":           {Sealed{Request: s.Request}, secret, false},
		"no secret":         {sealed(good, ""), "", false},
		"no hex":            {Sealed{s.Request, "zz"}, secret, false},
		"a part of it":      {Sealed{s.Request, s.Seal[:8]}, secret, false},
		"Slack's signature": {slacks, secret, false},
	} {
		if got := tt.sealed.Holds(tt.secret); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	late, anonymous := good, good
	late.SentAt, anonymous.User = now.Add(-Expires-time.Second), ""
	for want, r := range map[string]Request{"older than 30 minutes": late, "incomplete": anonymous} {
		if _, err := sealed(r, secret).Open(now); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
	}
	if r, err := s.Open(now.Add(Expires)); err != nil || r.User != "U1" {
		t.Errorf("%+v, %v", r, err)
	}
}

// signBy signs a request as Slack does.
func signBy(key string, r *events.LambdaFunctionURLRequest, body string, at time.Time) {
	r.Headers = map[string]string{
		"x-slack-request-timestamp": fmt.Sprint(at.Unix()),
		"x-slack-signature":         "v0=" + hex.EncodeToString(hash(key, fmt.Sprintf("v0:%d:%s", at.Unix(), body))),
	}
}

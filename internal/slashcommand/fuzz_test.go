package slashcommand

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A request reaches the reporter only with Slack's signature of exactly this
// body at this time, whatever it says; and every answer is one of HTTP. What
// reaches it says who asked as Slack did.
func FuzzSignedRequest(f *testing.F) {
	good := request("status", now)
	body, err := base64.StdEncoding.DecodeString(good.Body)
	if err != nil {
		f.Fatal(err)
	}
	at, signature := good.Headers["x-slack-request-timestamp"], good.Headers["x-slack-signature"]
	f.Add(body, at, signature, true)
	f.Add(body, at, "v0="+signature, false)
	f.Add(body, at, "v0="+strings.ToUpper(signature[3:]), false)
	f.Add([]byte(strings.Repeat("x", maxBody+1)), at, signature, true)
	f.Add([]byte("user_id=U1&user_id=U2&text=for&response_url=https://hooks.slack.com/x"), at, "", true)
	f.Add(body, "-1", signature, false)
	f.Add([]byte("ssl_check=1"), at, "V0=00", true)
	f.Add([]byte("text=%zz&command=;"), "99999999999999999999", "v0=zz", false)
	f.Add([]byte("user_id=U%F9&response_url=https://hooks.slack.com/x"), at, "", true)
	f.Add([]byte("text=status&response_url=https://hooks.slack.com/x"), at, "", true)
	f.Fuzz(func(t *testing.T, sent []byte, when, with string, resigned bool) {
		r := request("", now)
		r.Body = base64.StdEncoding.EncodeToString(sent)
		r.Headers = map[string]string{"x-slack-request-timestamp": when, "x-slack-signature": with}
		if resigned {
			sign(&r, string(sent), now)
		}
		w := newWorld()
		status, _ := w.send(t, r)
		digits := hex.EncodeToString(hash(secret, "v0:"+when+":"+string(sent)))
		genuine := resigned || strings.EqualFold(with, "v0="+digits)
		known := status == 200 || status == 401 || status == 413 && len(sent) > maxBody
		if len(w.invoked) > 0 && !genuine || !known || resigned && status == 401 {
			t.Errorf("status %d, invoked with %q", status, w.invoked)
		}
		if len(w.invoked) == 0 {
			return
		}
		if form, err := url.ParseQuery(string(sent)); err != nil || w.forwarded(t).User != form.Get("user_id") {
			t.Errorf("%q asks as %q", sent, w.forwarded(t).User)
		}
	})
}

// Nothing but what Seal made is believed, and opening it holds no surprise.
func FuzzSealed(f *testing.F) {
	payload, err := Seal(Request{ID: "one", SentAt: now, User: "U1"}, secret)
	if err != nil {
		f.Fatal(err)
	}
	var sealed map[string]Sealed
	if err := json.Unmarshal(payload, &sealed); err != nil {
		f.Fatal(err)
	}
	good := sealed[Key]
	f.Add(good.Request, good.Seal, int64(0))
	f.Add(good.Request+" ", good.Seal, int64(3600))
	f.Add(`{"id": 1}`, "zz", int64(-1))
	f.Fuzz(func(t *testing.T, request, with string, later int64) {
		s := Sealed{Request: request, Seal: with}
		right := hex.EncodeToString(hash(secret, "secure-score-reporter:"+request))
		if s.Holds(secret) != strings.EqualFold(with, right) {
			t.Errorf("%q with the seal %q is believed or not, against its right seal", request, with)
		}
		at := now.Add(time.Duration(later))
		if r, err := s.Open(at); err == nil && (r.User == "" || at.Sub(r.SentAt).Abs() > Expires) {
			t.Errorf("%+v is opened at %v", r, at)
		}
	})
}

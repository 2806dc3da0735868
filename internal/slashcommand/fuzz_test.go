package slashcommand

import (
	"encoding/base64"
	"testing"
)

// A request reaches the reporter only with Slack's signature of exactly this
// body at this time, whatever it says; and every answer is one of HTTP.
func FuzzSignedRequest(f *testing.F) {
	good := request("status", now)
	body, err := base64.StdEncoding.DecodeString(good.Body)
	if err != nil {
		f.Fatal(err)
	}
	at, signature := good.Headers["x-slack-request-timestamp"], good.Headers["x-slack-signature"]
	f.Add(body, at, signature, true)
	f.Add(body, at, "v0="+signature, false)
	f.Add(body, "-1", signature, false)
	f.Add([]byte("ssl_check=1"), at, "V0=00", true)
	f.Add([]byte("text=%zz&command=;"), "99999999999999999999", "v0=zz", false)
	f.Fuzz(func(t *testing.T, sent []byte, when, with string, resigned bool) {
		r := request("", now)
		r.Body = base64.StdEncoding.EncodeToString(sent)
		r.Headers = map[string]string{"x-slack-request-timestamp": when, "x-slack-signature": with}
		if resigned {
			sign(&r, string(sent), now)
		}
		w := newWorld()
		status, _ := w.send(t, r)
		genuine := resigned || string(sent) == string(body) && when == at && with == signature
		if len(w.invoked) > 0 && !genuine || status != 200 && status != 401 || resigned && status != 200 {
			t.Errorf("status %d, invoked with %q", status, w.invoked)
		}
	})
}

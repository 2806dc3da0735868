package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"secure-score-reporter/internal/demo"
)

// hookSecrets are an old secret and the one that replaces it.
var hookSecrets = []string{
	"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2Vjb25kIHNlY3JldCBvZiB0aGUgd2ViaG9vaw==",
}

// What a receiver refuses is posted again, under the same id where the same
// event is tried, and signed with both secrets. A dry run posts nothing, and
// doctor a test.
func TestWebhookFromTheCommandLine(t *testing.T) {
	t.Parallel()
	answer := http.StatusConflict
	var ids, types []string
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		for _, secret := range hookSecrets {
			hook, err := standardwebhooks.NewWebhook(secret)
			if err == nil {
				err = hook.VerifyIgnoringTimestamp(body, r.Header)
			}
			if err != nil {
				t.Error(err)
			}
		}
		_, after, _ := strings.Cut(string(body), `"type":"`)
		kind, _, _ := strings.Cut(after, `"`)
		ids, types = append(ids, r.Header.Get("webhook-id")), append(types, kind)
		w.WriteHeader(answer)
	}))
	t.Cleanup(receiver.Close)
	w := newWorld(t)
	settings := `, webhook: {url: "` + receiver.URL + `", secret: "` + strings.Join(hookSecrets, " ") + `"`
	configure := func(more string) {
		if err := w.configure(settings + more + "}"); err != nil {
			t.Fatal(err)
		}
	}
	const event = `{"deliver": ["webhook"]}`

	configure("")
	if r := w.run(t, event, exitFailed); !strings.Contains(r.Deliveries[0].Error, "private network") {
		t.Errorf("a private address: %+v", r.Deliveries)
	}
	configure(`, networks: ["127.0.0.0/8"]`)
	w.run(t, `{"deliver": ["webhook"], "dryRun": true}`, exitWell)
	if len(ids) > 0 {
		t.Errorf("a dry run posts %q", types)
	}
	scheduled := `{"deliver": ["webhook"], "scheduledAt": "` + w.now.UTC().Format(time.RFC3339) + `"}`
	w.run(t, scheduled, exitFailed)
	w.run(t, event, exitFailed)
	answer = http.StatusNoContent
	w.run(t, scheduled, exitWell)
	w.run(t, scheduled, exitWell)
	w.run(t, event, exitWell)
	if len(ids) != 3 || ids[0] != ids[2] || ids[0] == ids[1] || types[2] != "secureScore.watching" {
		t.Fatalf("posted %q, %q", ids, types)
	}
	w.scene(len(demo.Scenes()) - 1)
	w.run(t, event, exitWell)
	if len(types) != 4 || types[3] != "secureScore.alert" {
		t.Fatalf("posted %q", types)
	}
	code, stdout, stderr := w.command(t, "", "doctor", "--send-test")
	if code != exitWell || types[len(types)-1] != "secureScore.test" {
		t.Errorf("exit code %d, posted %q\n%s%s", code, types, stdout, stderr)
	}
	answer = http.StatusFound
	if code, stdout, _ := w.command(t, "", "doctor", "--send-test"); code != exitFailed ||
		!strings.Contains(stdout, "HTTP 302") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
}

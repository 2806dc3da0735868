package webhook

import (
	"context"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// TestRealReceiver posts to a receiver that we did not write, which make
// check-webhook starts.
func TestRealReceiver(t *testing.T) {
	address, secret := os.Getenv("HOOK_ADDRESS"), os.Getenv("HOOK_SECRET")
	if address == "" {
		t.Skip("make check-webhook runs it")
	}
	to := func(secret string) *Channel {
		return (&receiver{Server: &httptest.Server{}}).channel(func(o *Options) {
			o.URL = func(context.Context) (string, error) { return address, nil }
			o.Secret = func(context.Context) (string, error) { return secret, nil }
		})
	}
	for _, name := range []string{"ordinary", "hostile", "greek"} {
		m := reporttest.Case(name)
		message := report.Message{Occasion: report.Periodic, Model: m, News: &m.Account, Key: "0123abcd"}
		for _, signed := range []string{secret, oldSecret + " " + secret} {
			if n, err := deliver(t.Context(), to(signed), message); n != 1 || err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := deliver(t.Context(), to(oldSecret), message); err == nil || !strings.Contains(err.Error(), "401") {
			t.Errorf("%s with another secret: %v", name, err)
		}
	}
}

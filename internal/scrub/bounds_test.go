package scrub

import (
	"fmt"
	"strings"
	"testing"
)

// A text of nothing but beginnings of secrets takes a little longer than any
// other, and not the square of its length: this test would take a minute.
func TestLongTexts(t *testing.T) {
	for _, begin := range []string{
		"AWS4-HMAC-SHA256 credential=", "AWS4-HMAC-SHA256 credential=a, ", "pass=env://", "pass=aws", `"pass":"env://`,
		"://a:", "-----begin a ", "bearer ", "bearer+", "bearer:", "authorization=", "eyJ ", "=", `"pass":"`,
		`\u0041`, "%25252525",
		"/services/t0/", "slack.com/services/", "http", "https://a ", `{"`, `["`,
	} {
		var s Scrubber
		s.Know("quiet-otter-parks-under-bridges")
		s.Show("https://quiet-otter-parks-under-bridges.example")
		got := s.Text(strings.Repeat(begin, (128<<10)/len(begin)) + " quiet-otter-parks-under-bridges")
		if strings.Contains(got, "quiet-otter-parks-under-bridges") {
			t.Errorf("after %q the secret is shown", begin)
		}
	}
}

// The oldest secrets are forgotten: a process gets new tokens every hour.
func TestTheNumberOfSecretsIsBounded(t *testing.T) {
	var s Scrubber
	for i := range 3 * most {
		s.Know(fmt.Sprintf("quiet-otter-%06d", i))
	}
	if len(s.known) > most || len(s.known) != len(s.order) {
		t.Errorf("%d secrets, %d in order", len(s.known), len(s.order))
	}
	if got := s.Known(fmt.Sprintf("quiet-otter-%06d", 3*most-1)); got != Mask {
		t.Errorf("the last one: %q", got)
	}
}

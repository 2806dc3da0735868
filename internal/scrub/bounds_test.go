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
	if len(s.known) > most {
		t.Errorf("%d secrets", len(s.known))
	}
	if got := s.Known(fmt.Sprintf("quiet-otter-%06d", 3*most-1)); got != Mask {
		t.Errorf("the last one: %q", got)
	}
}

// A secret in use stays known, however many others come: of a thousand tenants
// each has an access token, and all may have one token for Slack.
func TestASecretInUseStays(t *testing.T) {
	var s Scrubber
	const slack, slow = "xoxb-quiet-otter-parks", "a-token-of-a-tenant-that-waits"
	s.Know(slow)
	for i := range 1000 {
		s.Know(fmt.Sprintf("quiet-otter-%06d-%s", i, strings.Repeat("parks", 200)))
		s.Know(slack)
		if i%50 == 0 {
			s.Know(slow)
		}
		if s.Known(slack) != Mask || s.Known(slow) != Mask {
			t.Fatalf("after %d others: %s, %s", i, s.Known(slack), s.Known(slow))
		}
	}
	if s.size > mostText {
		t.Errorf("%d characters", s.size)
	}
}

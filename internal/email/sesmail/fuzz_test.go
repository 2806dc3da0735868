package sesmail

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/aws/smithy-go"
)

// Whatever AWS answers, the error is one line of a bounded length, and keeps
// AWS's own error to itself.
func FuzzExplain(f *testing.F) {
	f.Add("MessageRejected", "Email address is not verified.", false)
	f.Add("SignatureDoesNotMatch", "The Canonical String for this request should have been\n'POST\n/v2'", false)
	f.Add("", "a\x1b[31m\u202e\xff", true)
	f.Add(strings.Repeat("x", 2000), strings.Repeat("é\n", 2000), true)
	f.Fuzz(func(t *testing.T, code, message string, pending bool) {
		answer := &smithy.GenericAPIError{Code: code, Message: message}
		err := explain(t.Context(), "eu-central-1", answer, pending)
		text := err.Error()
		if strings.ContainsAny(text, "\r\n\x1b") || utf8.RuneCountInString(text) > 2*maxAnswer {
			t.Errorf("%q", text)
		}
		if inner := errors.Unwrap(err); inner != nil {
			t.Errorf("wraps %v", inner)
		}
	})
}

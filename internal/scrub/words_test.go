package scrub

import (
	"strings"
	"testing"
)

// A secret that is a word or a number is masked where it is on its own, and not
// within other words and GUIDs.
func TestWeakSecrets(t *testing.T) {
	var s Scrubber
	s.Know("Microsoft")
	s.Know("00000000")
	s.Know("000000000000")
	s.Know("smtp://me:Authentication@mail.example")
	for name, tt := range map[string]struct{ text, want string }{
		"a GUID":        {"tenant 00000000-0000-0000-0000-000000000000 of X", "tenant 00000000-0000-0000-0000-000000000000 of X"},
		"other words":   {"MicrosoftGraph, Microsoft_365, ReAuthentication", "MicrosoftGraph, Microsoft_365, ReAuthentication"},
		"numbers":       {"1000000000 of 300000000", "1000000000 of 300000000"},
		"plain":         {"no 'Microsoft', 00000000 or Authentication.", "no '[secret]', [secret] or [secret]."},
		"a form":        {"a=Microsoft&b%3D00000000%26", "a=[secret]&b%3D[secret]%26"},
		"JSON":          {`{"a":"no\nMicrosoft\n","Microsoft":"b"}`, `{"a":"no\n[secret]\n","Microsoft":"b"}`},
		"base64":        {"no bWU6TWljcm9zb2Z0", "no bWU6[secret]"},
		"a long text":   {strings.Repeat("x", window) + "Microsoft", strings.Repeat("x", window) + "Microsoft"},
		"its last word": {strings.Repeat(" ", window+overlap-4) + "Microsoft", strings.Repeat(" ", window+overlap-4) + Mask},
	} {
		if got := s.Known(tt.text); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, strings.Trim(got, "x "), tt.want)
		}
	}
}

package email

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// T12: of three recipients the server refuses one. The others get the mail; the
// one that is refused for now gets it with a later delivery, and it alone.
func TestARefusedRecipientConcernsNobodyElse(t *testing.T) {
	for _, tt := range []struct {
		name, answer string
		left         string // the progress, a part of it
		complete     bool
	}{
		{"for good", "550 no such mailbox", key, true},
		{"for now", "450 greylisted", `{"left":["it@contoso.example"]}`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := (&fake{answers: map[string]string{"RCPT TO:<it@contoso.example>": tt.answer}}).start(t)
			c := channel(t, "smtp://"+f.address)
			draft, err := c.Prepare(message("contoso"))
			if err != nil {
				t.Fatal(err)
			}
			progress, complete := "", false
			record := func(p string, c bool) error { progress, complete = p, c; return nil }
			err = c.Deliver(context.Background(), draft.Body, "", record)
			var unreached *UnreachedError
			if !errors.As(err, &unreached) || unreached.Reached() != "ciso@contoso.example" ||
				unreached.Missed() != "it@contoso.example" || unreached.Temporary() == tt.complete {
				t.Fatalf("error %v", err)
			}
			if !strings.HasPrefix(progress, tt.left) || complete != tt.complete {
				t.Errorf("progress %s, complete %v", progress, complete)
			}
			if _, _, sent := f.sent(); sent == "" {
				t.Error("nobody got the mail")
			}
			if complete {
				return
			}
			f = (&fake{}).start(t)
			c = channel(t, "smtp://"+f.address)
			if err := c.Deliver(context.Background(), draft.Body, progress, record); err != nil || !complete {
				t.Fatalf("the rest: %v, complete %v", err, complete)
			}
			lines, _, _ := f.sent()
			if slices.Contains(lines, "RCPT TO:<ciso@contoso.example>") ||
				!slices.Contains(lines, "RCPT TO:<it@contoso.example>") {
				t.Errorf("the rest went to %q", lines)
			}
		})
	}
}

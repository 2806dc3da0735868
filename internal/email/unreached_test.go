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

// A recipient was refused for now. A later try that refuses it for good has
// failed, and nobody tries again: the others have the mail.
func TestTheRestIsRefused(t *testing.T) {
	const it, noc = `"it@contoso.example"`, `"ciso@contoso.example"`
	for _, tt := range []struct {
		name, left string
		answers    map[string]string
		says       string
		recorded   string // the progress, a part of it; empty where nothing is recorded
		complete   bool
	}{
		{"for good", it, map[string]string{"RCPT": "550 no such mailbox"},
			"recipient refused, the others got the email: it@contoso.example: 550", key, true},
		{"for now", it, map[string]string{"RCPT": "450 greylisted"}, "the others got the email", "", false},
		{"one for good, one for now", it + "," + noc,
			map[string]string{"RCPT TO:<it@contoso.example>": "550 no such mailbox", "RCPT": "450 greylisted"},
			"ciso@contoso.example: 450", `{"left":[` + noc + `]}`, false},
		{"one for good, one taken", it + "," + noc, map[string]string{"RCPT TO:<it@contoso.example>": "550 no such mailbox"},
			"it@contoso.example: 550", key, true},
		{"the message for good", it, map[string]string{".": "554 rejected"}, "message refused", key, true},
		{"the message for now", it, map[string]string{".": "451 try later"}, "message refused", "", false},
		{"T12: removed from the configuration", `"former@contoso.example"`, nil,
			"former@contoso.example is no recipient any more", key, true},
		{"T12: removed in part", `"former@contoso.example",` + it, map[string]string{"RCPT": "550 no such mailbox"},
			"it@contoso.example: 550", key, true},
		{"the sender", it, map[string]string{"MAIL": "550 not yours"}, "sender refused", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := (&fake{answers: tt.answers}).start(t)
			c := channel(t, "smtp://"+f.address)
			draft, err := c.Prepare(message("contoso"))
			if err != nil {
				t.Fatal(err)
			}
			progress, complete := "", false
			record := func(p string, c bool) error { progress, complete = p, c; return nil }
			err = c.Deliver(context.Background(), draft.Body, `{"left":[`+tt.left+`]}`, record)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %q", err, tt.says)
			}
			if unreached := new(UnreachedError); errors.As(err, &unreached) && unreached.Reached() == "" {
				t.Error("the error says that some got the mail, and nobody did")
			}
			if (progress == "") != (tt.recorded == "") || !strings.HasPrefix(progress, tt.recorded) || complete != tt.complete {
				t.Errorf("progress %q, complete %v", progress, complete)
			}
		})
	}
}

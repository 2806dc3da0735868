package email

import (
	"context"
	"errors"
	"net"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/report"
)

func TestSenderGetsWhatComposeWrites(t *testing.T) {
	var sent []Mail
	c := channel(t, " other://?region=eu-west-1&set=a ")
	c.options.Senders["other"] = func(_ context.Context, m Mail) error { sent = append(sent, m); return nil }
	m := message("Contoso / Nord")
	receipt, err := deliver(context.Background(), c, m, "")
	if err != nil || receipt != key+"@contoso.example" {
		t.Fatalf("receipt %q, error %v", receipt, err)
	}
	mime, err := Compose(m, from, to)
	if err != nil {
		t.Fatal(err)
	}
	want := []Mail{{
		From: "score@contoso.example", To: []string{"ciso@contoso.example", "it@contoso.example"}, MIME: mime,
		Tenant: "contoso-nord", Occasion: report.Periodic, Settings: url.Values{"region": {"eu-west-1"}, "set": {"a"}},
	}}
	if diff := cmp.Diff(want, sent); diff != "" {
		t.Errorf("the sender got another email (-want +got):\n%s", diff)
	}
	if _, err := deliver(context.Background(), c, m, receipt); err != nil || len(sent) != 1 {
		t.Errorf("sent %d times (%v), want once, as the email was accepted", len(sent), err)
	}
}

func TestSenderFails(t *testing.T) {
	refused := errors.New("refused")
	c := channel(t, "other")
	c.options.Senders["other"] = func(context.Context, Mail) error { return refused }
	receipt, err := deliver(context.Background(), c, message("contoso"), "")
	if receipt != "" || !errors.Is(err, refused) {
		t.Errorf("receipt %q, error %v", receipt, err)
	}
}

// A run tries again after a failure that is temporary.
func TestTemporaryFailures(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	for name, tt := range map[string]struct {
		server *fake
		want   bool
	}{
		"no server":     {nil, true},
		"hangs up":      {&fake{hangUp: "."}, true},
		"later":         {&fake{answers: map[string]string{".": "451 greylisted"}}, true},
		"not yours":     {&fake{answers: map[string]string{"MAIL": "553 not yours"}}, false},
		"no recipient":  {&fake{answers: map[string]string{"RCPT": "550 no such mailbox"}}, false},
		"looks like it": {&fake{answers: map[string]string{".": "554 looks like spam"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			address := listener.Addr().String()
			if tt.server != nil {
				address = tt.server.start(t).address
			}
			_, err := deliver(context.Background(), channel(t, "smtp://"+address), message("contoso"), "")
			var found *failure
			if !errors.As(err, &found) || found.Temporary() != tt.want {
				t.Errorf("%v: want temporary %t", err, tt.want)
			}
		})
	}
}

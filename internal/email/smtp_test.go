package email

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"maps"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/mailserver"
	"secure-score-reporter/internal/scrub"
)

// sendTo sends the test's message to the server over a transport in which PORT
// is the server's port.
func sendTo(t *testing.T, f *fake, transport string, pool *x509.CertPool) error {
	t.Helper()
	_, port, _ := net.SplitHostPort(f.address)
	c := channel(t, strings.ReplaceAll(transport, "PORT", port))
	c.options.TLS = &tls.Config{RootCAs: pool}
	receipt, err := deliver(context.Background(), c, message("contoso"), "")
	if (receipt == "") != (err != nil) {
		t.Errorf("receipt %q with error %v", receipt, err)
	}
	return err
}

func TestSMTPSendsWhatComposeWrites(t *testing.T) {
	f := (&fake{}).start(t)
	if err := sendTo(t, f, "smtp://127.0.0.1:PORT", nil); err != nil {
		t.Fatal(err)
	}
	want, err := Compose(message("contoso"), from, to)
	if err != nil {
		t.Fatal(err)
	}
	lines, _, got := f.sent()
	if got != string(want) {
		t.Error("the server got other bytes than Compose writes")
	}
	for _, line := range []string{
		"MAIL FROM:<score@contoso.example>", "RCPT TO:<ciso@contoso.example>", "RCPT TO:<it@contoso.example>", "QUIT",
	} {
		if !strings.Contains(strings.Join(lines, "\n"), line) {
			t.Errorf("the server was not sent %s", line)
		}
	}
}

// T26: a server whose reply does not end is left after a megabyte. The code of
// such a reply still counts, so that an accepted mail is not sent again; the
// next step fails.
func TestSMTPRepliesHaveABound(t *testing.T) {
	for command, tt := range map[string]struct {
		code string
		at   step // that fails; empty: none
	}{
		"EHLO": {"250", sender}, "MAIL": {"250", naming}, "DATA": {"354", unsure}, ".": {"250", ""},
	} {
		t.Run(command, func(t *testing.T) {
			f := (&fake{answers: map[string]string{command: tt.code + " " + strings.Repeat("x", 8<<20)}}).start(t)
			err := sendTo(t, f, "smtp://127.0.0.1:PORT", nil)
			if tt.at == "" {
				if err != nil {
					t.Errorf("accepted, but the error is %.300v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), string(tt.at)+": ") ||
				!strings.Contains(err.Error(), "the answer of "+f.address+" has more than 1 MiB") {
				t.Errorf("error %.300v", err)
			}
		})
	}
}

func TestAcceptedMailIsNotSentAgain(t *testing.T) {
	f := (&fake{}).start(t)
	c := channel(t, "smtp://"+f.address)
	receipt, err := deliver(context.Background(), c, message("contoso"), "")
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := f.sent()
	if again, err := deliver(context.Background(), c, message("contoso"), receipt); err != nil || again != receipt {
		t.Errorf("receipt %q, error %v", again, err)
	}
	if after, _, _ := f.sent(); len(after) != len(before) {
		t.Error("an email with a receipt was sent again")
	}
}

// Nothing comes between the server's word and the record: it is said goodbye to
// afterwards.
func TestARecordComesBeforeTheGoodbye(t *testing.T) {
	f := (&fake{}).start(t)
	c := channel(t, "smtp://"+f.address)
	draft, err := c.Prepare(message("contoso"))
	if err != nil {
		t.Fatal(err)
	}
	var before []string
	err = c.Deliver(t.Context(), draft.Body, "", func(string, bool) error {
		before, _, _ = f.sent()
		before = slices.Clone(before)
		return nil
	})
	after, _, _ := f.sent()
	if err != nil || slices.Contains(before, "QUIT") || !slices.Contains(after, "QUIT") {
		t.Errorf("sent %q before the record and %q in all, %v", before, after, err)
	}
}

// The connection may break after the server took the message.
func TestHangUpAfterReceipt(t *testing.T) {
	for _, at := range []string{"QUIT", "RSET"} {
		if err := sendTo(t, (&fake{hangUp: at}).start(t), "smtp://127.0.0.1:PORT", nil); err != nil {
			t.Errorf("hanging up at %s: %v", at, err)
		}
	}
}

func TestEncryption(t *testing.T) {
	config, pool := certificate(t)
	auth := []string{"AUTH PLAIN LOGIN"}
	tests := []struct {
		name      string
		fake      *fake
		transport string
		remote    bool // treat the server as one on another machine
		pool      *x509.CertPool
		err       string
		secure    string // a command that must be encrypted
		clear     string // a command that must not be
	}{
		{
			"smtps", &fake{tls: config, implicit: true, offers: auth}, "smtps://us%40er:pa%3Ass@localhost:PORT", false, pool,
			"", "AUTH", "",
		},
		{
			"smtps, unknown authority", &fake{tls: config, implicit: true}, "smtps://localhost:PORT", false, nil,
			"certificate must be", "", "",
		},
		{"smtps to a plain server", &fake{}, "smtps://localhost:PORT", false, pool, "usually at port 587", "", ""},
		{
			"smtp, STARTTLS offered", &fake{tls: config, offers: auth}, "smtp://us%40er:pa%3Ass@localhost:PORT", true, pool,
			"", "AUTH", "",
		},
		{
			"smtp, no STARTTLS offered", &fake{offers: auth}, "smtp://us%40er:pa%3Ass@localhost:PORT", true, pool,
			"does not offer STARTTLS", "", "EHLO",
		},
		{
			"smtp, STARTTLS refused", &fake{tls: config, answers: map[string]string{"STARTTLS": "454 no TLS today"}},
			"smtp://localhost:PORT", true, pool, `454 "no TLS today"`, "", "STARTTLS",
		},
		{
			"smtp, unknown authority", &fake{tls: config}, "smtp://localhost:PORT", true, nil, "certificate must be", "",
			"STARTTLS",
		},
		{"smtp, tls=off", &fake{tls: config}, "smtp://localhost:PORT?tls=off", false, pool, "", "", "MAIL"},
		{"loopback, no TLS", &fake{offers: auth}, "smtp://us%40er:pa%3Ass@127.0.0.1:PORT", false, nil, "", "", "AUTH"},
		{"loopback, unknown authority", &fake{tls: config}, "smtp://127.0.0.1:PORT", false, nil, "", "MAIL", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := tt.fake.start(t)
			_, port, _ := net.SplitHostPort(f.address)
			s, err := mailserver.Parse(strings.ReplaceAll(tt.transport, "PORT", port))
			if err != nil {
				t.Fatal(err)
			}
			if tt.remote {
				s.Security, s.Loopback = mailserver.StartTLS, false
			}
			c := channel(t, "")
			c.options.TLS = &tls.Config{RootCAs: tt.pool}
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			defer cancel()
			end, err := c.send(ctx, s, addressees{list: c.to}, []byte("Subject: x\r\n\r\nx\r\n"))
			end()
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Fatalf("error %v, want %q", err, tt.err)
			}
			wantEncrypted(t, f, tt.secure, tt.clear)
			if _, secure, _ := f.sent(); tt.remote && slices.Contains(slices.Collect(maps.Keys(secure)), "AUTH") {
				wantEncrypted(t, f, "AUTH", "")
			}
		})
	}
}

// wantEncrypted checks how two commands were sent. An empty one is not checked.
func wantEncrypted(t *testing.T, f *fake, secure, clear string) {
	t.Helper()
	_, encrypted, _ := f.sent()
	for command, want := range map[string]bool{secure: true, clear: false} {
		got, sent := encrypted[command]
		if command != "" && (!sent || got != want) {
			t.Errorf("%s: sent %t, encrypted %t; want encrypted %t", command, sent, got, want)
		}
	}
}

func TestSignIn(t *testing.T) {
	plain := "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00us@er\x00pa:ss"))
	for name, tt := range map[string]struct{ offers, first, err string }{
		"plain":         {"AUTH LOGIN PLAIN", plain, ""},
		"login":         {"AUTH LOGIN XOAUTH2", "AUTH LOGIN", ""},
		"scram first":   {"AUTH PLAIN SCRAM-SHA-256", "AUTH SCRAM-SHA-256", ""},
		"none known":    {"AUTH GSSAPI", "", "offers no supported sign-in"},
		"none offered":  {"8BITMIME", "", "offers no supported sign-in"},
		"not like this": {"AUTHENTICATE PLAIN", "", "offers no supported sign-in"},
	} {
		t.Run(name, func(t *testing.T) {
			f := (&fake{offers: []string{tt.offers}}).start(t)
			err := sendTo(t, f, "smtp://us%40er:pa%3Ass@127.0.0.1:PORT", nil)
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
			lines, _, _ := f.sent()
			all := strings.Join(lines, "\n")
			if !strings.Contains(all, tt.first) || tt.first == "" && strings.Contains(all, "AUTH ") {
				t.Errorf("sent\n%s\nwant %s", all, tt.first)
			}
		})
	}
}

func TestFailures(t *testing.T) {
	encoded := base64.StdEncoding.EncodeToString([]byte("\x00us@er\x00pa:ss-word"))
	tests := []struct {
		name string
		fake *fake
		want []string
	}{
		{
			"greeting", &fake{answers: map[string]string{"EHLO": "421 too busy", "HELO": "421 too busy"}},
			[]string{"greeting", `421 "too busy"`, "try later"},
		},
		{
			"sign-in", &fake{answers: map[string]string{"AUTH": "535 5.7.8 no"}},
			[]string{"signing in", `535 "5.7.8 no"`, "check the user and the password"},
		},
		{
			"sender", &fake{answers: map[string]string{"MAIL": "553 not yours"}},
			[]string{"sender refused", `553 "not yours"`, "email.from"},
		},
		{"every recipient", &fake{answers: map[string]string{"RCPT": "550 no such mailbox"}},
			[]string{"the email was not sent", `it@contoso.example: 550 "no such mailbox"`, "email.to"}},
		{
			"message", &fake{answers: map[string]string{".": "554 looks like spam"}},
			[]string{"message refused", `554 "looks like spam"`},
		},
		{
			"later", &fake{answers: map[string]string{".": "451 greylisted"}},
			[]string{`451 "greylisted"`, "another try later"},
		},
		{"no receipt", &fake{hangUp: "."}, []string{"waiting for the receipt", "may have taken", "same Message-ID"}},
		{"gone", &fake{hangUp: "RCPT"}, []string{"recipient", "ciso@contoso.example", "EOF"}},
		{"gone while signing in", &fake{hangUp: "AUTH"}, []string{"signing in: EOF (check the mail server, and the network"}},
		{"too large", &fake{offers: []string{"SIZE 100"}}, []string{"message refused", "the server takes 100"}},
		{
			"repeats the password", &fake{answers: map[string]string{"AUTH": "535 no pa:ss-word for us@er, not " + encoded}},
			[]string{`535 "no [secret] for us@er, not `},
		},
		{
			"several lines", &fake{answers: map[string]string{"MAIL": "550-first\n550-\u202esecond\n550 third"}},
			[]string{`550 "first\n\u202esecond\nthird"`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.fake.offers = append(tt.fake.offers, "AUTH PLAIN")
			f := tt.fake.start(t)
			const transport = "smtp://us%40er:pa%3Ass-word@127.0.0.1:PORT"
			var known scrub.Scrubber
			known.Know(strings.Replace(transport, "PORT", "587", 1))
			err := scrub.Error(sendTo(t, f, transport, nil), known.Text)
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range append(tt.want, "mail server "+f.address) {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q lacks %q", err, want)
				}
			}
			for _, secret := range []string{"us%40er", "pa:ss", "pa%3Ass", encoded} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("error %q shows %q", err, secret)
				}
			}
		})
	}
}

func TestNoServer(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	_, err = deliver(context.Background(), channel(t, "smtp://"+listener.Addr().String()), message("contoso"), "")
	if err == nil || !strings.Contains(err.Error(), "connecting") ||
		!strings.Contains(err.Error(), "check the host and the port") {
		t.Errorf("error %v", err)
	}
}

func TestANameThatDoesNotResolve(t *testing.T) {
	err := &net.OpError{Op: "dial", Err: &net.DNSError{Name: "mail.contoso.example", IsNotFound: true}}
	if got := fix(connecting, err); !strings.Contains(got, "does not resolve") || strings.Contains(got, "block") {
		t.Errorf("the fix is %q", got)
	}
}

func TestContextEndsDelivery(t *testing.T) {
	for _, at := range []string{"EHLO", "RCPT"} {
		f := (&fake{silent: at}).start(t)
		c := channel(t, "smtp://"+f.address)
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(50*time.Millisecond, cancel)
		if _, err := deliver(ctx, c, message("contoso"), ""); !errors.Is(err, context.Canceled) {
			t.Errorf("silent at %s, cancelled: %v", at, err)
		}
		c.options.Timeout = 50 * time.Millisecond
		_, err := deliver(context.Background(), c, message("contoso"), "")
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "not done within 50ms (") {
			t.Errorf("silent at %s, out of time: %v", at, err)
		}
	}
}

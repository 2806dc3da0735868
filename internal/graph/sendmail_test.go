package graph

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/graph/graphtest"
)

var someMail = bytes.Repeat([]byte("Subject: x\r\n\r\nGrüße\r\n"), 5000)

func TestSendMail(t *testing.T) {
	fake := newFake(t, graphtest.Options{Token: testToken})
	client := newClient(t, fake.URL, func(o *Options) { o.UserAgent = "secure-score-reporter/1.2.3" })
	if err := client.SendMail(t.Context(), "score+it@contoso.example", someMail); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]graphtest.Mail{{From: "score+it@contoso.example", MIME: someMail}}, fake.Mails()); diff != "" {
		t.Errorf("Graph took another email (-want +got):\n%s", diff)
	}
	for _, r := range fake.Requests() {
		if r.Method != "POST" || r.Path != "/v1.0/users/score+it@contoso.example/sendMail" ||
			r.Header.Get("User-Agent") != "secure-score-reporter/1.2.3" {
			t.Errorf("request %+v", r)
		}
	}
}

func TestSendMailFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault fault
		cause error    // nil if a retry succeeds
		want  []string // in the error
		tries int
	}{
		"throttled for once": {fault{Times: 2, Status: 429, RetryAfter: "1"}, nil, nil, 3},
		"throttled for long": {
			fault{Status: 429, RetryAfter: "300"}, ErrThrottled,
			[]string{"sending email: throttled; Graph asks to wait 5m0s", "POST /v1.0/users/score@contoso.example/sendMail: HTTP 429"}, 1,
		},
		"outage for once": {fault{Times: 1, Status: 503}, nil, nil, 2},
		"503":             {fault{Status: 503}, ErrUnavailable, []string{"run again later"}, 4},
		"500":             {fault{Status: 500}, ErrUnavailable, []string{"may have taken", "Sent Items"}, 1},
		"504":             {fault{Status: 504}, ErrUnavailable, []string{"may have taken"}, 1},
		"reset":           {fault{Reset: true}, ErrUnavailable, []string{"may have taken"}, 1},
		"unauthorized":    {fault{Status: 401}, ErrSignIn, []string{"HTTP 401"}, 1},
		"challenged": {
			fault{Times: 1, Status: 401, Header: http.Header{"Www-Authenticate": {`Bearer realm="", claims="e30="`}}}, nil,
			nil, 2,
		},
		"forbidden": {
			fault{Status: 403, Code: "ErrorAccessDenied"}, ErrPermission,
			[]string{"ErrorAccessDenied", "Mail.Send", "application access policy"}, 1,
		},
		"send as": {
			fault{Status: 403, Code: "ErrorSendAsDenied"}, ErrPermission, []string{"email.from must be the mailbox's own"},
			1,
		},
		"no mailbox": {
			fault{Status: 404, Code: "MailboxNotEnabledForRESTAPI"}, ErrRejected, []string{"user principal name"}, 1,
		},
		"too large": {fault{Status: 413}, ErrRejected, []string{"report.formats"}, 1},
		"silently not taken": {
			fault{Status: 200, Body: " "}, ErrRejected, []string{"HTTP 200", "neither took nor refused", "report.formats"}, 1,
		},
		"bad request": {
			fault{Status: 400, Code: "ErrorInvalidRecipients", Message: "no"}, ErrRejected,
			[]string{"ErrorInvalidRecipients: no"}, 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := newFake(t, graphtest.Options{})
			fake.Fail(c.fault)
			err := newClient(t, fake.URL).SendMail(t.Context(), "score@contoso.example", someMail)
			if !errors.Is(err, c.cause) {
				t.Fatalf("got %v, want %v", err, c.cause)
			}
			mails := fake.Mails()
			if c.cause == nil && (len(mails) != 1 || !bytes.Equal(mails[0].MIME, someMail)) {
				t.Errorf("%d emails were taken, want the one", len(mails))
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
			if n := len(fake.Requests()); n != c.tries {
				t.Errorf("%d tries, want %d", n, c.tries)
			}
		})
	}
}

func TestSendMailFromNoMailbox(t *testing.T) {
	fake := newFake(t, graphtest.Options{Mailboxes: []string{"score@contoso.example"}})
	client := newClient(t, fake.URL)
	err := client.SendMail(t.Context(), "nobody@contoso.example", someMail)
	if !errors.Is(err, ErrRejected) || !strings.Contains(err.Error(), "ErrorInvalidUser") {
		t.Errorf("got %v", err)
	}
}

func TestSendMailTooLarge(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	client := newClient(t, fake.URL)
	if err := client.SendMail(t.Context(), "score@contoso.example", make([]byte, 3<<20)); err != nil {
		t.Errorf("3 MiB: %v", err)
	}
	err := client.SendMail(t.Context(), "score@contoso.example", make([]byte, 3<<20+1))
	const want = "the email has 3.0 MiB, and Graph takes 3: request refused; ask for fewer formats"
	if !errors.Is(err, ErrRejected) || !strings.Contains(err.Error(), want) {
		t.Errorf("more: %v", err)
	}
	if n := len(fake.Requests()); n != 1 {
		t.Errorf("%d requests, want none for the email that is too large", n)
	}
}

func TestSendMailInTime(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	fake.Fail(fault{Delay: time.Minute})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	client := newClient(t, fake.URL, func(o *Options) { o.Timeout = 30 * time.Millisecond })
	err := client.SendMail(t.Context(), "score@contoso.example", someMail)
	if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "no full answer within 30ms") ||
		!strings.Contains(err.Error(), "may have taken") {
		t.Errorf("the client's time: %v", err)
	}
	client = newClient(t, fake.URL, func(o *Options) { o.Timeout = 200 * time.Millisecond })
	err = client.SendMail(ctx, "score@contoso.example", someMail)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "may have taken") {
		t.Errorf("the caller's time: %v", err)
	}
}

// T16: the run is cancelled while Graph answers. What it took is a success, and
// nothing more is sent.
func TestSendMailIsCancelledWhileGraphAnswers(t *testing.T) {
	for name, tt := range map[string]struct {
		answer int
		taken  bool
	}{"taken": {http.StatusAccepted, true}, "throttled": {http.StatusTooManyRequests, false}} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			requests := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				requests++
				_, _ = io.Copy(io.Discard, r.Body)
				cancel()
				time.Sleep(10 * time.Millisecond) // time for a client that does not wait
				w.WriteHeader(tt.answer)
			}))
			defer server.Close()
			client := newClient(t, server.URL+"/v1.0")
			err := client.SendMail(ctx, "score@contoso.example", someMail)
			if (err == nil) != tt.taken || !tt.taken && !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
			if err := client.SendMail(ctx, "score@contoso.example", someMail); !errors.Is(err, context.Canceled) {
				t.Errorf("after the end: %v", err)
			}
			if requests != 1 {
				t.Errorf("%d requests, want one", requests)
			}
		})
	}
}

func TestSendMailNetworkDown(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	root := "http://" + listener.Addr().String() + "/v1.0"
	listener.Close()
	var waited waits
	client := newClient(t, root, func(o *Options) { o.Wait = waited.wait })
	err = client.SendMail(t.Context(), "score@contoso.example", someMail)
	if !errors.Is(err, ErrUnavailable) || strings.Contains(err.Error(), "taken") ||
		!strings.Contains(err.Error(), "check the network") || len(waited) != 2 {
		t.Errorf("after %d waits: %v", len(waited), err)
	}
}

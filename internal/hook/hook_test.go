package hook

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// leaves does what a transport does when a request is on its way.
func leaves(r *http.Request) { httptrace.ContextClientTrace(r.Context()).WroteHeaders() }

// The name of a receiver can be its secret, and every error of the network has
// it.
func TestNoErrorNamesTheReceiver(t *testing.T) {
	const host = "k7q2xv.hooks.example"
	for _, err := range []error{
		&net.DNSError{Err: "no such host", Name: host, IsNotFound: true},
		&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "server misbehaving", Name: host}},
		errors.New("x509: certificate is valid for other.example, not " + host),
	} {
		synctest.Test(t, func(t *testing.T) {
			p := New(roundTrip(func(*http.Request) (*http.Response, error) { return nil, err }), time.Now)
			failed := p.Post(t.Context(), "https://"+host+"/path?sig=s", []byte("{}"), nil)
			if failed == nil || strings.Contains(failed.Error(), host) || strings.Contains(failed.Error(), "sig=s") {
				t.Fatalf("%v", failed)
			}
			if !failed.Temporary || !errors.Is(failed, err) {
				t.Errorf("%v is not what happened, or final", failed)
			}
		})
	}
}

// An answer that does not come is waited for as long as a try, or the run, has
// time. Only where the receiver knows repeated messages is it tried again.
func TestNoAnswer(t *testing.T) {
	for name, tt := range map[string]struct {
		left  time.Duration
		once  bool
		tries int
		says  string
	}{
		"a receiver that knows its messages": {time.Hour, false, 2, "no answer within 20s"},
		"one that does not":                  {time.Hour, true, 1, "no answer within 20s"},
		"at the end of the run":              {4 * time.Second, true, 1, "in the time that the run had left"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries := 0
				p := New(roundTrip(func(r *http.Request) (*http.Response, error) {
					tries++
					leaves(r)
					<-r.Context().Done()
					return nil, r.Context().Err()
				}), time.Now)
				if tt.once {
					p = p.Once()
				}
				ctx, cancel := context.WithTimeout(t.Context(), tt.left)
				defer cancel()
				failed := p.Post(ctx, "https://x.example/", []byte("{}"), nil)
				if failed == nil || !strings.Contains(failed.Error(), tt.says) || !failed.Temporary || tries != tt.tries {
					t.Errorf("%d tries: %v", tries, failed)
				}
			})
		})
	}
}

// What may have arrived is posted twice at most, and once to a receiver that
// does not know repeated messages. What cannot have arrived has all its tries.
func TestTries(t *testing.T) {
	reset := &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	for name, tt := range map[string]struct {
		status      int
		err         error
		sent        bool
		tries, once int
	}{
		"the connection was reset":     {0, reset, true, 2, 1},
		"the connection was closed":    {0, io.EOF, true, 2, 1},
		"no connection":                {0, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}, false, 3, 3},
		"a connection that takes long": {0, context.DeadlineExceeded, false, 3, 3},
		"a certificate of another CA":  {0, &tls.CertificateVerificationError{Err: errors.New("x509")}, false, 3, 3},
		"an error behind a gateway":    {http.StatusBadGateway, nil, true, 2, 1},
		"an error within the receiver": {http.StatusInternalServerError, nil, true, 2, 1},
		"a receiver that is away":      {http.StatusServiceUnavailable, nil, true, 3, 3},
		"too many messages":            {http.StatusTooManyRequests, nil, true, 3, 3},
		"a message that is refused":    {http.StatusBadRequest, nil, true, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries := 0
				p := New(roundTrip(func(r *http.Request) (*http.Response, error) {
					tries++
					if tt.sent {
						leaves(r)
					}
					return &http.Response{StatusCode: tt.status, Body: http.NoBody, Request: r}, tt.err
				}), time.Now)
				failed := p.Post(t.Context(), "https://x.example/", []byte("{}"), nil)
				unsure := tt.sent && tt.err != nil
				if failed == nil || strings.Contains(failed.Error(), "may have arrived") != unsure || tries != tt.tries {
					t.Errorf("%d tries: %v", tries, failed)
				}
				tries = 0
				failed = p.Once().Post(t.Context(), "https://x.example/", []byte("{}"), nil)
				if failed == nil || tries != tt.once {
					t.Errorf("once: %d tries: %v", tries, failed)
				}
			})
		})
	}
}

// What is no HTTP is quoted, but not all of it.
func TestAnAnswerOfAnotherProtocol(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(roundTrip(func(*http.Request) (*http.Response, error) {
			return nil, errors.New("malformed HTTP response " + strings.Repeat("\x16", 100_000))
		}), time.Now)
		failed := p.Post(t.Context(), "https://x.example/", []byte("{}"), nil)
		if failed == nil || !strings.Contains(failed.Error(), "malformed HTTP") || len(failed.Error()) > 500 {
			t.Errorf("%v", failed)
		}
	})
}

// A proxy, or a sign-in, answers 200 with a page of its own. Receivers that say
// little often say it as text/html.
func TestAPageIsNoAnswer(t *testing.T) {
	const page = "\n<!DOCTYPE html><html><body>Welcome to the guest network</body></html>"
	for name, tt := range map[string]struct {
		kind, body string
		page       bool
	}{
		"a page":                 {"text/html; charset=utf-8", page, true},
		"a page, in upper case":  {"TEXT/HTML", strings.ToUpper(page), true},
		"a word of a receiver":   {"text/html; charset=UTF-8", "ok", false},
		"nothing":                {"text/html", "", false},
		"a page of another type": {"application/json", page, false},
		"JSON":                   {"application/json", `{"ok": true}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := New(roundTrip(func(r *http.Request) (*http.Response, error) {
					return &http.Response{
						StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {tt.kind}},
						Body: io.NopCloser(strings.NewReader(tt.body)), Request: r,
					}, nil
				}), time.Now)
				failed := p.Post(t.Context(), "https://x.example/", []byte("{}"), nil)
				if (failed != nil) != tt.page || tt.page && (!errors.Is(failed, ErrPage) || !failed.Temporary) {
					t.Errorf("%v", failed)
				}
			})
		})
	}
}

// An outage of where a setting is kept is over later, and says itself what to
// do.
func TestUnreadSettings(t *testing.T) {
	for _, tt := range []struct {
		err   error
		later bool
		want  string
	}{
		{errors.New("HOOK is not set"), false,
			"posting: reading webhook.url: HOOK is not set: set it, or change webhook.url in the configuration"},
		{outage{}, true, "posting: reading webhook.url: AWS has an outage"},
	} {
		err := Unread("posting", "webhook.url", tt.err)
		var says interface{ Temporary() bool }
		if !errors.As(err, &says) || says.Temporary() != tt.later || err.Error() != tt.want {
			t.Errorf("%v", err)
		}
	}
}

type outage struct{}

func (outage) Error() string   { return "AWS has an outage" }
func (outage) Temporary() bool { return true }

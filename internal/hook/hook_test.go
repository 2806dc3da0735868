package hook

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

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

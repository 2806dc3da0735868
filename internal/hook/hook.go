// Package hook posts to an address that is a secret, as the webhooks of several
// channels are: it tries again where that can help, waits as it is asked to,
// follows no redirect, and keeps the address out of errors. What an answer
// means to people is for the channel to say.
package hook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"secure-score-reporter/internal/grace"
	"secure-score-reporter/internal/httpbound"
)

const (
	maxTries = 3
	maxTime  = 30 * time.Second // of all tries that begin; a later run goes on
	attempt  = 20 * time.Second // of one, with its whole answer
)

// Poster posts to one address.
type Poster struct {
	http *http.Client
	now  func() time.Time
	once bool // see Once
}

// New makes a Poster on the transport; nil is http.DefaultTransport.
func New(transport http.RoundTripper, now func() time.Time) Poster {
	return Poster{http: &http.Client{
		Timeout: attempt, Transport: httpbound.Transport(transport),
		// A redirect could lead the message anywhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, now: now}
}

// Once is the Poster for a receiver that does not know repeated messages: where
// an answer was lost, it does not try again at once.
func (p Poster) Once() Poster {
	p.once = true
	return p
}

// Failure is why a body was not accepted. It never has the address.
type Failure struct {
	Status    int   // of the answer; 0 without one
	Err       error // what happened
	Temporary bool  // whether a later try may succeed

	after time.Duration // how long the receiver asks to wait; 0 where it does not say
	lost  bool          // it may have arrived all the same
}

func (f *Failure) Error() string { return f.Err.Error() }

// Unwrap returns what happened.
func (f *Failure) Unwrap() error { return f.Err }

// RefusedError is the error of a transport that does not connect, now or later.
type RefusedError struct{ Err error }

func (e *RefusedError) Error() string { return e.Err.Error() }

// Unwrap returns why it does not connect.
func (e *RefusedError) Unwrap() error { return e.Err }

// Post sends the body until it is accepted, refused for good, or had its tries.
// Sign sets headers of each try; it may be nil. The result is nil where it was
// accepted.
func (p Poster) Post(
	ctx context.Context, address string, body []byte, sign func(h http.Header, now time.Time) error,
) *Failure {
	left := maxTime
	if deadline, ok := ctx.Deadline(); ok {
		left = min(left, deadline.Sub(p.now()))
	}
	pauses := backoff.NewExponentialBackOff()
	pauses.Multiplier = 3
	var failed *Failure
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		failed = p.try(ctx, address, body, sign)
		switch {
		case failed == nil:
			return struct{}{}, nil
		case !failed.Temporary, failed.lost && p.once:
			return struct{}{}, backoff.Permanent(failed)
		case failed.after > 0:
			return struct{}{}, &backoff.RetryAfterError{Duration: failed.after}
		}
		return struct{}{}, failed
	}, backoff.WithMaxTries(maxTries), backoff.WithMaxElapsedTime(max(left, 1)), backoff.WithBackOff(pauses))
	if err == nil {
		return nil
	}
	return failed
}

// try sends the body once.
func (p Poster) try(
	ctx context.Context, address string, body []byte, sign func(h http.Header, now time.Time) error,
) *Failure {
	ctx, done, err := grace.Answer(ctx)
	if err != nil {
		return &Failure{Err: err, Temporary: true}
	}
	defer done()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return &Failure{Err: errors.New("the address cannot be used")}
	}
	now := p.now()
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "secure-score-reporter")
	if sign != nil {
		if err := sign(request.Header, now); err != nil {
			return &Failure{Err: err}
		}
	}
	response, err := p.http.Do(request)
	if err != nil {
		return unreached(ctx, request.URL.Hostname(), err)
	}
	_ = response.Body.Close()
	return answered(response, now)
}

// unreached is the failure of a request without an answer from the host, whose
// name may be a part of the secret.
func unreached(ctx context.Context, host string, err error) *Failure {
	var address *url.Error
	if errors.As(err, &address) {
		err = address.Err // without the address
	}
	var refused *RefusedError
	if errors.As(err, &refused) {
		return &Failure{Err: refused}
	}
	if errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
		within := "in the time that the run had left"
		if ctx.Err() == nil {
			within = "within " + attempt.String()
		}
		return &Failure{Err: fmt.Errorf("no answer %s, but it may have arrived", within), Temporary: true, lost: true}
	}
	return &Failure{Err: &unnamedError{err, host}, Temporary: true}
}

// unnamedError is an error without the host's name.
type unnamedError struct {
	error
	host string
}

func (e *unnamedError) Error() string {
	return strings.ReplaceAll(e.error.Error(), e.host, "the receiver")
}

func (e *unnamedError) Unwrap() error { return e.error }

// answered is the failure of an answer; nil where the body was accepted.
func answered(r *http.Response, now time.Time) *Failure {
	code := r.StatusCode
	if code >= 200 && code < 300 {
		return nil
	}
	f := &Failure{Status: code, Err: fmt.Errorf("the receiver answers HTTP %d %s", code, http.StatusText(code))}
	if code == http.StatusTooManyRequests || code == http.StatusRequestTimeout || code >= 500 {
		f.Temporary, f.after, f.lost = true, wait(r.Header, now), code == http.StatusGatewayTimeout
	}
	return f
}

// wait is how long an answer asks to wait, in Retry-After; 0 where it does not
// say.
func wait(h http.Header, now time.Time) time.Duration {
	text := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(max(seconds, 0)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// Usable says whether a message may go to the address. It is encrypted, except
// to this machine.
func Usable(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	here, err := netip.ParseAddr(u.Hostname())
	local := u.Hostname() == "localhost" || err == nil && here.IsLoopback()
	return u.Scheme == "https" || u.Scheme == "http" && local
}

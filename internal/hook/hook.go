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
	"io"
	"mime"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"secure-score-reporter/internal/grace"
	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/plaintext"
)

const (
	maxTries  = 3
	maxUnsure = 2                // tries of a body that may have arrived, so a reader sees two at most
	maxTime   = 30 * time.Second // of all tries that begin; a later run goes on
	attempt   = 20 * time.Second // of one, with its whole answer
)

// longestError is how much of an error of the network is shown, in characters:
// it quotes what is no HTTP.
const longestError = 300

// Poster posts to one address.
type Poster struct {
	http      *http.Client
	now       func() time.Time
	maxUnsure int
}

// New makes a Poster on the transport; nil is httpbound.Usual.
func New(transport http.RoundTripper, now func() time.Time) Poster {
	return Poster{http: &http.Client{
		Timeout: attempt, Transport: httpbound.Transport(transport),
		// A redirect could lead the message anywhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, now: now, maxUnsure: maxUnsure}
}

// Once is the Poster for a receiver that does not know repeated messages: what
// may have arrived it does not post again at once.
func (p Poster) Once() Poster {
	p.maxUnsure = 1
	return p
}

// Failure is why a body was not accepted. It never has the address.
type Failure struct {
	Status    int   // of the answer; 0 without one
	Err       error // what happened
	Temporary bool  // whether a later try may succeed

	after time.Duration // how long the receiver asks to wait; 0 where it does not say
	lost  bool          // the body may have arrived all the same
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
	unsure := 0
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		failed = p.try(ctx, address, body, sign)
		if failed != nil && failed.lost {
			unsure++
		}
		switch {
		case failed == nil:
			return struct{}{}, nil
		case !failed.Temporary, unsure == p.maxUnsure:
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
	ctx, sent := grace.Watch(ctx)
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
		return unreached(ctx, request.URL.Hostname(), err, sent.Load())
	}
	defer func() { _ = response.Body.Close() }()
	return answered(response, now)
}

// unreached is the failure of a request without an answer from the host, whose
// name may be a part of the secret. Where it was not sent, it cannot have
// arrived.
func unreached(ctx context.Context, host string, err error, sent bool) *Failure {
	var address *url.Error
	if errors.As(err, &address) {
		err = address.Err // without the address
	}
	var refused *RefusedError
	if errors.As(err, &refused) {
		return &Failure{Err: refused}
	}
	f := &Failure{Err: &unnamedError{err, host}, Temporary: true, lost: sent}
	switch {
	case ctx.Err() != nil:
		f.Err = errors.New("no answer in the time that the run had left")
	case errors.Is(err, context.DeadlineExceeded):
		f.Err = errors.New("no answer within " + attempt.String())
	}
	if f.lost {
		f.Err = fmt.Errorf("%w, but it may have arrived", f.Err)
	}
	return f
}

// unnamedError is an error in few words and without the host's name.
type unnamedError struct {
	error
	host string
}

func (e *unnamedError) Error() string {
	return plaintext.Clip(strings.ReplaceAll(e.error.Error(), e.host, "the receiver"), longestError)
}

func (e *unnamedError) Unwrap() error { return e.error }

// ErrPage is a web page in place of a receiver's answer: that of a proxy, or of
// a sign-in.
var ErrPage = errors.New("a web page answers")

// answered is the failure of an answer; nil where the body was accepted.
func answered(r *http.Response, now time.Time) *Failure {
	code := r.StatusCode
	if code >= 200 && code < 300 {
		if isPage(r) {
			return &Failure{Status: code, Err: fmt.Errorf("HTTP %d, but %w", code, ErrPage), Temporary: true, lost: true}
		}
		return nil
	}
	f := &Failure{Status: code, Err: fmt.Errorf("the receiver answers HTTP %d %s", code, http.StatusText(code))}
	if code == http.StatusTooManyRequests || code == http.StatusRequestTimeout || code >= 500 {
		f.Temporary, f.after = true, wait(r.Header, now)
		f.lost = code >= 500 && code != http.StatusServiceUnavailable
	}
	return f
}

// isPage looks at the content, as many receivers call their plain words a page.
func isPage(r *http.Response) bool {
	const page = "text/html"
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != page {
		return false
	}
	begin, _ := io.ReadAll(io.LimitReader(r.Body, 512))
	return strings.HasPrefix(http.DetectContentType(begin), page)
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

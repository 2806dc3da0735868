// Package httpbound bounds what another machine can do to this program: how
// many bytes of an answer are read, and how long an answer may take.
//
// [Transport] is for a client of net/http, [Client] for the AWS SDK, [Conn] for
// a protocol that is not HTTP. None of them reads ahead: a caller that streams
// still does. The package does not decide what is tried again.
//
// Beyond a bound the error is a [TooLargeError] or a [NoAnswerError]. Both name
// the host and never the address, which may be a secret.
package httpbound

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	// MaxAnswer is far more than any service here answers, in bytes: the
	// largest is a page of Slack's channels, which has about 2 MB.
	MaxAnswer = 4 << 20
	// MaxHeader is far more than the header of any answer here, in bytes. What
	// net/http allows by itself takes a hundred megabytes of memory.
	MaxHeader = 256 << 10
	// Attempt is how long one attempt of a call of AWS may take, with its whole
	// answer.
	Attempt = 15 * time.Second
)

// TooLargeError is the error of an answer that is larger than any real one.
type TooLargeError struct {
	Host  string
	Limit int64 // bytes
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the answer of %s has more than %s, which no real answer has: check the proxy in between",
		e.Host, size(e.Limit))
}

// NonRetriable stops the Azure SDK from asking for the same again.
func (e *TooLargeError) NonRetriable() {}

// NoAnswerError is the error of an answer that did not come in time.
type NoAnswerError struct {
	Host   string
	Within time.Duration
}

func (e *NoAnswerError) Error() string {
	return fmt.Sprintf("no answer from %s within %s", e.Host, e.Within)
}

// Timeout makes the AWS SDK try again.
func (e *NoAnswerError) Timeout() bool { return true }

// Temporary reports that a later try may succeed.
func (e *NoAnswerError) Temporary() bool { return true }

// Usual is http.DefaultTransport with headers of at most MaxHeader.
var Usual = sync.OnceValue(func() *http.Transport {
	usual := http.DefaultTransport.(*http.Transport).Clone()
	usual.MaxResponseHeaderBytes = MaxHeader
	return usual
})

// Transport fails the reading of an answer after MaxAnswer bytes, counted after
// decompression. A nil next is Usual.
func Transport(next http.RoundTripper) http.RoundTripper {
	if next == nil {
		next = Usual()
	}
	return transport{next}
}

type transport struct{ next http.RoundTripper }

func (t transport) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := t.next.RoundTrip(request)
	if err != nil {
		return response, err
	}
	limit(response, request.URL.Host, MaxAnswer)
	return response, nil
}

// limit bounds the answer's body.
func limit(response *http.Response, host string, bytes int64) {
	response.Body = struct {
		io.Reader
		io.Closer
	}{&meter{from: response.Body, left: bytes, over: &TooLargeError{host, bytes}}, response.Body}
}

// Doer is the AWS SDK's client of HTTP.
type Doer interface {
	Do(request *http.Request) (*http.Response, error)
}

// Client bounds each attempt: its whole answer comes within that time, and has
// at most so many bytes. An answer that says that something is wrong has at
// most MaxAnswer.
func Client(next Doer, attempt time.Duration, bytes int64) Doer {
	return client{next, attempt, bytes}
}

type client struct {
	next    Doer
	attempt time.Duration
	bytes   int64
}

func (c client) Do(request *http.Request) (*http.Response, error) {
	silent := &NoAnswerError{request.URL.Host, c.attempt}
	ctx, cancel := context.WithTimeoutCause(request.Context(), c.attempt, silent)
	response, err := c.next.Do(request.WithContext(ctx))
	if err != nil {
		defer cancel()
		return response, because(ctx, silent, err)
	}
	bytes := c.bytes
	if response.StatusCode >= http.StatusMultipleChoices {
		bytes = min(bytes, MaxAnswer)
	}
	limit(response, request.URL.Host, bytes)
	response.Body = &timed{ReadCloser: response.Body, ctx: ctx, cancel: cancel, silent: silent}
	return response, nil
}

// because is silent where it is why ctx has ended, and err otherwise.
func because(ctx context.Context, silent *NoAnswerError, err error) error {
	if errors.Is(context.Cause(ctx), silent) {
		return silent
	}
	return err
}

// timed is a body that ends with its attempt's time.
type timed struct {
	io.ReadCloser
	ctx    context.Context
	cancel context.CancelFunc
	silent *NoAnswerError
}

func (t *timed) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = because(t.ctx, t.silent, err)
	}
	return n, err
}

func (t *timed) Close() error {
	defer t.cancel()
	return t.ReadCloser.Close()
}

// Conn fails the reading of a connection after so many bytes in all.
func Conn(conn net.Conn, host string, bytes int64) net.Conn {
	return &bounded{conn, meter{from: conn, left: bytes, over: &TooLargeError{host, bytes}}}
}

type bounded struct {
	net.Conn
	meter meter
}

func (b *bounded) Read(p []byte) (int, error) { return b.meter.Read(p) }

// meter reads at most one byte more than it may, and then fails for good.
type meter struct {
	from io.Reader
	left int64
	over error
}

func (m *meter) Read(p []byte) (int, error) {
	if m.left < 0 {
		return 0, m.over
	}
	if int64(len(p)) > m.left+1 {
		p = p[:m.left+1]
	}
	n, err := m.from.Read(p)
	if m.left -= int64(n); m.left < 0 {
		return n - 1, m.over
	}
	return n, err
}

func size(bytes int64) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d bytes", bytes)
}

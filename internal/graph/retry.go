package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	khttp "github.com/microsoft/kiota-http-go"

	"secure-score-reporter/internal/grace"
)

const (
	maxWait      = 60 * time.Second // between two tries; a longer Retry-After ends the retries
	firstBackoff = time.Second      // doubled with every retry
	// faultRetries is the limit after a broken connection, 500 and 502, where a
	// retry helps less often than after 429, 503 and 504.
	faultRetries = 2
	// silentRetries is the limit after a try that got no answer in time, so that
	// a silent Graph does not take all of a function's time.
	silentRetries = 1

	maxErrorBytes = 64 << 10 // read of the body of a failed request
)

// retry is a middleware of the SDK's pipeline. docs/decisions/graph-retries.md
// says why it is not the SDK's own.
type retry struct {
	most    int
	timeout time.Duration
	wait    func(context.Context, time.Duration) error
}

func newRetry(o Options) *retry {
	r := &retry{most: o.MaxRetries, timeout: o.Timeout, wait: o.Wait}
	if r.most == 0 {
		r.most = defaultMaxRetries
	}
	if r.timeout <= 0 {
		r.timeout = defaultTimeout
	}
	if r.wait == nil {
		r.wait = sleep
	}
	return r
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Intercept sends the request until an answer is final.
func (r *retry) Intercept(pipeline khttp.Pipeline, index int, req *http.Request) (*http.Response, error) {
	renew, err := renewable(req)
	if err != nil {
		return nil, err
	}
	for tried := 0; ; tried++ {
		renew()
		resp, err := r.try(pipeline, index, req)
		delay, again := r.again(req, resp, err, tried)
		if !again {
			return resp, err
		}
		if resp != nil {
			_, _ = io.Copy(io.Discard, resp.Body) // has a limit; allows reuse of the connection
			_ = resp.Body.Close()
		}
		if err := r.wait(req.Context(), delay); err != nil {
			return nil, err
		}
		req.Header.Set("Retry-Attempt", strconv.Itoa(tried+1))
	}
}

// try sends the request once. Its time limit includes the answer's body.
func (r *retry) try(pipeline khttp.Pipeline, index int, req *http.Request) (*http.Response, error) {
	ctx, cancel, err := r.limited(req)
	if err != nil {
		return nil, err
	}
	traced, sent := grace.Watch(ctx)
	resp, err := pipeline.Next(req.WithContext(traced), index)
	if err != nil {
		if ctx.Err() != nil && req.Context().Err() == nil {
			err = context.Cause(ctx)
		}
		cancel()
		if req.Method == http.MethodPost && sent.Load() {
			err = &uncertainError{err}
		}
		return nil, err
	}
	body := io.Reader(resp.Body)
	if resp.StatusCode >= http.StatusBadRequest {
		body = io.LimitReader(body, maxErrorBytes)
		guardChallenge(resp)
	}
	resp.Body = &cancelBody{Reader: body, body: resp.Body, cancel: cancel}
	return resp, nil
}

// limited is the context of one try. The answer to a POST is waited for also
// after the request's context has ended: without it nobody knows whether Graph
// took it.
func (r *retry) limited(req *http.Request) (context.Context, context.CancelFunc, error) {
	ctx, answered := req.Context(), func() {}
	if req.Method == http.MethodPost {
		var err error
		if ctx, answered, err = grace.Answer(ctx); err != nil {
			return nil, nil, err
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, r.timeout, silentError(r.timeout))
	return ctx, func() { cancel(); answered() }, nil
}

// silentError is the error of a try whose answer took longer than this.
type silentError time.Duration

// Unwrap makes it a time-out.
func (e silentError) Unwrap() error { return context.DeadlineExceeded }

func (e silentError) Error() string { return fmt.Sprintf("no full answer within %s", time.Duration(e)) }

// cancelBody releases the try's context when the body is closed.
type cancelBody struct {
	io.Reader
	body   io.Closer
	cancel context.CancelFunc
}

func (b *cancelBody) Close() error {
	defer b.cancel()
	return b.body.Close()
}

// again decides whether to try once more, and after which delay.
func (r *retry) again(req *http.Request, resp *http.Response, err error, tried int) (time.Duration, bool) {
	ctx := req.Context()
	if ctx.Err() != nil || req.Method == http.MethodPost && mayBeTaken(resp, err) || tried >= r.limit(resp, err) {
		return 0, false
	}
	delay := firstBackoff<<tried + rand.N(firstBackoff/2)
	if resp != nil {
		if asked, ok := retryAfter(resp.Header); ok {
			delay = asked
		}
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < delay {
		return 0, false
	}
	return delay, delay <= maxWait
}

// limit is how often a request is tried again after such a result.
func (r *retry) limit(resp *http.Response, err error) int {
	switch {
	case errors.As(err, new(silentError)):
		return min(r.most, silentRetries)
	case err != nil:
		return min(r.most, faultRetries)
	}
	switch resp.StatusCode {
	case http.StatusInternalServerError, http.StatusBadGateway:
		return min(r.most, faultRetries)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return r.most
	}
	return 0
}

// retryAfter reads the header in both of its forms, seconds and a date. An
// unreadable value, or a date in the past, counts as none.
func retryAfter(header http.Header) (time.Duration, bool) {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		if !(seconds >= 0) {
			return 0, false
		}
		const day = 24 * 60 * 60 // a much larger number would overflow a Duration
		return time.Duration(math.Ceil(min(seconds, day))) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil || time.Until(at) <= 0 {
		return 0, false
	}
	return min(time.Until(at).Round(time.Second), 24*time.Hour), true
}

var quoted = regexp.MustCompile(`"[^"]*"`)

// guardChallenge removes a challenge that would make the SDK's adapter panic:
// the adapter expects claims in quotes, without a comma.
func guardChallenge(resp *http.Response) {
	for _, part := range strings.Split(resp.Header.Get("WWW-Authenticate"), ",") {
		if strings.Contains(part, "claims") && !quoted.MatchString(part) {
			resp.Header.Del("WWW-Authenticate")
			return
		}
	}
}

package graph

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
)

// A POST does something each time it is taken, so it is sent again only where it
// is certain that it was not.

// renewable reads a request's body, so that each try has it from its beginning.
// To rewind it would not do: the try before may still be reading.
func renewable(req *http.Request) (renew func(), err error) {
	if req.Body == nil || req.Body == http.NoBody {
		return func() {}, nil
	}
	whole, err := io.ReadAll(req.Body)
	if err := errors.Join(err, req.Body.Close()); err != nil {
		return nil, err
	}
	req.ContentLength = int64(len(whole))
	return func() { req.Body = io.NopCloser(bytes.NewReader(whole)) }, nil
}

// broken is the end of a POST that had left: nobody knows whether it was taken.
type broken struct{ error }

func (b *broken) Unwrap() error { return b.error }

// watched tells whether a request has begun to leave.
func watched(ctx context.Context) (context.Context, *atomic.Bool) {
	begun := new(atomic.Bool)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { begun.Store(true) }}), begun
}

// mayBeDone tells of a POST that failed whether it may have been taken. What 429
// and 503 refuse was not; any other failure of the server may have come after it.
func mayBeDone(resp *http.Response, err error) bool {
	var unknown *broken
	if err != nil {
		return errors.As(err, &unknown)
	}
	switch code := resp.StatusCode; code {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return false
	default:
		return code >= http.StatusInternalServerError || code == http.StatusRequestTimeout
	}
}

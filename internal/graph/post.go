package graph

import (
	"bytes"
	"errors"
	"io"
	"net/http"
)

// A POST acts each time Graph takes it. It is therefore sent again only if
// Graph certainly did not take it.

// renewable reads the request's body into memory, so that each try gets a
// reader of its own. Rewinding one reader is not safe: the last try may still
// read it.
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

// uncertainError is the error of a POST that was sent without an answer: Graph
// may have taken it.
type uncertainError struct{ error }

func (e *uncertainError) Unwrap() error { return e.error }

// mayBeTaken reports whether Graph may have taken a POST that failed. With 429
// and 503 it did not. Any other failure of the server may have come after that.
func mayBeTaken(resp *http.Response, err error) bool {
	if err != nil {
		var uncertain *uncertainError
		return errors.As(err, &uncertain)
	}
	switch code := resp.StatusCode; code {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return false
	default:
		return code >= http.StatusInternalServerError || code == http.StatusRequestTimeout
	}
}

package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"

	abs "github.com/microsoft/kiota-abstractions-go"
)

// collection is one of the two lists that are read, or where mail is sent.
type collection struct {
	doing  string
	path   string // below the root
	method string // "" is GET
}

var (
	todaysScore = collection{doing: "reading the secure score", path: "/security/secureScores"}
	pastScores  = collection{doing: "reading the history of the secure score", path: "/security/secureScores"}
	catalogueOf = collection{doing: "reading the control profiles", path: "/security/secureScoreControlProfiles"}
)

// request is what the SDK's builders take with a request.
type request struct {
	options []abs.RequestOption
	headers *abs.RequestHeaders
}

// answer is what the response's head says beside the list.
type answer struct {
	partial bool
	warning string
}

// fetch sends one request through the SDK and has its answer read as a stream
// of at most limit bytes.
func (c *Client) fetch(ctx context.Context, from collection, limit int64, send func(request) error, read func(*stream) error) (answer, error) {
	var got answer
	native := abs.NewRequestHandlerOption()
	native.SetResponseHandler(func(response any, _ abs.ErrorMappings) (any, error) {
		resp := response.(*http.Response)
		defer resp.Body.Close()
		switch resp.StatusCode {
		case http.StatusOK:
		case http.StatusPartialContent:
			got.partial = true
			got.warning = oneLine(strings.Join(resp.Header.Values("Warning"), "; "))
		default:
			return nil, refusal(resp)
		}
		in := newStream(resp.Body, limit)
		if err := read(in); err != nil {
			return nil, in.explain(err, resp.Header.Get("Content-Type"))
		}
		return nil, nil
	})
	headers := abs.NewRequestHeaders()
	headers.Add("User-Agent", c.userAgent)
	if err := send(request{options: []abs.RequestOption{native}, headers: headers}); err != nil {
		return answer{}, c.explain(ctx, from, err)
	}
	return got, nil
}

// explain makes every error of a request an *Error that says what was tried.
func (c *Client) explain(ctx context.Context, from collection, err error) error {
	var found *Error
	switch {
	case ctx.Err() != nil:
		found = &Error{Cause: ErrUnavailable, Detail: "out of time", inner: ctx.Err()}
		if errors.Is(ctx.Err(), context.Canceled) {
			found.Detail = "cancelled"
		}
	case !errors.As(err, &found):
		found = &Error{
			Cause: ErrUnavailable, Detail: oneLine(withoutURL(err).Error()),
			Hint: "check the network, the proxy and graph.url",
		}
	}
	if found.Doing == "" {
		found.Doing = from.doing
	}
	if found.Request == "" {
		found.Request = cmp.Or(from.method, http.MethodGet) + " " + c.root.Path + from.path
	}
	return found
}

// refusal explains an answer that is no list.
func refusal(resp *http.Response) *Error {
	found := &Error{Status: resp.StatusCode, RequestID: oneLine(resp.Header.Get("request-id"))}
	var body struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
			Inner   struct {
				RequestID string `json:"request-id"`
			} `json:"innerError"`
		} `json:"error"`
	}
	data, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBytes))
	if json.Unmarshal(data, &body) == nil {
		found.Code, found.Message = oneLine(body.Error.Code), oneLine(body.Error.Message)
		if found.RequestID == "" {
			found.RequestID = oneLine(body.Error.Inner.RequestID)
		}
	}
	switch code := resp.StatusCode; {
	case code == http.StatusUnauthorized:
		found.Cause = ErrSignIn
		found.Hint = "the token has expired, or was issued for another audience or another cloud: sign in again, and check graph.cloud"
	case code == http.StatusForbidden:
		found.Cause = ErrPermission
		found.Hint = "grant the application permission SecurityEvents.Read.All and admin consent"
	case code == http.StatusTooManyRequests:
		found.Cause, found.Hint = ErrThrottled, "run again later"
	case code >= http.StatusInternalServerError, code == http.StatusRequestTimeout:
		found.Cause, found.Hint = ErrUnavailable, "Microsoft Graph has an outage: run again later"
	case code == http.StatusNotFound:
		found.Cause, found.Hint = ErrRejected, "check graph.url: it ends in the version, as in https://graph.microsoft.com/v1.0"
	case code >= 300 && code < 400:
		found.Cause, found.Hint = ErrRejected, "Graph does not redirect, so something stands in between: check graph.url and the proxy"
	case code < 300:
		found.Cause, found.Detail = ErrMalformed, "an answer without a list"
	default:
		found.Cause = ErrRejected
	}
	if wait, ok := retryAfter(resp.Header); ok && wait > 0 {
		found.Wait = wait
		found.Hint = "Graph asks to wait " + wait.String() + ": run again after that"
	}
	return found
}

// timedOut tells a reading that took too long from one that broke off.
func timedOut(err error) bool {
	var network net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) ||
		errors.As(err, &network) && network.Timeout()
}

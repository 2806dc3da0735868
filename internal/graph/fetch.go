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

	"secure-score-reporter/internal/httpbound/reach"
)

// endpoint is an endpoint of Graph and what it is used for.
type endpoint struct {
	doing  string
	path   string // below the root
	method string // "" is GET
}

var (
	scoreEndpoint   = endpoint{doing: "reading the secure score", path: "/security/secureScores"}
	historyEndpoint = endpoint{doing: "reading the history of the secure score", path: "/security/secureScores"}
	profileEndpoint = endpoint{doing: "reading the control profiles", path: "/security/secureScoreControlProfiles"}
)

// request has what the SDK's builders need for a request.
type request struct {
	options []abs.RequestOption
	headers *abs.RequestHeaders
}

// answer is what the head of the response says about the list.
type answer struct {
	partial bool
	warning string
}

// fetch sends one request through the SDK. Read gets the answer as a stream of
// at most limit bytes.
func (c *Client) fetch(
	ctx context.Context, from endpoint, limit int64, send func(request) error, read func(*stream) error,
) (answer, error) {
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
			found := refusal(resp)
			switch claims := c.auth.claims(); {
			case errors.Is(found.Cause, ErrPermission):
				found.Hint = permissionAdvice(claims, c.consent)
			case errors.Is(found.Cause, ErrSignIn) && claims.forAzure():
				found.Hint = azureToken
			}
			return nil, found
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

// explain turns every error of a request into an *Error that says what was
// tried.
func (c *Client) explain(ctx context.Context, from endpoint, err error) error {
	var found *Error
	switch {
	case ctx.Err() != nil:
		found = contextError(ctx)
	case !errors.As(err, &found):
		found = &Error{
			Cause: ErrUnavailable, Detail: oneLine(withoutURL(err).Error()),
			Hint: cmp.Or(reach.Fix(err), "check the network, the proxy and graph.url"),
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

// contextError is the error of a request whose context has ended.
func contextError(ctx context.Context) *Error {
	found := &Error{Cause: ErrUnavailable, Detail: "out of time", inner: ctx.Err()}
	if errors.Is(ctx.Err(), context.Canceled) {
		found.Detail = "cancelled"
	}
	return found
}

// refusal explains an answer that is no list.
func refusal(resp *http.Response) *Error {
	found := &Error{Status: resp.StatusCode, RequestID: oneLine(resp.Header.Get("request-id"))}
	readErrorBody(found, resp.Body)
	switch code := resp.StatusCode; {
	case code == http.StatusUnauthorized:
		found.Cause = ErrSignIn
		found.Hint = "the token has expired, or is for another audience or cloud: sign in again, and check " + cloudSetting
	case code == http.StatusForbidden:
		found.Cause = ErrPermission
	case code == http.StatusTooManyRequests:
		found.Cause, found.Hint = ErrThrottled, "run again later"
	case code >= http.StatusInternalServerError, code == http.StatusRequestTimeout:
		found.Cause, found.Hint = ErrUnavailable, "Microsoft Graph has an outage: run again later"
	case code == http.StatusNotFound:
		found.Cause = ErrRejected
		found.Hint = "check graph.url: it ends in the version, as in https://graph.microsoft.com/v1.0"
	case code >= 300 && code < 400:
		found.Cause = ErrRejected
		found.Hint = "Graph does not redirect, so another server has answered: check graph.url and the proxy"
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

// readErrorBody reads Graph's own words about an error.
func readErrorBody(found *Error, from io.Reader) {
	var body struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
			Inner   struct {
				RequestID string `json:"request-id"`
			} `json:"innerError"`
		} `json:"error"`
	}
	data, _ := io.ReadAll(io.LimitReader(from, maxErrorBytes))
	if json.Unmarshal(data, &body) != nil {
		return
	}
	found.Code, found.Message = oneLine(body.Error.Code), oneLine(body.Error.Message)
	found.RequestID = cmp.Or(found.RequestID, oneLine(body.Error.Inner.RequestID))
}

// timedOut reports whether a read took too long; otherwise the connection
// broke.
func timedOut(err error) bool {
	var network net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) ||
		errors.As(err, &network) && network.Timeout()
}

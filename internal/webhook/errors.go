package webhook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"code.dny.dev/ssrf"

	"secure-score-reporter/internal/httpbound/reach"
)

// Error is why a message was not accepted. It never holds the address.
type Error struct {
	Err error  // what happened
	Fix string // what to do about it; may be empty

	temporary bool
	after     time.Duration // how long the receiver asks to wait; 0 where it does not say
}

func (e *Error) Error() string {
	text := "posting to the webhook: " + e.Err.Error()
	if e.Fix != "" {
		text += ": " + e.Fix
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// Temporary says whether a later try may succeed with nothing changed.
func (e *Error) Temporary() bool { return e.temporary }

const (
	fixAddress = "set webhook.url to the receiver's https address, or to a reference to it"
	fixSecret  = "create one with: openssl rand -base64 32, and give it to the receiver with whsec_ in front"
	fixPrivate = "name the receiver's network in webhook.networks, such as 10.20.0.0/16, if it is within your own"
)

// unreached is the error of a request without an answer.
func unreached(err error) *Error {
	var address *url.Error
	if errors.As(err, &address) {
		err = address.Err // without the address
	}
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP):
		return &Error{Err: errors.New("the address leads to a private network or to this machine"), Fix: fixPrivate}
	case errors.Is(err, context.DeadlineExceeded):
		err = fmt.Errorf("no answer within %s", attempt)
		return &Error{Err: err, Fix: "it may have arrived all the same", temporary: true}
	}
	fix := reach.Fix(err)
	if fix == "" {
		fix = "check the network and webhook.url"
	}
	return &Error{Err: err, Fix: fix, temporary: true}
}

// answered is the error of an answer; nil where the message was accepted.
func answered(r *http.Response, now time.Time) *Error {
	code := r.StatusCode
	said := fmt.Errorf("the receiver answers HTTP %d %s", code, http.StatusText(code))
	switch {
	case code >= 200 && code < 300:
		return nil
	case code >= 300 && code < 400:
		return &Error{Err: said, Fix: "it sends elsewhere, which is not followed: set webhook.url to the final address"}
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return &Error{Err: said, Fix: "check webhook.secret against the receiver's, and the clock of both machines"}
	case code == http.StatusGone, code == http.StatusNotFound:
		return &Error{Err: said, Fix: "the receiver is not there any more: check webhook.url, or remove webhook"}
	case code == http.StatusRequestEntityTooLarge:
		return &Error{Err: said, Fix: "the receiver takes less than a report has: raise its limit"}
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code >= 500:
		return &Error{Err: said, Fix: "the next run tries again", temporary: true, after: wait(r.Header, now)}
	}
	return &Error{Err: said, Fix: "check what the receiver expects; docs/webhook.md describes what is sent"}
}

package graph

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The causes on which a caller may branch with errors.Is.
var (
	// ErrSignIn: Microsoft Entra or Graph did not accept the credentials, or
	// they could not be had.
	ErrSignIn = errors.New("sign-in refused")
	// ErrPermission: signed in, but not allowed to read the secure score.
	ErrPermission = errors.New("permission missing")
	// ErrThrottled: too many requests, also after the retries. Error.Wait says
	// how long to stay away, if that was said.
	ErrThrottled = errors.New("throttled")
	// ErrUnavailable: the network, Microsoft Entra or Graph is down or slow, or
	// the caller's time is up. A later try may well succeed.
	ErrUnavailable = errors.New("not available")
	// ErrRejected: Graph refused the request for another reason; trying again
	// does not help.
	ErrRejected = errors.New("request refused")
	// ErrMalformed: the answer is cut off or not what Graph sends.
	ErrMalformed = errors.New("malformed answer")
	// ErrTooLarge: the answer is larger than any real one.
	ErrTooLarge = errors.New("answer too large")
	// ErrNoScore: the tenant has no secure score yet.
	ErrNoScore = errors.New("no secure score")
)

// Error is the only type of error that this package returns from requests.
type Error struct {
	Cause     error         // one of the sentinels
	Doing     string        // what was tried: reading the secure score
	Request   string        // method and path, without host and query: GET /v1.0/security/secureScores
	Status    int           // of HTTP; 0 where there was no answer
	Code      string        // Graph's or Entra's own, such as Authorization_RequestDenied or AADSTS7000215
	Message   string        // Graph's or Entra's own words, on one line, cut to a bearable length
	Detail    string        // what was found, in ours
	Hint      string        // what to do about it
	RequestID string        // for Microsoft's support
	Wait      time.Duration // how long Graph asks to stay away; 0 if it does not say

	inner error // context.Canceled and the like; never what a server sent
}

// Error says what was tried, what came back and what to do.
func (e *Error) Error() string {
	var parts []string
	for _, part := range []string{e.Doing, e.Request, e.status(), e.Code, e.Message, e.Detail, e.Cause.Error()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	text := strings.Join(parts, ": ")
	if e.Hint != "" {
		text += "; " + e.Hint
	}
	if e.RequestID != "" {
		text += " (request-id " + e.RequestID + ")"
	}
	return text
}

// Temporary tells whether a later try may succeed with nothing mended: not where
// the credentials or the permission are wrong, or Graph refuses the request.
func (e *Error) Temporary() bool {
	lasting := []error{ErrSignIn, ErrPermission, ErrRejected, ErrTooLarge}
	return !slices.ContainsFunc(lasting, func(cause error) bool { return errors.Is(e.Cause, cause) })
}

func (e *Error) status() string {
	if e.Status == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("HTTP %d %s", e.Status, http.StatusText(e.Status)))
}

// Unwrap gives the cause and, where the caller's context ended, its error.
func (e *Error) Unwrap() []error {
	if e.inner == nil {
		return []error{e.Cause}
	}
	return []error{e.Cause, e.inner}
}

// malformed is an ErrMalformed before it is known what was being read.
func malformed(format string, args ...any) *Error {
	return &Error{
		Cause: ErrMalformed, Detail: fmt.Sprintf(format, args...),
		Hint: "try again; if it stays so, look at what stands between here and Microsoft Graph",
	}
}

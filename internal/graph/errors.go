package graph

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The causes of an Error, for errors.Is.
var (
	// ErrSignIn: Microsoft Entra or Graph did not accept the credentials, or
	// they could not be read.
	ErrSignIn = errors.New("cannot sign in")
	// ErrPermission: the sign-in succeeded, but a permission is missing.
	ErrPermission = errors.New("permission missing")
	// ErrThrottled: too many requests, even after the retries. Error.Wait is
	// how long Graph asks to wait.
	ErrThrottled = errors.New("throttled")
	// ErrUnavailable: the network, Microsoft Entra or Graph is down or slow, or
	// the caller's context has ended. A later try may succeed.
	ErrUnavailable = errors.New("not available")
	// ErrRejected: Graph refused the request for another reason. Another try
	// does not help.
	ErrRejected = errors.New("request refused")
	// ErrMalformed: the answer is incomplete, or not what Graph sends.
	ErrMalformed = errors.New("malformed answer")
	// ErrImpossible: the answer has numbers that no score can have, such as less
	// than 0 points.
	ErrImpossible = errors.New("impossible score")
	// ErrTooLarge: the answer is larger than any real answer.
	ErrTooLarge = errors.New("answer too large")
	// ErrNoScore: the tenant has no secure score yet.
	ErrNoScore = errors.New("the tenant has no secure score yet")
)

// Error is the error of every request.
type Error struct {
	Cause     error         // one of the sentinels
	Doing     string        // what was tried, such as reading the secure score
	Request   string        // method and path, without host and query: GET /v1.0/security/secureScores
	Status    int           // of HTTP; 0 without an answer
	Code      string        // Graph's or Entra's own, such as Authorization_RequestDenied or AADSTS7000215
	Message   string        // Graph's or Entra's own text, on one line, shortened
	Detail    string        // what was found, in our words
	Hint      string        // what to do about it
	RequestID string        // for Microsoft's support
	Wait      time.Duration // how long Graph asks to wait; 0 if it does not say

	inner error // the context's error; never one with text from a server
}

// Error says what was tried, why it failed and what to do, and then what
// exactly the answer was.
func (e *Error) Error() string {
	text := joined(": ", e.Doing, e.Detail, e.Cause.Error())
	if e.Hint != "" {
		text += "; " + e.Hint
	}
	code := e.Code
	if code == http.StatusText(e.Status) {
		code = "" // the status says it
	}
	request := ""
	if e.RequestID != "" {
		request = "request-id " + e.RequestID
	}
	if answer := joined(", ", joined(": ", e.Request, e.status(), code, e.Message), request); answer != "" {
		text += " (" + answer + ")"
	}
	return text
}

// joined are the parts that are not empty.
func joined(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), separator)
}

// Temporary reports whether a later try may succeed without a fix. It may not
// if the credentials or the permission are wrong, or if Graph refuses the
// request.
func (e *Error) Temporary() bool {
	lasting := []error{ErrSignIn, ErrPermission, ErrRejected, ErrTooLarge}
	return !slices.ContainsFunc(lasting, func(cause error) bool { return errors.Is(e.Cause, cause) })
}

// Doubtful says that the answer is a whole one, and that its score cannot be
// right.
func (e *Error) Doubtful() bool { return errors.Is(e.Cause, ErrImpossible) }

// Reason is the cause in a word; empty for one that is none of the sentinels.
func (e *Error) Reason() string { return reasons[e.Cause] }

var reasons = map[error]string{
	ErrSignIn: "signIn", ErrPermission: "permission", ErrThrottled: "throttled", ErrUnavailable: "unavailable",
	ErrRejected: "rejected", ErrMalformed: "malformed", ErrImpossible: "impossible", ErrTooLarge: "tooLarge",
	ErrNoScore: "noScore",
}

func (e *Error) status() string {
	if e.Status == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("HTTP %d %s", e.Status, http.StatusText(e.Status)))
}

// Unwrap returns the cause, and the context's error if the context has ended.
func (e *Error) Unwrap() []error {
	if e.inner == nil {
		return []error{e.Cause}
	}
	return []error{e.Cause, e.inner}
}

// impossible makes an ErrImpossible; explain adds what was read.
func impossible(format string, args ...any) *Error {
	return &Error{
		Cause: ErrImpossible, Detail: fmt.Sprintf(format, args...),
		Hint: "wait for the next day's score, or ask Microsoft's support",
	}
}

// malformed makes an ErrMalformed; explain adds what was read.
func malformed(format string, args ...any) *Error {
	return &Error{
		Cause: ErrMalformed, Detail: fmt.Sprintf(format, args...),
		Hint: "run again; if it happens again, check the proxy between here and Microsoft Graph",
	}
}

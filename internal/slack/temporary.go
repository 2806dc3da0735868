package slack

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"

	slackapi "github.com/slack-go/slack"
)

// errNoAnswer is for an answer that cannot be read.
var errNoAnswer = errors.New("the answer is not Slack's, or not all of it")

// temporaryCodes are refusals that pass by themselves.
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var temporaryCodes = map[string]bool{
	"ratelimited": true, "rate_limited": true, "internal_error": true, "fatal_error": true,
	"service_unavailable": true, "request_timeout": true, "team_added_to_org": true,
}

// isTemporary says whether the same request may succeed later.
func isTemporary(err error) bool {
	var limited *slackapi.RateLimitedError
	var status slackapi.StatusCodeError
	var refused slackapi.SlackErrorResponse
	switch {
	case errors.As(err, &limited):
		return true
	case errors.As(err, &status):
		return status.Code >= 500 || status.Code == http.StatusTooManyRequests
	case errors.As(err, &refused):
		return temporaryCodes[refused.Err]
	case errors.Is(err, context.Canceled):
		return false
	}
	return isNetwork(err)
}

// isNetwork says whether the connection to Slack failed, rather than Slack
// refused.
func isNetwork(err error) bool {
	var address *url.Error
	return errors.As(err, &address) || isTimeout(err)
}

func isTimeout(err error) bool {
	var network net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &network) && network.Timeout()
}

// untakenStatus are the answers of a server that did nothing.
var untakenStatus = map[int]bool{http.StatusTooManyRequests: true, http.StatusServiceUnavailable: true}

// takenCodes are temporary refusals after which Slack may have done a part.
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var takenCodes = map[string]bool{"internal_error": true, "fatal_error": true, "request_timeout": true}

// mayBeTaken says whether Slack may have done what the failed request asked
// for: its answer was lost, or says nothing about it.
func mayBeTaken(err error) bool {
	var limited *slackapi.RateLimitedError
	var status slackapi.StatusCodeError
	var refused slackapi.SlackErrorResponse
	switch {
	case errors.As(err, &limited):
		return false
	case errors.As(err, &status):
		return status.Code >= 500 && !untakenStatus[status.Code]
	case errors.As(err, &refused):
		return takenCodes[refused.Err]
	}
	return !isUnsent(err)
}

// isUnsent says whether the request has not left: there was no connection.
func isUnsent(err error) bool {
	var unsent *unsentError
	return errors.As(err, &unsent)
}

// unsentError is the error of a request that has not left.
type unsentError struct{ error }

func (e *unsentError) Unwrap() error { return e.error }

// Timeout is for url.Error, which does not look further.
func (e *unsentError) Timeout() bool { return isTimeout(e.error) }

// isUnreadable says whether the answer was cut off or is not JSON of Slack's.
func isUnreadable(err error) bool {
	var syntax *json.SyntaxError
	var shape *json.UnmarshalTypeError
	return errors.Is(err, errNoAnswer) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &syntax) || errors.As(err, &shape)
}

package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"regexp"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/slack/mrkdwn"
)

// Error is what went wrong on the way to Slack. It never holds the token, nor an
// address that Slack gave us to upload to.
type Error struct {
	Step string // what was being done: posting to #security
	Code string // Slack's own word, not_in_channel; empty where it gave none
	Err  error  // what happened
	Mend string // what to do about it; may be empty

	passes bool
}

func (e *Error) Error() string {
	text := e.Step + ": " + e.Err.Error()
	if e.Mend != "" {
		text += ": " + e.Mend
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// Temporary tells whether a later try may succeed with nothing mended.
func (e *Error) Temporary() bool { return e.passes }

// errNoAnswer is an answer of which nothing can be made.
var errNoAnswer = errors.New("the answer is not Slack's, or not all of it")

// mayHaveArrived goes with an error after which nobody knows.
const mayHaveArrived = "it may have arrived all the same"

// explain turns what slack-go returns into words that say what to do.
func (s sender) explain(step string, err error) error {
	e := &Error{Step: step, Err: err, passes: temporary(err)}
	var refused slackapi.SlackErrorResponse
	var limited *slackapi.RateLimitedError
	var status slackapi.StatusCodeError
	var address *url.Error
	switch {
	case errors.Is(err, context.Canceled):
		e.Err = context.Canceled
	case errors.As(err, &refused):
		e.Code = mrkdwn.Clean(refused.Err)
		e.Err = fmt.Errorf("slack refuses it (%s)%s", e.Code, because(refused))
		e.Mend = s.mend(refused, step)
	case errors.As(err, &limited):
		e.Code = "ratelimited"
		e.Err = fmt.Errorf("slack takes no more for now and asks to wait %s", limited.RetryAfter)
		e.Mend = "the next run goes on from here"
	case errors.As(err, &status):
		e.Err = fmt.Errorf("slack answers %s", status.Status)
		if status.Code < 500 {
			e.Mend = "check slack.apiUrl"
		}
	case errors.As(err, &address):
		e.Err = fmt.Errorf("%s: %w", hostOf(address.URL), address.Err)
		e.Mend = "check the network and slack.apiUrl"
		if !unsent(err) {
			e.Mend += "; " + mayHaveArrived
		}
	case unreadable(err):
		e.Err, e.Mend = errNoAnswer, "check slack.apiUrl; "+mayHaveArrived
	}
	s.scrub(e)
	return e
}

var addresses = regexp.MustCompile(`https?://[^\s"]+`)

// scrub takes out of the error what only its receiver may know. Most has gone by
// now, but the words of slack-go and of Slack are not ours.
func (s sender) scrub(e *Error) {
	text := addresses.ReplaceAllString(e.Err.Error(), "(address)")
	if text = strings.ReplaceAll(text, s.token, "(token)"); text != e.Err.Error() {
		e.Err = errors.New(text)
	}
	e.Code = strings.ReplaceAll(e.Code, s.token, "(token)")
	e.Mend = strings.ReplaceAll(e.Mend, s.token, "(token)")
}

// because is what Slack adds to a refusal, such as which block it dislikes.
func because(refused slackapi.SlackErrorResponse) string {
	if text := mrkdwn.Clip(strings.Join(refused.ResponseMetadata.Messages, "; "), 300); text != "" {
		return ": " + text
	}
	return ""
}

func unreadable(err error) bool {
	var syntax *json.SyntaxError
	var shape *json.UnmarshalTypeError
	return errors.Is(err, errNoAnswer) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &syntax) || errors.As(err, &shape)
}

// isNetwork tells whether the way to Slack broke, rather than Slack refused.
func isNetwork(err error) bool {
	var address *url.Error
	return errors.As(err, &address) || isTimeout(err)
}

func isTimeout(err error) bool {
	var network net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &network) && network.Timeout()
}

// unsent tells whether the request cannot have left: there was no connection.
func unsent(err error) bool {
	var operation *net.OpError
	return errors.As(err, &operation) && operation.Op == "dial"
}

func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return "reaching " + u.Host
	}
	return "reaching slack"
}

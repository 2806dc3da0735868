package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/httpbound/reach"
	"secure-score-reporter/internal/slack/mrkdwn"
)

// Error is what went wrong on the way to Slack. It never holds an address, such
// as one that Slack gave us to upload to. If an answer repeats the token, the
// process's scrubber masks it.
type Error struct {
	Step string // what was being done: posting to #security
	Code string // Slack's own word, not_in_channel; empty where it gave none
	Err  error  // what happened
	Fix  string // what to do about it; may be empty

	temporary bool
}

// unread is the error of a secret that cannot be read. An outage of where it is
// kept is over later; its error says what to do.
func unread(step string, err error, fix string) *Error {
	var says interface{ Temporary() bool }
	if errors.As(err, &says) && says.Temporary() {
		return &Error{Step: step, Err: err, temporary: true}
	}
	return &Error{Step: step, Err: err, Fix: fix}
}

func (e *Error) Error() string {
	text := e.Step + ": " + e.Err.Error()
	if e.Fix != "" {
		text += ": " + e.Fix
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// Temporary says whether a later try may succeed with nothing changed.
func (e *Error) Temporary() bool { return e.temporary }

// The steps that errors name.
func posting(to string) string { return "posting to " + to }

func uploading(file, to string) string {
	return "uploading " + mrkdwn.Clean(file) + " to " + to + afterMessage
}

func postingPart(n, of int, to string) string {
	return fmt.Sprintf("posting part %d of %d of the thread to %s%s", n, of, to, afterMessage)
}

func postingRecovery(to string) string {
	return "posting a recovery to the thread of its regression in " + to + afterMessage
}

const afterMessage = ", after the message itself was posted"

// refusesBlocks says whether Slack refused what is in the blocks, which a chart
// is in a workspace that has none.
func refusesBlocks(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && strings.HasPrefix(refused.Code, "invalid_blocks")
}

// hasNoThread says whether the thread was deleted, or takes no more posts.
func hasNoThread(err error) bool {
	return isDeleted(err) || refusedAs(err, "restricted_action_thread_locked", "cannot_reply_to_message")
}

// isDeleted says whether somebody deleted the message, and its thread with it.
func isDeleted(err error) bool {
	return refusedAs(err, "thread_not_found", "message_not_found", "invalid_thread_ts")
}

func refusedAs(err error, codes ...string) bool {
	var refused *Error
	return errors.As(err, &refused) && slices.Contains(codes, refused.Code)
}

// mayHaveArrived is for errors after which it is not known.
const mayHaveArrived = "it may have arrived all the same"

// goesOn is for refusals that pass by themselves.
const goesOn = "the next run goes on from here"

// explain says of an error of Slack's client what happened and what to do.
func explain(err error, step, to string) *Error {
	e := &Error{Step: step, Err: err, temporary: isTemporary(err)}
	var refused slackapi.SlackErrorResponse
	var limited *slackapi.RateLimitedError
	var status slackapi.StatusCodeError
	var address *url.Error
	var stranger *strangerError
	var large *httpbound.TooLargeError
	switch {
	case errors.As(err, &large):
		e.Err, e.Fix = large, mayHaveArrived
	case errors.As(err, &stranger):
		e.Fix = "check the proxy in between, and the address in slack.webhook"
	case errors.Is(err, context.Canceled):
		e.Err = context.Canceled
	case errors.As(err, &refused):
		e.Code = mrkdwn.Clean(refused.Err)
		e.Err = fmt.Errorf("slack refuses it (%s)%s", e.Code, because(refused))
		e.Fix = fix(refused, step, to)
	case errors.As(err, &limited):
		e.Code = "ratelimited"
		e.Err = fmt.Errorf("slack takes no more for now and asks to wait %s", limited.RetryAfter)
		e.Fix = goesOn
	case errors.As(err, &status):
		e.Err = fmt.Errorf("slack answers %s", status.Status)
		e.Fix = "check slack.apiUrl"
		if e.temporary {
			e.Fix = goesOn
		}
		if mayBeTaken(err) {
			e.Fix += "; " + mayHaveArrived
		}
	case errors.As(err, &address):
		e.Err = fmt.Errorf("%s: %w", hostOf(address.URL), unanswered(address.Err))
		e.Fix = cmp.Or(reach.Fix(address.Err), "check the network and slack.apiUrl")
		if !isUnsent(err) {
			e.Fix += "; " + mayHaveArrived
		}
	case isUnreadable(err):
		e.Err, e.Fix = errNoAnswer, "check slack.apiUrl; "+mayHaveArrived
	}
	return e
}

// because is what Slack adds to a refusal, such as which block it dislikes.
func because(refused slackapi.SlackErrorResponse) string {
	if text := mrkdwn.Clip(strings.Join(refused.ResponseMetadata.Messages, "; "), 300); text != "" {
		return ": " + text
	}
	return ""
}

// unanswered is an error of the network, in few words.
func unanswered(err error) error {
	if isTimeout(err) && !isUnsent(err) {
		return &wordsError{"no answer in time", err}
	}
	return &wordsError{mrkdwn.Clip(err.Error(), 300), err}
}

// wordsError is an error in other words.
type wordsError struct {
	words string
	error
}

func (e *wordsError) Error() string { return e.words }

func (e *wordsError) Unwrap() error { return e.error }

func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return "reaching " + u.Host
	}
	return "reaching slack"
}

var addresses = regexp.MustCompile(`https?://[^\s"]+`)

// withoutAddresses takes every address out of the error. Most are gone by now,
// but the texts of slack-go and of Slack are not ours.
func (e *Error) withoutAddresses() *Error {
	if text := addresses.ReplaceAllString(e.Err.Error(), "(address)"); text != e.Err.Error() {
		e.Err = errors.New(text)
	}
	return e
}

// strangerError is an answer that says all is well, and not in Slack's words.
type strangerError struct{ status, contentType string }

func (e *strangerError) Error() string {
	kind := "no media type"
	if media, _, err := mime.ParseMediaType(e.contentType); err == nil {
		kind = media
	}
	return fmt.Sprintf("something other than Slack answers: HTTP %s with %s, where Slack says %s",
		mrkdwn.Clip(e.status, 60), mrkdwn.Clip(kind, 60), hookAccepted)
}

package teams

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"secure-score-reporter/internal/hook"
	"secure-score-reporter/internal/httpbound/reach"
)

// Error is why a card was not accepted. It never holds the address.
type Error struct {
	Err error  // what happened
	Fix string // what to do about it; may be empty

	temporary bool
}

func (e *Error) Error() string {
	text := "posting to Teams: " + e.Err.Error()
	if e.Fix != "" {
		text += ": " + e.Fix
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// Temporary says whether a later try may succeed with nothing changed.
func (e *Error) Temporary() bool { return e.temporary }

var errDraft = errors.New("the stored card cannot be read")

const fixAddress = "set teams.webhook to the address that Workflows shows for the channel, or to a reference to it"

// post sends a card.
func (c *Channel) post(ctx context.Context, card []byte) error {
	address, err := c.address(ctx)
	if err != nil {
		return err
	}
	failed := c.poster.Post(ctx, address, card, func(http.Header, time.Time) error { return nil })
	if failed != nil {
		return &Error{Err: failed.Err, Fix: fixOf(failed), temporary: failed.Temporary}
	}
	return nil
}

// address reads the webhook's address.
func (c *Channel) address(ctx context.Context) (string, error) {
	text, err := c.options.Webhook(ctx)
	if err != nil {
		return "", &Error{Err: fmt.Errorf("reading teams.webhook: %w", err)}
	}
	text = strings.TrimSpace(text)
	switch {
	case strings.Contains(text, "hooks.slack.com/"):
		return "", &Error{Err: errors.New("teams.webhook is a webhook of Slack"), Fix: fixAddress}
	case strings.Contains(text, ".webhook.office.com/"):
		return "", &Error{Err: errors.New("teams.webhook is a webhook of an Office 365 connector, which Microsoft has retired"),
			Fix: fixAddress}
	case !hook.Usable(text):
		return "", &Error{Err: errors.New("teams.webhook is not an https address"), Fix: fixAddress}
	}
	return text, nil
}

// fixOf is what to do about a card that was not accepted.
func fixOf(f *hook.Failure) string {
	switch {
	case f.Status == 0:
		return cmp.Or(reach.Fix(f.Err), "check the network and teams.webhook")
	case f.Temporary:
		return "the next run tries again"
	case f.Status == http.StatusUnauthorized, f.Status == http.StatusForbidden:
		return "the signature in the address is wrong, or the workflow does not let anyone post: copy the address again"
	case f.Status == http.StatusNotFound, f.Status == http.StatusGone:
		return "the workflow is not there any more, or is turned off: turn it on, or create it again and set teams.webhook"
	}
	return "check the workflow's run history in Power Automate"
}

package teams

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"

	"secure-score-reporter/internal/hook"
	"secure-score-reporter/internal/httpbound/reach"
	"secure-score-reporter/internal/teams/address"
)

const posting = "posting to Teams"

// failure is an error of this channel; later says whether a later try may
// succeed with nothing changed.
func failure(err error, fix string, later bool) error {
	return &hook.Error{Step: posting, Err: err, Fix: fix, Later: later}
}

var errDraft = errors.New("the stored card cannot be read")

const fixAddress = "set teams.webhook to the address that Workflows shows for the channel, or to a reference to it"

// post sends a card.
func (c *Channel) post(ctx context.Context, card []byte) error {
	to, err := c.address(ctx)
	if err != nil {
		return err
	}
	failed := c.poster.Post(ctx, to, card, nil)
	if failed != nil {
		return failure(failed.Err, fixOf(failed), failed.Temporary)
	}
	return nil
}

// address reads the webhook's address.
func (c *Channel) address(ctx context.Context) (string, error) {
	text, err := c.options.Webhook(ctx)
	if err != nil {
		return "", hook.Unread(posting, "teams.webhook", err)
	}
	text = strings.TrimSpace(text)
	if problem := address.Problem(text); problem != "" {
		return "", failure(errors.New("teams.webhook "+problem), fixAddress, false)
	}
	if !hook.Usable(text) {
		return "", failure(errors.New("teams.webhook is not an https address"), fixAddress, false)
	}
	return text, nil
}

// fixOf is what to do about a card that was not accepted.
func fixOf(f *hook.Failure) string {
	switch {
	case f.Status == 0:
		return cmp.Or(reach.Fix(f.Err), "check the network and teams.webhook")
	case errors.Is(f.Err, hook.ErrPage):
		return "check teams.webhook, and the proxy in between"
	case f.Temporary:
		return "the next run tries again"
	case f.Status >= 300 && f.Status < 400:
		return "the address sends elsewhere, which is not followed: copy the address again"
	case f.Status == http.StatusUnauthorized, f.Status == http.StatusForbidden:
		return "the signature in the address is wrong, or the workflow lets only some users post: copy the address again, " +
			"and in the workflow's trigger set Who can trigger the flow to Anyone"
	case f.Status == http.StatusNotFound, f.Status == http.StatusGone:
		return "the workflow is not there any more, or is turned off: turn it on, or create it again and set teams.webhook"
	}
	return "check the workflow's run history in Power Automate"
}

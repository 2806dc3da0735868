package webhook

import (
	"cmp"
	"errors"
	"net/http"

	"secure-score-reporter/internal/hook"
	"secure-score-reporter/internal/httpbound/reach"
)

const posting = "posting to the webhook"

// failure is an error of this channel; later says whether a later try may
// succeed with nothing changed.
func failure(err error, fix string, later bool) error {
	return &hook.Error{Step: posting, Err: err, Fix: fix, Later: later}
}

const (
	fixAddress = "set webhook.url to the receiver's https address, or to a reference to it"
	fixSecret  = "create one with: openssl rand -base64 32, and give it to the receiver with whsec_ in front"
	fixPrivate = "name the receiver's network in webhook.networks, such as 10.20.0.0/16, if it is within your own"
)

// fixOf is what to do about a message that was not accepted.
func fixOf(f *hook.Failure) string {
	switch {
	case errors.Is(f.Err, errPrivate):
		return fixPrivate
	case f.Status == 0:
		return cmp.Or(reach.Fix(f.Err), "check the network and webhook.url")
	case errors.Is(f.Err, hook.ErrPage):
		return "check webhook.url, the proxy in between, and whether the receiver asks for a sign-in"
	case f.Temporary:
		return "the next run tries again"
	case f.Status >= 300 && f.Status < 400:
		return "it sends elsewhere, which is not followed: set webhook.url to the final address"
	case f.Status == http.StatusUnauthorized, f.Status == http.StatusForbidden:
		return "check webhook.secret against the receiver's, and the clock of both machines"
	case f.Status == http.StatusGone, f.Status == http.StatusNotFound:
		return "the receiver is not there any more: check webhook.url, or remove webhook"
	case f.Status == http.StatusRequestEntityTooLarge:
		return "the receiver takes less than a report has: raise its limit"
	}
	return "check what the receiver expects; docs/webhook.md describes what is sent"
}

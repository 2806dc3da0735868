package graph

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"

	abs "github.com/microsoft/kiota-abstractions-go"
)

// maxMail is the largest request for an email, in base64, which makes it a
// third longer. Graph answers some larger requests with 200 and sends no email.
// Source: https://github.com/microsoftgraph/microsoft-graph-docs/issues/13979
// Source: https://learn.microsoft.com/graph/outlook-large-attachments
const maxMail = 4 << 20

// Hints for an email that was refused.
const (
	hintSmaller = "ask for fewer formats in report.formats, or send by ses or smtp, which take larger emails"
	hintUnsure  = "Graph may have taken the email, and another try may send it twice: check Sent Items of the mailbox"
	hintSender  = "email.from must be the mailbox's own address, or one that it may send as"
	hintMailbox = "email.from must be the user principal name of a mailbox in Exchange Online: " +
		"of a user with a licence, or a shared one"
	hintMailSend = "in Exchange Online assign the application the role Application Mail.Send for this mailbox " +
		"(docs/entra-federation.md); if an application access policy limits it to some mailboxes, include this one"
)

// SendMail sends a MIME message from a mailbox of the tenant, which keeps a
// copy in Sent Items. From is the user principal name or the id of the mailbox.
// The recipients are those in the message's headers. Success means that
// Exchange Online has taken the message, not that it has arrived.
//
// A message that Graph may have taken is not sent again, and the error says so.
// Its answer is waited for also after the end of ctx, as internal/grace says.
func (c *Client) SendMail(ctx context.Context, from string, mime []byte) error {
	to := endpoint{doing: "sending email", path: "/users/" + from + "/sendMail", method: http.MethodPost}
	body := make([]byte, base64.StdEncoding.EncodedLen(len(mime)))
	if len(body) > maxMail {
		return c.explain(ctx, to, &Error{
			Cause: ErrRejected, Hint: hintSmaller,
			Detail: fmt.Sprintf("the email has %.1f MiB, and Graph takes %d", float64(len(mime))/(1<<20), maxMail/4*3>>20),
		})
	}
	base64.StdEncoding.Encode(body, mime)

	native := abs.NewRequestHandlerOption()
	native.SetResponseHandler(func(response any, _ abs.ErrorMappings) (any, error) {
		resp := response.(*http.Response)
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusAccepted {
			_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, maxErrorBytes))
			return nil, nil
		}
		return nil, mailRefusal(resp)
	})
	request := abs.NewRequestInformationWithMethodAndUrlTemplateAndPathParameters(
		abs.POST, "{+baseurl}/users/{from}/sendMail", map[string]string{"from": from})
	request.AddRequestOptions([]abs.RequestOption{native})
	request.Headers.Add("User-Agent", c.userAgent)
	request.SetStreamContentAndContentType(body, "text/plain")
	err := c.adapter.SendNoContent(ctx, request, nil)
	if err == nil {
		return nil
	}
	explained := c.explain(ctx, to, err)
	var uncertain *uncertainError
	var found *Error
	if errors.As(err, &uncertain) && errors.As(explained, &found) {
		found.Hint = hintUnsure
	}
	return explained
}

// mailRefusal explains an answer that did not take the email.
func mailRefusal(resp *http.Response) *Error {
	found := refusal(resp)
	switch code := resp.StatusCode; {
	case found.Code == "ErrorSendAsDenied":
		found.Cause, found.Hint = ErrPermission, hintSender
	case code == http.StatusForbidden:
		found.Hint = hintMailSend
	case code == http.StatusNotFound:
		found.Hint = hintMailbox
	case code == http.StatusRequestEntityTooLarge, found.Code == "ErrorMessageSizeExceeded":
		found.Hint = hintSmaller
	case code < 300:
		found.Cause, found.Hint = ErrRejected, hintSmaller
		found.Detail = "Graph neither took nor refused the email, as it does with emails that are too large"
	case mayBeTaken(resp, nil):
		found.Hint = hintUnsure
	}
	return found
}

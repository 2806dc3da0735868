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

// maxMail is what Graph takes with one request: the mail in base64, where it is a
// third longer. Graph answers some larger ones with 200 and sends nothing.
// Source: https://github.com/microsoftgraph/microsoft-graph-docs/issues/13979, and
// https://learn.microsoft.com/graph/outlook-large-attachments for the 3 MB.
const maxMail = 4 << 20

// What to do about a mail that was refused.
const (
	smaller  = "ask for fewer formats in report.formats, or send by ses or smtp, which take larger mails"
	mayHave  = "it may have been taken, so that another try may send it twice: Sent Items of the mailbox shows it"
	ownBox   = "email.from has to be the mailbox's own address, or one that it may send as"
	mailbox  = "email.from has to be the user principal name of a mailbox in Exchange Online, of a user with a licence or a shared one"
	mailSend = "grant the application permission Mail.Send and admin consent; where an application access policy or RBAC for Applications " +
		"limits it to some mailboxes, let this one be among them"
)

// SendMail sends a whole MIME message from a mailbox of the tenant, which keeps a
// copy in Sent Items. From is the user principal name or the id of the mailbox;
// the recipients are those in the message's headers. Nil is that Exchange Online
// has taken the message, not that it has arrived.
//
// A message that may have been taken is not sent again, and the error says so.
func (c *Client) SendMail(ctx context.Context, from string, mime []byte) error {
	to := collection{doing: "sending mail", path: "/users/" + from + "/sendMail", method: http.MethodPost}
	body := make([]byte, base64.StdEncoding.EncodedLen(len(mime)))
	if len(body) > maxMail {
		return c.explain(ctx, to, &Error{
			Cause: ErrRejected, Hint: smaller,
			Detail: fmt.Sprintf("the mail has %.1f MiB, and Graph takes %d", float64(len(mime))/(1<<20), maxMail/4*3>>20),
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
	var unknown *broken
	var found *Error
	if errors.As(err, &unknown) && errors.As(explained, &found) {
		found.Hint = mayHave
	}
	return explained
}

// mailRefusal explains an answer that does not accept a mail.
func mailRefusal(resp *http.Response) *Error {
	found := refusal(resp)
	switch code := resp.StatusCode; {
	case found.Code == "ErrorSendAsDenied":
		found.Cause, found.Hint = ErrPermission, ownBox
	case code == http.StatusForbidden:
		found.Hint = mailSend
	case code == http.StatusNotFound:
		found.Hint = mailbox
	case code == http.StatusRequestEntityTooLarge, found.Code == "ErrorMessageSizeExceeded":
		found.Hint = smaller
	case code < 300:
		found.Cause, found.Detail, found.Hint = ErrRejected, "neither taken nor refused, as Graph does with mails that are too large", smaller
	case mayBeDone(resp, nil):
		found.Hint = mayHave
	}
	return found
}

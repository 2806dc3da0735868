package sesmail

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"secure-score-reporter/internal/plaintext"

	"secure-score-reporter/internal/httpbound/reach"
)

// failure is the error of an email.
type failure struct {
	text  string
	final bool  // another try needs a fix first
	cause error // why the context ended, or nil
}

func (f *failure) Error() string { return f.text }

// Unwrap returns the context's error and never AWS's answer, which may repeat
// the headers of the request with a session token.
func (f *failure) Unwrap() error { return f.cause }

// Temporary reports whether a later try may succeed without a fix.
func (f *failure) Temporary() bool { return !f.final }

// fixes by SES's error code.
// Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
var fixes = map[string]string{
	"MessageRejected": "if an address is not verified, verify the domain or the address of email.from in this region; " +
		"in the SES sandbox verify every recipient too, until the account has production access",
	"MailFromDomainNotVerifiedException": "fix the MX record of the identity's custom MAIL FROM domain, " +
		"or let SES use its own",
	"AccountSuspendedException": "AWS has suspended sending for this account: answer the case that AWS Support opened",
	"SendingPausedException": "sending is paused for the account or the configuration set: " +
		"enable it again in the SES console",
	"TooManyRequestsException": "the sending rate or the daily quota of the account is used up: " +
		"the next run tries again, and SES raises quotas on request",
	"LimitExceededException": "a quota of the account is used up: SES raises quotas on request",
	"NotFoundException": "this region has no such configuration set: " +
		"check configurationSet in email.transport",
	"BadRequestException":   "check email.from and email.to; before the @ SES takes only ASCII",
	"AccessDeniedException": denied,
	"AccessDenied":          denied,
	"UnrecognizedClientException": "AWS does not know the credentials: sign in to AWS again, " +
		"and check that this region is enabled for the account",
	"ExpiredTokenException":     "sign in to AWS again",
	"InvalidSignatureException": signature,
	"SignatureDoesNotMatch":     signature,
	"IncompleteSignature":       signature,
}

const (
	denied = "allow the role ses:SendEmail and ses:SendRawEmail on the ARN of the identity of email.from, " +
		"and on the configuration set if there is one"
	signature = "the AWS credentials are wrong: check the secret key and the clock"
	unsure    = "SES may have taken the email; a second copy by the same event has the same X-Secure-Score-Key"
)

// explain turns the SDK's error into a failure. Pending says that the call was
// sent, and that SES did not refuse it.
func explain(ctx context.Context, where string, err error, pending bool) error {
	f := &failure{cause: context.Cause(ctx)}
	var answer smithy.APIError
	var inner *url.Error
	reason, fix := oneLine(err.Error()), ""
	switch {
	case f.cause != nil:
		reason = f.cause.Error()
	case errors.As(err, &answer):
		code := answer.ErrorCode()
		reason, fix = "message refused: "+oneLine(code+": "+answer.ErrorMessage()), fixes[code]
		if fix == signature {
			reason = "message refused: " + code // the answer repeats our request
		}
		var response *awshttp.ResponseError
		f.final = errors.As(err, &response) && response.HTTPStatusCode() < http.StatusInternalServerError &&
			response.HTTPStatusCode() != http.StatusTooManyRequests
	case errors.As(err, &inner):
		reason = oneLine(inner.Err.Error())
		fix = "nothing was sent: " + cmp.Or(reach.AWS(err), "check the region and the network")
	default:
		fix = "nothing was sent: " + cmp.Or(reach.AWS(err), "check the AWS credentials")
	}
	if pending {
		reason, fix = "waiting for the receipt: "+reason, unsure
	}
	f.text = fmt.Sprintf("SES in %s: %s", where, reason)
	if fix != "" {
		f.text += " (" + fix + ")"
	}
	return f
}

// watch sees whether a call was sent without a refusal. The SDK has the same
// error for a call whose connection broke and one that was never sent.
type watch struct{ pending atomic.Bool }

func (w *watch) watch(o *sesv2.Options) {
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("watch", w.deserialize), middleware.After)
	})
}

func (w *watch) deserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleDeserialize(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { w.pending.Store(true) },
	}), in)
	if answer, ok := out.RawResponse.(*smithyhttp.Response); ok && answer.StatusCode >= http.StatusMultipleChoices {
		w.pending.Store(false) // SES refused it
	}
	return out, metadata, err
}

const maxAnswer = 600 // runes of AWS's answer

func oneLine(s string) string { return plaintext.Clip(s, maxAnswer) }

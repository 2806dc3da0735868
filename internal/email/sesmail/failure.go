package sesmail

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// failure is why a mail was not sent, in words.
type failure struct {
	text  string
	final bool  // trying again helps only once something was mended
	cause error // why the context ended, where it did
}

func (f *failure) Error() string { return f.text }

// Unwrap gives the end of the context, and never what AWS answered: that may
// repeat the headers of the request, with a session token among them.
func (f *failure) Unwrap() error { return f.cause }

// Temporary tells whether a later try may succeed with nothing mended.
func (f *failure) Temporary() bool { return !f.final }

// mends say what to do about the codes that people meet.
// Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
var mends = map[string]string{
	"MessageRejected": "where an address is not verified: verify the domain or the address of email.from in this region; " +
		"in the SES sandbox every recipient has to be verified as well, until the account has production access",
	"MailFromDomainNotVerifiedException": "mend the MX record of the identity's custom MAIL FROM domain, or have SES fall back to its own",
	"AccountSuspendedException":          "AWS has suspended sending for this account: answer the case that AWS Support has opened",
	"SendingPausedException":             "sending is paused for the account or the configuration set: enable it again in the SES console",
	"TooManyRequestsException":           "the sending rate or the day's quota of the account is used up: the next run tries again, and SES raises quotas on request",
	"LimitExceededException":             "a quota of the account is used up: SES raises quotas on request",
	"NotFoundException":                  "there is no such configuration set in this region: check configurationSet in email.transport",
	"BadRequestException":                "check email.from and email.to; SES takes no addresses beyond ASCII before the @",
	"AccessDeniedException":              denied,
	"AccessDenied":                       denied,
	"UnrecognizedClientException":        "the AWS credentials are not known: sign in to AWS again, and check that the account has this region enabled",
	"ExpiredTokenException":              "sign in to AWS again",
	"InvalidSignatureException":          signature,
	"SignatureDoesNotMatch":              signature,
	"IncompleteSignature":                signature,
}

const (
	denied = "allow the role ses:SendEmail and ses:SendRawEmail on the ARN of the identity of email.from, " +
		"and on that of the configuration set if there is one"
	signature = "the AWS credentials do not fit: check the secret key, and the clock"
	unsure    = "it may have been taken; the next try has the same X-Secure-Score-Key, so that a second copy is known as one"
)

// explain turns the SDK's error into ours. Begun says that a call was on its way
// and was not refused.
func explain(ctx context.Context, where string, err error, begun bool) error {
	f := &failure{cause: context.Cause(ctx)}
	var answer smithy.APIError
	var inner *url.Error
	says, mend := oneLine(err.Error()), ""
	switch {
	case f.cause != nil:
		says = f.cause.Error()
	case errors.As(err, &answer):
		code := answer.ErrorCode()
		says, mend = "message refused: "+oneLine(code+": "+answer.ErrorMessage()), mends[code]
		if mend == signature {
			says = "message refused: " + code // what follows is our request, word for word
		}
		var response *awshttp.ResponseError
		f.final = errors.As(err, &response) && response.HTTPStatusCode() < http.StatusInternalServerError &&
			response.HTTPStatusCode() != http.StatusTooManyRequests
	case errors.As(err, &inner):
		says, mend = oneLine(inner.Err.Error()), "nothing was sent: check the region and the network"
	default:
		mend = "nothing was sent: check the AWS credentials"
	}
	if begun {
		says, mend = "waiting for the receipt: "+says, unsure
	}
	f.text = fmt.Sprintf("SES in %s: %s", where, says)
	if mend != "" {
		f.text += " (" + mend + ")"
	}
	return f
}

// watch sees whether a call has left for SES and was not refused. The SDK's errors do not tell one
// that broke off from one that never began, as without credentials.
type watch struct{ begun atomic.Bool }

func (w *watch) over(o *sesv2.Options) {
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("watch", w.deserialize), middleware.After)
	})
}

func (w *watch) deserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleDeserialize(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { w.begun.Store(true) },
	}), in)
	if answer, ok := out.RawResponse.(*smithyhttp.Response); ok && answer.StatusCode >= http.StatusMultipleChoices {
		w.begun.Store(false) // SES has said that it did not take it
	}
	return out, metadata, err
}

const longest = 600 // runes of what AWS answered

func oneLine(s string) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) > longest {
		runes = append(runes[:longest:longest], '…')
	}
	return string(runes)
}

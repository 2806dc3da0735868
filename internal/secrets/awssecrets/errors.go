package awssecrets

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	smithy "github.com/aws/smithy-go"

	"secure-score-reporter/internal/httpbound/reach"
)

// Error is AWS's refusal, with what to do about it.
type Error struct {
	text      string
	err       error
	temporary bool
}

func (e *Error) Error() string { return e.text }
func (e *Error) Unwrap() error { return e.err }

// Temporary says whether a later try may succeed with nothing changed.
func (e *Error) Temporary() bool { return e.temporary }

// Explain adds what to do to an error of the AWS SDK. The action is the
// permission that the call needs.
func Explain(ctx context.Context, err error, action, region string) error {
	if ctx.Err() != nil {
		return fmt.Errorf("asking AWS: %w", ctx.Err())
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		return &Error{
			// What to do comes first, as the SDK's text is long and may be cut.
			text: fmt.Sprintf("asking AWS: %s (%v)",
				cmp.Or(reach.AWS(err), "check the AWS credentials, the region and the network"), err),
			err:       err,
			temporary: true,
		}
	}
	e := &Error{err: err, text: api.ErrorCode(), temporary: api.ErrorFault() == smithy.FaultServer}
	if api.ErrorMessage() != "" {
		e.text += ": " + api.ErrorMessage()
	}
	switch api.ErrorCode() {
	case "ParameterNotFound", "ResourceNotFoundException", "NoSuchKey", "NoSuchBucket":
		e.text += fmt.Sprintf("; there is nothing of that name in region %s of this account", region)
	case "AccessDeniedException", "AccessDenied":
		e.text += "; allow " + action + " on it, and kms:Decrypt if a key of yours encrypts it"
	case "ThrottlingException", "TooManyRequestsException", "SlowDown":
		e.temporary = true
	case "ExpiredTokenException", "ExpiredToken":
		e.text += "; the sign-in to AWS has expired: sign in again"
	case "PermanentRedirect", "AuthorizationHeaderMalformed":
		e.text += "; the bucket is in another region: set AWS_REGION to it"
	case "InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "RequestExpired":
		e.text += "; check the clock of this machine and the AWS secret key"
	case "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId":
		e.text += "; AWS does not know the credentials: sign in again, and check the region"
	}
	return e
}

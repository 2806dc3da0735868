package s3bucket

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	smithy "github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/httpbound/reach"
	"secure-score-reporter/internal/store/bucket"
)

// errNoAnswer is why a call ended that took too long.
var errNoAnswer = errors.New("no answer")

// errStranger is the error of an answer that says that all is well and has no
// ETag, which S3's always have: a proxy gave it, and nothing is known of S3.
var errStranger = errors.New("the answer is not S3's: check the proxy in between")

// bounded is a context for one call, with all of its attempts.
func (b *Bucket) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, b.timing.call, errNoAnswer)
}

// failed translates S3's error: into bucket.ErrNotExist or bucket.ErrConflict,
// into the context's error if the context has ended, else into S3's answer with
// a hint. The action is the permission that the call needs.
func (b *Bucket) failed(ctx context.Context, doing, key, action string, err error) error {
	var silent *httpbound.NoAnswerError
	switch {
	case errors.Is(context.Cause(ctx), errNoAnswer) || ctx.Err() == nil && errors.As(err, &silent):
		waited := fmt.Errorf("%w (an attempt ends after %s, a call after %s)", errNoAnswer, b.timing.attempt, b.timing.call)
		return b.errorf(doing, key, &failure{
			err: waited, temporary: true, hint: "check the network, and region and endpoint in store",
		})
	case ctx.Err() != nil:
		return b.errorf(doing, key, ctx.Err())
	}
	switch code(err) {
	case "NoSuchKey", "NotFound":
		if doing == "writing" { // If-Match, but there is no object
			return b.errorf(doing, key, fmt.Errorf("the object does not exist: %w", bucket.ErrConflict))
		}
		return b.errorf(doing, key, bucket.ErrNotExist)
	case "PreconditionFailed", "ConditionalRequestConflict":
		return b.errorf(doing, key, bucket.ErrConflict)
	}
	hint, lasting := b.hint(action, err)
	return b.errorf(doing, key, &failure{err: err, hint: hint, temporary: !lasting})
}

// hint is what to do about an error of S3, and whether another try would have
// the same end.
func (b *Bucket) hint(action string, err error) (hint string, lasting bool) {
	switch code(err) {
	case "NoSuchBucket":
		return "the bucket does not exist or belongs to another account: check store in the configuration", true
	case "AccessDenied", "Forbidden":
		return fmt.Sprintf("allow %s on arn:aws:s3:::%s (with a KMS key, also kms:GenerateDataKey and kms:Decrypt)",
			action, b.arn(action)), true
	case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException":
		return "the bucket is in another region: set it with ?region= in store", true
	case "ExpiredToken", "InvalidToken":
		return "the sign-in to AWS has expired: sign in again", true
	case "RequestTimeTooSkewed", "SignatureDoesNotMatch":
		return "check the AWS credentials, and the clock of this machine", true
	case "InvalidAccessKeyId":
		return "check the AWS credentials", true
	case "":
		if fix := reach.AWS(err); fix != "" {
			return fix, false
		}
	}
	return "", false
}

// callError is the error of a call, and where it was made.
type callError struct {
	at  string
	err error
}

func (c *callError) Error() string { return c.at + ": " + c.err.Error() }

func (c *callError) Unwrap() error { return c.err }

// Advice is the error's text in two parts: what is wrong, and what to do, which
// may be unknown.
func (c *callError) Advice() (problem, advice string) {
	var f *failure
	if !errors.As(c.err, &f) {
		return c.Error(), ""
	}
	return c.at + ": " + f.answer(), f.hint
}

// failure is an error that is neither a missing object nor a conflict.
type failure struct {
	err       error
	hint      string
	temporary bool
}

func (f *failure) Error() string {
	if f.hint == "" {
		return f.answer()
	}
	return f.answer() + "; " + f.hint
}

// answer is what S3 said, or why it said nothing.
func (f *failure) answer() string {
	var api smithy.APIError
	if errors.As(f.err, &api) {
		text := api.ErrorCode()
		if status(f.err) != 0 {
			text = fmt.Sprintf("HTTP %d %s", status(f.err), text)
		}
		if api.ErrorMessage() != "" {
			text += ": " + api.ErrorMessage()
		}
		return text
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// Temporary reports whether a later try may succeed without a fix.
func (f *failure) Temporary() bool { return f.temporary }

func (b *Bucket) arn(action string) string {
	if action == "s3:ListBucket" {
		return b.location.bucket
	}
	return b.location.bucket + "/" + b.location.prefix + "*"
}

// unsigned says whether the error is of a call that the chain of credentials
// made, such as to a machine's metadata service: then S3 was not asked.
func unsigned(err error) bool {
	var call, inner *smithy.OperationError
	return errors.As(err, &call) && errors.As(call.Unwrap(), &inner)
}

// code is S3's error code. For an answer without a body it is derived from the
// status.
func code(err error) string {
	if unsigned(err) {
		return ""
	}
	var api smithy.APIError
	if errors.As(err, &api) && api.ErrorCode() != "" && api.ErrorCode() != "UnknownError" {
		return api.ErrorCode()
	}
	switch status(err) {
	case http.StatusNotFound:
		return "NotFound"
	case http.StatusPreconditionFailed:
		return "PreconditionFailed"
	case http.StatusConflict:
		return "ConditionalRequestConflict"
	case http.StatusForbidden:
		return "Forbidden"
	}
	return ""
}

func status(err error) int {
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) {
		return response.HTTPStatusCode()
	}
	return 0
}

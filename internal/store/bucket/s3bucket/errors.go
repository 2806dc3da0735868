package s3bucket

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	smithy "github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"secure-score-reporter/internal/store/bucket"
)

// failed is S3's error in words: bucket.ErrNotExist and bucket.ErrConflict where
// it means these, the context's error where that ended, else what S3 said and
// what to do. The action is what the call needs permission for.
func (b *Bucket) failed(ctx context.Context, doing, key, action string, err error) error {
	if ctx.Err() != nil {
		return b.errorf(doing, key, ctx.Err())
	}
	var lasting bool
	hint := ""
	switch code(err) {
	case "NoSuchKey", "NotFound":
		if doing == "writing" { // If-Match on what is not there
			return b.errorf(doing, key, fmt.Errorf("is gone or never was: %w", bucket.ErrConflict))
		}
		return b.errorf(doing, key, bucket.ErrNotExist)
	case "PreconditionFailed", "ConditionalRequestConflict":
		return b.errorf(doing, key, bucket.ErrConflict)
	case "NoSuchBucket":
		lasting, hint = true, "; there is no such bucket, or it is another account's: check store in the configuration"
	case "AccessDenied", "Forbidden":
		lasting, hint = true, fmt.Sprintf("; allow %s on arn:aws:s3:::%s (and kms:GenerateDataKey, kms:Decrypt where a key encrypts it)", action, b.arn(action))
	case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException":
		lasting, hint = true, "; the bucket is in another region: write it as ?region= in store"
	case "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken":
		lasting, hint = true, "; check the AWS credentials"
	}
	return b.errorf(doing, key, &Error{err: err, hint: hint, passes: !lasting})
}

// Error is a failure that is neither a missing object nor a conflict.
type Error struct {
	err    error
	hint   string
	passes bool
}

func (e *Error) Error() string {
	var api smithy.APIError
	if errors.As(e.err, &api) {
		text := api.ErrorCode()
		if status(e.err) != 0 {
			text = fmt.Sprintf("HTTP %d %s", status(e.err), text)
		}
		if api.ErrorMessage() != "" {
			text += ": " + api.ErrorMessage()
		}
		return text + e.hint
	}
	return e.err.Error() + e.hint
}

func (e *Error) Unwrap() error { return e.err }

// Temporary tells whether a later try may succeed with nothing mended.
func (e *Error) Temporary() bool { return e.passes }

func (b *Bucket) arn(action string) string {
	if action == "s3:ListBucket" {
		return b.location.bucket
	}
	return b.location.bucket + "/" + b.location.prefix + "*"
}

// code is S3's word for what went wrong; for answers without a body, the status's.
func code(err error) string {
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

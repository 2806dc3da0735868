package s3bucket

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"secure-score-reporter/internal/store/bucket"
)

// writeMark is the metadata that identifies a write.
const writeMark = "securescore-write"

// maxTries of one write.
const maxTries = 4

// put writes with retries of its own. With the SDK's retries a write that
// succeeded, but whose answer was lost, would fail on its own condition when it
// is sent again.
func (b *Bucket) put(
	ctx context.Context, client *s3.Client, key string, data []byte, cond bucket.Condition,
) (string, error) {
	ctx, cancel := b.bounded(ctx)
	defer cancel()
	mark := rand.Text()
	once := func(o *s3.Options) { o.Retryer = aws.NopRetryer{} }
	unsure := false // an earlier try may have succeeded
	for try := 1; ; try++ {
		in := b.input(key, data, cond)
		in.Metadata = map[string]string{writeMark: mark}
		out, err := client.PutObject(ctx, in, once)
		if err == nil && aws.ToString(out.ETag) == "" {
			err = errStranger
		}
		if err == nil {
			return aws.ToString(out.ETag), nil
		}
		if isConflict(err) && unsure {
			if version, ours := b.isOurs(ctx, client, key, mark); ours {
				return version, nil
			}
		}
		if try == maxTries || !temporary(err) {
			return "", b.failed(ctx, "writing", key, "s3:PutObject", err)
		}
		unsure = unsure || !isBusy(err)
		if err := wait(ctx, b.timing.backoff<<try); err != nil {
			return "", b.failed(ctx, "writing", key, "s3:PutObject", err)
		}
	}
}

// isOurs reports whether the write with this mark wrote the current object.
func (b *Bucket) isOurs(ctx context.Context, client *s3.Client, key, mark string) (version string, ours bool) {
	out, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.location.bucket, Key: b.full(key)})
	if err != nil || out.Metadata[writeMark] != mark {
		return "", false
	}
	return aws.ToString(out.ETag), true
}

var transient = retry.IsErrorRetryables(retry.DefaultRetryables)

// temporary reports whether the same write may succeed when it is tried again.
func temporary(err error) bool {
	return isBusy(err) || errors.Is(err, errStranger) || transient.IsErrorRetryable(err) == aws.TrueTernary
}

// isBusy reports S3's answer 409 to writers at the same moment: this write was
// not done. Gateways to a file system also give it while a folder is created or
// removed.
func isBusy(err error) bool { return status(err) == http.StatusConflict }

func isConflict(err error) bool { return code(err) == "PreconditionFailed" }

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// errTakenOver: another process took the lock over.
var errTakenOver = errors.New("another run took it over while this one was suspended")

func (b *Bucket) errorf(doing, key string, err error) error {
	at := fmt.Sprintf("store %s: %s", b.location, doing)
	if key != "" {
		at += " " + key
	}
	return &callError{at, err}
}

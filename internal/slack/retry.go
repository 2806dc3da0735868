package slack

import (
	"context"
	"errors"
	"net/http"
	"time"

	slackapi "github.com/slack-go/slack"
)

const (
	maxTries   = 3
	maxWait    = 30 * time.Second // a Lambda has no time to sleep longer
	firstPause = 500 * time.Millisecond
)

// try does what do does until it succeeds, fails for good, or has had its tries.
// It starts no wait that the context has no time for.
func (s sender) try(ctx context.Context, step string, do func() error) error {
	pause := firstPause
	for n := 1; ; n++ {
		err := do()
		if err == nil {
			return nil
		}
		wait, again := retryAfter(err, pause)
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
			again = false
		}
		if !again || n == maxTries || ctx.Err() != nil {
			return s.explain(step, err)
		}
		if err := s.options.Sleep(ctx, wait); err != nil {
			return &Error{Step: step, Err: err}
		}
		pause *= 3
	}
}

// retryAfter is how long to wait before err is worth another try, if it is.
func retryAfter(err error, pause time.Duration) (wait time.Duration, again bool) {
	var limited *slackapi.RateLimitedError
	if errors.As(err, &limited) {
		return max(limited.RetryAfter, time.Second), limited.RetryAfter <= maxWait
	}
	// Who was silent for a whole timeout may well have taken the message.
	return pause, temporary(err) && !isTimeout(err)
}

// temporary tells whether the same request may succeed later.
func temporary(err error) bool {
	var limited *slackapi.RateLimitedError
	var status slackapi.StatusCodeError
	var refused slackapi.SlackErrorResponse
	switch {
	case errors.As(err, &limited):
		return true
	case errors.As(err, &status):
		return status.Code >= 500 || status.Code == http.StatusTooManyRequests
	case errors.As(err, &refused):
		return temporaryCodes[refused.Err]
	case errors.Is(err, context.Canceled):
		return false
	}
	return isNetwork(err)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

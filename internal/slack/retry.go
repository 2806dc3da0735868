package slack

import (
	"context"
	"errors"
	"time"

	slackapi "github.com/slack-go/slack"
)

const (
	maxTries   = 3
	maxUnsure  = 2                // tries of a post that Slack may have taken, so a reader sees two at most
	maxWait    = 30 * time.Second // a Lambda has no time to sleep longer
	firstPause = 500 * time.Millisecond
)

// retry calls until the call succeeds, fails for good, had its tries, or had so
// many of which Slack may have taken each. It does not begin a wait that the
// context has no time for.
//
// A refusal because of Slack's limits is no try, as long as the waits that
// Slack asked for are no longer than maxWait together: other processes post to
// the same workspace, and only Slack knows of all of them.
func retry(
	ctx context.Context, sleep func(context.Context, time.Duration) error, maxUnsure int, call func() error,
) error {
	pause, patience, tries, unsure := firstPause, maxWait, 0, 0
	for {
		err := call()
		if err == nil {
			return nil
		}
		if mayBeTaken(err) {
			unsure++
		}
		wait, again := retryAfter(err, pause)
		if isLimited(err) {
			patience -= wait
		} else {
			tries++
			pause *= 3
		}
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
			again = false
		}
		if !again || tries == maxTries || patience < 0 || unsure == maxUnsure || ctx.Err() != nil {
			return err
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// retryAfter says whether another try may help, and how long to wait before it.
func retryAfter(err error, pause time.Duration) (wait time.Duration, again bool) {
	if limited, ok := errors.AsType[*slackapi.RateLimitedError](err); ok {
		return max(limited.RetryAfter, time.Second), limited.RetryAfter <= maxWait
	}
	// After a timeout Slack may well have taken the message.
	return pause, isTemporary(err) && !isTimeout(err)
}

func isLimited(err error) bool {
	_, limited := errors.AsType[*slackapi.RateLimitedError](err)
	return limited
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

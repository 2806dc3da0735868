package slack

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"
)

const (
	// postEvery is the pace of posts to one channel, and burst how many may follow
	// each other at once.
	// https://docs.slack.dev/apis/web-api/rate-limits
	postEvery = time.Second
	burst     = 4
	// pauses is how often a call waits for an end of the workspace's pause,
	// before it is tried whatever the others were asked for.
	pauses = 3
)

// Workspaces are the limits that Slack sets for a workspace, which all channels
// share that post with one token. The zero value knows of none. It may be used
// by several goroutines.
type Workspaces struct {
	Now func() time.Time // nil for the clock

	mu   sync.Mutex
	list map[[sha256.Size]byte]*workspace
}

// of is the workspace that a secret belongs to: a token, or the address of a
// webhook. The secret is not kept.
func (w *Workspaces) of(secret string) *workspace {
	w.mu.Lock()
	defer w.mu.Unlock()
	id := sha256.Sum256([]byte(secret))
	if w.list[id] == nil {
		if w.list == nil {
			w.list = map[[sha256.Size]byte]*workspace{}
		}
		now := w.Now
		if now == nil {
			now = time.Now
		}
		w.list[id] = &workspace{now: now, due: map[string]time.Time{}}
	}
	return w.list[id]
}

// workspace is what was sent to one workspace, and until when it wants nothing.
type workspace struct {
	now   func() time.Time
	mu    sync.Mutex // guards all below
	until time.Time
	due   map[string]time.Time // when the next post to a channel is, by the channel
}

// pause keeps everything from the workspace for as long as it asked.
func (w *workspace) pause(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if until := w.now().Add(d); until.After(w.until) {
		w.until = until
	}
}

// paused is how long the pause lasts yet.
func (w *workspace) paused() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return max(w.until.Sub(w.now()), 0)
}

// book takes the next free place among the posts to a channel, unless it is
// later than the given time, where that is not zero. It returns how long it is
// until then.
func (w *workspace) book(channel string, latest time.Time) (wait time.Duration, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	at := w.due[channel]
	if earliest := now.Add(-(burst - 1) * postEvery); at.Before(earliest) {
		at = earliest
	}
	// After a pause Slack has no patience for a burst.
	if at.Before(w.until) {
		at = w.until
	}
	if !latest.IsZero() && at.After(latest) {
		return at.Sub(now), false
	}
	w.due[channel] = at.Add(postEvery)
	return max(at.Sub(now), 0), true
}

// turn waits until a call to the workspace may be made; for a post to a channel
// until it has its place among the others. It is an error of Slack's where that
// takes longer than there is time, or than anybody waits.
func (c calls) turn(ctx context.Context, channel string) error {
	latest, _ := ctx.Deadline()
	for range pauses {
		wait := c.workspace.paused()
		if wait > maxWait || !latest.IsZero() && c.workspace.now().Add(wait).After(latest) {
			return limited(wait)
		}
		if err := c.wait(ctx, wait); err != nil {
			return err
		}
		if channel != "" {
			wait, ok := c.workspace.book(channel, latest)
			if !ok {
				return limited(wait)
			}
			if err := c.wait(ctx, wait); err != nil {
				return err
			}
		}
		if c.workspace.paused() == 0 { // nobody was asked for a pause meanwhile
			return nil
		}
	}
	return nil
}

func (c calls) wait(ctx context.Context, d time.Duration) error {
	if d == 0 {
		return nil
	}
	return c.sleep(ctx, d)
}

// limited is Slack's error of a limit that is known without asking, in whole
// seconds as Slack has them.
func limited(wait time.Duration) error {
	return &slackapi.RateLimitedError{RetryAfter: (wait + time.Second - 1).Truncate(time.Second)}
}

// listen passes an error on. If Slack asks for a pause, the workspace gets it.
func (c calls) listen(err error) error {
	var limited *slackapi.RateLimitedError
	if errors.As(err, &limited) {
		c.workspace.pause(max(cmp.Or(limited.RetryAfter, postEvery), postEvery))
	}
	return err
}

package secrets

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Rotating is a secret that others' messages are checked with, and that may be
// renewed at any time. An old value is refused within a minute, and a new one
// is accepted within the same minute. However many messages come, the secret is
// fetched at most twice a minute, and after a failure every few seconds.
//
// White space and a byte order mark around the value do not count: a parameter
// that was written with echo ends with a newline, and one that was read from an
// editor's file may begin with the mark. It may be used by several goroutines.
type Rotating struct {
	Fetch func(ctx context.Context) (string, error)
	Now   func() time.Time

	mu      sync.Mutex
	value   string
	err     error
	fetched time.Time // when value and err were
	renewed time.Time // when a message that the value did not fit last had it fetched
}

const (
	freshFor   = time.Minute
	retryAfter = 5 * time.Second
)

// Accepts says whether the message fits the secret, by the function. A message
// that does not may be of a new secret, so it has the secret fetched again, at
// most once a minute. An error says that there is no secret to check with:
// nothing is accepted then.
func (r *Rotating) Accepts(ctx context.Context, fits func(secret string) bool) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.Now()
	kept := freshFor
	if r.err != nil {
		kept = retryAfter
	}
	isNew := r.fetched.IsZero() || now.Sub(r.fetched).Abs() >= kept
	if isNew {
		r.fetch(ctx, now)
	}
	if r.err != nil {
		return false, r.err
	}
	if fits(r.value) {
		return true, nil
	}
	if isNew || !r.renewed.IsZero() && now.Sub(r.renewed).Abs() < freshFor {
		return false, nil
	}
	r.renewed = now
	r.fetch(ctx, now)
	return r.err == nil && fits(r.value), r.err
}

// fetch replaces what is known. A value that is no longer there must not be
// used either.
func (r *Rotating) fetch(ctx context.Context, now time.Time) {
	r.fetched = now
	r.value, r.err = r.Fetch(ctx)
	if r.value = trimmed(r.value); r.err == nil && r.value == "" {
		r.err = errors.New("the secret is empty")
	}
}

func trimmed(value string) string {
	return strings.TrimFunc(value, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
}

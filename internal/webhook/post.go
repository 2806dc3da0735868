package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"secure-score-reporter/internal/grace"
)

const (
	maxTries = 3
	maxTime  = 30 * time.Second // of all tries that begin; a later run goes on
)

// post sends a body until it is accepted, refused for good, or had its tries.
func (c *Channel) post(ctx context.Context, id string, body []byte) error {
	address, keys, err := c.secrets(ctx)
	if err != nil {
		return err
	}
	left := maxTime
	if deadline, ok := ctx.Deadline(); ok {
		left = min(left, deadline.Sub(c.options.Now()))
	}
	pauses := backoff.NewExponentialBackOff()
	pauses.Multiplier = 3
	var failed *Error
	_, err = backoff.Retry(ctx, func() (struct{}, error) {
		failed = c.try(ctx, address, keys, id, body)
		switch {
		case failed == nil:
			return struct{}{}, nil
		case !failed.temporary:
			return struct{}{}, backoff.Permanent(failed)
		case failed.after > 0:
			return struct{}{}, &backoff.RetryAfterError{Duration: failed.after}
		}
		return struct{}{}, failed
	}, backoff.WithMaxTries(maxTries), backoff.WithMaxElapsedTime(max(left, 1)), backoff.WithBackOff(pauses))
	if err != nil {
		return failed
	}
	return nil
}

// try sends the body once. It has a timestamp and signatures of its own.
func (c *Channel) try(
	ctx context.Context, address string, keys []*standardwebhooks.Webhook, id string, body []byte,
) *Error {
	ctx, done, err := grace.Answer(ctx)
	if err != nil {
		return &Error{Err: err, temporary: true}
	}
	defer done()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return &Error{Err: errors.New("the address cannot be used"), Fix: fixAddress}
	}
	now := c.options.Now()
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "secure-score-reporter")
	request.Header.Set(standardwebhooks.HeaderWebhookID, id)
	request.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
	signatures := make([]string, len(keys))
	for i, key := range keys {
		if signatures[i], err = key.Sign(id, now, body); err != nil {
			return &Error{Err: err}
		}
	}
	request.Header.Set(standardwebhooks.HeaderWebhookSignature, strings.Join(signatures, " "))
	response, err := c.http.Do(request)
	if err != nil {
		return unreached(err)
	}
	_ = response.Body.Close()
	return answered(response, now)
}

// secrets are the address and the keys of the signatures.
func (c *Channel) secrets(ctx context.Context) (address string, keys []*standardwebhooks.Webhook, err error) {
	if address, err = c.options.URL(ctx); err != nil {
		return "", nil, &Error{Err: fmt.Errorf("reading webhook.url: %w", err)}
	}
	if u, err := url.Parse(strings.TrimSpace(address)); err != nil || u.Host == "" || !usable(u) {
		return "", nil, &Error{Err: errors.New("webhook.url is not an https address"), Fix: fixAddress}
	}
	text, err := c.options.Secret(ctx)
	if err != nil {
		return "", nil, &Error{Err: fmt.Errorf("reading webhook.secret: %w", err)}
	}
	for secret := range strings.FieldsSeq(text) {
		key, err := standardwebhooks.NewWebhook(secret)
		if err != nil || len(strings.TrimPrefix(secret, "whsec_")) < leastSecret {
			return "", nil, &Error{Err: errors.New("webhook.secret is not base64 of 24 bytes or more"), Fix: fixSecret}
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 || len(keys) > mostSecrets {
		return "", nil, &Error{Err: errors.New("webhook.secret has to be one secret, or two while it is replaced"), Fix: fixSecret}
	}
	return strings.TrimSpace(address), keys, nil
}

const (
	leastSecret = 32 // characters of base64: the specification asks for 24 bytes
	mostSecrets = 2
)

// usable says whether a message may go to the address. It is encrypted, except
// to this machine.
func usable(u *url.URL) bool {
	here, err := netip.ParseAddr(u.Hostname())
	local := u.Hostname() == "localhost" || err == nil && here.IsLoopback()
	return u.User == nil && (u.Scheme == "https" || u.Scheme == "http" && local)
}

// wait is how long an answer asks to wait, in Retry-After; 0 where it does not
// say.
func wait(h http.Header, now time.Time) time.Duration {
	text := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(max(seconds, 0)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

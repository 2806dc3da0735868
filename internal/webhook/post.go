package webhook

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"secure-score-reporter/internal/hook"
)

// post sends a body under an id, which is the same for every try. Each try has
// a timestamp and signatures of its own.
func (c *Channel) post(ctx context.Context, id string, body []byte) error {
	address, keys, err := c.secrets(ctx)
	if err != nil {
		return err
	}
	failed := c.poster.Post(ctx, address, body, func(h http.Header, now time.Time) error {
		h.Set(standardwebhooks.HeaderWebhookID, id)
		h.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
		signatures := make([]string, len(keys))
		for i, key := range keys {
			if signatures[i], err = key.Sign(id, now, body); err != nil {
				return err
			}
		}
		h.Set(standardwebhooks.HeaderWebhookSignature, strings.Join(signatures, " "))
		return nil
	})
	if failed != nil {
		return failure(failed.Err, fixOf(failed), failed.Temporary)
	}
	return nil
}

// secrets are the address and the keys of the signatures.
func (c *Channel) secrets(ctx context.Context) (address string, keys []*standardwebhooks.Webhook, err error) {
	if address, err = c.options.URL(ctx); err != nil {
		return "", nil, hook.Unread(posting, "webhook.url", err)
	}
	if !hook.Usable(strings.TrimSpace(address)) {
		return "", nil, failure(errors.New("webhook.url is not an https address"), fixAddress, false)
	}
	text, err := c.options.Secret(ctx)
	if err != nil {
		return "", nil, hook.Unread(posting, "webhook.secret", err)
	}
	for secret := range strings.FieldsSeq(text) {
		key, err := standardwebhooks.NewWebhook(secret)
		if err != nil || len(strings.TrimPrefix(secret, "whsec_")) < leastSecret {
			return "", nil, failure(errors.New("webhook.secret is not base64 of 24 bytes or more"), fixSecret, false)
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 || len(keys) > mostSecrets {
		return "", nil, failure(errors.New("webhook.secret has to be one secret, or two while it is replaced"), fixSecret, false)
	}
	return strings.TrimSpace(address), keys, nil
}

const (
	leastSecret = 32 // characters of base64: the specification asks for 24 bytes
	mostSecrets = 2
)

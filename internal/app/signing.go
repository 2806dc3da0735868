package app

import (
	"context"
	"errors"

	"secure-score-reporter/internal/secrets"
)

// SigningSecret checks messages with Slack's signing secret, which the text is
// or refers to. It follows a renewal of the secret; see secrets.Rotating.
func (p *Process) SigningSecret(text string) func(context.Context, func(secret string) bool) (bool, error) {
	secret := &secrets.Rotating{Now: p.now, Fetch: p.known(func(ctx context.Context) (string, error) {
		if text == "" {
			return "", settingError{errors.New(
				"SECURESCORE_SLACK_SIGNING_SECRET is not set; slash commands need it in both functions")}
		}
		return p.plain.Resolve(ctx, text)
	})}
	return secret.Accepts
}

package webhook

import (
	"context"
	"encoding/json"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/hook"
)

// Check reads the address and the secret. Only sendTest posts anything.
func (c *Channel) Check(ctx context.Context, sendTest bool) []health.Finding {
	const about = "webhook"
	if _, _, err := c.secrets(ctx); err != nil {
		return []health.Finding{hook.Finding(about, err)}
	}
	if !sendTest {
		return []health.Finding{health.Warn(about, "a webhook can only be tried with a message", "doctor --send-test posts one")}
	}
	now := c.options.Now().UTC()
	body, err := json.Marshal(map[string]any{"schemaVersion": SchemaVersion, "type": "secureScore.test", "timestamp": now})
	if err == nil {
		err = c.post(ctx, "msg_test_"+now.Format("20060102150405.000000000"), body)
	}
	if err != nil {
		return []health.Finding{hook.Finding(about+": test message", err)}
	}
	return []health.Finding{health.Pass(about+": test message", "accepted")}
}

package webhook

import (
	"context"
	"encoding/json"
	"errors"

	"secure-score-reporter/internal/health"
)

// Check reads the address and the secret. Only sendTest posts anything.
func (c *Channel) Check(ctx context.Context, sendTest bool) []health.Finding {
	const about = "webhook"
	if _, _, err := c.secrets(ctx); err != nil {
		return []health.Finding{failed(about, err)}
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
		return []health.Finding{failed(about+": test message", err)}
	}
	return []health.Finding{health.Pass(about+": test message", "accepted")}
}

// failed is an error of ours as a finding.
func failed(about string, err error) health.Finding {
	var known *Error
	if errors.As(err, &known) {
		return health.Fail(about, known.Err.Error(), known.Fix)
	}
	return health.Fail(about, err.Error(), "")
}

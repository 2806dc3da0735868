package credential

import (
	"strings"
	"testing"
)

func TestToken(t *testing.T) {
	for value, want := range map[string]string{
		"xoxb-1-2-abc": "", "xoxe.xoxb-1-abc": "", "anything": "",
		"xapp-1-A0-abc": "app-level token", "xoxp-1-abc": "user's token", "xoxe.xoxp-1-abc": "user's token",
		"xoxe-1-abc": "refresh token", "xoxc-1-abc": "browser's session", "xoxs-1-abc": "browser's session",
		"https://hooks.slack.com/services/T/B/abc": "belongs under slack.webhook",
		strings.Repeat("0a", 16):                   "the signing secret or the client secret",
	} {
		refused(t, value, Token(value), want)
	}
}

func TestWebhook(t *testing.T) {
	for value, want := range map[string]string{
		"https://hooks.slack.com/services/T/B/abc": "", "https://hooks.slack-gov.com/services/T/B/abc": "",
		"http://127.0.0.1:80/abc": "", "xoxb-1-2-abc": "belongs under slack.token", "abc": "is no address",
		"https://contoso.webhook.office.com/webhookb2/abc":                  "Microsoft Teams",
		"https://prod-1.westeurope.logic.azure.com:443/workflows/abc?sig=1": "Microsoft Teams",
		"https://default1.environment.api.powerplatform.com/abc":            "Microsoft Teams",
	} {
		refused(t, value, Webhook(value), want)
	}
}

func TestSigningSecret(t *testing.T) {
	for value, want := range map[string]string{
		strings.Repeat("0a", 16): "",
		"abc":                    "32 digits and letters", "xoxb-1-2-abc": "32 digits and letters",
		strings.Repeat("0A", 16): "32 digits and letters",
	} {
		refused(t, value, SigningSecret(value), want)
	}
}

func refused(t *testing.T, value, got, want string) {
	t.Helper()
	if (got == "") != (want == "") || !strings.Contains(got, want) || strings.Contains(got, "abc") {
		t.Errorf("%s: %q, want %q", value, got, want)
	}
}

package address

import (
	"strings"
	"testing"
)

func TestProblem(t *testing.T) {
	for text, want := range map[string]string{
		"https://prod-1.westeurope.logic.azure.com/workflows/x?sig=s":     "",
		"https://x.api.powerplatform.com/powerautomate/workflows/x?sig=s": "",
		"https://hooks.slack.com/services/T/B/x":                          "slack.webhook",
		"https://HOOKS.slack-gov.com/services/T/B/x":                      "slack.webhook",
		"https://contoso.webhook.office.com/webhookb2/x":                  "retired",
		"https://outlook.office.com/webhook/x":                            "retired",
		"https://evil.example/hooks.slack.com/":                           "",
		"env://TEAMS":                                                     "", "%zz": "",
	} {
		got := Problem(text)
		if want == "" && got != "" || !strings.Contains(got, want) || strings.Contains(got, text) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// Package address recognises addresses that are given as those of a Workflows
// webhook and lead elsewhere. The configuration and the channel use it; it
// connects to nothing.
package address

import (
	"net/url"
	"strings"
)

// Problem is what is wrong with an address, without repeating it; empty where
// nothing is known to be.
func Problem(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	switch host := strings.ToLower(u.Hostname()); {
	case host == "hooks.slack.com", host == "hooks.slack-gov.com":
		return "is a webhook of Slack, which belongs under slack.webhook"
	case strings.HasSuffix(host, ".webhook.office.com"), host == "outlook.office.com":
		return "is a webhook of an Office 365 connector, which Microsoft has retired: create one with Workflows in Teams"
	}
	return ""
}

// Package credential recognises Slack's credentials by how they begin: people
// copy the wrong one of several that the app's pages show.
//
// The configuration checks what stands in it, and package slack what a
// reference led to. No text repeats the credential.
package credential

import (
	"net/url"
	"regexp"
	"strings"
)

const botToken = "use the bot token, which begins with xoxb-, from OAuth & Permissions of the app"

// tokens are the kinds that are no bot token.
// https://docs.slack.dev/authentication/tokens
var tokens = []struct{ prefix, kind string }{
	{"xapp-", "is an app-level token (xapp-)"},
	{"xoxp-", "is a user's token (xoxp-)"},
	{"xoxe.xoxp-", "is a user's token (xoxe.xoxp-)"},
	{"xoxe-", "is a refresh token (xoxe-)"},
	{"xoxc-", "is the token of a browser's session (xoxc-)"},
	{"xoxs-", "is the token of a browser's session (xoxs-)"},
}

// Token says what is wrong with a bot token; empty if it may be one.
func Token(value string) string {
	for _, t := range tokens {
		if strings.HasPrefix(value, t.prefix) {
			return t.kind + ": " + botToken
		}
	}
	switch {
	case strings.HasPrefix(value, "https://"), strings.HasPrefix(value, "http://"):
		return "is an address: that of an incoming webhook belongs under slack.webhook, and needs no slack.token"
	case isHex(value):
		return "looks like the signing secret or the client secret of the app: " + botToken
	}
	return ""
}

// SigningSecret says what is wrong with an app's signing secret; empty if it
// may be one.
func SigningSecret(value string) string {
	if isHex(value) {
		return ""
	}
	return "has to be 32 digits and letters from a to f: see App Credentials under Basic Information"
}

// isHex is how Slack writes its secrets that are no tokens.
func isHex(value string) bool { return hexForm.MatchString(value) }

var hexForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// teams are the ends of hosts at which Microsoft Teams has its webhooks.
var teams = []string{".webhook.office.com", "outlook.office.com", ".logic.azure.com", ".powerplatform.com"}

const webhook = "slack.webhook takes the address of one of Slack's incoming webhooks, on hooks.slack.com"

// Webhook says what is wrong with the address of an incoming webhook; empty if
// it may be one.
func Webhook(value string) string {
	if strings.HasPrefix(value, "xox") || strings.HasPrefix(value, "xapp-") {
		return "is a token, which belongs under slack.token; " + webhook
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" {
		return "is no address; " + webhook
	}
	host := strings.ToLower(u.Hostname())
	for _, end := range teams {
		if host == end || strings.HasSuffix(host, end) {
			return "is the address of a webhook of Microsoft Teams, which belongs under teams.webhook; " + webhook
		}
	}
	return ""
}

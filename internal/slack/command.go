package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	slackapi "github.com/slack-go/slack"
)

// Command is a slash command as Slack sends it.
type Command struct {
	Text        string // what stands behind the command's name
	User        string // the id of whom asked
	ResponseURL string // where answers go for half an hour
}

// ErrUnsigned is a request that did not come from Slack, or not just now.
var ErrUnsigned = errors.New("the request is not signed by Slack, or was not signed within the last five minutes")

// ReadCommand reads a slash command from a request's headers and body, after it
// proved that Slack signed both within the last five minutes.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
func ReadCommand(header http.Header, body []byte, signingSecret string) (Command, error) {
	verifier, err := slackapi.NewSecretsVerifier(header, signingSecret)
	if err != nil {
		return Command{}, ErrUnsigned
	}
	_, _ = verifier.Write(body) // a hash takes everything
	if verifier.Ensure() != nil {
		return Command{}, ErrUnsigned
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return Command{}, errors.New("the request is no form, as Slack sends it")
	}
	c := Command{Text: strings.TrimSpace(form.Get("text")), User: form.Get("user_id"), ResponseURL: form.Get("response_url")}
	if form.Get("ssl_check") == "1" {
		return Command{}, nil // Slack looks whether anybody is there
	}
	return c, checkResponseURL(c.ResponseURL)
}

// responseHosts are where Slack takes answers to a slash command.
var responseHosts = []string{"hooks.slack.com", "hooks.slack-gov.com"}

// checkResponseURL keeps an answer, which names weaknesses of a tenant, from
// going anywhere but to Slack.
func checkResponseURL(address string) error {
	u, err := url.Parse(address)
	if err == nil && u.Scheme == "https" && u.User == nil {
		for _, host := range responseHosts {
			if u.Host == host {
				return nil
			}
		}
	}
	return errors.New("the response URL is not one of Slack's")
}

// Respond answers a command, so that only who asked sees it. The text is mrkdwn;
// what stands in it from elsewhere has to be Plain.
func Respond(ctx context.Context, client *http.Client, responseURL, text string) error {
	if err := checkResponseURL(responseURL); err != nil {
		return err
	}
	message := &slackapi.WebhookMessage{Text: text, ResponseType: slackapi.ResponseTypeEphemeral}
	if err := slackapi.PostWebhookCustomHTTPContext(ctx, responseURL, client, message); err != nil {
		// The address lets anybody post who knows it.
		return fmt.Errorf("answering the slash command: %s", addresses.ReplaceAllString(err.Error(), "(address)"))
	}
	return nil
}

// Plain is text that Slack shows as it is: nothing in it mentions anybody, links
// or formats. It is on one line and has at most n runes.
func Plain(text string, n int) string { return fallback.Replace(clip(text, n)) }

// Package command is Slack's side of a slash command: Proof shows that Slack
// sent a request, Read reads the command in it, Respond answers it. It knows
// nothing of what a command means.
//
// It is apart from package slack, and does not use Slack's client, because the
// function that takes the commands has to start within Slack's three seconds.
package command

import (
	"errors"
	"net/url"
	"slices"
	"strings"
)

// Command is a slash command as Slack sends it.
type Command struct {
	Text        string // what follows the command's name
	User        string // the id of the user who sent it
	Team        string // the id of the workspace it was sent from
	Channel     string // the id of the channel it was sent from
	ResponseURL string // where answers go, for half an hour
}

// Read reads the command in a body that Slack has signed. It is the zero
// Command where Slack only checks the certificate.
func Read(body []byte) (Command, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return Command{}, errors.New("the request is not a form, which a command of Slack's is")
	}
	if form.Get("ssl_check") == "1" {
		return Command{}, nil
	}
	c := Command{
		Text: strings.TrimSpace(form.Get("text")),
		User: form.Get("user_id"), Team: form.Get("team_id"), Channel: form.Get("channel_id"),
		ResponseURL: form.Get("response_url"),
	}
	if err := checkResponseURL(c.ResponseURL); err != nil {
		return c, err
	}
	if c.User == "" {
		return c, errors.New("the request does not name the user who sent the command")
	}
	if !isID(c.User) || !isID(c.Team) || !isID(c.Channel) {
		return c, errors.New("an id in the request is not one of Slack's")
	}
	return c, nil
}

// isID says whether a text is an id of Slack's, or empty. Who may ask is judged
// by ids, so no other form of one may pass.
func isID(text string) bool {
	return len(text) <= 64 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// responseHosts are where Slack takes answers to a slash command.
var responseHosts = []string{"hooks.slack.com", "hooks.slack-gov.com"}

// checkResponseURL makes sure that an answer goes to Slack and nowhere else: it
// names weaknesses of a tenant.
func checkResponseURL(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || !slices.Contains(responseHosts, u.Host) {
		return errors.New("the response URL is not one of Slack's")
	}
	return nil
}

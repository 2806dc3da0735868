// Package command is Slack's side of a slash command: Read proves that Slack
// sent a request and reads the command in it, Respond answers it. It knows
// nothing of what a command means.
//
// It is apart from package slack, and does not use Slack's client, because the
// function that takes the commands has to start within Slack's three seconds.
package command

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Command is a slash command as Slack sends it.
type Command struct {
	Text        string // what follows the command's name
	User        string // the id of the user who sent it
	ResponseURL string // where answers go, for half an hour
}

// ErrUnsigned says that Slack did not sign the request, or not just now.
var ErrUnsigned = errors.New("the request is not signed by Slack, or was not signed within the last five minutes")

// Read reads the command in a request, once it has proved that Slack signed the
// request. It is the zero Command where Slack only checks the certificate.
func Read(header http.Header, body []byte, signingSecret string, now time.Time) (Command, error) {
	if !signed(header, body, signingSecret, now) {
		return Command{}, ErrUnsigned
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return Command{}, errors.New("the request is not a form, which a command of Slack's is")
	}
	if form.Get("ssl_check") == "1" {
		return Command{}, nil
	}
	c := Command{
		Text: strings.TrimSpace(form.Get("text")), User: form.Get("user_id"), ResponseURL: form.Get("response_url"),
	}
	return c, checkResponseURL(c.ResponseURL)
}

// maxAge is how far a request's timestamp may be from the clock, as Slack
// advises.
const maxAge = 5 * time.Minute

// signed checks Slack's signature of a request.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
func signed(header http.Header, body []byte, secret string, now time.Time) bool {
	timestamp := header.Get("X-Slack-Request-Timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > maxAge {
		return false
	}
	signature, ok := strings.CutPrefix(header.Get("X-Slack-Signature"), "v0=")
	got, err := hex.DecodeString(signature)
	if !ok || err != nil || secret == "" {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + timestamp + ":")) // a hash takes everything
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
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

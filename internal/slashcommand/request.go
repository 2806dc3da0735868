package slashcommand

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Request is a command on its way to the reporter: who asks, for what, and
// where the answer goes.
type Request struct {
	ID          string    `json:"id"`     // the same for a copy of the same request of Slack's
	SentAt      time.Time `json:"sentAt"` // when the command was taken
	ResponseURL string    `json:"responseUrl"`
	User        string    `json:"user"` // the id of the user who sent the command
	Team        string    `json:"team,omitempty"`
	Channel     string    `json:"channel,omitempty"`
	Text        string    `json:"text"` // for Parse
}

// Sealed is a Request as the reporter gets it. Everyone who may invoke the
// reporter can write one, but the seal needs Slack's signing secret.
type Sealed struct {
	Request string `json:"request"` // JSON as text, so that it arrives byte for byte as it was sealed
	Seal    string `json:"seal"`
}

// Expires is when Slack takes no more answers to a command.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
const Expires = 30 * time.Minute

// Key is the payload's key that a Sealed stands under.
const Key = "slashCommand"

// Seal is a payload for the reporter.
func Seal(r Request, secret string) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	sum := mac(string(text), secret)
	return json.Marshal(map[string]Sealed{Key: {Request: string(text), Seal: hex.EncodeToString(sum)}})
}

// mac begins as nothing that Slack signs does, so that neither passes for the
// other.
func mac(request, secret string) []byte {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte("secure-score-reporter:" + request))
	return h.Sum(nil)
}

// Holds says whether the request was sealed with the secret.
func (s Sealed) Holds(secret string) bool {
	sum, err := hex.DecodeString(s.Seal)
	return err == nil && secret != "" && hmac.Equal(sum, mac(s.Request, secret))
}

// Open is the request in a seal that holds. It fails where the request is too
// old, or from another version of the program.
func (s Sealed) Open(now time.Time) (Request, error) {
	var r Request
	d := json.NewDecoder(strings.NewReader(s.Request))
	d.DisallowUnknownFields() // another version's command could mean something else
	if err := d.Decode(&r); err != nil || r.ID == "" || r.User == "" {
		return Request{}, errors.New("the command is incomplete: deploy both functions from one version")
	}
	if now.Sub(r.SentAt).Abs() > Expires {
		return Request{}, errors.New("the command is older than 30 minutes, so Slack takes no answer to it")
	}
	return r, nil
}

package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/slack/blockkit"
)

// hook is an incoming webhook. Its address is a secret: with it anybody can
// post.
// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
type hook struct {
	calls
	http    *http.Client
	address string
}

// isHookAddress says whether the address may be one of a webhook. Only a test's
// is on this machine and not encrypted.
func isHookAddress(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	here := u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost"
	return u.Scheme == "https" || u.Scheme == "http" && here
}

func (h hook) post(ctx context.Context, p blockkit.Post) error {
	body, err := json.Marshal(map[string]any{
		"text": p.Text, "blocks": p.Blocks, "unfurl_links": false, "unfurl_media": false,
	})
	if err != nil {
		return err
	}
	return h.tryPost(ctx, posting(h.to), h.to, func(ctx context.Context) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, h.address, bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := h.http.Do(request)
		if err != nil {
			return err
		}
		defer func() { _ = response.Body.Close() }()
		word, err := io.ReadAll(io.LimitReader(response.Body, 200))
		if err != nil {
			return err
		}
		return hookError(response, strings.TrimSpace(string(word)))
	})
}

// hookAccepted is Slack's answer to a message that it took.
const hookAccepted = "ok"

// hookError is a webhook's answer as an error of the API's client: both have
// the same codes. Only Slack's own word counts as accepted, because a proxy may
// answer 200 with a page of its own.
func hookError(r *http.Response, word string) error {
	switch {
	case r.StatusCode == http.StatusOK && word == hookAccepted:
		return nil
	case r.StatusCode < http.StatusMultipleChoices:
		return &strangerError{r.Status, r.Header.Get("Content-Type")}
	case r.StatusCode == http.StatusTooManyRequests:
		wait, _ := askedWait(r.Header) // without the header: at once
		return &slackapi.RateLimitedError{RetryAfter: wait}
	case r.StatusCode < 500 && isCode(word):
		return slackapi.SlackErrorResponse{Err: word}
	}
	return slackapi.StatusCodeError{Code: r.StatusCode, Status: r.Status}
}

// isCode says whether a text is a word as Slack's errors are, such as
// no_service. A proxy may answer with the address, which is a secret.
func isCode(word string) bool {
	return word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz_") == ""
}

package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/report"
)

// An incoming webhook takes one message and answers with nothing that a thread or a
// file could be hung on: what would go there is told of where it can be read.
// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks

// posted is the progress of a message that a webhook took.
const posted = "webhook"

// deliverByWebhook posts the message alone. Its address is a secret: who knows it
// can post.
func (c *Channel) deliverByWebhook(ctx context.Context, m report.Message, progress string) (string, error) {
	if Announced(progress) {
		return progress, nil
	}
	s, address, err := c.webhook(ctx)
	if err != nil {
		return progress, err
	}
	r := RenderAlone(m, c.mention(m.News))
	err = s.hook(ctx, address, r.Parent)
	var refused *Error
	if r.Plain != nil && errors.As(err, &refused) && strings.HasPrefix(refused.Code, "invalid_blocks") {
		err = s.hook(ctx, address, *r.Plain)
	}
	if err != nil {
		return progress, err
	}
	return posted, nil
}

// webhook reads the address, and sees to it that it is one.
func (c *Channel) webhook(ctx context.Context) (sender, string, error) {
	s := sender{Channel: c}
	step := "posting to " + c.To()
	address, err := c.options.Webhook(ctx)
	if err != nil {
		return s, "", &Error{Step: step, Err: fmt.Errorf("reading the webhook: %w", err), Mend: "see slack.webhook in the configuration"}
	}
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	local := err == nil && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost")
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && !local {
		return s, "", &Error{Step: step, Err: errors.New("the webhook is not an https address"), Mend: "see slack.webhook in the configuration"}
	}
	s.token = address // what scrub takes out of errors
	return s, address, nil
}

// hook posts to a webhook.
func (s sender) hook(ctx context.Context, address string, p Post) error {
	body, err := json.Marshal(map[string]any{"text": p.Text, "blocks": p.Blocks, "unfurl_links": false, "unfurl_media": false})
	if err != nil {
		return err
	}
	return s.try(ctx, "posting to "+s.To(), func() error {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := s.http.Do(request)
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

// hookError is a webhook's answer in the words of the API, which has the same codes.
func hookError(r *http.Response, word string) error {
	switch {
	case r.StatusCode == http.StatusOK:
		return nil
	case r.StatusCode == http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(r.Header.Get("Retry-After")) // none is at once
		return &slackapi.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
	case r.StatusCode < 500 && word != "" && !strings.ContainsAny(word, " <>"):
		return slackapi.SlackErrorResponse{Err: word}
	}
	return slackapi.StatusCodeError{Code: r.StatusCode, Status: r.Status}
}

// checkWebhook cannot try a webhook without a message.
func (c *Channel) checkWebhook(ctx context.Context, about string, sendTest bool) []health.Finding {
	s, address, err := c.webhook(ctx)
	if err != nil {
		return []health.Finding{failed(about, err)}
	}
	findings := []health.Finding{health.Warn(about, "by an incoming webhook: there is no thread for the details, and the report's files cannot be uploaded",
		"install the app instead, and set slack.token, if these are wanted")}
	if !sendTest {
		return append(findings, health.Warn(about, "a webhook can only be tried with a message", "doctor --send-test posts one"))
	}
	if err := s.hook(ctx, address, testPost()); err != nil {
		return append(findings, failed(about+": test message", err))
	}
	return append(findings, health.Pass(about+": test message", "posted"))
}

package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// timeout is for the whole of an answer.
const timeout = 10 * time.Second

// Message is an answer that only the user who sent the command sees. The text
// is mrkdwn: what comes from elsewhere has to be escaped.
func Message(text string) ([]byte, error) {
	return json.Marshal(map[string]string{"response_type": "ephemeral", "text": text})
}

// Respond answers a command. Errors never hold the address: with it anybody
// could post.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func Respond(ctx context.Context, responseURL, text string) error {
	if err := respond(ctx, http.DefaultTransport, responseURL, text); err != nil {
		return fmt.Errorf("answering the slash command: %w", err)
	}
	return nil
}

func respond(ctx context.Context, transport http.RoundTripper, responseURL, text string) error {
	if err := checkResponseURL(responseURL); err != nil {
		return err
	}
	message, err := Message(text)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, responseURL, bytes.NewReader(message))
	if err != nil {
		return errors.New("the response URL cannot be used")
	}
	request.Header.Set("Content-Type", "application/json")
	// A redirect is not followed: the answer names weaknesses of a tenant, and
	// goes to Slack only.
	client := http.Client{
		Transport: transport, Timeout: timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if address := (*url.Error)(nil); errors.As(err, &address) {
		return fmt.Errorf("reaching %s: %w", request.URL.Host, address.Err)
	} else if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		// Slack's reason, such as used_url. Without it the status says enough.
		word, _ := io.ReadAll(io.LimitReader(response.Body, 100))
		return fmt.Errorf("slack answers %s (%q)", response.Status, word)
	}
	return nil
}

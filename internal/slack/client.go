package slack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/grace"
	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/report"
)

// client is Slack's API with one token.
type client struct {
	calls
	api *slackapi.Client
}

// place is where a message goes: a channel by name or id, or the thread of a
// message there.
type place struct{ channel, thread string }

// post posts a message. It returns the channel's id, which uploads need, and
// the message's timestamp, which is its id.
func (c client) post(
	ctx context.Context, step string, at place, key string, p blockkit.Post,
) (id, ts string, err error) {
	options := []slackapi.MsgOption{
		slackapi.MsgOptionText(p.Text, false),
		slackapi.MsgOptionBlocks(p.Blocks...),
		slackapi.MsgOptionMetadata(metadata(key)),
		slackapi.MsgOptionParse(false),
		slackapi.MsgOptionDisableLinkUnfurl(),
		slackapi.MsgOptionDisableMediaUnfurl(),
	}
	if at.thread != "" {
		options = append(options, slackapi.MsgOptionTS(at.thread))
	}
	err = c.tryPost(ctx, step, c.to, func(ctx context.Context) error {
		id, ts, err = c.api.PostMessageContext(ctx, at.channel, options...)
		if err == nil && (id == "" || ts == "") {
			err = errNoAnswer
		}
		return err
	})
	return id, ts, err
}

// metadata lets a receiver recognise a message that was posted twice.
// https://docs.slack.dev/messaging/message-metadata
func metadata(key string) slackapi.SlackMetadata {
	return slackapi.SlackMetadata{EventType: "securescore_delivery", EventPayload: map[string]any{"key": key}}
}

// upload puts a file into a thread.
func (c client) upload(ctx context.Context, at place, file report.File) error {
	return c.tryPost(ctx, uploading(file.Name, c.to), "", func(ctx context.Context) error {
		_, err := c.api.UploadFileContext(ctx, slackapi.UploadFileParameters{
			Filename: file.Name, Title: file.Name, FileSize: len(file.Data), Reader: bytes.NewReader(file.Data),
			Channel: at.channel, ThreadTimestamp: at.thread,
		})
		return err
	})
}

// calls is what calls of Slack have in common, by its API and by a webhook.
type calls struct {
	to        string // the channel as the configuration names it
	sleep     func(context.Context, time.Duration) error
	workspace *workspace
}

// try calls Slack until it succeeds, fails for good or had its tries. The error
// is an *Error.
func (c calls) try(ctx context.Context, step string, call func() error) error {
	return c.explained(step, retry(ctx, c.sleep, maxTries, func() error {
		if err := c.turn(ctx, ""); err != nil {
			return err
		}
		return c.listen(call())
	}))
}

// tryPost is try for what people see: where Slack may have taken it, there is
// only one more try, and its answer is waited for after the run's end. With a
// channel it has its place among the posts to it.
func (c calls) tryPost(ctx context.Context, step, channel string, call func(context.Context) error) error {
	return c.explained(step, retry(ctx, c.sleep, maxUnsure, func() error {
		if err := c.turn(ctx, channel); err != nil {
			return err
		}
		longer, cancel, err := grace.Answer(ctx)
		if err != nil {
			return err
		}
		defer cancel()
		return c.listen(call(longer))
	}))
}

func (c calls) explained(step string, err error) error {
	if err == nil {
		return nil
	}
	return explain(err, step, c.to).withoutAddresses()
}

// readSecret reads the token or the webhook.
func readSecret(ctx context.Context, name string, read func(context.Context) (string, error)) (string, error) {
	if read == nil {
		return "", errors.New("no " + name)
	}
	secret, err := read(ctx)
	if err != nil {
		return "", fmt.Errorf("reading the %s: %w", name, err)
	}
	if secret = strings.TrimSpace(secret); secret == "" {
		return "", fmt.Errorf("the %s is empty", name)
	}
	return secret, nil
}

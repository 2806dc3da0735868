package slack

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
)

// Options say where a Channel posts, and as whom.
type Options struct {
	// Token is the bot token (xoxb-…), asked for when there is something to send.
	Token func(context.Context) (string, error)
	// APIURL is another root of Slack's API, for GovSlack or a test; empty for slack.com.
	APIURL string
	// Webhook is the address of an incoming webhook, in place of a token; nil for
	// none.
	Webhook func(context.Context) (string, error)
	// Channel is a #name or an id; with a webhook only what it is called.
	Channel string
	// Mention is what calls somebody in an alert, by kind of change; see Render.
	Mention map[string]string
	// MentionPoints is how many points regressions have to cost before somebody is
	// called for them; 0 for any.
	MentionPoints float64
	// HTTP is the client, nil for one that gives up after a minute. Redirects are
	// not followed with it: the token goes with every request.
	HTTP *http.Client
	// Sleep waits between tries; nil for the clock.
	Sleep func(context.Context, time.Duration) error
}

// Channel posts to one Slack channel.
type Channel struct {
	options Options
	http    *http.Client
}

// New makes a Channel. It connects to nothing and reads no secret yet.
func New(options Options) *Channel {
	client := http.Client{Timeout: time.Minute}
	if options.HTTP != nil {
		client = *options.HTTP
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	options.APIURL = strings.TrimSuffix(cmp.Or(options.APIURL, slackapi.APIURL), "/") + "/"
	if options.Sleep == nil {
		options.Sleep = sleep
	}
	return &Channel{options: options, http: &client}
}

// Name is what events call the channel.
func (c *Channel) Name() string { return "slack" }

// To is the channel as the configuration names it.
func (c *Channel) To() string { return c.options.Channel }

// Deliver posts a message, then its files and its details in the thread.
//
// Progress is what an earlier try of the same delivery returned, empty at first:
// what is done already is not done again. The returned progress counts with an
// error too. It is empty exactly as long as Slack has not accepted the message
// itself, which is to say as long as nothing was announced.
//
// A file that cannot be uploaded stops no details, nor the other way round. An
// answer that is lost on the way is the one case in which a retry tells twice:
// both then carry the same key in their metadata.
func (c *Channel) Deliver(ctx context.Context, m report.Message, progress string) (string, error) {
	if c.options.Webhook != nil {
		return c.deliverByWebhook(ctx, m, progress)
	}
	done, err := readProgress(progress)
	if err != nil {
		return progress, &Error{Step: "posting to " + c.To(), Err: err}
	}
	s := sender{Channel: c, message: m}
	if s.token, err = c.token(ctx); err != nil {
		return progress, &Error{Step: "posting to " + c.To(), Err: err, Mend: "see slack.token in the configuration"}
	}
	s.api = slackapi.New(s.token, slackapi.OptionAPIURL(c.options.APIURL), slackapi.OptionHTTPClient(c.http))

	rendered := Render(m, c.mention(m.News))
	if !done.announced() {
		if err := s.announce(ctx, &done, rendered); err != nil {
			return progress, err
		}
	}
	if done.Plain {
		if err := s.addPicture(); err != nil {
			return done.String(), &Error{Step: "drawing the trend for " + c.To(), Err: err}
		}
	}
	err = errors.Join(s.upload(ctx, &done), s.details(ctx, &done, rendered.Thread), s.recoveries(ctx, &done))
	return done.String(), err
}

// announce posts the message. A workspace that refuses its chart gets it without,
// and the chart as a picture.
func (s *sender) announce(ctx context.Context, done *progress, r Rendered) (err error) {
	step := "posting to " + s.To()
	done.Channel, done.TS, err = s.post(ctx, step, s.To(), "", s.message.Key, r.Parent)
	var refused *Error
	if r.Plain != nil && errors.As(err, &refused) && (refused.Code == "invalid_blocks" || refused.Code == "invalid_blocks_format") {
		done.Plain = true
		done.Channel, done.TS, err = s.post(ctx, step, s.To(), "", s.message.Key, *r.Plain)
	}
	return err
}

// addPicture puts the trend behind the message's own files.
func (s *sender) addPicture() error {
	data, err := draw.TrendPNG(s.message.Model)
	if err != nil {
		return err
	}
	s.message.Files = append(slices.Clone(s.message.Files), report.File{Name: "secure-score-trend.png", MediaType: "image/png", Data: data})
	return nil
}

// sender is one try of one delivery.
type sender struct {
	*Channel
	api     *slackapi.Client
	token   string
	message report.Message
}

func (s sender) post(ctx context.Context, step, channel, thread, key string, p Post) (id, ts string, err error) {
	options := []slackapi.MsgOption{
		slackapi.MsgOptionText(p.Text, false),
		slackapi.MsgOptionBlocks(p.Blocks...),
		slackapi.MsgOptionMetadata(metadata(key)),
		slackapi.MsgOptionParse(false),
		slackapi.MsgOptionDisableLinkUnfurl(),
		slackapi.MsgOptionDisableMediaUnfurl(),
	}
	if thread != "" {
		options = append(options, slackapi.MsgOptionTS(thread))
	}
	err = s.try(ctx, step, func() error {
		id, ts, err = s.api.PostMessageContext(ctx, channel, options...)
		if err == nil && (id == "" || ts == "") {
			err = errNoAnswer
		}
		return err
	})
	return id, ts, err
}

// upload puts the files that are still missing into the thread.
func (s sender) upload(ctx context.Context, done *progress) error {
	for done.Files < len(s.message.Files) {
		file := s.message.Files[done.Files]
		err := s.try(ctx, "uploading "+mrkdwn.Clean(file.Name)+" to "+s.To()+", after the message itself was posted", func() error {
			_, err := s.api.UploadFileContext(ctx, slackapi.UploadFileParameters{
				Filename: file.Name, Title: file.Name, FileSize: len(file.Data), Reader: bytes.NewReader(file.Data),
				Channel: done.Channel, ThreadTimestamp: done.TS,
			})
			return err
		})
		if err != nil {
			return err
		}
		done.Files++
	}
	return nil
}

// details posts what is still missing of the thread.
func (s sender) details(ctx context.Context, done *progress, thread []Post) error {
	for done.Thread < len(thread) {
		n := done.Thread + 1
		step := fmt.Sprintf("posting part %d of %d of the thread to %s, after the message itself was posted", n, len(thread), s.To())
		if _, _, err := s.post(ctx, step, done.Channel, done.TS, threadKey(s.message.Key, n), thread[n-1]); err != nil {
			return err
		}
		done.Thread = n
	}
	return nil
}

func (c *Channel) token(ctx context.Context) (string, error) {
	if c.options.Token == nil {
		return "", errors.New("no token")
	}
	token, err := c.options.Token(ctx)
	if err != nil {
		return "", fmt.Errorf("reading the token: %w", err)
	}
	if token = strings.TrimSpace(token); token == "" {
		return "", errors.New("the token is empty")
	}
	return token, nil
}

// metadata is how a receiver recognises a message that was posted twice.
// https://docs.slack.dev/messaging/message-metadata
func metadata(key string) slackapi.SlackMetadata {
	return slackapi.SlackMetadata{EventType: "securescore_delivery", EventPayload: map[string]any{"key": key}}
}

// threadKey is the key of the nth post in the thread, from 1.
func threadKey(key string, n int) string { return fmt.Sprintf("%s/%d", key, n) }

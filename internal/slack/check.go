package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// neededScopes are the scopes that the app needs, and for what.
// https://docs.slack.dev/reference/scopes
var neededScopes = []struct{ scope, what string }{{"chat:write", "messages"}, {"files:write", "the report's files"}}

// Check tries the token, the app's scopes, whether it is a member of the
// channel and whether the workspace takes its files. Only sendTest posts
// anything.
func (c *Channel) Check(ctx context.Context, sendTest bool) []health.Finding {
	about := "slack " + c.To()
	if c.options.Webhook != nil {
		return c.checkWebhook(ctx, about, sendTest)
	}
	client, err := c.client(ctx)
	if err != nil {
		return []health.Finding{failed(about, err)}
	}
	var bot *slackapi.AuthTestResponse
	err = client.try(ctx, "signing in", func() (err error) {
		bot, err = client.api.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return []health.Finding{failed(about+": token", err)}
	}
	signedIn := fmt.Sprintf("signed in as %s in the workspace %s", mrkdwn.Clean(bot.User), mrkdwn.Clean(bot.Team))
	findings := []health.Finding{health.Pass(about+": token", signedIn)}
	scopes := strings.FieldsFunc(bot.Header.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
	findings = append(findings, checkScopes(about, scopes)...)
	if types := visibleTypes(scopes); len(types) > 0 {
		findings = append(findings, client.checkMember(ctx, about, types))
	} else if !sendTest {
		findings = append(findings, health.Warn(about+": channel",
			"cannot check whether the app is in the channel: the scope channels:read or groups:read is missing",
			"doctor --send-test shows it; if the post fails, invite the app with /invite @app"))
	}
	findings = append(findings, client.checkUpload(ctx, about))
	if sendTest {
		findings = append(findings, client.sendTest(ctx, about))
	}
	return findings
}

// failed is an error of ours as a finding.
func failed(about string, err error) health.Finding {
	var known *Error
	if errors.As(err, &known) {
		return health.Fail(about, known.Err.Error(), known.Fix)
	}
	return health.Fail(about, err.Error(), "")
}

func checkScopes(about string, scopes []string) []health.Finding {
	if len(scopes) == 0 {
		return nil // Slack did not say; the checks that need a scope fail without it
	}
	var findings []health.Finding
	for _, need := range neededScopes {
		if !slices.Contains(scopes, need.scope) {
			findings = append(findings, health.Fail(about+": scopes",
				"the scope "+need.scope+" is missing, which "+need.what+" need",
				"add it to the app under OAuth & Permissions, and install the app again"))
		}
	}
	if len(findings) == 0 {
		findings = append(findings, health.Pass(about+": scopes", "chat:write and files:write are there"))
	}
	return findings
}

// visibleTypes are the types of channels that the app may list. That takes a
// scope that the app does not need otherwise; without it only a message shows
// whether the app is a member.
func visibleTypes(scopes []string) []string {
	types := []string{}
	if slices.Contains(scopes, "channels:read") {
		types = append(types, "public_channel")
	}
	if slices.Contains(scopes, "groups:read") {
		types = append(types, "private_channel")
	}
	return types
}

// checkMember looks for the channel among those that the app may see.
func (c client) checkMember(ctx context.Context, about string, types []string) health.Finding {
	about += ": channel"
	found, err := c.find(ctx, types)
	switch {
	case err != nil:
		return failed(about, err)
	case found == nil:
		return health.Fail(about, "no such channel among those that the app may see",
			fmt.Sprintf("check slack.channel; if %s is private, invite the app there with /invite @app", c.to))
	case found.IsArchived:
		return health.Fail(about, "the channel is archived", "restore it, or name another in slack.channel")
	case !found.IsMember:
		return health.Fail(about, "the app is not a member", fmt.Sprintf("invite it: /invite @app in %s", c.to))
	}
	return health.Pass(about, "the app is a member")
}

// A list of channels has pages, of at most a thousand each.
// https://docs.slack.dev/reference/methods/conversations.list
const (
	maxPages    = 20
	maxPageSize = 999
)

// find is the channel by its name or id; nil if the app does not see it.
func (c client) find(ctx context.Context, types []string) (*slackapi.Channel, error) {
	name := strings.TrimPrefix(c.to, "#")
	parameters := &slackapi.GetConversationsParameters{Types: types, Limit: maxPageSize, ExcludeArchived: false}
	for range maxPages {
		var page []slackapi.Channel
		err := c.try(ctx, "listing channels", func() (err error) {
			page, parameters.Cursor, err = c.api.GetConversationsContext(ctx, parameters)
			return err
		})
		if err != nil {
			return nil, err
		}
		isIt := func(found slackapi.Channel) bool { return found.ID == c.to || strings.EqualFold(found.Name, name) }
		if i := slices.IndexFunc(page, isIt); i >= 0 {
			return &page[i], nil
		}
		if parameters.Cursor == "" {
			break
		}
	}
	return nil, nil //nolint:nilnil // the app does not see it, which is no error
}

// checkUpload asks for an address to upload to, and uploads nothing. Slack
// drops uploads that are not completed.
func (c client) checkUpload(ctx context.Context, about string) health.Finding {
	about += ": files"
	err := c.try(ctx, "uploading", func() error {
		file := slackapi.GetUploadURLExternalParameters{FileName: "check.pdf", FileSize: 1}
		_, err := c.api.GetUploadURLExternalContext(ctx, file)
		return err
	})
	if err != nil {
		return failed(about, err)
	}
	return health.Pass(about, "the workspace takes files from the app")
}

func (c client) sendTest(ctx context.Context, about string) health.Finding {
	about += ": test message"
	if _, _, err := c.post(ctx, posting(c.to), place{channel: c.to}, "doctor", blockkit.Test(words.English)); err != nil {
		return failed(about, err)
	}
	return health.Pass(about, "posted")
}

// checkWebhook cannot try a webhook without a message.
func (c *Channel) checkWebhook(ctx context.Context, about string, sendTest bool) []health.Finding {
	hook, err := c.hook(ctx)
	if err != nil {
		return []health.Finding{failed(about, err)}
	}
	findings := []health.Finding{health.Warn(about,
		"with an incoming webhook there is no thread for the details, and the report's files cannot be uploaded",
		"install the app instead, and set slack.token, if you want them")}
	if !sendTest {
		return append(findings, health.Warn(about,
			"a webhook can only be tried with a message", "doctor --send-test posts one"))
	}
	if err := hook.post(ctx, blockkit.Test(words.English)); err != nil {
		return append(findings, failed(about+": test message", err))
	}
	return append(findings, health.Pass(about+": test message", "posted"))
}

package slack

import (
	"cmp"
	"fmt"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/slack/mrkdwn"
)

const (
	fixToken = "the token is not valid, or no longer valid: install the app again and store its new bot token " +
		"under slack.token"
	fixBlocks = "this is a fault of the program: please report it with these words"

	fixNoToken   = "set it, or change slack.token in the configuration"
	fixNoWebhook = "set it, or change slack.webhook in the configuration"
)

// fix is what a person can do about a refusal; empty where that is not known.
func fix(refused slackapi.SlackErrorResponse, step, to string) string {
	switch refused.Err {
	case "no_service", "no_service_id", "no_team", "invalid_token":
		return "the webhook is not valid, or no longer valid: create a new one and store its address under slack.webhook"
	case "channel_not_found":
		return fmt.Sprintf("check slack.channel; if %s is private, invite the app there with /invite @app", to)
	case "not_in_channel":
		return fmt.Sprintf("invite the app there: /invite @app in %s", to)
	case "is_archived":
		return fmt.Sprintf("%s is archived: restore it, or name another in slack.channel", to)
	case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive":
		return fixToken
	case "not_allowed_token_type":
		return "slack.token has to be a bot token, which begins with xoxb-"
	case "missing_scope", "no_permission":
		scope := "chat:write"
		if strings.HasPrefix(step, "uploading") {
			scope = "files:write"
		}
		return fmt.Sprintf("add the scope %s to the app under OAuth & Permissions, and install it again",
			cmp.Or(mrkdwn.Clean(refused.Needed), scope))
	case "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
		"restricted_action_non_threadable_channel", "restricted_action_thread_locked":
		return fmt.Sprintf("posting in %s is restricted: let an admin of the workspace allow the app to", to)
	case "thread_not_found", "message_not_found", "invalid_thread_ts":
		return "the message was deleted, and its thread with it"
	case "file_uploads_disabled", "file_upload_disabled", "storage_limit_reached":
		return "the workspace takes no files: let an admin of the workspace allow them"
	case "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long",
		"invalid_metadata_format", "metadata_too_large":
		return fixBlocks
	case "ratelimited", "rate_limited":
		return "the next run goes on from here"
	}
	return ""
}

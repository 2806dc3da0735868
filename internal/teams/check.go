package teams

import (
	"context"
	"encoding/json"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/hook"
	"secure-score-reporter/report/words"
)

// Check reads the address. Only sendTest posts anything.
func (c *Channel) Check(ctx context.Context, sendTest bool) []health.Finding {
	const about = "teams"
	if _, err := c.address(ctx); err != nil {
		return []health.Finding{hook.Finding(about, err)}
	}
	findings := []health.Finding{health.Warn(about,
		"a card has no thread and takes no files: long lists are counted, and the report is a link",
		"store in S3, whose links open the report, or send it by email too")}
	if !sendTest {
		untried := health.Warn(about,
			"a webhook can only be tried with a message", "doctor --send-test posts one")
		return append(findings, untried)
	}
	body := []element{paragraph(run(words.English.Text(words.ChannelTestTitle), bold)),
		paragraph(run(words.English.Text(words.ChannelTest)))}
	card, err := json.Marshal(message(element{"type": "AdaptiveCard", "version": "1.5", "body": body}))
	if err == nil {
		err = c.post(ctx, card)
	}
	if err != nil {
		return append(findings, hook.Finding(about+": test message", err))
	}
	return append(findings, health.Pass(about+": test message",
		"accepted by Workflows; whether the card is in the channel only Teams shows"))
}

package slack

import (
	"maps"
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// mention calls people, in the only block that Slack parses.
func (d *draft) mention(calls string) {
	if calls == "" {
		return
	}
	text := slackapi.NewTextBlockObject(slackapi.MarkdownType, calls, false, true)
	d.blocks = append(d.blocks, slackapi.NewSectionBlock(text, nil, nil))
	d.text.WriteString("\n" + calls)
}

// calls collects the mentions of the kinds that occur, each once.
func calls(news *score.Account, zones score.Zones, mention map[string]string) string {
	if news == nil {
		return ""
	}
	var found []string
	for _, k := range score.Kinds() {
		call := strings.TrimSpace(mention[string(k)])
		occurs := slices.ContainsFunc(news.Changes, func(c score.Change) bool { return c.Has(k) && ours(c, k) })
		if call != "" && occurs && !slices.Contains(found, call) {
			found = append(found, call)
		}
	}
	if _, _, crossed := words.Crossed(*news, zones); crossed && news.Percent < 0 {
		if call := strings.TrimSpace(mention[leaving]); call != "" && !slices.Contains(found, call) {
			found = append(found, call)
		}
	}
	return strings.Join(found, " ")
}

// leaving is the key of the mention for a score that fell into a worse zone.
const leaving = "zone"

// mention is whom to call, less those for regressions that cost too little.
func (c *Channel) mention(news *score.Account) map[string]string {
	if news == nil || c.options.MentionPoints <= 0 {
		return c.options.Mention
	}
	var lost float64
	for _, change := range news.Changes {
		if change.Has(score.Regressed) {
			lost -= min(0, change.OwnPoints)
		}
	}
	if lost >= c.options.MentionPoints {
		return c.options.Mention
	}
	fewer := maps.Clone(c.options.Mention)
	delete(fewer, string(score.Regressed))
	return fewer
}

// ours is false where points came or went with Microsoft's re-pointing only: that
// is nobody's regression.
func ours(c score.Change, k score.Kind) bool {
	return k != score.Regressed && k != score.Improved || c.OwnPoints != 0
}

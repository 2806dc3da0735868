package blockkit

import (
	"cmp"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// causeMarks are read before the words: what the tenant lost, what it gained,
// what Microsoft did.
var causeMarks = map[score.Cause]string{
	score.Regression: "🔻", score.Undeclared: "🔻", score.Acceptance: "🔻",
	score.Improvement: "✅", score.Declaration: "📝",
	score.Addition: "🆕", score.Repointing: "📏", score.Retirement: "📦", score.Renaming: "🏷️", score.Moving: "🗂️",
	score.StatusOnly: "🔖", score.Drift: "〰️",
}

// groupHeading is 🔻 Regressed: 2 actions (−0.30 pp).
func (c composer) groupHeading(g score.Group) line {
	name := strings.TrimSpace(causeMarks[g.Cause] + " " + c.CauseHeading(g.Cause))
	return line{bold(name), plain(c.Colon(c.Actions(len(g.Changes)) + " (" + c.PP(g.Effect) + ")"))}
}

// glance is a change in two rows: what it is, and what happened.
func (c composer) glance(change score.Change) line {
	return line{
		c.title(change.Title, change.ID, linkOf(change)),
		where(mrkdwn.Clip(score.ProductName(change.Service), longWord)),
		plain("\n"), plain(c.happened(change)),
	}
}

// detail is a change with everything that is known of it, for the thread.
func (c composer) detail(change score.Change) line {
	l := line{
		c.title(change.Title, change.ID, linkOf(change)),
		where(mrkdwn.Clip(score.ProductName(change.Service), longWord), mrkdwn.Clip(change.Category, longWord)),
		plain("\n"), plain(c.happened(change)),
	}
	more := c.background(change)
	if c.newHere[score.Fold(change.ID)] {
		more = append(more, c.Text(words.NewHere))
	}
	if len(more) > 0 {
		l = append(l, plain("\n"+strings.Join(more, " · ")))
	}
	return l
}

// title names an action, even one without a title or an id.
func (c composer) title(name, id, url string) span {
	if len(url) > longURL {
		url = ""
	}
	text := cmp.Or(mrkdwn.Clip(name, longTitle), mrkdwn.Clip(id, longTitle), c.ActionTitle("", ""))
	return span{text: text, bold: true, url: url}
}

// linkOf opens the action in the portal, which does not have retired ones.
func linkOf(c score.Change) string {
	if !c.After.Scored {
		return ""
	}
	return report.ActionURL(c.ID)
}

// where follows a title with the product and the category, as far as they are
// known.
func where(names ...string) span {
	var s span
	for _, name := range names {
		if name != "" {
			s.text += " · " + name
		}
	}
	return s
}

// happened is what a change did, and its effect on the score in brackets.
func (c composer) happened(change score.Change) string {
	// With no headline ChangeDetail leaves the effect of new actions out.
	text := mrkdwn.Clean(c.ChangeDetail(change, score.Headline{}))
	if change.Declared {
		text += " · " + c.Text(words.LabelReported)
	}
	return text + " (" + c.PP(change.Effect) + ")"
}

// background is what helps to look into a change.
func (c composer) background(change score.Change) []string {
	var parts []string
	if !change.After.Scored {
		return parts
	}
	if !change.Has(score.StatusChanged) && (!change.Has(score.Added) || change.After.Status != score.ToAddress) {
		parts = append(parts, mrkdwn.Clean(c.StatusLine(change.After.Status)))
	}
	if !change.Has(score.Added) && change.Control.Recommended() {
		parts = append(parts, c.GainAndEffort(change.Control, 0))
	}
	return parts
}

package blockkit

import (
	"cmp"
	"fmt"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// changes lists an account's changes by cause, at most so many of each.
func (c composer) changes(a score.Account, lines int) []section {
	if lines == noGroups {
		if len(a.Changes) == 0 {
			return nil
		}
		return []section{paragraph{{plain("%s: listed %s.", words.Count(len(a.Changes), "change"), c.elsewhere)}}}
	}
	var sections []section
	for _, g := range a.ByCause() {
		shown := g.Changes[:min(lines, len(g.Changes))]
		l := list{heading: c.groupHeading(g), rest: c.notShown(len(g.Changes)-len(shown), len(shown))}
		for _, change := range shown {
			l.items = append(l.items, c.glance(change))
		}
		sections = append(sections, l)
	}
	return sections
}

// notShown says where the changes are for which there is no room.
func (c composer) notShown(missing, shown int) string {
	switch {
	case missing == 0:
		return ""
	case shown == 0:
		return "Listed " + c.elsewhere + "."
	}
	return fmt.Sprintf("… and %d more %s.", missing, c.elsewhere)
}

var groupNames = map[score.Cause]string{
	score.Regression:  "🔻 Regressed",
	score.Undeclared:  "🔻 Declaration ended",
	score.Acceptance:  "🔻 Risk accepted, points given up",
	score.Addition:    "🆕 New from Microsoft",
	score.Improvement: "✅ Improved",
	score.Declaration: "📝 Declared, not verified",
	score.Repointing:  "📏 Re-pointed by Microsoft",
	score.Retirement:  "📦 Retired by Microsoft",
	score.StatusOnly:  "🔖 Status changed",
	score.Renaming:    "🏷️ Renamed by Microsoft",
	score.Moving:      "🗂️ Moved to another category by Microsoft",
}

// groupHeading is 🔻 Regressed: 2 actions (−0.30).
func (c composer) groupHeading(g score.Group) line {
	name := cmp.Or(groupNames[g.Cause], words.CauseName(g.Cause))
	return line{bold(name), plain(": %s (%s)", words.Count(len(g.Changes), "action"), c.SignedHundredths(g.Effect))}
}

// glance is a change in two rows: what it is, and what happened.
func (c composer) glance(change score.Change) line {
	return line{
		title(change.Title, change.ID, linkOf(change)),
		where(mrkdwn.Clip(score.ProductName(change.Service), longWord)),
		plain("\n"), plain("%s", strings.Join(c.happened(change), " · ")),
	}
}

// detail is a change with everything that is known of it, for the thread.
func (c composer) detail(change score.Change) line {
	l := line{
		title(change.Title, change.ID, linkOf(change)),
		where(mrkdwn.Clip(score.ProductName(change.Service), longWord), mrkdwn.Clip(change.Category, longWord)),
		plain("\n"), plain("%s", strings.Join(c.happened(change), " · ")),
	}
	if more := c.background(change); len(more) > 0 {
		l = append(l, plain("\n%s", strings.Join(more, " · ")))
	}
	return l
}

// title names an action, even one without a title or an id.
func title(name, id, url string) span {
	if len(url) > longURL {
		url = ""
	}
	return span{text: cmp.Or(mrkdwn.Clip(name, longTitle), mrkdwn.Clip(id, longTitle), "(without a name)"), bold: true, url: url}
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

// happened is what a change did to the points and the status, and what a new
// action is worth.
func (c composer) happened(change score.Change) []string {
	parts := []string{c.movement(change.Before, change.After) + " (" + c.SignedHundredths(change.Effect) + ")"}
	if change.Before.Scored && change.After.Scored && change.Before.Status != change.After.Status && change.Has(score.StatusChanged) {
		parts = append(parts, status(change.Before.Status)+" → "+status(change.After.Status))
	}
	if change.Declared {
		parts = append(parts, "declared, not verified by Microsoft")
	}
	if unstable := words.Unstable(change); unstable != "" {
		parts = append(parts, unstable)
	}
	if names := words.FormerNames(change); names != "" {
		parts = append(parts, mrkdwn.Clip(names, longTitle))
	}
	if change.Has(score.Added) {
		parts = append(parts, c.toGain(change.Control), effort(change.Control))
	}
	return parts
}

// background is what helps to look into a change.
func (c composer) background(change score.Change) []string {
	var parts []string
	if !change.After.Scored {
		return parts
	}
	if !change.Has(score.StatusChanged) && (!change.Has(score.Added) || change.After.Status != score.ToAddress) {
		parts = append(parts, "status "+strings.ToLower(status(change.After.Status)))
	}
	if !change.Has(score.Added) && change.Control.Recommended() {
		parts = append(parts, c.toGain(change.Control), effort(change.Control))
	}
	return parts
}

// movement is 10 → 6.67 of 10 points, and both maxima where they differ.
func (c composer) movement(before, after score.Standing) string {
	switch {
	case !before.Scored:
		return c.points(after)
	case !after.Scored:
		return "had " + c.points(before)
	case before.Max == after.Max && before.MaxKnown == after.MaxKnown:
		if score.Hundredths(before.Points) == score.Hundredths(after.Points) {
			return c.points(after)
		}
		return c.Points(before.Points) + " → " + c.points(after)
	}
	from, _, _ := strings.Cut(c.points(before), " point")
	return from + " → " + c.points(after)
}

func (c composer) points(s score.Standing) string {
	if !s.MaxKnown {
		return c.inPoints(s.Points) + " (maximum unknown)"
	}
	return c.Points(s.Points) + " of " + c.inPoints(s.Max)
}

func (c composer) inPoints(x float64) string {
	if x == 1 {
		return "1 point"
	}
	return c.Points(x) + " points"
}

func (c composer) toGain(control score.Control) string {
	switch {
	case !control.MaxKnown():
		return "points to gain unknown"
	case control.Left() == 0:
		return "nothing left to gain"
	}
	return c.inPoints(control.Left()) + " to gain"
}

func effort(c score.Control) string {
	return "cost " + strings.ToLower(words.LevelName(c.Cost)) + " · user impact " + strings.ToLower(words.LevelName(c.UserImpact))
}

func status(s score.Status) string { return mrkdwn.Clip(words.StatusName(s), longWord) }

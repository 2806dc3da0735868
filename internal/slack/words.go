package slack

import (
	"cmp"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// zoneMarks differ in shape, not in colour only.
var zoneMarks = map[score.Zone]string{score.Good: "🟢", score.Okay: "🔶", score.Bad: "🔺"}

func zone(z score.Zone) string {
	return cmp.Or(zoneMarks[z], zoneMarks[score.Bad]) + " " + words.ZoneName(z)
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

// groupHeading is over a group, here of n of its changes: 🔻 Regressed: 2 actions (−0.30).
func groupHeading(g score.Group) line {
	name := cmp.Or(groupNames[g.Cause], words.CauseName(g.Cause))
	return line{bold(name), plain(": %s (%s)", words.Count(len(g.Changes), "action"), words.SignedHundredths(g.Effect))}
}

// glance is a change in two rows: what it is, and what happened.
func glance(c score.Change) line {
	l := line{title(c.Title, c.ID, linkOf(c)), where(mrkdwn.Clip(score.ProductName(c.Service), longWord)), plain("\n")}
	return append(l, plain("%s", strings.Join(happened(c), " · ")))
}

// detail is a change with all that is known of it, for the thread.
func detail(c score.Change) line {
	product, category := mrkdwn.Clip(score.ProductName(c.Service), longWord), mrkdwn.Clip(c.Category, longWord)
	l := line{title(c.Title, c.ID, linkOf(c)), where(product, category), plain("\n")}
	l = append(l, plain("%s", strings.Join(happened(c), " · ")))
	if more := background(c); len(more) > 0 {
		l = append(l, plain("\n%s", strings.Join(more, " · ")))
	}
	return l
}

// happened says what a change did: to the points, to the status, and what is to
// be gained where the action is new.
func happened(c score.Change) []string {
	parts := []string{movement(c.Before, c.After) + " (" + words.SignedHundredths(c.Effect) + ")"}
	if c.Before.Scored && c.After.Scored && c.Before.Status != c.After.Status && c.Has(score.StatusChanged) {
		parts = append(parts, status(c.Before.Status)+" → "+status(c.After.Status))
	}
	if c.Declared {
		parts = append(parts, "declared, not verified by Microsoft")
	}
	if unstable := words.Unstable(c); unstable != "" {
		parts = append(parts, unstable)
	}
	if names := words.FormerNames(c); names != "" {
		parts = append(parts, mrkdwn.Clip(names, longTitle))
	}
	if c.Has(score.Added) {
		parts = append(parts, toGain(c.Control), effort(c.Control))
	}
	return parts
}

// movement is 10 → 6.67 of 10 points, and both maxima where they differ.
func movement(before, after score.Standing) string {
	switch {
	case !before.Scored:
		return points(after)
	case !after.Scored:
		return "had " + points(before)
	case before.Max == after.Max && before.MaxKnown == after.MaxKnown:
		if score.Hundredths(before.Points) == score.Hundredths(after.Points) {
			return points(after)
		}
		return words.Points(before.Points) + " → " + points(after)
	}
	from, _, _ := strings.Cut(points(before), " point")
	return from + " → " + points(after)
}

func points(s score.Standing) string {
	if !s.MaxKnown {
		return inPoints(s.Points) + " (maximum unknown)"
	}
	return words.Points(s.Points) + " of " + inPoints(s.Max)
}

func inPoints(x float64) string {
	if x == 1 {
		return "1 point"
	}
	return words.Points(x) + " points"
}

func toGain(c score.Control) string {
	switch {
	case !c.MaxKnown():
		return "points to gain unknown"
	case c.Left() == 0:
		return "nothing left to gain"
	}
	return inPoints(c.Left()) + " to gain"
}

func effort(c score.Control) string {
	return "cost " + strings.ToLower(words.LevelName(c.Cost)) + " · user impact " + strings.ToLower(words.LevelName(c.UserImpact))
}

// background is what somebody who looks into a change wants to know besides.
func background(c score.Change) []string {
	var parts []string
	if !c.After.Scored {
		return parts
	}
	if !c.Has(score.StatusChanged) && (!c.Has(score.Added) || c.After.Status != score.ToAddress) {
		parts = append(parts, "status "+strings.ToLower(status(c.After.Status)))
	}
	if !c.Has(score.Added) && c.Control.Recommended() {
		parts = append(parts, toGain(c.Control), effort(c.Control))
	}
	return parts
}

func status(s score.Status) string { return mrkdwn.Clip(words.StatusName(s), longWord) }

// linkOf opens the action in the portal, which knows no retired ones.
func linkOf(c score.Change) string {
	if !c.After.Scored {
		return ""
	}
	return report.ActionURL(c.ID)
}

// title names an action, never with nothing.
func title(name, id, url string) span {
	if len(url) > longURL {
		url = ""
	}
	return span{text: cmp.Or(mrkdwn.Clip(name, longTitle), mrkdwn.Clip(id, longTitle), "(without a name)"), bold: true, url: url}
}

// where follows a title with what there is of product and category.
func where(words ...string) span {
	var s span
	for _, w := range words {
		if w != "" {
			s.text += " · " + w
		}
	}
	return s
}

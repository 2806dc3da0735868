package slackanswer

import (
	"fmt"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// mostActions is how many actions an answer lists; the rest is counted.
const mostActions = 10

// Actions is what to do first.
func Actions(m report.Model) string {
	lines := []string{fmt.Sprintf("*%s* %s, %s on %s", mrkdwn.Plain(m.Tenant, mostTitle), words.Percent(m.Percent),
		words.Count(len(m.Actions), "action"), words.LongDate(m.Date))}
	for _, a := range m.Actions[:min(len(m.Actions), mostActions)] {
		left := "points left unknown"
		if a.MaxKnown() {
			left = words.Points(a.Left()) + " of " + words.Points(a.Max) + " points left (" + words.SignedHundredths(a.Gain) + ")"
		}
		mark := ""
		if a.New {
			mark = " · new"
		}
		lines = append(lines, fmt.Sprintf("%d. %s (%s)%s\n      %s · cost %s · user impact %s · %s", a.Place, titled(a.Title, a.ID), mrkdwn.Plain(a.Product, 40), mark,
			left, strings.ToLower(words.LevelName(a.Cost)), strings.ToLower(words.LevelName(a.UserImpact)), mrkdwn.Plain(words.StatusName(a.Status()), 40)))
	}
	switch more := len(m.Actions) - mostActions; {
	case len(m.Actions) == 0:
		lines = append(lines, "Nothing matches. `/securescore actions` lists all.")
	case more > 0:
		lines = append(lines, fmt.Sprintf("… and %s: narrow it, or `/securescore report csv` has all.", words.Count(more, "more action")))
	}
	return strings.Join(append(lines, noted(m.Warnings)...), "\n")
}

// Diff is why the score changed.
func Diff(m report.Model) string {
	head := fmt.Sprintf("*%s* %s on %s", mrkdwn.Plain(m.Tenant, mostTitle), words.Percent(m.Percent), words.LongDate(m.Date))
	if m.Since == nil {
		return head + "\nThere is no earlier score to compare with yet."
	}
	lines := []string{head, mrkdwn.Plain(words.In(m.Locale).Change(m), mostError)}
	left := mostChanges
	for _, g := range m.Account.ByCause() {
		lines = append(lines, fmt.Sprintf("*%s*: %s (%s)", mrkdwn.Plain(words.CauseName(g.Cause), mostTitle), words.Count(len(g.Changes), "action"), words.SignedHundredths(g.Effect)))
		shown := g.Changes[:min(left, len(g.Changes))]
		left -= len(shown)
		for _, c := range shown {
			lines = append(lines, fmt.Sprintf("• %s  %s: %s", words.SignedHundredths(c.Effect), titled(c.Title, c.ID), pointsOf(c)))
		}
		if more := len(g.Changes) - len(shown); more > 0 {
			lines = append(lines, fmt.Sprintf("… and %d more of these", more))
		}
	}
	return strings.Join(append(lines, noted(m.Warnings)...), "\n")
}

func pointsOf(c score.Change) string {
	before, after := words.Points(c.Before.Points), words.Points(c.After.Points)
	switch {
	case !c.Before.Scored:
		return "new, " + after + " points"
	case !c.After.Scored:
		return "retired, had " + before + " points"
	case before == after:
		return after + " points"
	}
	return before + " → " + after + " points"
}

func titled(title, id string) string {
	if name := mrkdwn.Plain(title, mostTitle); name != "" {
		return name
	}
	return mrkdwn.Plain(id, mostTitle)
}

func noted(warnings []string) []string {
	var lines []string
	for _, w := range warnings {
		lines = append(lines, "Note: "+mrkdwn.Plain(w, mostError))
	}
	return lines
}

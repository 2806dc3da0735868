package slackanswer

import (
	"fmt"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Actions is what to do first.
func Actions(m report.Model) string {
	w := words.In(m.Locale)
	lines := []string{bold(m.Tenant) + " " + w.Percent(m.Percent) + ", " + w.ActionsOn(len(m.Actions), m.Date)}
	for _, a := range m.Actions[:min(len(m.Actions), maxActions)] {
		mark := ""
		if a.New {
			mark = " · " + w.Text(words.LabelNew)
		}
		facts := strings.Join(append(w.Facts(a), w.StateOfAction(a)...), " · ")
		lines = append(lines, fmt.Sprintf("%s. %s (%s)%s\n      %s", words.Place(a), title(w, a.Title, a.ID),
			mrkdwn.Plain(a.Product, longWord), mark, mrkdwn.Plain(facts, longFacts)))
	}
	switch more := len(m.Actions) - maxActions; {
	case len(m.Actions) == 0:
		lines = append(lines, w.Text(words.NothingMatches))
	case more > 0:
		lines = append(lines, "… "+w.MoreActions(more))
	}
	return strings.Join(append(lines, notes(w, m.Warnings, w.More)...), "\n")
}

// Diff is why the score changed.
func Diff(m report.Model) string {
	w := words.In(m.Locale)
	head := bold(m.Tenant) + " " + w.On(m.Percent, m.Date)
	if m.Since == nil {
		return head + "\n" + w.Text(words.NothingToCompare)
	}
	lines := []string{head, mrkdwn.Plain(w.Change(m), longError)}
	left := maxChanges
	for _, g := range m.Account.ByCause() {
		lines = append(lines, fmt.Sprintf("%s%s (%s)", bold(w.CauseHeading(g.Cause)),
			w.Colon(w.Actions(len(g.Changes))), w.PP(g.Effect)))
		if g.Cause == score.Drift {
			continue
		}
		shown := g.Changes[:min(left, len(g.Changes))]
		left -= len(shown)
		for _, c := range shown {
			lines = append(lines, fmt.Sprintf("• %s  %s%s", w.PP(c.Effect), title(w, c.Title, c.ID),
				w.Colon(mrkdwn.Plain(w.ChangeDetail(c, score.Headline{}), longError))))
		}
		if more := len(g.Changes) - len(shown); more > 0 {
			lines = append(lines, "… "+w.MoreOfThese(more))
		}
	}
	return strings.Join(append(lines, notes(w, m.Warnings, w.More)...), "\n")
}

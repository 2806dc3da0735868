package words

import (
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words/catalogue"
)

// The words of a report's first page, beside those of the summary.

// Titles and notes of the first page.
const (
	NoteTitle   Text = "cover.noteTitle"
	SharesTitle Text = "cover.sharesTitle"
	GoalTitle   Text = "cover.goalTitle"

	// FirstReportNote stands where the change of the score would be.
	FirstReportNote Text = "cover.firstReportNote"

	noActionChanged Text = "cover.noActionChanged"
)

// Unexplained says why no action explains the change of the score.
func (w Words) Unexplained(m report.Model) string {
	if m.SinceIsBare {
		return w.say("cover.scoreOnly", "day", w.LongDate(m.Since.Date))
	}
	return w.Text(noActionChanged)
}

// GoalToGo is the goal, and how far away it is, in tenths.
func (w Words) GoalToGo(m report.Model) string {
	p := m.Analysis.Progress
	if p == nil {
		return ""
	}
	text := w.goalBy(*p)
	if away := score.Tenths(p.Goal - score.Tenths(m.Percent)); !p.Reached && away > 0 {
		text = w.say("cover.goalToGo", "goal", text, "away", catalogue.Number{Value: away, Text: w.Tenths(away)})
	}
	return text
}

// CauseRow counts the changes of a cause, and says who made them, beside a bar.
func (w Words) CauseRow(n int, c score.Cause) string {
	return w.say("cover.causeRow", "cause", string(c), "n", n, "count", w.CauseCount(n, c))
}

// SmallerCauses names the causes that share a row.
func (w Words) SmallerCauses(n int) string { return w.say("cover.smallerCauses", "n", n) }

// SteadyWays says that a score practically stayed, and how far it moved each
// way, as its Overview has it; empty where it did not stay.
func (w Words) SteadyWays(a score.Account) string {
	if !a.Steady() {
		return ""
	}
	o := a.Overview()
	up, down := max(0, o.Unattributed), min(0, o.Unattributed)
	for _, g := range o.Groups {
		up, down = up+max(0, g.Effect), down+min(0, g.Effect)
	}
	switch up, down = score.Hundredths(up), score.Hundredths(down); {
	case up == 0 && down == 0:
		return ""
	case up == 0 || down == 0:
		return w.Text(noRealChange)
	}
	return w.say("cover.bothWays", "up", w.PartOf(o, up), "down", w.PartOf(o, down))
}

// ZoneCrossed says that the score moved into another zone, in one sentence
// that stands alone; empty where it did not.
func (w Words) ZoneCrossed(m report.Model) string {
	if m.Since == nil {
		return ""
	}
	return w.crossing("score", m.Account, m.Zones)
}

// BriefGain are the parts of what an entry of the top actions can still add, in
// tenths, the most important first.
func (w Words) BriefGain(a report.Action) []string {
	points, percent := a.Left(), a.Gain
	switch {
	case a.Together() > 1:
		points, percent = a.Task.Left, a.Task.Gain
	case !a.MaxKnown():
		return []string{w.Text(pointsLeftUnknown)}
	}
	parts := []string{w.say("cover.briefGain", "points", w.signed(points), "percent", w.inPP(percent))}
	if a.Together() > 1 {
		parts = append(parts, w.Together(a))
	}
	return parts
}

// NotesOn says how many notes on the data there are, and on which page.
func (w Words) NotesOn(n, page int) string {
	return w.say("cover.notesOn", "n", n, "page", page)
}

// DoubtsIn are the warnings that put the score of a report in doubt, as
// sentences.
func DoubtsIn(m report.Model) []string {
	var list []string
	for _, doubt := range m.Doubts {
		list = append(list, capitalised(plaintext.Drawable(doubt))+".")
	}
	return list
}

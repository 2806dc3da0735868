package words

import (
	"fmt"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
)

func (w Words) Method(m report.Model) []MethodText {
	tenant := ""
	if id := plaintext.Drawable(m.TenantID); id != "" {
		tenant = " for the tenant " + id
	}
	texts := []MethodText{
		{"Source and freshness", fmt.Sprintf(
			"Microsoft Graph, secureScores and secureScoreControlProfiles%s. The score is Microsoft's of %s (UTC); that day had begun %s before this report was made, on %s. Microsoft goes on changing a day's score during the day, some products report with days of delay, and what is done today usually shows after 24 to 48 hours.",
			tenant, w.LongDate(m.Date), Count(m.AgeHours, "hour"), w.Moment(m.Made))},
		{"Score and zone", fmt.Sprintf(
			"The score is the points achieved, %s, of the points that can be had with what is scored for this tenant, %s. It is called good from %s, okay from %s, and bad below.%s",
			w.Points(m.Current), w.Points(m.Max), w.RoundPercent(m.Zones.Good), w.RoundPercent(m.Zones.Okay), w.goalText(m))},
		{"Effects", "The effect of an action is its gain in points, less the earlier percentage of any gain in its maximum, divided by today's maximum of the score. A new action that nobody has done yet therefore costs a little, although nothing got worse. All effects and what is not attributable to any control add up to the change of the score. Where Microsoft re-pointed an action, what its points differ from the share that it had counts as the tenant's own part, at most as much as the points moved; the rest is Microsoft's. Effects are rounded so that the sum holds; each is less than a hundredth from its exact value. The percentages at both ends are rounded each on its own."},
		{"Declared points", "An action that is resolved through a third party or by an alternate mitigation has full points because somebody said so; Microsoft does not verify it. An accepted risk gives no points."},
		{"Ranking", "Open actions come first, by the points left in them for each unit of effort. Effort is " + EffortRule() + ". Among equals come the one with more points left, the cheaper, the one of lower user impact, Microsoft's own rank. A gain in brackets is in percentage points of the whole score."},
		{"Comparison", "The averages of all tenants and of tenants of similar size are Microsoft's, in percent; n/a where Microsoft sends none. The average of a category is its points divided by its maximum, both as Microsoft sends them."},
		{"Trend", "One value a day, as it stood when it was collected, or as Microsoft keeps it for 90 days back. Days without data are gaps; nothing is interpolated. The maximum moves with Microsoft's catalogue, so the percentage can move though nobody did anything."},
	}
	if text := w.comparedText(m); text != "" {
		texts = append(texts[:1], append([]MethodText{{"Compared with", text}}, texts[1:]...)...)
	}
	return texts
}

func (w Words) goalText(m report.Model) string {
	if m.Goal == nil {
		return ""
	}
	text := " The goal is " + w.RoundPercent(m.Goal.Percent)
	if m.Goal.By != "" {
		text += " by " + w.LongDate(m.Goal.By)
	}
	return text + "."
}

func (w Words) comparedText(m report.Model) string {
	if m.Since == nil {
		return ""
	}
	text := fmt.Sprintf("The score of %s: %s of %s points, %s.", w.LongDate(m.Since.Date), w.Points(m.Since.Current), w.Points(m.Since.Max), w.Percent(m.Since.Percent()))
	if m.Period != "" {
		text += " What was asked for: " + m.Period + "."
	}
	if m.SinceIsOldest {
		text += " Nothing older is stored."
	}
	return text
}

// DataNotes are all that a reader has to know of this report's data, as far as
// it can be shown.
func (w Words) DataNotes(m report.Model) []string {
	var notes []string
	if !m.Filter.Empty() {
		notes = append(notes, w.FilterNote(m))
	}
	for _, warning := range m.Warnings {
		if warning = plaintext.Drawable(warning); warning != "" {
			notes = append(notes, warning)
		}
	}
	return notes
}

type MethodText struct{ Head, Text string }

package words

import (
	"fmt"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
)

// MethodText is one paragraph on how the numbers are calculated.
type MethodText struct{ Head, Text string }

// Method explains where a report's numbers come from.
func (w Words) Method(m report.Model) []MethodText {
	tenant := ""
	if id := plaintext.Drawable(m.TenantID); id != "" {
		tenant = " for the tenant " + id
	}
	texts := []MethodText{
		{"Source and freshness", fmt.Sprintf(
			"Microsoft Graph, secureScores and secureScoreControlProfiles%s. The score is Microsoft's score of %s "+
				"(UTC); that day had begun %s before this report was created, on %s. Microsoft keeps changing a day's "+
				"score during the day, some products report several days late, and a completed action usually shows after "+
				"24 to 48 hours.",
			tenant, w.LongDate(m.Date), Count(m.AgeHours, "hour"), w.Moment(m.Made))},
		{"Score and zone", fmt.Sprintf(
			"The score is the points achieved (%s) as a percentage of the maximum for this tenant (%s). The zone is "+
				"good from %s, okay from %s, and bad below.%s",
			w.Points(m.Current), w.Points(m.Max), w.RoundPercent(m.Zones.Good), w.RoundPercent(m.Zones.Okay),
			w.goalText(m))},
		{"Effects", "The effect of an action is the change of its points, less the earlier percentage of the score " +
			"times the change of its maximum, divided by today's maximum of the score. A new action without points " +
			"therefore lowers the score a little, although nothing got worse. All effects and the part that is not " +
			"attributable to any action add up to the change of the score. Where Microsoft changed what an action is " +
			"worth, only the difference between its points and the share that it had before counts as the tenant's " +
			"own part, and never more than its points moved; the rest is Microsoft's. Effects are rounded so that " +
			"they add up to the difference of the two percentages as they are shown; each is within a hundredth of " +
			"its exact value. Effects are in percentage points, pp for short."},
		{"Drift", "The points of an action move a little by themselves, as devices and users come and go. A move of " +
			"less than half a point and less than a tenth of the action's maximum, without a change of its status, is " +
			"drift. Drift counts in the score and has an effect. It does not count as points achieved or regressed, " +
			"and it is no reason for an alert until it adds up. A change of the score that rounds to less than " +
			"0.5 percentage points is shown as neither good nor bad."},
		{"Reported points", "An action that is resolved through a third party or an alternate mitigation has " +
			"full points because your organisation reported it; Microsoft does not verify it. An accepted risk gives " +
			"no points."},
		{"Ranking", "Open actions come first, by the points left for each unit of effort. Effort is " +
			w.EffortRule() + ". Actions are compared in bands of the priority (1 to 4, 4 to 16, and so on). Within a " +
			"band Microsoft's own rank decides, then the priority. The number in pp is in percentage points of the whole score."},
		{"Comparison", "The averages of all organisations and of organisations of similar size are Microsoft's, in " +
			"percent; n/a where Microsoft sends none. The average of a category is its points divided by its maximum, " +
			"both as Microsoft sends them."},
		{"Trend", "One value a day, as collected on that day or as Microsoft keeps it for 90 days. Days without data " +
			"are gaps; nothing is interpolated. The maximum changes with Microsoft's catalogue, so the percentage can " +
			"change although the tenant did not."},
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
	text := fmt.Sprintf("The score of %s: %s, %s.", w.LongDate(m.Since.Date),
		w.ScorePoints(m.Since.Current, m.Since.Max), w.Percent(m.Since.Percent()))
	if m.Period != "" {
		text += " Requested period: " + m.Period + "."
	}
	if m.SinceIsOldest {
		text += " No older score is stored."
	}
	return text
}

// DataNotes are what a reader has to know about this report's data.
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

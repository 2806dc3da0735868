package words

import (
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
)

// MethodText is one paragraph on how the numbers are calculated.
type MethodText struct{ Head, Text string }

const (
	methodSourceHead     Text = "method.sourceHead"
	methodScoreHead      Text = "method.scoreHead"
	methodEffectsHead    Text = "method.effectsHead"
	methodEffects        Text = "method.effects"
	methodReportedHead   Text = "method.reportedHead"
	methodReported       Text = "method.reported"
	methodRankingHead    Text = "method.rankingHead"
	methodComparisonHead Text = "method.comparisonHead"
	methodTrendHead      Text = "method.trendHead"
	methodTrend          Text = "method.trend"
	methodComparedHead   Text = "method.comparedHead"
	methodOldest         Text = "method.oldest"
)

// Method explains where a report's numbers come from.
func (w Words) Method(m report.Model) []MethodText {
	score := []string{w.say("method.score", "points", w.Points(m.Current), "max", w.Points(m.Max),
		"good", w.RoundPercent(m.Zones.Good), "okay", w.RoundPercent(m.Zones.Okay))}
	if m.Goal != nil {
		score = append(score, w.goalText(*m.Goal))
	}
	texts := []MethodText{
		{w.Text(methodSourceHead), w.methodSource(m)},
		{w.Text(methodScoreHead), strings.Join(score, " ")},
		{w.Text(methodEffectsHead), w.Text(methodEffects)},
		{w.Text(LabelDrift), w.say("method.drift", "limit", w.Tenths(0.5))},
		{w.Text(methodReportedHead), w.Text(methodReported)},
		{w.Text(methodRankingHead), w.say("method.ranking", "rule", w.EffortRule())},
		{w.Text(methodComparisonHead), w.say("method.comparison", "none", w.NotAvailable())},
		{w.Text(methodTrendHead), w.Text(methodTrend)},
	}
	if text := w.comparedText(m); text != "" {
		texts = append(texts[:1], append([]MethodText{{w.Text(methodComparedHead), text}}, texts[1:]...)...)
	}
	return texts
}

func (w Words) methodSource(m report.Model) string {
	day, hours, made := w.LongDate(m.Date), m.AgeHours, w.Moment(m.Made)
	if id := plaintext.Drawable(m.TenantID); id != "" {
		return w.say("method.sourceOfTenant", "id", id, "day", day, "hours", hours, "time", made)
	}
	return w.say("method.source", "day", day, "hours", hours, "time", made)
}

func (w Words) goalText(g report.Goal) string {
	if g.By == "" {
		return w.goalIs(g.Percent)
	}
	return w.say("method.goalBy", "goal", w.RoundPercent(g.Percent), "day", w.LongDate(g.By))
}

func (w Words) comparedText(m report.Model) string {
	if m.Since == nil {
		return ""
	}
	sentences := []string{w.say("method.compared", "day", w.LongDate(m.Since.Date),
		"points", w.ScorePoints(m.Since.Current, m.Since.Max), "percent", w.Percent(m.Since.Percent()))}
	if m.Period != "" {
		sentences = append(sentences, w.say("method.period", "period", m.Period))
	}
	if m.SinceIsOldest {
		sentences = append(sentences, w.Text(methodOldest))
	}
	return strings.Join(sentences, " ")
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

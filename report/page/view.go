package page

import (
	"encoding/base64"
	"html/template"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// pageView is a model with what only the page needs: its charts and what its
// script reads.
type pageView struct {
	report.Model
	Style  template.CSS
	Script template.JS
	Policy string
	Logo   template.URL // empty for none

	Ring                                                        template.HTML
	TrendChart, Waterfall, WeeksChart, PlanChart, AcceptedChart figure

	Verdict      string // empty without a goal
	VerdictTone  string
	Shares       []words.Share
	TrendNote    string
	Days         trendDays
	AcceptedText string
	Groups       []score.Group
	Bars         []categoryBar
	Split        []words.SplitPart
	Declared     []report.Action
	PlanIntro    string
	Scopes       []score.ServiceScope
	NotScored    int          // actions
	Weeks        []score.Week // newest first
	Moves        history
	Rows         template.HTML
	Listed       int // rows
	Choices      filterChoices
	Notes        []string
	Foot         string
}

// figure is a chart as a wide and as a narrow screen show it.
type figure struct{ Wide, Narrow template.HTML }

// categoryBar is a category with its bar.
type categoryBar struct {
	report.Category
	Chart template.HTML
}

func viewOf(m report.Model) (pageView, error) {
	style, script, rows := styleOf(m.Appearance, cellLabels), mustRead("templates/page.js"), actionRows(m)
	w := words.In(m.Locale)
	v := pageView{
		Model: m, Style: template.CSS(style), Script: template.JS(script), Policy: policyOf(style, script),
		Groups: m.Account.ByCause(), Split: words.SplitParts(m), Declared: m.Declared(), Notes: w.DataNotes(m),
		TrendNote: draw.TrendNote(m), Rows: tableOf(rows, w), Listed: len(rows),
		Verdict: words.AnswerMark(m), Shares: sharesOf(m), Choices: filterChoicesOf(rows),
		Foot: clipName(w.CreatedBy(m)), Moves: historyOf(m, w),
	}
	if p := m.Analysis.Progress; p != nil {
		v.VerdictTone = toneOfVerdict(p.Verdict)
	}
	if m.Appearance.Logo != nil {
		v.Logo = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(m.Appearance.Logo.PNG))
	}
	v.Scopes, v.NotScored = m.OutsideScopes()
	if m.Analysis.Plan != nil {
		v.PlanIntro = w.PlanIntro(*m.Analysis.Plan)
	}
	for i := range m.Trend.Weeks {
		v.Weeks = append(v.Weeks, m.Trend.Weeks[len(m.Trend.Weeks)-1-i])
	}
	return v, v.drawCharts()
}

// sharesOf are the parts of the change since the comparison; none on a first
// run.
func sharesOf(m report.Model) []words.Share {
	if m.Since == nil {
		return nil
	}
	return words.In(m.Locale).Shares(m.Account.Overview())
}

// toneOfVerdict is the class of a verdict, whose words say the same.
func toneOfVerdict(v score.Verdict) string {
	switch v {
	case score.Achieved, score.OnTrack, score.Rising:
		return "good"
	case score.AtRisk:
		return "warn"
	case score.Behind, score.OutOfReach, score.Flat:
		return "bad"
	}
	return "plain"
}

// W writes sentences, numbers and dates.
func (v pageView) W() words.Words { return words.In(v.Locale) }

// ActionURL opens an action in the portal.
func (v pageView) ActionURL(c score.Control) string { return report.ActionURL(c.ID) }

// Number is the number of an item, from 1.
func (v pageView) Number(i int) int { return i + 1 }

// StatusMoved is the status of a change before and after.
func (v pageView) StatusMoved(c score.Change) string { return words.StatusMoved(c) }

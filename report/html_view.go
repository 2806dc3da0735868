package report

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"

	"secure-score-reporter/internal/score"
)

// htmlView is a model with what only the page needs: its charts, its titles and
// what its script reads.
type htmlView struct {
	Model
	Words  htmlWords
	Style  template.CSS
	Script template.JS
	Policy string
	Logo   template.URL // empty for none

	Ring, TrendChart, Waterfall, WeeksChart, PlanChart template.HTML

	TrendNote, TrendDays string
	Groups               []score.Group
	Bars                 []htmlBar
	Split                []splitPart
	Declared             []Action
	PlanText             string
	Scopes               []score.ServiceScope
	ScopeText            string
	Weeks                []score.Week // newest first
	Rows                 template.HTML
	Listed               int // rows
	Choices              htmlChoices
	Notes                []string
	Method               []methodText
	Bottom               string
}

// htmlWords are the report's words as the template asks for them.
type htmlWords struct {
	Changes, Categories, Weeks, Points, Top, Plan, Actions, Scope, Method, Declared, Views, Notes string

	FirstReport, Effects, CategoriesSays, CategoriesNote, WeeksNote, SplitSays, SplitUnknown, NothingDeclared, NoGoal, Together, ActionsIntro, NothingToNote string
}

// htmlBar is a category with its bar.
type htmlBar struct {
	Category
	Chart template.HTML
}

func htmlViewOf(m Model) (htmlView, error) {
	style, script, rows := htmlStyle(m.Look), mailMustRead("templates/report.js"), htmlRows(m)
	w := In(m.Locale)
	v := htmlView{
		Model: m, Words: htmlWordsOf(m), Style: template.CSS(style), Script: template.JS(script), Policy: htmlPolicy(style, script),
		Groups: m.Account.ByCause(), Split: splitParts(m), Declared: m.Declared(), Notes: w.dataNotes(m), Method: w.methodTexts(m),
		TrendNote: trendNote(m), TrendDays: htmlTrendDays(m), Rows: htmlTable(rows, m.Locale), Listed: len(rows), Choices: htmlChoicesOf(rows), Bottom: htmlName(w.madeSays(m)),
	}
	if m.Look.Logo != nil {
		v.Logo = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(m.Look.Logo.PNG))
	}
	var outside int
	v.Scopes, outside = m.OutsideScopes()
	v.ScopeText = scopeSays(outside)
	if m.Analysis.Plan != nil {
		v.PlanText = w.planSays(*m.Analysis.Plan)
	}
	for i := range m.Trend.Weeks {
		v.Weeks = append(v.Weeks, m.Trend.Weeks[len(m.Trend.Weeks)-1-i])
	}
	return v, v.draw()
}

// W writes sentences, numbers and dates.
func (v htmlView) W() Words { return In(v.Locale) }

func htmlWordsOf(m Model) htmlWords {
	w := In(m.Locale)
	return htmlWords{
		Changes: changesTitle, Categories: categoriesTitle, Weeks: weeksTitle, Points: pointsTitle, Top: topTitle, Plan: planTitle,
		Actions: actionsTitle, Scope: scopeTitle, Method: methodTitle, Declared: declaredTitle, Views: viewsTitle, Notes: notesTitle,
		FirstReport: firstReportSays, Effects: effectsNote, CategoriesSays: w.categoriesSays(m), CategoriesNote: categoriesNote,
		WeeksNote: weeksNote, SplitSays: splitSays, SplitUnknown: splitUnknown, NothingDeclared: nothingDeclared, NoGoal: noGoalSays,
		Together: w.togetherWords(m), ActionsIntro: w.actionsIntro(m), NothingToNote: nothingToNote,
	}
}

// The sizes at which charts are laid out, in points; the page scales them.
const (
	htmlRingWide, htmlRingTall   = 206.0, 168.0
	htmlChartWide, htmlTrendTall = 660.0, 190.0
	htmlWaterfallWide            = 300.0
	htmlWeeksTall, htmlPlanTall  = 150.0, 200.0
	htmlBarWide, htmlBarTall     = 160.0, 13.0
)

// draw makes the charts.
func (v *htmlView) draw() (err error) {
	m, set := v.Model, newTypesetter(v.Look)
	draw := func(into *template.HTML, c chart, w, h float64, id, says string) {
		if err == nil {
			*into, err = chartSVG(c, set, w, h, id, says)
		}
	}
	ring := newRing(m, set)
	draw(&v.Ring, ring, htmlRingWide, htmlRingTall, "chart-ring", ring.says())
	if len(m.Trend.Days) > 0 {
		chart := newTrend(m, set)
		draw(&v.TrendChart, chart, htmlChartWide, htmlTrendTall, "chart-trend", chart.says())
	}
	if m.Since != nil && (len(m.Account.Changes) > 0 || m.Account.Unattributed != 0) {
		chart := newWaterfall(m, set)
		draw(&v.Waterfall, chart, htmlWaterfallWide, chart.tall(), "chart-why", In(m.Locale).Change(m))
	}
	if chart := newWeeks(m, set); !chart.empty() {
		draw(&v.WeeksChart, chart, htmlChartWide, htmlWeeksTall, "chart-weeks", chart.says())
	}
	if p := m.Analysis.Plan; p != nil && len(p.Steps) > 2 {
		chart := newPlan(m, set)
		draw(&v.PlanChart, chart, htmlChartWide, htmlPlanTall, "chart-plan", chart.says())
	}
	for i, c := range m.Categories {
		bar := htmlBar{Category: c}
		says := In(m.Locale).barSays(c.Percent(), c.Average)
		draw(&bar.Chart, shareBar{set: set, percent: c.Percent(), average: c.Average, strong: true}, htmlBarWide, htmlBarTall, fmt.Sprintf("chart-category-%d", i), says)
		v.Bars = append(v.Bars, bar)
	}
	return err
}

// htmlTrendDays is what the script shows of each day: where it is in the chart, and
// what is said of it. Days are parted by line breaks, their parts by bars.
func htmlTrendDays(m Model) string {
	chart := newTrend(m, nil)
	own, average, length := chart.points()
	if len(own) == 0 {
		return ""
	}
	f := chart.frame(htmlChartWide, htmlTrendTall, own, average, length)
	var days []string
	for _, d := range m.Trend.Days {
		if !finite(d.Percent()) {
			continue
		}
		at := f.spot(own[len(days)])
		says := chart.daySays(d)
		days = append(days, fmt.Sprintf("%.1f|%.1f|%s", at.X.Points(), htmlTrendTall-at.Y.Points(), says))
	}
	return strings.Join(days, "\n")
}

// PointsMoved is the points of a change before and after, and what they are of.
func (w Words) PointsMoved(c score.Change) string {
	points, of := w.changePoints(c)
	return points + " " + of
}

// StatusMoved is the status of a change before and after.
func (v htmlView) StatusMoved(c score.Change) string { return changeStatus(c) }

// WhoDeclared is by whom and when an action was declared, as far as it is said.
func (v htmlView) WhoDeclared(a Action) string { return v.W().whoDeclared(a.Control) }

// ActionURL opens an action in the portal.
func (v htmlView) ActionURL(c score.Control) string { return ActionURL(c.ID) }

// Number is the number of a place in a list.
func (v htmlView) Number(i int) int { return i + 1 }

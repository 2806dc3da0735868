package page

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"

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

	Ring, TrendChart, Waterfall, WeeksChart, PlanChart, AcceptedChart template.HTML

	TrendNote, TrendDays string
	AcceptedText         string
	Groups               []score.Group
	Bars                 []categoryBar
	Split                []words.SplitPart
	Declared             []report.Action
	PlanIntro            string
	Scopes               []score.ServiceScope
	NotScored            int          // actions
	Weeks                []score.Week // newest first
	Moves                history
	Rows                 template.HTML
	Listed               int // rows
	Choices              filterChoices
	Notes                []string
	Foot                 string
}

// categoryBar is a category with its bar.
type categoryBar struct {
	report.Category
	Chart template.HTML
}

func viewOf(m report.Model) (pageView, error) {
	style, script, rows := styleOf(m.Appearance), mustRead("templates/page.js"), actionRows(m)
	w := words.In(m.Locale)
	v := pageView{
		Model: m, Style: template.CSS(style), Script: template.JS(script), Policy: policyOf(style, script),
		Groups: m.Account.ByCause(), Split: words.SplitParts(m), Declared: m.Declared(), Notes: w.DataNotes(m),
		TrendNote: draw.TrendNote(m), TrendDays: trendDays(m), Rows: tableOf(rows, w), Listed: len(rows),
		Choices: filterChoicesOf(rows), Foot: clipName(w.CreatedBy(m)), Moves: historyOf(m, w),
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

// W writes sentences, numbers and dates.
func (v pageView) W() words.Words { return words.In(v.Locale) }

// The sizes at which charts are laid out, in points; the page scales them.
const (
	ringWide, ringTall   = 206.0, 168.0
	chartWide, trendTall = 660.0, 190.0
	waterfallWide        = 300.0
	weeksTall, planTall  = 150.0, 200.0
	acceptedTall         = 90.0
	barWide, barTall     = 160.0, 13.0
)

// drawCharts draws every chart that has data.
func (v *pageView) drawCharts() (err error) {
	m, w, set := v.Model, words.In(v.Locale), draw.NewTypesetter(v.Appearance)
	add := func(into *template.HTML, c draw.Chart, wide, tall float64, id, text string) {
		if err == nil {
			*into, err = draw.SVG(c, set, wide, tall, id, text)
		}
	}
	ring := draw.NewRing(m, set)
	add(&v.Ring, ring, ringWide, ringTall, "chart-ring", ring.AltText())
	if len(m.Trend.Days) > 0 {
		trend := draw.NewTrend(m, set)
		add(&v.TrendChart, trend, chartWide, trendTall, "chart-trend", trend.AltText())
	}
	if m.Since != nil && (len(m.Account.Changes) > 0 || m.Account.Unattributed != 0) {
		waterfall := draw.NewWaterfall(m, set)
		add(&v.Waterfall, waterfall, waterfallWide, waterfall.FullHeight(), "chart-why", w.Change(m))
	}
	if weeks := draw.NewWeeks(m, set); !weeks.Empty() {
		add(&v.WeeksChart, weeks, chartWide, weeksTall, "chart-weeks", weeks.AltText())
	}
	if accepted := draw.NewAccepted(m, set); m.Analysis.Split.Known && !accepted.Empty() {
		v.AcceptedText = accepted.AltText()
		add(&v.AcceptedChart, accepted, chartWide, acceptedTall, "chart-accepted", v.AcceptedText)
	}
	if p := m.Analysis.Plan; p != nil && len(p.Steps) > 2 {
		plan := draw.NewPlan(m, set)
		add(&v.PlanChart, plan, chartWide, planTall, "chart-plan", plan.AltText())
	}
	for i, c := range m.Categories {
		bar := categoryBar{Category: c}
		share := draw.ShareBar{Set: set, Percent: c.Percent(), Average: c.Average, Strong: true}
		add(&bar.Chart, share, barWide, barTall, fmt.Sprintf("chart-category-%d", i), w.BarText(c.Percent(), c.Average))
		v.Bars = append(v.Bars, bar)
	}
	return err
}

// trendDays is what the script shows of each day: its place in the chart, and
// its text. Line breaks separate the days, bars their parts.
func trendDays(m report.Model) string {
	w := words.In(m.Locale)
	var days []string
	for _, p := range draw.NewTrend(m, nil).Places(chartWide, trendTall) {
		days = append(days, fmt.Sprintf("%.1f|%.1f|%s", p.X, trendTall-p.Y, w.DayText(p.Day)))
	}
	return strings.Join(days, "\n")
}

// ActionURL opens an action in the portal.
func (v pageView) ActionURL(c score.Control) string { return report.ActionURL(c.ID) }

// Number is the number of an item, from 1.
func (v pageView) Number(i int) int { return i + 1 }

// StatusMoved is the status of a change before and after.
func (v pageView) StatusMoved(c score.Change) string { return words.StatusMoved(c) }

package page

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// The sizes at which charts are laid out, in points; the page scales them. A
// narrow screen has charts of its own, whose text stays readable.
const (
	ringWide, ringTall = 232.0, 168.0
	barWide, barTall   = 160.0, 13.0
	chartWide          = 560.0
	chartNarrow        = 240.0
	waterfallWide      = 300.0
)

// shape is how high a chart is on a wide and on a narrow screen, in points, and
// how wide on a wide one.
type shape struct{ wide, tall, tallNarrow float64 }

var (
	trendShape    = shape{chartWide, 172, 206}
	weeksShape    = shape{chartWide, 132, 150}
	planShape     = shape{chartWide, 172, 190}
	acceptedShape = shape{chartWide, 84, 110}
)

// charts are the charts of a page; empty where there is nothing to draw.
type charts struct {
	ring                                    string
	trend, waterfall, weeks, plan, accepted figure
	days                                    trendDays
	acceptedText                            string
	bars                                    []string // of the categories
}

// figure is a chart as a wide and as a narrow screen show it.
type figure struct{ wide, narrow string }

func (f figure) empty() bool { return f.wide == "" }

// node is the figure with its frame. The charts are markup that draw escaped.
func (f figure) node() g.Node {
	return line(h.Div(h.Class("chart"), f.views()))
}

func (f figure) views() g.Node {
	return g.Group{h.Div(h.Class("roomy"), g.Raw(f.wide)), h.Div(h.Class("tight"), g.Raw(f.narrow))}
}

// drawCharts draws every chart that has data.
func (v *pageView) drawCharts() error {
	m := v.Model
	d := drawer{set: draw.NewTypesetter(v.Appearance)}
	ring := draw.NewRing(m, d.set)
	v.charts.ring = d.one(ring, ringWide, ringTall, "chart-ring", ring.AltText())
	if len(m.Trend.Days) > 0 {
		trend := draw.NewTrend(m, d.set)
		v.charts.trend = d.both(trend, trendShape, "chart-trend", trend.AltText())
		v.charts.days = trendDaysOf(trend, v.w)
	}
	if m.Since != nil && (len(m.Account.Changes) > 0 || m.Account.Unattributed != 0) {
		waterfall := draw.NewWaterfall(m, d.set)
		high := waterfall.FullHeight()
		v.charts.waterfall = d.both(waterfall, shape{waterfallWide, high, high}, "chart-why", v.w.Change(m))
	}
	if weeks := draw.NewWeeks(m, d.set); !weeks.Empty() {
		v.charts.weeks = d.both(weeks, weeksShape, "chart-weeks", weeks.AltText())
	}
	if accepted := draw.NewAccepted(m, d.set); m.Analysis.Split.Known && !accepted.Empty() {
		v.charts.acceptedText = accepted.AltText()
		v.charts.accepted = d.both(accepted, acceptedShape, "chart-accepted", v.charts.acceptedText)
	}
	if p := m.Analysis.Plan; p != nil && len(p.Steps) > 2 {
		plan := draw.NewPlan(m, d.set)
		v.charts.plan = d.both(plan, planShape, "chart-plan", plan.AltText())
	}
	for i, c := range m.Categories {
		share := draw.ShareBar{Set: d.set, Percent: c.Percent(), Average: c.Average, Strong: true}
		v.charts.bars = append(v.charts.bars, d.one(share, barWide, barTall, fmt.Sprintf("chart-category-%d", i),
			v.w.BarText(c.Percent(), c.Average)))
	}
	return d.err
}

// drawer draws charts as SVG, until one fails.
type drawer struct {
	set *draw.Typesetter
	err error
}

func (d *drawer) one(c draw.Chart, wide, tall float64, id, text string) (svg string) {
	if d.err == nil {
		svg, d.err = draw.SVG(c, d.set, wide, tall, id, text)
	}
	return svg
}

func (d *drawer) both(c draw.Chart, s shape, id, text string) figure {
	return figure{
		wide:   d.one(c, s.wide, s.tall, id, text),
		narrow: d.one(c, chartNarrow, s.tallNarrow, id+"-narrow", text),
	}
}

// trendDays is what the script shows of the trend. Each day has a line: its
// place in the wide chart, that in the narrow one, and its text, with bars
// between. plots is where the plots begin and end, downwards.
type trendDays struct{ lines, plots string }

func trendDaysOf(t draw.Trend, w words.Words) trendDays {
	wide := t.Places(trendShape.wide, trendShape.tall)
	narrow := t.Places(chartNarrow, trendShape.tallNarrow)
	var lines []string
	for i, p := range wide {
		lines = append(lines, fmt.Sprintf("%.1f|%.1f|%.1f|%.1f|%s", p.X, trendShape.tall-p.Y, narrow[i].X,
			trendShape.tallNarrow-narrow[i].Y, w.DayText(p.Day)))
	}
	if len(lines) == 0 {
		return trendDays{}
	}
	bottom, top := t.Plot(trendShape.wide, trendShape.tall)
	bottomNarrow, topNarrow := t.Plot(chartNarrow, trendShape.tallNarrow)
	plots := fmt.Sprintf("%.1f|%.1f|%.1f|%.1f", trendShape.tall-top, trendShape.tall-bottom,
		trendShape.tallNarrow-topNarrow, trendShape.tallNarrow-bottomNarrow)
	return trendDays{strings.Join(lines, "\n"), plots}
}

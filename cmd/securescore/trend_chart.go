package main

import (
	"math"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

const (
	chartRows    = 10
	averagesRows = 7
	chartFrame   = 12 // columns of the axis and a margin
)

// chartLine is one line of a chart. Its value is NaN on a day without one.
type chartLine struct {
	mark  rune
	name  string // in the legend; the score needs none
	value func(score.Day) float64
}

// charts draw the score, and below it the averages of others. Each has an axis
// of its own: on one of both, a move of the score would hardly show.
func charts(out *screen, w words.Words, t score.Trend) {
	chart{w, t, chartRows}.draw(out, []chartLine{{'•', "", score.Day.Percent}})
	averages := chartLines(t, []chartLine{
		{'+', w.Text(words.AllOrganisations), func(d score.Day) float64 { return d.AllTenants }},
		{'x', w.Text(words.SimilarSize), func(d score.Day) float64 { return d.Similar }},
	})
	if len(averages) > 0 {
		out.heading(w.Text(words.AveragesTitle))
		chart{w, t, averagesRows}.draw(out, averages)
	}
}

// chartLines are those of the lines that have a value.
func chartLines(t score.Trend, lines []chartLine) (known []chartLine) {
	for _, l := range lines {
		for _, d := range t.Days {
			if !math.IsNaN(l.value(d)) {
				known = append(known, l)
				break
			}
		}
	}
	return known
}

// chart is drawn in rows of characters. The axis does not begin at zero; its
// numbers show that.
type chart struct {
	words.Words
	trend score.Trend
	rows  int // one more than a multiple of three, so that the top has its number
}

func (c chart) draw(out *screen, lines []chartLine) {
	first, last := c.trend.Days[0].Date, c.trend.Days[len(c.trend.Days)-1].Date
	width := min(dayNumber(first, last)+1, out.width-chartFrame)
	values := make([][]float64, len(lines))
	for i, l := range lines {
		values[i] = c.columns(l, width)
	}
	low, high := rangeOf(values)
	top := float64(c.rows - 1)
	for row := c.rows - 1; row >= 0; row-- {
		label := ""
		if row%3 == 0 {
			label = c.Percent(low + (high-low)*float64(row)/top)
		}
		marks := []rune(strings.Repeat(" ", width))
		for i, l := range lines {
			for x, value := range values[i] {
				if math.Round((value-low)/(high-low)*top) == float64(row) { // false for NaN
					marks[x] = l.mark
				}
			}
		}
		out.line("%s │%s", pad(label, 8), strings.TrimRight(string(marks), " "))
	}
	out.line("%s └%s", pad("", 8), strings.Repeat("─", width))
	from, to := c.ShortDate(first), c.ShortDate(last)
	out.line("%s %s%s", pad("", 9), from, pad(to, width-len(from)))
	chartLegend(out, lines)
}

// columns are the mean values of a line by column, NaN for none.
func (c chart) columns(l chartLine, width int) []float64 {
	days := c.trend.Days
	span := dayNumber(days[0].Date, days[len(days)-1].Date) + 1
	sums, counts := make([]float64, width), make([]float64, width)
	for _, d := range days {
		if value := l.value(d); !math.IsNaN(value) {
			x := dayNumber(days[0].Date, d.Date) * width / span
			sums[x], counts[x] = sums[x]+value, counts[x]+1
		}
	}
	for x := range sums {
		sums[x] /= counts[x]
	}
	return sums
}

// chartLegend names the marks.
func chartLegend(out *screen, lines []chartLine) {
	var names []string
	for _, l := range lines {
		if l.name != "" {
			names = append(names, string(l.mark)+" "+l.name)
		}
	}
	if len(names) == 0 {
		return
	}
	if together := strings.Join(names, "   "); chartFrame+len(together) <= out.width {
		names = []string{together}
	}
	for _, name := range names {
		out.line("%s %s", pad("", 9), name)
	}
}

// rangeOf is what the axis covers: all values, and at least one percentage
// point, or noise would look like mountains.
func rangeOf(lines [][]float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, values := range lines {
		for _, x := range values {
			if !math.IsNaN(x) {
				low, high = min(low, x), max(high, x)
			}
		}
	}
	if high-low < 1 {
		middle := (high + low) / 2
		low, high = max(0, middle-0.5), min(100, middle+0.5)
	}
	return low, high
}

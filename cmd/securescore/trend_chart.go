package main

import (
	"math"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

const (
	chartRows  = 16
	chartWidth = 68 // columns for days, without the axis
)

// chartLine is one line of the chart: a value a column, NaN for none.
type chartLine struct {
	mark   string
	name   string
	values []float64
}

// chartLines are the lines that have a value, the tenant's last: it covers the
// others.
func chartLines(t score.Trend, width int) []chartLine {
	first, last := t.Days[0].Date, t.Days[len(t.Days)-1].Date
	span := dayNumber(first, last) + 1
	var lines []chartLine
	for _, l := range []struct {
		mark, name string
		value      func(score.Day) float64
	}{
		{"+", words.LabelAllTenants, func(d score.Day) float64 { return d.AllTenants }},
		{"x", words.LabelSimilarSize, func(d score.Day) float64 { return d.Similar }},
		{"•", words.LabelThisTenant, score.Day.Percent},
	} {
		sums, counts, known := make([]float64, width), make([]float64, width), false
		for _, d := range t.Days {
			if value := l.value(d); !math.IsNaN(value) {
				x := dayNumber(first, d.Date) * width / span
				sums[x], counts[x], known = sums[x]+value, counts[x]+1, true
			}
		}
		for x := range sums {
			sums[x] /= counts[x] // NaN without any
		}
		if known {
			lines = append(lines, chartLine{l.mark, l.name, sums})
		}
	}
	return lines
}

// chart draws the score and the averages in rows of characters. The axis does
// not begin at zero; its numbers show that.
func chart(out *screen, w words.Words, t score.Trend) {
	first, last := t.Days[0].Date, t.Days[len(t.Days)-1].Date
	width := min(dayNumber(first, last)+1, chartWidth)
	lines := chartLines(t, width)
	low, high := rangeOf(lines)
	for row := chartRows - 1; row >= 0; row-- {
		label := ""
		if row%3 == 0 {
			label = w.Percent(low + (high-low)*float64(row)/(chartRows-1))
		}
		cells := make([]string, width)
		for x := range cells {
			cells[x] = " "
			for _, l := range lines {
				if math.Round((l.values[x]-low)/(high-low)*(chartRows-1)) == float64(row) { // false for NaN
					cells[x] = l.mark
				}
			}
		}
		out.line("%s │%s", pad(label, 8), strings.TrimRight(strings.Join(cells, ""), " "))
	}
	out.line("%s └%s", pad("", 8), strings.Repeat("─", width))
	from, to := w.ShortDate(first), w.ShortDate(last)
	out.line("%s %s%s", pad("", 9), from, pad(to, width-len(from)))
	chartLegend(out, lines)
}

// chartLegend names the marks, where there is more than one.
func chartLegend(out *screen, lines []chartLine) {
	if len(lines) < 2 {
		return
	}
	var names []string
	for i := range lines {
		l := lines[len(lines)-1-i]
		names = append(names, l.mark+" "+strings.ToLower(l.name))
	}
	out.line("%s %s", pad("", 9), strings.Join(names, "   "))
}

// rangeOf is what the axis covers: all values, and at least one percentage
// point, or noise would look like mountains.
func rangeOf(lines []chartLine) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		for _, x := range l.values {
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

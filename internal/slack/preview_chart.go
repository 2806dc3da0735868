package slack

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// previewChart is a chart of lines over the same labels.
type previewChart struct {
	Series []struct {
		Name string
		Data []struct {
			Label string
			Value float64
		}
	}
}

// The area of a chart in the preview, within 600 by 170.
const (
	chartLeft, chartRight = 40, 590
	chartTop, chartFoot   = 10, 140
)

// Lines differ without their colour too.
var (
	chartColours = []string{"#1d3f72", "#0b6e69", "#5b6875", "#9a6b00", "#b03a1c", "#55616f"}
	chartDashes  = []string{"", "5 3", "2 4", "10 5", "9 4 2 4", "1 3"}
)

// chart draws the lines of a chart with their scale, roughly as Slack does.
func (p *preview) chart(n previewNode) {
	title := html.EscapeString(n.Title)
	p.write(`<div class="chart"><b>`, title, `</b><svg viewBox="0 0 600 170" role="img" aria-label="`, title, `">`)
	low, high := n.Chart.scale()
	y := func(value float64) float64 {
		return chartFoot - (chartFoot-chartTop)*(min(high, max(low, value))-low)/(high-low)
	}
	for _, at := range []float64{low, (low + high) / 2, high} {
		p.write(fmt.Sprintf(`<path stroke="#ddd" d="M%d %.1fH%d"/><text x="%d" y="%.1f" text-anchor="end">%g</text>`,
			chartLeft, y(at), chartRight, chartLeft-6, y(at)+4, at))
	}
	p.labels(n.Chart)
	for i, s := range n.Chart.Series {
		var points []string
		for j, d := range s.Data {
			points = append(points, fmt.Sprintf("%.1f,%.1f", chartX(j, len(s.Data)), y(d.Value)))
		}
		p.write(`<polyline fill="none" stroke-width="2" `, chartStroke(i), ` points="`, strings.Join(points, " "), `"/>`)
	}
	p.write(`</svg>`)
	for i, s := range n.Chart.Series {
		p.write(`<span class="soft key"><svg viewBox="0 0 30 8"><path stroke-width="2" `, chartStroke(i), ` d="M0 4H30"/></svg>`,
			html.EscapeString(s.Name), `</span>`)
	}
	p.write(`</div>`)
}

// labels names some of the places of a chart.
func (p *preview) labels(c previewChart) {
	if len(c.Series) == 0 {
		return
	}
	const most = 7
	data := c.Series[0].Data
	step := max(1, (len(data)+most-1)/most)
	for j := len(data) - 1; j >= 0; j -= step {
		p.write(fmt.Sprintf(`<text x="%.1f" y="160" text-anchor="middle">`, chartX(j, len(data))),
			html.EscapeString(data[j].Label), `</text>`)
	}
}

// scale is the values at the foot and at the top of a chart: tens around all
// values, with some room.
func (c previewChart) scale() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for _, d := range s.Data {
			low, high = min(low, d.Value), max(high, d.Value)
		}
	}
	if low > high {
		return 0, 100
	}
	low, high = max(0, math.Floor((low-2)/10)*10), min(100, math.Ceil((high+2)/10)*10)
	return low, max(high, low+10)
}

func chartX(j, of int) float64 {
	const margin = 20 // so that the last label is not cut
	return chartLeft + margin + (chartRight-chartLeft-2*margin)*float64(j)/float64(max(1, of-1))
}

func chartStroke(i int) string {
	i %= len(chartColours)
	return `stroke="` + chartColours[i] + `" stroke-dasharray="` + chartDashes[i] + `"`
}

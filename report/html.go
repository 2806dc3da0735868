package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"secure-score-reporter/internal/score"
)

// HTML writes the report as one self-contained page: no script, no request to
// anywhere, and a policy that forbids both. Text from Microsoft is escaped, and
// only addresses that we made ourselves are links.
func HTML(m Model) ([]byte, error) {
	sheet := mailMustRead("templates/report.css")
	sum := sha256.Sum256([]byte(sheet))
	var b bytes.Buffer
	err := htmlTemplate().Execute(&b, struct {
		Model
		Sheet  template.CSS
		Policy string
		Groups []score.Group
		Trend  htmlTrend
	}{
		Model: m, Sheet: template.CSS(sheet), Groups: m.Account.ByCause(), Trend: htmlTrendOf(m),
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
	})
	if err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	return b.Bytes(), nil
}

// htmlTemplate is parsed when it is first needed: a function that starts for an
// alert draws no page.
var htmlTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report.html").Funcs(template.FuncMap{
		"clean": mailClean, "percent": Percent, "points": Points, "signed": SignedHundredths, "signedPoints": SignedPoints,
		"date": LongDate, "zone": ZoneName, "status": StatusName, "level": LevelName, "cause": CauseName, "names": Names, "count": Count,
		"product":   score.ProductName,
		"viewLabel": ViewLabel, "viewHow": ViewHow, "progress": ProgressSays, "known": func(x float64) bool { return x == x },
	}).ParseFS(mailFiles, "templates/report.html"))
})

// htmlTrend is the trend as SVG: a line for each stretch without a gap.
type htmlTrend struct {
	Lines             []string // points attributes
	Top, Bottom       string   // the axis, in percent
	First, Last, Text string
}

const (
	htmlTrendWidth, htmlTrendHeight = 640.0, 160.0
	htmlTrendSpan                   = 5.0 // percentage points at least, so that a small move looks small
)

func htmlTrendOf(m Model) htmlTrend {
	if len(m.Trend.Days) < 2 {
		return htmlTrend{}
	}
	low, high := 100.0, 0.0
	for _, d := range m.Trend.Days {
		low, high = min(low, d.Percent()), max(high, d.Percent())
	}
	middle := (low + high) / 2
	low, high = max(0, min(low, middle-htmlTrendSpan/2)), min(100, max(high, middle+htmlTrendSpan/2))
	first, last := m.Trend.Days[0], m.Trend.Days[len(m.Trend.Days)-1]
	length := last.Date.Time().Sub(first.Date.Time()).Hours()
	var lines []string
	var line strings.Builder
	for i, d := range m.Trend.Days {
		if i > 0 && m.Trend.Days[i-1].Date.AddDays(1) != d.Date {
			lines = append(lines, line.String())
			line.Reset()
		}
		x := d.Date.Time().Sub(first.Date.Time()).Hours() / length * htmlTrendWidth
		y := (high - d.Percent()) / (high - low) * htmlTrendHeight
		fmt.Fprintf(&line, "%.1f,%.1f ", x, y)
	}
	return htmlTrend{
		Lines: append(lines, line.String()), Top: Percent(high), Bottom: Percent(low),
		First: LongDate(first.Date), Last: LongDate(last.Date),
		Text: fmt.Sprintf("From %s on %s to %s on %s.", Percent(first.Percent()), LongDate(first.Date), Percent(last.Percent()), LongDate(last.Date)),
	}
}

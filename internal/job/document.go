package job

import (
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/page"
	"secure-score-reporter/report/pdf"
)

// draw draws the report in every form that the event asks for.
func (k task) draw(listed func() report.Model) (files []report.File, w warnings, err error) {
	if k.event.Report == nil {
		return nil, nil, nil
	}
	return drawReport(listed(), k.event.Report.Formats)
}

// drawReport draws the report in each of the formats.
func drawReport(m report.Model, formats event.Formats) (files []report.File, w warnings, err error) {
	if slices.Contains(formats, event.PDF) {
		w = draw.MissingCharacters(m) // the PDF says so itself; email and Slack show the characters
	}
	for _, format := range formats {
		drawer := drawers[format]
		data, err := drawer.draw(m)
		if err != nil {
			return nil, w, fmt.Errorf("drawing the report as %s: %w", format, err)
		}
		files = append(files, report.File{
			Name: fmt.Sprintf("secure-score-%s-%s%s%s.%s", fileName(m.Tenant), m.Date,
				editionSuffix(format, m.Edition), languageSuffix(format, m.Locale), format),
			MediaType: drawer.mediaType, Data: data,
		})
	}
	return files, w, nil
}

// editionSuffix keeps the full edition of a form apart that has two.
func editionSuffix(format event.Format, edition report.Edition) string {
	if format == event.PDF && edition == report.Full {
		return "-full"
	}
	return ""
}

// languageSuffix keeps a form in another language than English apart. A CSV is
// the same in every language.
func languageSuffix(format event.Format, l report.Locale) string {
	if format == event.CSV || l.Language() == report.English {
		return ""
	}
	return "-" + string(l.Language())
}

var drawers = map[event.Format]struct {
	draw      func(report.Model) ([]byte, error)
	mediaType string
}{
	event.PDF:  {pdf.Draw, "application/pdf"},
	event.HTML: {page.Draw, "text/html; charset=utf-8"},
	event.CSV:  {csv.Actions, "text/csv; charset=utf-8"},
}

// fileName makes a name safe in a header and on any disk.
func fileName(name string) string {
	safe := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			return c
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		}
		return '-'
	}, name)
	safe = strings.Join(strings.FieldsFunc(safe, func(c rune) bool { return c == '-' }), "-")
	if safe == "" {
		return "tenant"
	}
	return safe[:min(len(safe), 60)]
}

package main

import (
	"bytes"
	"compress/zlib"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/net/html"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/report"
	reportcsv "secure-score-reporter/report/csv"
	"secure-score-reporter/report/mail"
	"secure-score-reporter/report/page"
	"secure-score-reporter/report/pdf"
	"secure-score-reporter/report/words"
)

// form is one in which people read a report.
type form string

const (
	pdfForm      form = "PDF"
	summaryForm  form = "PDF's summary"
	pageForm     form = "HTML page"
	mailPage     form = "email as HTML"
	mailText     form = "email as text"
	fullMailPage form = "full email as HTML"
	fullMailText form = "full email as text"
	slackForm    form = "Slack"
	terminalForm form = "terminal"
)

// shown is a report in every form.
type shown struct {
	model                         report.Model
	texts                         map[form]string // on one line, cells of a row with " | " in front
	result                        job.TenantResult
	actions, changes, trend, plan []map[string]string // CSV, by column
}

func drawAll(t *testing.T, inspection job.Inspection) shown {
	t.Helper()
	m := inspection.Model
	read := func(data []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	letter, err := mail.Draw(report.Message{Occasion: report.Periodic, Model: m, News: &m.Account})
	if err != nil {
		t.Fatal(err)
	}
	complete := m
	complete.Edition = report.Full
	long, err := mail.Draw(report.Message{Occasion: report.Periodic, Model: complete, News: &m.Account})
	if err != nil {
		t.Fatal(err)
	}
	message := blockkit.Render(report.Message{Occasion: report.Periodic, Model: m, News: &m.Account}, blockkit.Mentions{})
	s := shown{
		model: m, result: resultOfJSON(t, inspection.Result),
		texts: map[form]string{
			pdfForm:      pdfText(t, read(pdf.Draw(complete))),
			summaryForm:  pdfText(t, read(pdf.Draw(m))),
			pageForm:     htmlText(t, read(page.Draw(m))),
			mailPage:     htmlText(t, []byte(letter.HTML)),
			mailText:     letter.Text,
			fullMailPage: htmlText(t, []byte(long.HTML)),
			fullMailText: long.Text,
			slackForm:    slackText(t, message),
			terminalForm: terminalText(m),
		},
		actions: csvRows(t, read(reportcsv.Actions(m))), changes: csvRows(t, read(reportcsv.Changes(m.Account))),
		trend: csvRows(t, read(reportcsv.Trend(m.Trend))),
	}
	if p := m.Analysis.Plan; p != nil {
		s.plan = csvRows(t, read(reportcsv.Plan(*p)))
	}
	for form, text := range s.texts {
		s.texts[form] = oneLine(text)
	}
	return s
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// terminalText is what status, diff and plan print.
func terminalText(m report.Model) string {
	out := screen{width: columns}
	statusText(&out, m)
	diffText(&out, m)
	if p := m.Analysis.Plan; p != nil {
		planText(&out, words.In(m.Locale), m.Tenant, m.Date, *p)
	}
	return out.String()
}

func csvRows(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, cell := range row {
			cells[rows[0][i]] = cell
		}
		list = append(list, cells)
	}
	return list
}

// htmlText is what a page shows; cells have " | " in front.
func htmlText(t *testing.T, data []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var read func(n *html.Node)
	read = func(n *html.Node) {
		switch n.Data {
		case "script", "style":
			return
		case "p", "tr", "h1", "h2", "h3", "li", "section", "div", "svg", "dt", "text":
			b.WriteString("\n")
			defer b.WriteString("\n")
		case "td", "th", "dd":
			b.WriteString(" | ")
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := range n.ChildNodes() {
			read(c)
		}
	}
	read(root)
	return b.String()
}

// slackText is what the blocks of a message and its thread show.
func slackText(t *testing.T, r blockkit.Rendered) string {
	t.Helper()
	var texts []string
	for _, p := range append([]blockkit.Post{r.Parent}, r.Thread...) {
		data, err := json.Marshal(p.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		var blocks any
		if err := json.Unmarshal(data, &blocks); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, textOfBlock(blocks))
	}
	return strings.Join(texts, "\n")
}

// textOfBlock is the text of an element and of those in it. The parts of a
// section of rich text are one line.
func textOfBlock(v any) string {
	switch v := v.(type) {
	case []any:
		var parts []string
		for _, element := range v {
			parts = append(parts, textOfBlock(element))
		}
		return strings.Join(parts, "\n")
	case map[string]any:
		if text, ok := v["text"].(string); ok {
			return text
		}
		if elements, ok := v["elements"].([]any); ok && v["type"] == "rich_text_section" {
			var line strings.Builder
			for _, element := range elements {
				line.WriteString(textOfBlock(element))
			}
			return line.String()
		}
		return textOfBlock(v["text"]) + "\n" + textOfBlock(v["elements"])
	}
	return ""
}

var drawnText = regexp.MustCompile(`(?s)Td \(((?:[^\\)]|\\.)*)\) Tj`)

// frames are what a page repeats of others, which can stand within a paragraph.
var frames = regexp.MustCompile(`(?s)/Artifact<</Type/Pagination.*?EMC`)

// pdfText is what the pages of a PDF show without their frames, in the order in
// which it is drawn.
func pdfText(t *testing.T, data []byte) string {
	t.Helper()
	var b strings.Builder
	for {
		_, page, found := bytes.Cut(data, []byte("/Type /Page\n"))
		if !found {
			return b.String()
		}
		_, packed, _ := bytes.Cut(page, []byte("stream\n"))
		packed, data, _ = bytes.Cut(packed, []byte("\nendstream"))
		r, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range drawnText.FindAllSubmatch(frames.ReplaceAll(content, nil), -1) {
			b.WriteString(decodedText(found[1]) + "\n")
		}
	}
}

// decodedText is a string of a PDF, which is UTF-16 with escapes.
func decodedText(raw []byte) string {
	var plain []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '\\' {
			if i++; raw[i] == 'r' {
				plain = append(plain, '\r')
				continue
			}
		}
		plain = append(plain, raw[i])
	}
	var units []uint16
	for i := 0; i+1 < len(plain); i += 2 {
		units = append(units, uint16(plain[i])<<8|uint16(plain[i+1]))
	}
	return string(utf16.Decode(units))
}

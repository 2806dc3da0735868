package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// The golden files are what the page says, as read without styles.
func TestGolden(t *testing.T) {
	for _, l := range report.Languages {
		names := []string{"ordinary"}
		if l == report.English {
			names = append(names, "first-report", "no-actions", "branded")
		}
		for _, name := range names {
			t.Run(string(l)+"/"+name, func(t *testing.T) {
				m := reporttest.Case(name)
				m.Locale = m.Locale.In(l)
				page, err := Draw(m)
				if err != nil {
					t.Fatal(err)
				}
				reporttest.Golden(t, reporttest.In(l, name+".txt"), []byte(pageText(t, string(page))))
			})
		}
	}
}

// pageText is a page's text: a line for each block, without the links'
// addresses.
func pageText(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	var line strings.Builder
	end := func() {
		if text := strings.Join(strings.Fields(line.String()), " "); text != "" {
			lines = append(lines, text)
		}
		line.Reset()
	}
	var read func(n *html.Node)
	read = func(n *html.Node) {
		switch n.Data {
		case "script", "style":
			return
		case "p", "tr", "h1", "h2", "h3", "li", "section", "div", "summary", "title", "svg", "label",
			"caption", "dt", "option", "text":
			end()
			defer end()
		case "td", "th", "dd":
			line.WriteString(" | ")
		}
		if n.Type == html.TextNode {
			line.WriteString(n.Data)
		}
		for c := range n.ChildNodes() {
			read(c)
		}
	}
	read(root)
	end()
	return strings.Join(lines, "\n") + "\n"
}

package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

// The page says its language, and marks Microsoft's English where that is
// another one.
func TestLanguages(t *testing.T) {
	for _, l := range report.Languages {
		m, all := reporttest.Case("ordinary"), portfoliotest.Model(12)
		m.Locale, all.Locale = m.Locale.In(l), all.Locale.In(l)
		page, err := Draw(m)
		if err != nil {
			t.Fatal(err)
		}
		overall, err := DrawPortfolio(all)
		if err != nil {
			t.Fatal(err)
		}
		for text, drawn := range map[string]string{m.Top[0].Title: string(page), m.Categories[0].Category: string(page),
			all.Actions[0].Title: string(overall)} {
			root, err := html.Parse(strings.NewReader(drawn))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(drawn, `<html lang="`+string(l)+`"`) {
				t.Errorf("%s: the page does not say so", l)
			}
			languages := languagesOf(root, "", text)
			if len(languages) == 0 || slices.ContainsFunc(languages, func(s string) bool { return s != "en" }) {
				t.Errorf("%s: %q is in %q", l, text, languages)
			}
		}
		if marks := strings.Count(string(page), ` lang="en"`); l == report.English && marks != 1 {
			t.Errorf("an English page says %d times that it is", marks)
		}
	}
}

// languagesOf are the languages of the places where a text stands.
func languagesOf(n *html.Node, language, text string) (list []string) {
	for _, a := range n.Attr {
		if a.Key == "lang" {
			language = a.Val
		}
	}
	if n.Type == html.TextNode && n.Data == text {
		list = append(list, language)
	}
	for c := range n.ChildNodes() {
		list = append(list, languagesOf(c, language, text)...)
	}
	return list
}

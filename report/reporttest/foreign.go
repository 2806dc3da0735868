package reporttest

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Foreign is behind each word of Microsoft's in Marked. No other word has it.
const Foreign = "qxq"

// Marked is Sample with Foreign behind each word that Microsoft wrote, so that
// a test finds these words wherever a form puts them.
func Marked() report.Input {
	in := Sample()
	in.Warnings = nil
	in.Exceptions = slices.Clone(in.Exceptions)
	MarkForeign(&in.Snapshot)
	since := *in.Since
	MarkForeign(&since)
	in.Since = &since
	for i := range in.Snapshot.Controls {
		c := &in.Snapshot.Controls[i]
		in.Catalogue = append(in.Catalogue, score.Profile{ID: c.ID, Title: c.Title,
			Remediation:       "<ol><li>" + foreign("Open the portal.") + "</li><li>" + foreign("Turn it on.") + "</li></ol>",
			RemediationImpact: foreign("Users will notice."),
		})
	}
	for _, service := range []string{"EXO", "Sway"} {
		in.Catalogue = append(in.Catalogue, score.Profile{ID: "outside_" + service, Title: foreign("Not scored"),
			Category: foreign("Apps"), Service: foreign(service), Max: 5})
	}
	in.History = historyOf(since, in.Snapshot)
	return in
}

// MarkForeign does so with the actions of a snapshot.
func MarkForeign(s *score.Snapshot) {
	s.Controls = slices.Clone(s.Controls)
	for i := range s.Controls {
		c := &s.Controls[i]
		c.Title, c.Category, c.Service = foreign(c.Title), foreign(c.Category), foreign(score.ProductName(c.Service))
		c.Description, c.Tier = foreign("It matters because it does."), foreign(c.Tier)
		c.Threats = slices.Clone(c.Threats)
		for j := range c.Threats {
			c.Threats[j] = foreign(c.Threats[j])
		}
	}
}

// foreign has Foreign behind each word of a text.
func foreign(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		end := len(strings.TrimRight(word, ".,)"))
		words[i] = word[:end] + Foreign + word[end:]
	}
	return strings.Join(words, " ")
}

// CheckForeign fails where a text of a page or an email in this language has
// Foreign, and is not marked as English; also if there are no such texts.
func CheckForeign(t *testing.T, page string, l report.Language) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page, `<html lang="`+string(l)+`"`) {
		t.Errorf("%s: the page does not say so", l)
	}
	if found := checkForeign(t, root, string(l)); found < 5 {
		t.Errorf("%s: %d texts of Microsoft's", l, found)
	}
}

func checkForeign(t *testing.T, n *html.Node, language string) (found int) {
	t.Helper()
	for _, a := range n.Attr {
		if a.Key == "lang" {
			language = a.Val
		}
	}
	if n.Type == html.TextNode && strings.Contains(n.Data, Foreign) {
		found++
		if language != string(report.English) {
			t.Errorf("in %s: %q", language, n.Data)
		}
	}
	for c := range n.ChildNodes() {
		found += checkForeign(t, c, language)
	}
	return found
}

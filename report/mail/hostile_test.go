package mail

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	g "maragu.dev/gomponents"

	"secure-score-reporter/internal/plaintext/plaintexttest"
	"secure-score-reporter/report"
	"secure-score-reporter/report/lines"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

func TestHostileText(t *testing.T) {
	m := report.Build(reporttest.Hostile())
	for _, occasion := range []report.Occasion{report.Watching, report.Alert, report.Periodic} {
		letter, err := Draw(report.Message{Occasion: occasion, Model: m, News: &m.Account,
			Links: map[string]string{"html": "javascript:alert(1)", "pdf": "https://x.example/a?b=1&c=\"><script>"}})
		if err != nil {
			t.Fatal(err)
		}
		reporttest.CheckMarkup(t, letter.HTML, 0)
		plaintexttest.Check(t, letter.Subject)
		if strings.ContainsAny(letter.Subject, "\r\n") {
			t.Errorf("the subject has a line break: %q", letter.Subject)
		}
		for line := range strings.Lines(letter.Text) {
			plaintexttest.Check(t, strings.TrimSuffix(line, "\n"))
		}
	}
}

// Whatever the texts are, they are texts: the elements and their attributes are
// those of a harmless email.
func FuzzTextsStayTexts(f *testing.F) {
	for _, text := range reporttest.Breakouts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, drawn := range map[string]func(string) g.Node{
			"letter":    func(s string) g.Node { return letterOf(s).html() },
			"portfolio": func(s string) g.Node { return portfolioOf(s).html(designOf(words.English, report.Names{}, builtIn)) },
		} {
			want, got := markupOf(t, drawn("x")), markupOf(t, drawn("x"+text))
			if diff := cmp.Diff(reporttest.Skeleton(t, want), reporttest.Skeleton(t, got)); diff != "" {
				t.Errorf("%s (-harmless +hostile):\n%s", name, diff)
			}
		}
	})
}

// What a program reads out of the email is the text that went into it.
func TestTextsAreReadAsTheyWere(t *testing.T) {
	for _, text := range reporttest.Breakouts {
		root, err := html.Parse(strings.NewReader(markupOf(t, letterOf(text).html())))
		if err != nil {
			t.Fatal(err)
		}
		texts, attributes := 0, 0
		for n := range root.Descendants() {
			if n.Type == html.TextNode && n.Data == text {
				texts++
			}
			for _, a := range n.Attr {
				if a.Val == text {
					attributes++
				}
			}
		}
		if texts < 30 || attributes != 2 {
			t.Errorf("%q is read as %d texts and %d attributes", text, texts, attributes)
		}
	}
}

func markupOf(t *testing.T, document g.Node) string {
	t.Helper()
	text, err := rendered(document)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// letterOf has the text wherever an email has one.
func letterOf(s string) letterView {
	const address = "https://x.example/"
	list := []lines.Line{
		{Mark: s, Tone: "good", Title: s, URL: address, Detail: s, Effect: s},
		{Mark: s, Tone: lines.PlainTone, Title: s, Effect: s, Sum: true},
	}
	change := changeView{Title: s, URL: address, Where: s, Detail: s, Effect: s, Declared: true}
	return letterView{
		Subject: s, Preheader: s, Occasion: report.Periodic, Tenant: s, Date: s, Lead: s, Company: s, Footer: s, Foot: s,
		Score: &scoreView{Answer: s, Mark: s, Tone: "good", Note: s, Bar: []barPart{{100, "fill-good"}}, BarNote: s,
			Facts: []words.Fact{{Label: s, Text: s}, {Text: s}}},
		Changed: &changesView{Lead: s, Lines: list, Unattributed: s, More: s, Groups: []changeGroup{
			{Mark: s, Tone: "bad", Heading: s, Count: 3, Effect: s, Changes: []changeView{change, {Title: s}}, More: 1},
		}},
		Unannounced: &changesView{Lead: s, Lines: list}, HasAverages: true, HasChanges: true,
		Categories:  []categoryView{{Name: s, Percent: s, Points: s, Change: s, Tone: "bad", Beside: s, Filled: 1}},
		Top:         []actionView{{Place: 1, Title: s, URL: address, Where: s, Worth: s, New: true}},
		TopFiltered: s, Exceptions: []exceptionView{{s, s, s, s}}, ExceptionsNote: s, Notes: []string{s},
		Links: []documentLink{{s, address}}, Attached: []string{s}, PortalURL: report.PortalURL, TrendNote: s,
		Trend: &inlinePicture{Source: "cid:trend.png", Text: s}, Logo: &inlinePicture{Source: "cid:logo.png", Text: s},
		accent: builtIn,
	}
}

// portfolioOf has the text wherever the email over all tenants has one.
func portfolioOf(s string) portfolioView {
	const address = "https://x.example/"
	return portfolioView{
		Subject: s, Kicker: s, Title: s, Subtitle: s, Answer: s, Facts: []words.Fact{{Label: s, Text: s}},
		Parts: []portfolioPart{{s, s, []portfolioRow{{s, address, s, s, "good"}, {s, "", s, s, ""}}}},
		Links: []documentLink{{s, address}}, Attached: []string{s}, Footer: s, Foot: s,
	}
}

// A class that the style sheet lacks fails the email.
func TestAnUnknownClassFails(t *testing.T) {
	if _, err := rendered(designOf(words.English, report.Names{}, builtIn).paragraph("no-such", "x")); err == nil {
		t.Error("an email with a class that has no style")
	}
}

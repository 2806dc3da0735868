package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	g "maragu.dev/gomponents"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

func TestHostileText(t *testing.T) {
	m := report.Build(reporttest.Hostile())
	page, err := Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	reporttest.CheckMarkup(t, string(page), 1)
	if len(page) > 2_000_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
}

// Whatever the texts are, they are texts: the elements and their attributes are
// those of a harmless page.
func FuzzTextsStayTexts(f *testing.F) {
	for _, text := range reporttest.Breakouts {
		f.Add(text)
	}
	one, all := reporttest.Skeleton(f, string(pageOf(f, "x"))), reporttest.Skeleton(f, string(portfolioOf(f, "x")))
	f.Fuzz(func(t *testing.T, text string) {
		if diff := cmp.Diff(one, reporttest.Skeleton(t, string(pageOf(t, "x"+text)))); diff != "" {
			t.Errorf("tenant (-harmless +hostile):\n%s", diff)
		}
		if diff := cmp.Diff(all, reporttest.Skeleton(t, string(portfolioOf(t, "x"+text)))); diff != "" {
			t.Errorf("portfolio (-harmless +hostile):\n%s", diff)
		}
	})
}

// What a browser reads out of the page is the text that went into it, as far as
// it can be seen.
func TestTextsAreReadAsTheyWere(t *testing.T) {
	for _, text := range reporttest.Breakouts {
		root, err := html.Parse(bytes.NewReader(pageOf(t, text)))
		if err != nil {
			t.Fatal(err)
		}
		texts, attributes := 0, 0
		for n := range root.Descendants() {
			if n.Type == html.TextNode && n.Data == clipName(text) {
				texts++
			}
			for _, a := range n.Attr {
				if a.Val == clipName(text) {
					attributes++
				}
			}
		}
		if texts < 50 || attributes < 30 {
			t.Errorf("%q is read as %d texts and %d attributes", text, texts, attributes)
		}
	}
}

// pageOf is a page with the text wherever an organisation or Microsoft can
// write one.
func pageOf(t testing.TB, s string) []byte {
	t.Helper()
	in := reporttest.Sample()
	in.Days = in.Days[len(in.Days)-2:]
	in.Tenant, in.Note, in.Warnings, in.Appearance = s, s, []string{s}, report.Appearance{Company: s, Footer: s}
	since := *in.Since
	since.Controls = slices.Clone(since.Controls)
	in.Since = &since
	for _, controls := range [][]score.Control{in.Snapshot.Controls, since.Controls} {
		for i := range controls {
			c := &controls[i]
			c.Title, c.Category, c.Service, c.StateBy, c.StateComment = s, s, s, s, s
		}
	}
	for i := range in.Exceptions {
		in.Exceptions[i].Reason, in.Exceptions[i].Owner, in.Exceptions[i].Ticket = s, s, s
	}
	page, err := Draw(report.Build(in))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// portfolioOf is a page over all tenants with the text wherever one can be.
func portfolioOf(t testing.TB, s string) []byte {
	t.Helper()
	m := portfoliotest.Model(8)
	m.Name, m.Appearance = s, report.Appearance{Company: s, Footer: s}
	for _, tenants := range [][]portfolio.Tenant{m.Tenants, m.Falls, m.Rises, m.Without} {
		for i := range tenants {
			tenants[i].Name, tenants[i].ID, tenants[i].Trouble.Detail = s, s, s
		}
	}
	for i := range m.Actions {
		m.Actions[i].Title, m.Actions[i].Service = s, s
	}
	for i := range m.Changes {
		m.Changes[i].Title = s
	}
	page, err := DrawPortfolio(m)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// The policy allows the style and the script as the page has them, and neither
// can end before its end.
func TestThePolicyNamesTheStyleAndTheScript(t *testing.T) {
	branded := reporttest.Case("branded")
	branded.Appearance.Accent = `red;}</style><script>`
	one, err := Draw(branded)
	if err != nil {
		t.Fatal(err)
	}
	all, err := DrawPortfolio(portfoliotest.Model(3))
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string][]byte{"tenant": one, "portfolio": all} {
		root, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		policy, found := "", map[string]string{}
		for n := range root.Descendants() {
			switch {
			case n.Data == "style" || n.Data == "script":
				found[n.Data] += n.FirstChild.Data
			case n.Data == "meta" && strings.Contains(n.Attr[len(n.Attr)-1].Val, "default-src"):
				policy = n.Attr[len(n.Attr)-1].Val
			}
		}
		for _, element := range []string{"style", "script"} {
			sum := sha256.Sum256([]byte(found[element]))
			want := element + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
			if !strings.Contains(policy, want) || found[element] == "" {
				t.Errorf("%s: the policy %q lacks %s", name, policy, want)
			}
		}
	}
}

func TestOnlyThePortalIsLinked(t *testing.T) {
	for _, address := range []string{
		"javascript:alert(1)", "https://security.microsoft.com.evil.example/", "//evil.example", report.PortalURL + "\u202e",
		" " + report.PortalURL, "data:text/html,x", "",
	} {
		var b strings.Builder
		if err := link(address, g.Text("x")).Render(&b); err != nil || b.String() != "x" {
			t.Errorf("%q becomes %s, %v", address, b.String(), err)
		}
	}
}

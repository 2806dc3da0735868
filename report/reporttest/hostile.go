package reporttest

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"secure-score-reporter/internal/plaintext/plaintexttest"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// attacks are texts that anybody who can write to a tenant can send through
// Microsoft Graph. Their number is prime, so that every field of a control gets
// each of them in turn.
var attacks = []string{
	`<script>alert("hostile")</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`,
	`javascript:alert(1)`,
	`<!channel> <@U012> <https://evil.example|click>`, `=HYPERLINK("https://evil.example","x")`, `+1+1`, `@SUM(A1)`,
	"-2+3\t|cmd",
	"line\r\nBcc: evil@evil.example\r\n\r\nbody", "a\x00b\x1b[31mc\x7f",
	"safe\u202egnp.exe\u202c\u2066x\u2069\u200e", plaintexttest.Family + " \uffff \xff\xfe",
	`{{.Tenant}} ${7*7} %s %n`, `</title></style></script></textarea>--><svg/onload=alert(1)>`, `<DomainName>`,
	`data:text/html,<script>alert(1)</script>`, strings.Repeat("e\u0301", 400),
	`{n} {tenant} } { {n, plural, one {# action} other {# actions}} #`,
	`*bold* _slanted_ ~struck~ [x](https://evil.example)`,
	`\)) Tj ET ((\`, strings.Repeat("unbroken", 1_250),
	"<p>" + strings.Repeat("<b onclick=alert(1)>megabyte ", 40_000),
}

// Hostile has an attack in every field of text, and in each field every attack.
func Hostile() report.Input { return inputOf(attacks) }

// Unseen has each character that nobody sees in every field of text.
func Unseen() report.Input { return inputOf(plaintexttest.Texts()) }

// inputOf has the texts in every field.
func inputOf(attacks []string) report.Input {
	n := 0
	next := func() string { n++; return attacks[n%len(attacks)] }
	controls := len(attacks)
	after, before := tenantSnapshot("2026-11-23", controls), tenantSnapshot("2026-11-16", controls)
	changeSome(&before)
	var catalogue []score.Profile
	for i := range after.Controls {
		c := &after.Controls[i]
		c.ID = next() + c.ID
		before.Controls[i].ID = c.ID
		c.Title, c.Category, c.Service, c.Tier = next(), next(), next(), next()
		c.State, c.StateBy, c.StateComment, c.StateAssigned = next(), next(), next(), next()
		c.Description, c.ImplementationStatus, c.ActionURL = next(), next(), "javascript:alert(1)"
		c.Threats = []string{next(), next()}
		catalogue = append(catalogue, score.Profile{ID: c.ID, Title: c.Title, Remediation: next(),
			RemediationImpact: next()})
	}
	var exceptions []score.Exception
	for i := range after.Controls {
		exceptions = append(exceptions, score.Exception{
			Control: after.Controls[i].ID, Reason: next(), Owner: next(), Ticket: next(),
			Until: []score.Date{"", "2026-11-20", "2027-01-31"}[i%3],
		})
	}
	exceptions = append(exceptions, score.Exception{Control: next(), Reason: next(), Until: score.Date(next())})
	for range 20 {
		catalogue = append(catalogue, score.Profile{ID: "outside" + next(), Title: next(), Category: next(),
			Service: next(), Max: 5, Remediation: next()})
	}
	return report.Input{
		Tenant: next(), TenantID: next(), Now: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), Snapshot: after,
		Since: &before, Catalogue: catalogue,
		Exceptions: exceptions, Period: "P7D", Days: tenantDays(after), History: historyOf(before, after),
		Zones:    score.Zones{Good: 80, Okay: 60},
		Goal:     &report.Goal{Percent: 95, By: "2027-06-30"},
		Warnings: attacks, Appearance: report.Appearance{Company: next(), Footer: next(),
			Accent: `red;}</style><script>`, Paper: report.PaperLetter},
	}
}

func changeSome(s *score.Snapshot) {
	for i := range s.Controls {
		if i%3 == 0 {
			s.Controls[i].Points = 0
		}
	}
	s.Controls[5].Max++
	total(s)
}

// CheckMarkup parses a document and fails on anything that runs or that leads
// anywhere but to the portal.
func CheckMarkup(t *testing.T, text string, scripts int) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch n.Type {
		case html.ElementNode:
			switch n.Data {
			case "script":
				scripts--
			case "iframe", "object", "embed", "base", "textarea", "foreignObject":
				t.Errorf("element %s", n.Data)
			}
			for _, a := range n.Attr {
				checkAttribute(t, n.Data, a)
			}
		case html.TextNode:
			if p := n.Parent.Data; p != "style" && p != "script" {
				plaintexttest.Check(t, n.Data)
			}
		}
	}
	if scripts != 0 {
		t.Errorf("%d scripts more than ours", -scripts)
	}
}

// Skeleton is the elements of a document and the names of their attributes, a
// line each: what a text in it cannot change.
func Skeleton(t testing.TB, text string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			continue
		}
		b.WriteString(n.Data)
		for _, a := range n.Attr {
			b.WriteString(" " + a.Key)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Breakouts are texts that end what they stand in, where they are not escaped
// for it.
var Breakouts = []string{
	`</title><script>`, `</style><script>`, `</script><b>`, `<!--`, `-->`, `]]>`, `"><img src=x onerror=alert(1)>`,
	`" onclick="alert(1)`, `' onclick='alert(1)`, `&quot; x="`, `&lt;b&gt;`, `&#60;b&#62;`, "a\u2028b\u2029c",
	`javascript:alert(1)`, `{{.}}`, `<accent>`, "`${1}`", `\u003cb\u003e`,
}

func checkAttribute(t *testing.T, element string, a html.Attribute) {
	t.Helper()
	plaintexttest.Check(t, a.Val)
	ours := strings.HasPrefix(a.Val, "https://security.microsoft.com/") || strings.HasPrefix(a.Val, "#") ||
		strings.HasPrefix(a.Val, "https://x.example/") && !strings.Contains(a.Val, "<")
	picture := strings.HasPrefix(a.Val, "cid:") || strings.HasPrefix(a.Val, "data:image/png;base64,")
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "srcset", a.Key == "srcdoc", a.Key == "formaction":
		t.Errorf("%s has the attribute %s", element, a.Key)
	case a.Key == "href" && !ours, a.Key == "src" && !picture:
		t.Errorf("%s leads to %q", element, a.Val)
	}
}

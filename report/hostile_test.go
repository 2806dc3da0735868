package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"secure-score-reporter/internal/score"
)

// What comes from Microsoft Graph may be written by anybody who can write to the
// tenant. These tests put it into every field and look at every form.

var attacks = []string{
	`<script>alert("hostile")</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `javascript:alert(1)`,
	`<!channel> <@U012> <https://evil.example|click>`, `=HYPERLINK("https://evil.example","x")`, `+1+1`, `@SUM(A1)`, "-2+3\t|cmd",
	"line\r\nBcc: evil@evil.example\r\n\r\nbody", "a\x00b\x1b[31mc\x7f", "safe\u202egnp.exe\u202c\u2066x\u2069\u200e", "\U0001F468\u200d\U0001F469 \uffff \xff\xfe",
	`{{.Tenant}} ${7*7} %s %n`, `</title></style></script></textarea>--><svg/onload=alert(1)>`, `<DomainName>`, strings.Repeat("e\u0301", 400),
	"<p>" + strings.Repeat("<b onclick=alert(1)>megabyte ", 40_000),
}

// hostileInput has an attack in every field of text, another one in each.
func hostileInput() Input {
	n := 0
	next := func() string { n++; return attacks[n%len(attacks)] }
	after, before := tenantSnapshot("2026-11-23", 40), tenantSnapshot("2026-11-16", 40)
	changeSome(&before)
	var catalogue []score.Profile
	for i := range after.Controls {
		c := &after.Controls[i]
		c.ID = next() + c.ID
		before.Controls[i].ID = c.ID
		c.Title, c.Category, c.Service, c.State, c.StateBy, c.StateComment, c.Tier = next(), next(), next(), next(), next(), next(), next()
		c.Description, c.ImplementationStatus, c.ActionURL = next(), next(), "javascript:alert(1)"
		c.Threats = []string{next(), next()}
		catalogue = append(catalogue, score.Profile{ID: c.ID, Title: c.Title, Remediation: next(), RemediationImpact: next()})
	}
	for range 20 {
		catalogue = append(catalogue, score.Profile{ID: "outside" + next(), Title: next(), Category: next(), Service: next(), Max: 5, Remediation: next()})
	}
	return Input{
		Tenant: next(), TenantID: next(), Now: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), Snapshot: after, Since: &before, Catalogue: catalogue,
		Period: "P7D", Days: tenantDays(after), Zones: score.Zones{Good: 80, Okay: 60}, Goal: &Goal{Percent: 95, By: "2027-06-30"},
		Warnings: attacks, Look: Look{Company: next(), Footer: next(), Accent: `red;}</style><script>`, Paper: PaperLetter},
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

func TestHostileTextInHTML(t *testing.T) {
	m := Build(hostileInput())
	page, err := HTML(m)
	if err != nil {
		t.Fatal(err)
	}
	checkMarkup(t, string(page), 1)
	if len(page) > 2_000_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
}

func TestHostileTextInMail(t *testing.T) {
	m := Build(hostileInput())
	for _, occasion := range []Occasion{Watching, Alert, Periodic} {
		letter, err := Mail(Message{Occasion: occasion, Model: m, News: &m.Account, Links: map[string]string{"html": "javascript:alert(1)", "pdf": "https://x.example/a?b=1&c=\"><script>"}})
		if err != nil {
			t.Fatal(err)
		}
		checkMarkup(t, letter.HTML, 0)
		checkCharacters(t, letter.Subject)
		if strings.ContainsAny(letter.Subject, "\r\n") {
			t.Errorf("the subject has a line break: %q", letter.Subject)
		}
		for line := range strings.Lines(letter.Text) {
			checkCharacters(t, strings.TrimSuffix(line, "\n"))
		}
	}
}

// checkMarkup reads a document as a browser does, and finds nothing that runs or
// leads anywhere but to the portal.
func checkMarkup(t *testing.T, text string, scripts int) {
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
				checkCharacters(t, n.Data)
			}
		}
	}
	if scripts != 0 {
		t.Errorf("%d scripts more than ours", -scripts)
	}
}

func checkAttribute(t *testing.T, element string, a html.Attribute) {
	t.Helper()
	checkCharacters(t, a.Val)
	ours := strings.HasPrefix(a.Val, "https://security.microsoft.com/") || strings.HasPrefix(a.Val, "#") || strings.HasPrefix(a.Val, "https://x.example/") && !strings.Contains(a.Val, "<")
	picture := strings.HasPrefix(a.Val, "cid:") || strings.HasPrefix(a.Val, "data:image/png;base64,")
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "srcset", a.Key == "srcdoc", a.Key == "formaction":
		t.Errorf("%s has the attribute %s", element, a.Key)
	case a.Key == "href" && !ours, a.Key == "src" && !picture:
		t.Errorf("%s leads to %q", element, a.Val)
	}
}

// checkCharacters finds what turns text around, hides it or moves a terminal.
func checkCharacters(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || mailInvisible(r) {
			t.Errorf("%U in %.60q", r, s)
			return
		}
	}
}

func TestHostileTextInCSV(t *testing.T) {
	m := Build(hostileInput())
	plan, err := PlanCSV(*m.Analysis.Plan)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := ChangesCSV(m.Account)
	if err != nil {
		t.Fatal(err)
	}
	actions, err := CSV(m)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"actions": actions, "changes": changes, "plan": plan} {
		data, found := bytes.CutPrefix(data, []byte("\ufeff"))
		if !found {
			t.Errorf("%s: no byte order mark", name)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil || len(rows) < 3 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		for _, row := range rows[1:] {
			for i, cell := range row {
				checkCharacters(t, cell)
				number := strings.Trim(cell, "-0123456789.") == ""
				if cell != "" && !number && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s: %s is a formula: %.40q", name, rows[0][i], cell)
				}
			}
		}
	}
}

func TestHostileTextInPDF(t *testing.T) {
	m := Build(hostileInput())
	d := readPDF(t, mustDraw(t, m, readable))
	checkPlacing(t, d, m.Look.paper())
	for _, u := range d.urls {
		if !strings.HasPrefix(u, PortalURL) {
			t.Errorf("linked to %q", u)
		}
	}
	for _, line := range strings.Split(string(d.listing()), "\n") {
		checkCharacters(t, line)
	}
}

// Every form is the same wherever and however often it is drawn.
func TestTheSameBytesEverywhere(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	forms := func() map[string][]byte {
		m := Build(mailSampleInput())
		letter, err := Mail(Message{Occasion: Periodic, Model: m, News: &m.Account})
		if err != nil {
			t.Fatal(err)
		}
		drawn := map[string][]byte{"subject": []byte(letter.Subject), "mail": []byte(letter.HTML), "text": []byte(letter.Text), "picture": letter.Pictures[0].Data}
		for name, draw := range map[string]func(Model) ([]byte, error){"pdf": PDF, "html": HTML, "csv": CSV} {
			if drawn[name], err = draw(m); err != nil {
				t.Fatal(err)
			}
		}
		return drawn
	}
	want := forms()
	for _, zone := range []*time.Location{time.FixedZone("west", -11*3600), time.FixedZone("east", 14*3600)} {
		time.Local = zone
		for name, data := range forms() {
			if !bytes.Equal(data, want[name]) {
				t.Errorf("%s differs in %s", name, zone)
			}
		}
	}
}

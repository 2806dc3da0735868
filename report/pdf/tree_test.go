package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

// Every document is tagged as PDF/UA-1 wants it. `make check-pdfua` has veraPDF
// check the same documents.
func TestTagged(t *testing.T) {
	for _, name := range reporttest.CaseNames() {
		for _, edition := range []report.Edition{report.Summary, report.Full} {
			t.Run(name+"/"+string(edition), func(t *testing.T) {
				t.Parallel()
				m := reporttest.Case(name)
				m.Edition = edition
				checkTagged(t, mustDrawEdition(t, m, readable), report.English)
			})
		}
	}
	for name, m := range map[string]portfolio.Model{
		"no tenant": portfolio.Build(portfolio.Input{Now: portfoliotest.Now}), "1 tenant": portfoliotest.Model(1),
		"12 tenants": portfoliotest.Model(12), "300 tenants": portfoliotest.Model(300), "hostile": portfoliotest.Hostile(),
	} {
		t.Run("portfolio of "+name, func(t *testing.T) {
			t.Parallel()
			checkTagged(t, drawnPortfolio(t, m), report.English)
		})
	}
}

func checkTagged(t *testing.T, data []byte, l report.Language) {
	t.Helper()
	d := readTree(t, data)
	for _, want := range []string{"/Lang(" + string(l) + ")", "/MarkInfo<</Marked true>>", "/DisplayDocTitle true"} {
		if !strings.Contains(d.catalog, want) {
			t.Errorf("the catalog lacks %s", want)
		}
	}
	metadata := d.objects[between(d.catalog, "/Metadata ", " 0 R")]
	if !strings.Contains(metadata, "<pdfuaid:part>1<") || between(metadata, `"x-default">`, "<") == "" {
		t.Errorf("the metadata lacks PDF/UA's part or the title: %s", metadata)
	}
	checkContent(t, d)
	checkHeadings(t, d)
	checkTables(t, d)
	checkLinks(t, d)
	for _, list := range d.root.all("L") {
		for _, item := range list.kids {
			if item.role != "LI" || len(item.all("LBody")) == 0 || d.textOf(item) == "" {
				t.Errorf("%s in a list: %s", item.role, d.textOf(item))
			}
		}
	}
	read := ""
	for _, n := range d.root.all("P", "Figure") {
		if n.role == "P" {
			read = d.textOf(n)
			continue
		}
		if n.text == "" || !strings.Contains(n.attributes, "/BBox[") {
			t.Errorf("a figure with the text %q and %s", n.text, n.attributes)
		}
		if strings.Contains(read, n.said()) {
			t.Errorf("a figure says %q again", n.said())
		}
	}
}

// checkContent fails unless each piece of each page is in the tree once, or an
// artifact, and the parent tree leads from it to its element.
func checkContent(t *testing.T, d *tree) {
	t.Helper()
	owner := map[string]string{}
	for _, n := range d.nodes {
		for _, m := range n.marks {
			if owner[m] != "" {
				t.Errorf("the mark %s is in two elements", m)
			}
			owner[m] = n.number
		}
	}
	parents := d.objects[between(d.objects[between(d.catalog, "/StructTreeRoot ", " 0 R")], "/ParentTree ", " 0 R")]
	for i, page := range d.pages {
		for _, fault := range d.content[i].faults {
			t.Errorf("page %d: %s", i+1, fault)
		}
		if key := fmt.Sprintf("/StructParents %d\n/Tabs/S\n", i); !strings.Contains(d.objects[page], key) {
			t.Errorf("page %d lacks %q", i+1, key)
		}
		var want strings.Builder
		for mark := range len(d.content[i].texts) {
			n := owner[fmt.Sprintf("%s %d", page, mark)]
			if n == "" {
				t.Fatalf("page %d: the mark %d is in no element", i+1, mark)
			}
			fmt.Fprintf(&want, "%s 0 R ", n)
			delete(owner, fmt.Sprintf("%s %d", page, mark))
		}
		if list := fmt.Sprintf("%d[%s]", i, want.String()); !strings.Contains(parents, list) {
			t.Errorf("page %d: the parent tree lacks %s", i+1, list)
		}
	}
	for mark := range owner {
		t.Errorf("the mark %s is on no page", mark)
	}
}

// checkHeadings fails unless the document begins with its title, and no level
// of its headings is left out.
func checkHeadings(t *testing.T, d *tree) {
	t.Helper()
	last := 0
	for i, h := range d.root.all("H1", "H2", "H3", "H4") {
		level := int(h.role[1] - '0')
		if level > last+1 || (i == 0) != (level == 1) || d.textOf(h) == "" {
			t.Errorf("heading %d has the level %d after %d: %q", i+1, level, last, d.textOf(h))
		}
		last = level
	}
	if last == 0 {
		t.Error("no heading")
	}
}

// checkTables fails unless each table begins with a row of heads for columns,
// and has as many cells in every other row, one of which is the row's head.
func checkTables(t *testing.T, d *tree) {
	t.Helper()
	for _, table := range d.root.all("Table") {
		columns := len(table.kids[0].kids)
		for i, row := range table.kids {
			kinds := map[string]int{}
			for _, cell := range row.kids {
				kinds[cell.role+cell.attributes]++
			}
			want := map[string]int{"TH/A<</O/Table/Scope/Row>>": 1, "TD": columns - 1}
			if i == 0 {
				want = map[string]int{"TH/A<</O/Table/Scope/Column>>": columns}
			}
			if diff := cmp.Diff(want, kinds); diff != "" {
				t.Errorf("cells of row %d (-want +got):\n%s", i, diff)
			}
			if row.role != "TR" || len(row.kids) != columns || len(table.kids) < 2 {
				t.Errorf("row %d of %d is %s with %d cells of %d", i, len(table.kids), row.role, len(row.kids), columns)
			}
		}
	}
}

// checkLinks fails unless each link has a text and a rectangle that says so,
// and each leads to the other.
func checkLinks(t *testing.T, d *tree) {
	t.Helper()
	parents := d.objects[between(d.objects[between(d.catalog, "/StructTreeRoot ", " 0 R")], "/ParentTree ", " 0 R")]
	links := map[string]bool{}
	for _, n := range d.root.all("Link") {
		if d.textOf(n) == "" || len(n.links) == 0 {
			t.Errorf("a link with the text %q leads to %d places", d.textOf(n), len(n.links))
		}
		for _, link := range n.links {
			annotation := d.objects[link]
			key := between(annotation, "/StructParent ", "/")
			if !strings.Contains(parents, fmt.Sprintf("%s %s 0 R ", key, n.number)) {
				t.Errorf("the parent tree leads from the link %s elsewhere", link)
			}
			if between(annotation, "/Contents(", ")") == "" {
				t.Errorf("a link says nothing: %s", annotation)
			}
			links[link] = true
		}
	}
	for _, page := range d.pages {
		for link := range strings.SplitSeq(strings.TrimSuffix(between(d.objects[page], "/Annots[", "]"), " 0 R "), " 0 R ") {
			if link != "" && !links[link] {
				t.Errorf("the annotation %s is in no element", link)
			}
			delete(links, link)
		}
	}
	for link := range links {
		t.Errorf("the link %s is on no page", link)
	}
}

// In another language than English each word of Microsoft's is marked as
// English, wherever it stands. An English document has no marks.
func TestMicrosoftsWordsAreMarked(t *testing.T) {
	in := reporttest.Marked()
	for _, l := range report.Languages {
		for _, edition := range []report.Edition{report.Summary, report.Full} {
			in.Locale, in.Edition = in.Locale.In(l), edition
			for name, filter := range map[string]report.Filter{
				"all": {}, "filtered": {Categories: []string{in.Snapshot.Controls[0].Category}},
			} {
				t.Run(fmt.Sprintf("%s %s %s", l, edition, name), func(t *testing.T) {
					in.Filter = filter
					data := mustDrawEdition(t, report.Build(in), readable)
					checkTagged(t, data, l)
					checkMarked(t, readTree(t, data), l)
				})
			}
		}
	}
}

func checkMarked(t *testing.T, d *tree, l report.Language) {
	t.Helper()
	found := 0
	for _, n := range d.nodes {
		own := *n
		own.kids = nil
		language := n.language
		for p := n.parent; p != nil && language == ""; p = p.parent {
			language = p.language
		}
		for word := range strings.FieldsSeq(d.textOf(&own)) {
			foreign := strings.Contains(word, reporttest.Foreign)
			if foreign {
				found++
			}
			if foreign && l != report.English && language == "" {
				t.Errorf("%s: %q in %s %q is not marked as English", l, word, n.role, d.textOf(&own))
			}
			// An action without a title has its id, and a cut word lacks its end.
			if !foreign && language != "" && strings.ContainsFunc(word, unicode.IsLetter) && !strings.ContainsAny(word, "_…") {
				t.Errorf("%s: %q in %s %q is marked as %s", l, word, n.role, d.textOf(&own), language)
			}
		}
	}
	if found < 100 {
		t.Errorf("%s: %d words of Microsoft's", l, found)
	}
}

// What is read makes sense without the page: no sign repeats a word, and no
// column lacks a head.
func TestReadAloud(t *testing.T) {
	m := reporttest.Case("sample")
	m.Edition = report.Full
	for name, data := range map[string][]byte{
		"summary": mustDrawEdition(t, reporttest.Case("sample"), readable), "full": mustDrawEdition(t, m, readable),
		"portfolio": drawnPortfolio(t, portfoliotest.Model(12)),
	} {
		d := readTree(t, data)
		for _, n := range d.root.all("H1", "H2", "H3", "H4", "P", "LBody", "TH", "TD") {
			if text := d.textOf(n); n.said() == "" && strings.ContainsAny(text, "▲▼◆●×~") && len(n.all("Span")) == 0 {
				t.Errorf("%s: a sign is read in %s %q", name, n.role, text)
			}
		}
		for _, head := range d.root.all("TH") {
			if strings.Contains(head.attributes, "Column") && d.textOf(head) == "" && len(head.all("Span")) == 0 {
				t.Errorf("%s: a column has no head", name)
			}
		}
	}
}

// The texts of a cell are paragraphs: nobody sees that one begins below the
// other.
func TestTextsOfACell(t *testing.T) {
	d := readTree(t, mustDrawFull(t, reporttest.Case("sample"), readable))
	for _, head := range d.root.all("TH") {
		if strings.HasPrefix(d.textOf(head), "Identity") {
			if len(head.kids) != 2 || d.textOf(head.kids[0]) != "Identity" || head.kids[0].role != "P" {
				t.Errorf("the category is read as %s", d.outline(head, ""))
			}
			return
		}
	}
	t.Error("no category Identity")
}

// The headings of a report are its title, those of the first page, and its
// sections.
func TestHeadings(t *testing.T) {
	for _, edition := range []report.Edition{report.Summary, report.Full} {
		m := reporttest.Tenant()
		m.Edition = edition
		data := mustDrawEdition(t, m, readable)
		want := []string{"Contoso", "The last 90 days", "Why the score changed", "What to do first"}
		for _, title := range readPDF(t, data).bookmarks[1:] {
			if first := title[0]; first < '0' || first > '9' { // those with a number are actions
				want = append(want, title)
			}
		}
		d := readTree(t, data)
		var got []string
		for _, h := range d.root.all("H1", "H2") {
			got = append(got, d.textOf(h))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", edition, diff)
		}
	}
}

// The running heads and feet, and what a page repeats of a table, are not read.
func TestArtifacts(t *testing.T) {
	d := readTree(t, mustDrawFull(t, reporttest.Tenant(), readable))
	repeated := 0
	for i, c := range d.content {
		if !slices.ContainsFunc(c.artifacts, func(s string) bool { return s == fmt.Sprintf("Page %d ", i+1) }) {
			t.Errorf("page %d has its number elsewhere", i+1)
		}
		if slices.Contains(c.artifacts, "Action ") {
			repeated++
		}
	}
	if repeated == 0 {
		t.Error("no head of a table is repeated")
	}
}

// What is drawn from right to left, or as □ for want of a font, is read as it
// is written.
func TestReadAsWritten(t *testing.T) {
	m := reporttest.Tenant()
	m.Tenant = "שלום 日本"
	d := readTree(t, mustDrawEdition(t, m, readable))
	title := d.root.all("H1")[0]
	if got, want := d.textOf(title), "םולש □□"; got != want {
		t.Errorf("drawn %q, want %q", got, want)
	}
	spans := title.all("Span")
	if len(spans) != 1 {
		t.Fatalf("%d spans", len(spans))
	}
	if got := spans[0].said(); got != m.Tenant {
		t.Errorf("read %q, want %q", got, m.Tenant)
	}
}

// The guidance is read as it is set: the actions of a task below it, steps as
// lists within lists, and what is shared as a note.
func TestGuidanceIsTagged(t *testing.T) {
	m := reporttest.Tenant()
	open := slices.DeleteFunc(slices.Clone(m.Actions), func(a report.Action) bool { return !a.Recommended() || a.Outside })
	m.Actions = open[:5]
	for i := range m.Actions {
		a := &m.Actions[i]
		a.Title, a.Place, a.Description = fmt.Sprintf("Title %d", i), max(1, i),
			fmt.Sprintf("<p>Reason %d.</p><p>A sentence that several actions share, and that is long enough.</p>", i)
		a.Remediation = fmt.Sprintf("<ol><li>Open page %d.<ul><li>Choose one.</li><li>Choose two.</li></ul></li>"+
			"<li>Save.</li></ol><p>Then wait.</p>", i/4)
	}
	data := mustDrawFull(t, m, readable)
	checkTagged(t, data, report.English)
	d := readTree(t, data)
	outline := d.outline(d.root, "")
	_, outline, _ = strings.Cut(outline, "H2 Why and how\n")
	outline, _, _ = strings.Cut(outline, "\n  H2")
	reporttest.Golden(t, "guidance-tree.txt", []byte(outline))
}

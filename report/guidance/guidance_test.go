package guidance

import (
	"html"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/plaintext"
)

func TestPassages(t *testing.T) {
	para := func(texts ...string) []Passage {
		var list []Passage
		for _, text := range texts {
			list = append(list, Passage{Text: text})
		}
		return list
	}
	for _, c := range []struct {
		name, html string
		want       []Passage
	}{
		{"nothing", "", nil},
		{"plain", "Turn it on.", para("Turn it on.")},
		{"says nothing", " <p>Unknown.</p>", nil},
		{"a dash", "-", nil},
		{"unclosed paragraphs", "<p>One<p>Two", para("One", "Two")},
		{"blanks", "\r\n\t<p> A&nbsp;b\u202f c </p>", para("A b c")},
		{"words stay apart and whole", "a <b>b</b>c<i> d</i>", para("a bc d")},
		{"a placeholder", "Connect to <DomainName> now.", para("Connect to <DomainName> now.")},
		{"placeholders that are names of attributes", "Set <Name> to <Value>.", para("Set <Name> to <Value>.")},
		{"a sentence broken by hand", "Select the<br>setting and<br> save.<br>Then wait",
			para("Select the setting and save.", "Then wait")},
		{"no sentence", "One:<br>two<br><br>Three.<br>four", para("One:", "two", "Three.", "four")},
		{"no placeholder", "a<foo onclick='x()'>b<o:p>c</o:p>", para("abc")},
		{"escaped twice", "&amp;lt;b&amp;gt;", para("&lt;b&gt;")},
		{"script", "a<script>alert(1)</script><style>p{}</style><svg onload=x><text>no</text></svg>b", para("ab")},
		{"comment", "a<!-- b -->c", para("ac")},
		{"links", `<a href="javascript:alert(1)" onclick="x()">Open</a> <a href='https://x.example/'>the page</a>`,
			para("Open the page")},
		{"control and direction", "a\x00\u202eb\x1b[31m", para("ab[31m")},
		{"steps", "<ol><li>One</li><li>Two</ol>After", []Passage{{"1.", 0, "One"}, {"2.", 0, "Two"}, {"", 0, "After"}}},
		{"start", "<ol start='4'><li>Four<li>Five</ol>", []Passage{{"4.", 0, "Four"}, {"5.", 0, "Five"}}},
		{"hostile start", "<ol start='-9999999999999999999'><li>One</ol>", []Passage{{"1.", 0, "One"}}},
		{"nested", "<ol><li>One<ul><li>Dot</ul><li>Two<ol><li>A<ol><li>Deep</ol></ol></ol>", []Passage{
			{"1.", 0, "One"}, {"•", 1, "Dot"}, {"2.", 0, "Two"}, {"a.", 1, "A"}, {"1.", 2, "Deep"},
		}},
		{"goes on within an item", "<ol><li>One<br>More</li></ol>", []Passage{{"1.", 0, "One"}, {"", 1, "More"}}},
		{"number written twice", "<ol><li>1. One</li><li>2.Two</li></ol>",
			[]Passage{{"1.", 0, "One"}, {"2.", 0, "Two"}}},
		{"numbered by hand", "Do:<br> 1. One.<br> 2. Two<br>3.Three",
			[]Passage{{"", 0, "Do:"}, {"1.", 0, "One."}, {"2.", 0, "Two"}, {"3.", 0, "Three"}}},
		{"lines", "1. One\r\n2) Two\n", []Passage{{"1.", 0, "One"}, {"2.", 0, "Two"}}},
		{"in one line", "Do this: 1. One. 2. Two.", []Passage{{"", 0, "Do this:"}, {"1.", 0, "One."},
			{"2.", 0, "Two."}}},
		{"two lists", "1. A<br>2. B<br>1. C<br>2. D", []Passage{{"1.", 0, "A"}, {"2.", 0, "B"}, {"1.", 0, "C"},
			{"2.", 0, "D"}}},
		{"no steps", "<p>10.0.0.1 is next.<p>2.5 percent<p>1. alone",
			para("10.0.0.1 is next.", "2.5 percent", "1. alone")},
		{"versions", "Install 1. Then version 2. Done.", para("Install 1. Then version 2. Done.")},
		{"bullets by hand", "- one<br>- two", []Passage{{"•", 0, "one"}, {"•", 0, "two"}}},
		{"table", "<table><tr><th>A<th>B<tr><td>1<td>2</table>", para("A · B", "1 · 2")},
		{"code", "<pre>Get-One\nSet-Two</pre>", para("Get-One", "Set-Two")},
		{"item outside a list", "<li>One", []Passage{{"•", 0, "One"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Parse(c.html), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Too much text is cut with a "…" and takes no time: tags without end, a
// megabyte of text, lists within lists.
func TestPassagesOfTooMuch(t *testing.T) {
	for name, html := range map[string]string{
		"text":  strings.Repeat("word ", 1<<18),
		"items": "<ol>" + strings.Repeat("<li>x", 1<<18),
		"deep":  strings.Repeat("<ul><li>", 1<<17) + "x",
		"marks": strings.Repeat("\u0301", 1<<19),
	} {
		t.Run(name, func(t *testing.T) {
			list := Parse(html)
			checkPassages(t, list)
			if name == "text" || name == "items" {
				if len(list) == 0 || !strings.HasSuffix(list[len(list)-1].Text, "…") {
					t.Errorf("%d passages, and the last does not say that there is more", len(list))
				}
			}
		})
	}
}

func checkPassages(t *testing.T, list []Passage) {
	t.Helper()
	runes := 0
	for _, p := range list {
		runes += utf8.RuneCountInString(p.Text)
		if p.Text == "" || p.Text != plaintext.Clean(p.Text) || !utf8.ValidString(p.Text) ||
			strings.ContainsFunc(p.Text, unicode.IsControl) {
			t.Errorf("passage %q", p.Text)
		}
		if p.Depth < 0 || p.Depth > deepest || len(p.Mark) > 4 {
			t.Errorf("passage %+v", p)
		}
	}
	if len(list) > mostPassages+1 || runes > 2*mostRunes+1 {
		t.Errorf("%d passages of %d characters", len(list), runes)
	}
}

func FuzzPassages(f *testing.F) {
	for _, seed := range []string{
		"<p>One<p>Two", "1. A<br>2. B", "<ol><li>1. x<ul><li>y</ol>", "Do: 1. A. 2. B. 3. C",
		"<DomainName> &amp;lt;", "<svg><a>", "</ul></ol></li>", "\xff\u202e", "· · 0", "\x01<Td>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		list := Parse(source)
		checkPassages(t, list)
		// One paragraph stays one when it is written as HTML.
		if len(list) == 1 && list[0].Mark == "" && len(list[0].Text) < mostRunes {
			again := Parse(html.EscapeString(list[0].Text))
			if len(again) != 1 || again[0].Mark == "" && again[0].Text != list[0].Text {
				t.Errorf("%q became %+v", list[0].Text, again)
			}
		}
	})
}

func BenchmarkPassages(b *testing.B) {
	text := "<p>Open&nbsp;the page:</p><ol>" +
		strings.Repeat("<li>Select <b>Settings</b>, then <i>Save</i>.</li>", 12) + "</ol>"
	b.ReportAllocs()
	for b.Loop() {
		Parse(text)
	}
}

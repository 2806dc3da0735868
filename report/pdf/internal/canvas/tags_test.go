package canvas

import (
	"image/color"
	"os"
	"regexp"
	"strings"
	"testing"
)

func newDoc(t *testing.T) *Doc {
	t.Helper()
	file, err := os.ReadFile("../../../draw/fonts/Inter-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	d := New(Options{Width: 200, Height: 100, Fonts: map[string][]byte{"Inter": file}, Title: "A & B", Language: "en"})
	d.AddPage()
	return d
}

func (d *Doc) say(text string) { d.Text("Inter", 10, color.Black, 10, 10, text) }

// What a reader could not make sense of makes the document fail.
func TestUntagged(t *testing.T) {
	for _, c := range []struct {
		name, want string
		draw       func(d *Doc)
	}{
		{"text without a part", "in no part of the document for text, but in Document", func(d *Doc) { d.say("text") }},
		{"text in a row", "but in TR", func(d *Doc) {
			d.Begin(Row)
			d.say("text")
			d.End()
		}},
		{"a part without an end", "has no end", func(d *Doc) { d.Begin(Paragraph) }},
		{"an end too many", "that did not begin", func(d *Doc) { d.End() }},
		{"a figure without a text", "no text that stands for it", func(d *Doc) {
			d.BeginFigure("", 0, 0, 10, 10)
			d.End()
		}},
		{"a rectangle without a link", "without a link", func(d *Doc) {
			d.Begin(Paragraph)
			d.URL(0, 0, 10, 10, "https://contoso.example")
			d.End()
		}},
		{"a link to nowhere", `the link "see" leads nowhere`, func(d *Doc) {
			d.BeginLink("see")
			d.say("see")
			d.GoTo(0, 0, 10, 10, d.Target())
			d.End()
		}},
		{"a group resumed in another part", "resumed inside", func(d *Doc) {
			e := d.Reserve()
			d.Begin(Paragraph)
			d.Resume(e)
			d.End()
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDoc(t)
			c.draw(d)
			if _, err := d.Bytes(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// What is drawn last is read where its place was reserved, a paragraph goes on
// over pages, and an artifact is in no element, whatever begins in it.
func TestElements(t *testing.T) {
	d := newDoc(t)
	first := d.Reserve()
	d.Begin(Group) // nothing is drawn in it
	d.End()
	d.Begin(Paragraph)
	d.say("one page")
	d.AddPage()
	d.say("another")
	d.End()
	d.BeginArtifact(PageHead)
	d.Begin(Heading)
	d.say("head")
	d.End()
	d.End()
	d.OnPage(1, func() {
		d.Resume(first)
		d.Begin(Heading)
		d.say("heading")
		d.End()
		d.End()
	})
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<</S/Document/P 10 0 R /K\[14 0 R 15 0 R \]>>`,
		`<</S/Div/P 16 0 R /K\[13 0 R \]>>`,
		`<</S/H2/P 14 0 R /Pg 3 0 R /K 1>>`,
		`<</S/P/P 16 0 R /Pg 3 0 R /K\[0 <</Type/MCR/Pg 5 0 R/MCID 0>>\]>>`,
		`/Nums\[0\[15 0 R 13 0 R \]1\[15 0 R \]\]`,
		`/Artifact<</Type/Pagination/Subtype/Header>>BDC\n`,
		`<rdf:li xml:lang="x-default">A &amp; B<`,
	} {
		if !regexp.MustCompile(want).Match(data) {
			t.Errorf("the document lacks %s", want)
		}
	}
}

package canvas

import (
	"slices"
	"strconv"
	"strings"
)

// Role is what a part of a document is to a reader who does not see it. The
// values are standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4), and
// behind the head of a table what it is the head of.
type Role string

// The roles. Text can be in those of text only: a row holds cells, and a cell
// the text.
const (
	Group         Role = "Div"
	Title         Role = "H1" // of the document
	Heading       Role = "H2"
	Subheading    Role = "H3"
	Minor         Role = "H4" // the heading below a subheading
	Paragraph     Role = "P"
	List          Role = "L"
	Item          Role = "LI"
	Label         Role = "Lbl"   // of an item: its number or bullet
	Body          Role = "LBody" // of an item
	Table         Role = "Table"
	Row           Role = "TR"
	ColumnHead    Role = "TH/Column"
	RowHead       Role = "TH/Row"
	Cell          Role = "TD"
	Contents      Role = "TOC"
	ContentsEntry Role = "TOCI"
	Reference     Role = "Reference" // of an entry of the contents: its link

	link   Role = "Link"
	span   Role = "Span"
	figure Role = "Figure"
)

// tag is the structure type.
func (r Role) tag() string {
	tag, _, _ := strings.Cut(string(r), "/")
	return tag
}

// ofText are the roles that text can be in.
var ofText = []Role{Title, Heading, Subheading, Minor, Paragraph, Label, Body, ColumnHead, RowHead, Cell,
	link, span, figure}

// Artifact is what a part of a page is that is not read aloud, as the operator
// that begins it.
type Artifact string

// The artifacts of text. Rules, grounds and other pictures outside a figure are
// artifacts without being called so.
const (
	PageHead Artifact = "/Artifact<</Type/Pagination/Subtype/Header>>BDC"
	PageFoot Artifact = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC"
	Repeated Artifact = "/Artifact<</Type/Pagination>>BDC" // what a page repeats of the one before
	Unread   Artifact = "/Artifact BMC"                    // what the text beside it says, as a bar beside its number
)

// Element is a part of the document.
type Element struct {
	role     Role
	artifact Artifact // empty for what is read
	parent   *Element
	text     string     // in place of a figure, of a span or of a link's address
	language string     // of a span; empty for the document's
	box      [4]float64 // of a figure, in PDF's coordinates
	kids     []kid
	number   int // of its object, when the document is written
}

// kid is one thing in an element: another one, a link's rectangle, or content
// of a page.
type kid struct {
	element    *Element
	link       *area
	page, mark int
}

// tags are the elements of a document while it is drawn.
type tags struct {
	root  *Element
	open  *Element     // what is drawn belongs to it
	inked *Element     // whose content is open on the current page; nil for none
	marks [][]*Element // by page, from 0: whose content each mark is
}

var ground = &Element{artifact: Unread}

func newTags() tags {
	root := &Element{role: "Document"}
	return tags{root: root, open: root}
}

// Begin begins a part of the document within the one that is open: what is
// drawn up to its End belongs to it. It may go over pages. The order in which
// parts begin is the order in which they are read.
func (d *Doc) Begin(r Role) { d.begin(&Element{role: r}) }

// BeginFigure begins a figure, with the text that stands for it and the
// rectangle whose top left corner is x, y.
func (d *Doc) BeginFigure(text string, x, y, w, h float64) {
	d.begin(&Element{role: figure, text: text, box: [4]float64{x, d.height - y - h, x + w, d.height - y}})
	if text == "" {
		d.f.SetErrorf("a figure has no text that stands for it")
	}
}

// BeginLink begins a link, whose text in plain words is given for readers that
// list links. URL and GoTo within it say where it leads.
func (d *Doc) BeginLink(text string) { d.begin(&Element{role: link, text: text}) }

// BeginSpan begins a piece of text that is drawn otherwise than it is read,
// such as one from right to left.
func (d *Doc) BeginSpan(text string) { d.begin(&Element{role: span, text: text}) }

// BeginForeign begins a piece of text in another language than the document's,
// given as a BCP 47 tag.
func (d *Doc) BeginForeign(language string) { d.begin(&Element{role: span, language: language}) }

// BeginArtifact begins what is no part of the document, whatever begins in it.
func (d *Doc) BeginArtifact(a Artifact) { d.begin(&Element{artifact: a}) }

// Reserve makes a group at this place that is drawn later, with Resume.
func (d *Doc) Reserve() *Element {
	d.Begin(Group)
	e := d.tags.open
	d.End()
	return e
}

// Resume opens a reserved group, up to its End.
func (d *Doc) Resume(e *Element) {
	if d.tags.open != e.parent {
		d.f.SetErrorf("a reserved group is resumed inside another part of the document")
	}
	d.tags.open = e
}

// End ends what was begun last.
func (d *Doc) End() {
	if d.tags.open.parent == nil {
		d.f.SetErrorf("a part of the document ends that did not begin")
		return
	}
	d.tags.open = d.tags.open.parent
}

func (d *Doc) begin(e *Element) {
	e.parent = d.tags.open
	if e.parent.artifact != "" {
		e.artifact = e.parent.artifact
	}
	if e.artifact == "" {
		e.parent.kids = append(e.parent.kids, kid{element: e})
	}
	d.tags.open = e
}

// tagText gives the text that comes next to the open element.
func (d *Doc) tagText(text string) {
	e := d.tags.open
	if e.artifact == "" && !slices.Contains(ofText, e.role) {
		d.f.SetErrorf("the text %q is in no part of the document for text, but in %s", text, e.role)
		return
	}
	d.tag(e)
}

// tagInk gives what is drawn next, other than text, to the open figure. Outside
// one it is an artifact.
func (d *Doc) tagInk() {
	if e := d.tags.open; e.artifact != "" || e.role == figure {
		d.tag(e)
		return
	}
	d.tag(ground)
}

// tag makes the content of the page that comes next an element's, with a mark
// that the structure refers to. Content that follows needs no other mark.
func (d *Doc) tag(e *Element) {
	if on := d.tags.inked; on == e || on != nil && on.artifact != "" && on.artifact == e.artifact {
		return
	}
	d.untag()
	d.tags.inked = e
	if e.artifact != "" {
		d.f.RawWriteStr(string(e.artifact))
		return
	}
	page := d.f.PageNo()
	marks := &d.tags.marks[page-1]
	e.kids = append(e.kids, kid{page: page, mark: len(*marks)})
	d.f.RawWriteStr("/" + e.role.tag() + "<</MCID " + strconv.Itoa(len(*marks)) + ">>BDC")
	*marks = append(*marks, e)
}

// untag ends the content of an element, as before another page.
func (d *Doc) untag() {
	if d.tags.inked != nil {
		d.f.RawWriteStr("EMC")
		d.tags.inked = nil
	}
}

package canvas

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The structure of a document as PDF/UA-1 wants it (ISO 14289-1): the tree of
// its elements, where each piece of a page finds its element, and what the
// document says of itself. gofpdf knows none of it.

// pageObject is the number of a page's object, as gofpdf gives them.
func pageObject(page int) int { return 1 + 2*page }

// structure writes the objects of a document's tree.
type structure struct {
	doc      *Doc
	w        *writer
	elements []*Element // those that hold something, parents first
	areas    []*area    // of all pages, in order
	tree     int        // number of the object of the root
	parents  int        // number of the object of the parent tree
	metadata int        // number of the object of the metadata
}

// newStructure gives each object of the tree its number.
func newStructure(d *Doc, w *writer) *structure {
	s := &structure{doc: d, w: w, tree: w.reserve(1), parents: w.reserve(1), metadata: w.reserve(1)}
	s.collect(d.tags.root)
	for _, page := range d.areas {
		for _, a := range page {
			a.number = w.reserve(1)
			s.areas = append(s.areas, a)
		}
	}
	return s
}

var cells = []Role{ColumnHead, RowHead, Cell}

// collect lists an element and what is in it, and says whether there is
// anything: what nothing was drawn in is left out, but for the document and for
// a cell, without which a row has too few.
func (s *structure) collect(e *Element) bool {
	at := len(s.elements)
	s.elements = append(s.elements, e)
	kids := e.kids[:0]
	for _, k := range e.kids {
		if k.element == nil || s.collect(k.element) {
			kids = append(kids, k)
		}
	}
	if e.kids = kids; len(kids) == 0 && e.parent != nil && !slices.Contains(cells, e.role) {
		s.elements = s.elements[:at]
		return false
	}
	e.number = s.w.reserve(1)
	return true
}

// catalog is what the document's catalog says of the structure.
func (s *structure) catalog() string {
	return fmt.Sprintf("/Lang%s\n/MarkInfo<</Marked true>>\n/ViewerPreferences<</DisplayDocTitle true>>\n"+
		"/StructTreeRoot %d 0 R\n/Metadata %d 0 R\n", literal(s.doc.about.Language), s.tree, s.metadata)
}

// page is what a page says of the structure. The number of a page is its key in
// the parent tree.
func (s *structure) page(n int) []byte {
	b := fmt.Appendf(nil, "/StructParents %d\n/Tabs/S\n/Annots[", n-1)
	for _, a := range s.doc.areas[n-1] {
		b = reference(b, a.number)
	}
	return append(b, "]\n"...)
}

// write writes the tree, the links and the metadata.
func (s *structure) write() error {
	const usual = 100 // bytes of an object
	pack := s.w.pack(usual * (len(s.elements) + len(s.areas)))
	pack.add(s.tree, fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		s.doc.tags.root.number, s.parents, len(s.doc.tags.marks)+len(s.areas)))
	pack.add(s.parents, s.parentTree())
	var object []byte
	for _, e := range s.elements {
		object = s.element(object[:0], e)
		pack.add(e.number, object)
	}
	for i, a := range s.areas {
		annotation, err := s.doc.annotation(a, len(s.doc.tags.marks)+i)
		if err != nil {
			return err
		}
		pack.add(a.number, annotation)
	}
	if err := pack.close(); err != nil {
		return err
	}
	about := s.doc.about.metadata()
	s.w.begin(s.metadata)
	fmt.Fprintf(&s.w.out, "<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(about), about)
	return nil
}

// parentTree leads from the marks of each page, and from each link, to their
// elements.
func (s *structure) parentTree() []byte {
	b := []byte("<</Nums[")
	for page, marks := range s.doc.tags.marks {
		b = append(strconv.AppendInt(b, int64(page), 10), '[')
		for _, e := range marks {
			b = reference(b, e.number)
		}
		b = append(b, ']')
	}
	for i, a := range s.areas {
		b = append(strconv.AppendInt(b, int64(len(s.doc.tags.marks)+i), 10), ' ')
		b = reference(b, a.of.number)
	}
	return append(b, "]>>"...)
}

// element appends the object of an element.
func (s *structure) element(b []byte, e *Element) []byte {
	parent, page := s.tree, 0
	if e.parent != nil {
		parent = e.parent.number
	}
	for _, k := range e.kids {
		if k.page > 0 {
			page = k.page
			break
		}
	}
	b = append(append(append(b, "<</S/"...), e.role.tag()...), "/P "...)
	b = reference(b, parent)
	if page > 0 {
		b = reference(append(b, "/Pg "...), pageObject(page))
	}
	switch e.role {
	case ColumnHead, RowHead:
		b = append(b, "/A<</O/Table/Scope"+strings.TrimPrefix(string(e.role), e.role.tag())+">>"...)
	case span:
		if e.text != "" {
			b = append(b, "/ActualText"+textString(e.text)...)
		}
		if e.language != "" {
			b = append(b, "/Lang"+textString(e.language)...)
		}
	case figure:
		b = append(b, "/A<</O/Layout/BBox"+rectangle(e.box)+">>/Alt"+textString(e.text)...)
	}
	if len(e.kids) == 1 && e.kids[0].page == page && e.kids[0].link == nil && e.kids[0].element == nil {
		return append(strconv.AppendInt(append(b, "/K "...), int64(e.kids[0].mark), 10), ">>"...) // as of most cells
	}
	b = append(b, "/K["...)
	for _, k := range e.kids {
		b = k.append(b, page)
	}
	return append(b, "]>>"...)
}

// append appends a kid of an element whose content is on a page.
func (k kid) append(b []byte, page int) []byte {
	if k.element != nil {
		return reference(b, k.element.number)
	}
	if k.link == nil && k.page == page {
		return append(strconv.AppendInt(b, int64(k.mark), 10), ' ')
	}
	on := pageObject(k.page)
	if k.link != nil {
		return fmt.Appendf(b, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", on, k.link.number)
	}
	return fmt.Appendf(b, "<</Type/MCR/Pg %d 0 R/MCID %d>>", on, k.mark)
}

// metadata is what the document says of itself in XMP, where PDF/UA looks for
// the title and for its own name.
// https://pdfa.org/resource/iso-14289-pdfua/
func (o Options) metadata() string {
	escaped := func(text string) string {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
		return b.String()
	}
	made := o.made().Format(time.RFC3339)
	return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" ` +
		`xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` + "\n" +
		"<pdfuaid:part>1</pdfuaid:part>\n" +
		`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escaped(o.Title) + "</rdf:li></rdf:Alt></dc:title>\n" +
		`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + escaped(o.Subject) +
		"</rdf:li></rdf:Alt></dc:description>\n" +
		"<dc:creator><rdf:Seq><rdf:li>" + escaped(o.Author) + "</rdf:li></rdf:Seq></dc:creator>\n" +
		"<pdf:Keywords>" + escaped(o.Keywords) + "</pdf:Keywords>\n" +
		"<pdf:Producer>" + escaped(o.Creator) + "</pdf:Producer>\n" +
		"<xmp:CreatorTool>" + escaped(o.Creator) + "</xmp:CreatorTool>\n" +
		"<xmp:CreateDate>" + made + "</xmp:CreateDate>\n<xmp:ModifyDate>" + made + "</xmp:ModifyDate>\n" +
		"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
}

// reference appends an object by its number.
func reference(b []byte, number int) []byte {
	return append(strconv.AppendInt(b, int64(number), 10), " 0 R "...)
}

func rectangle(box [4]float64) string {
	return fmt.Sprintf("[%.2f %.2f %.2f %.2f]", box[0], box[1], box[2], box[3])
}

// textString is a text outside a page.
func textString(text string) string {
	for _, r := range text {
		if r < ' ' || r > '~' {
			return literal(byteOrderMark + encoded(text))
		}
	}
	return literal(text)
}

var escapes = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", `\r`)

// literal are bytes as a string of PDF's.
func literal(text string) string { return "(" + escapes.Replace(text) + ")" }

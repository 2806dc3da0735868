package report

import (
	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report/internal/pdf"
)

// sheet is a document while it is drawn, from the top of a page downwards.
type sheet struct {
	Locale
	doc    *pdf.Doc
	set    *typesetter
	m      Model
	paper  paper
	tenant string // clean
	y      float64
	parts  []*pdfPart
}

// right is where the content ends on the right.
func (s *sheet) right() float64 { return s.paper.width - marginSide }

// newPage starts a page that has a running head.
func (s *sheet) newPage() {
	s.doc.AddPage()
	s.y = marginTop
}

// need starts a page unless so much room is left on this one.
func (s *sheet) need(height float64) {
	if s.y+height > s.paper.bottom() {
		s.newPage()
	}
}

// write draws text with its baseline at y. Text has to be clean: what comes from
// Microsoft goes through wrap, fit or plainText first.
func (s *sheet) write(l lettering, x, y float64, text string) float64 {
	runs, width := s.set.runs(l, text)
	for _, r := range runs {
		s.doc.Text(r.face.name, l.size, l.ink, x+r.x, y, r.text)
	}
	return width
}

func (s *sheet) writeRight(l lettering, x, y float64, text string) {
	s.write(l, x-s.set.width(l, text), y, text)
}

// baseline is where a line's baseline lies below its top.
func (l lettering) baseline() float64 { return l.leading/2 + l.size*capHeight/2 }

// lines draws lines from the top at y and returns where they end.
func (s *sheet) lines(l lettering, x, y float64, lines []string) float64 {
	for _, line := range lines {
		s.write(l, x, y+l.baseline(), line)
		y += l.leading
	}
	return y
}

// paragraph draws text over the full width at the current place, over as many
// pages as it takes, never leaving a single line behind or sending one ahead.
func (s *sheet) paragraph(l lettering, text string) {
	s.indented(l, 0, text)
}

func (s *sheet) indented(l lettering, indent float64, text string) {
	lines := s.set.wrap(l, text, s.paper.content()-indent, 0)
	for i, line := range lines {
		keep := 1
		if left := len(lines) - i; i == 0 || left == 2 {
			keep = min(2, left)
		}
		s.need(float64(keep) * l.leading)
		s.write(l, marginSide+indent, s.y+l.baseline(), line)
		s.y += l.leading
	}
}

// begin starts a section: its heading, bookmark and target, with room for at
// least so much of what follows.
func (s *sheet) begin(title string, follows float64) {
	if s.y > marginTop {
		s.y += space5
	}
	s.need(headingType.leading + space2 + follows)
	part := s.part(title)
	part.page = s.doc.Pages()
	s.doc.Place(part.target, s.y-space2)
	s.write(headingType, marginSide, s.y+headingType.baseline(), title)
	s.doc.Bookmark(title, s.y-space2)
	s.y += headingType.leading + space1
}

// subhead is a smaller heading that is not in the contents.
func (s *sheet) subhead(title string, follows float64) {
	s.need(subheadType.leading + follows)
	s.write(subheadType, marginSide, s.y+subheadType.baseline(), title)
	s.y += subheadType.leading + 1
}

// chart draws a chart with its upper left corner at x, y.
func (s *sheet) chart(c chart, x, y, w, h float64) {
	c.draw(s.doc.Canvas(x, y, h), vg.Point{X: vg.Length(w), Y: vg.Length(h)})
}

// web makes a rectangle a link, if the address is one to follow.
func (s *sheet) web(x, y, w, h float64, address string) {
	if pdf.Web(address) {
		s.doc.URL(x, y, w, h, address)
	}
}

// pill is a word in white on a dark ground, with its line's top at y; it returns
// its width.
func (s *sheet) pill(x, y float64, l lettering, word string) float64 {
	look := lettering{bold: true, size: l.size * 0.84, ink: paperColor}
	width := s.set.width(look, word) + 6
	height := look.size + 2.6
	top := y + (l.leading-height)/2
	s.doc.Fill(s.set.accent, x, top, width, height)
	s.write(look, x+3, top+height/2+look.size*capHeight/2, word)
	return width
}

package report

import (
	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report/internal/pdf"
)

// sheet is a document while it is drawn, from the top of a page downwards.
type sheet struct {
	Words
	doc    *pdf.Doc
	set    *typesetter
	m      Model
	paper  paper
	tenant string // clean
	y      float64
	frame  frame
	parts  []*pdfPart
	guides map[string]pdf.Target // of the appendix, by the action's id
}

// frame is where running text goes on a page: the whole width, or columns that are
// filled one after the other.
type frame struct {
	columns, column int
	top             float64 // of the columns on this page
	width           float64 // of one column
}

const gutter = 22.0 // between columns

// inColumns divides what is below the current place into so many columns.
func (s *sheet) inColumns(n int) {
	s.frame = frame{columns: n, top: s.y, width: (s.paper.content() - gutter*float64(n-1)) / float64(n)}
}

// endColumns goes back to the whole width, below all columns.
func (s *sheet) endColumns() {
	if s.frame.column > 0 {
		s.y = s.paper.bottom() // the first column went down to it
	}
	s.inColumns(1)
}

// left is where running text begins.
func (s *sheet) left() float64 { return marginSide + float64(s.frame.column)*(s.frame.width+gutter) }

// right is where the content ends on the right.
func (s *sheet) right() float64 { return s.paper.width - marginSide }

// newPage starts a page that has a running head.
func (s *sheet) newPage() {
	s.doc.AddPage()
	s.y = marginTop
}

// need starts a column or a page unless so much room is left on this one.
func (s *sheet) need(height float64) {
	if s.y+height <= s.paper.bottom() {
		return
	}
	if s.frame.column+1 < s.frame.columns {
		s.frame.column++
		s.y = s.frame.top
		return
	}
	s.newPage()
	s.frame.column, s.frame.top = 0, marginTop
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
	lines := s.set.wrap(l, text, s.frame.width-indent, 0)
	for i, line := range lines {
		keep := 1
		if left := len(lines) - i; i == 0 || left == 2 {
			keep = min(2, left)
		}
		s.need(float64(keep) * l.leading)
		s.write(l, s.left()+indent, s.y+l.baseline(), line)
		s.y += l.leading
	}
}

// begin starts a section, over the whole width: its heading, bookmark and target, with room for at
// least so much of what follows.
func (s *sheet) begin(title string, follows float64) {
	s.inColumns(1)
	if s.y > marginTop {
		s.y += space5
	}
	s.need(headingType.leading + space2 + follows)
	part := s.part(title)
	part.page = s.doc.Pages()
	s.doc.Place(part.target, s.y-space2)
	s.write(headingType, marginSide, s.y+headingType.baseline(), title)
	s.doc.Bookmark(0, title, s.y-space2)
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

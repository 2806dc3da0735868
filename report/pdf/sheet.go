package pdf

import (
	"strings"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// sheet is a document while it is drawn, from the top of a page downwards.
type sheet struct {
	words.Words
	doc     *canvas.Doc
	set     *draw.Typesetter
	m       report.Model
	paper   draw.Paper
	tenant  string // clean
	y       float64
	frame   frame
	parts   []*section               // by their part
	order   []part                   // those of the edition, the first page first
	between float64                  // sections
	guides  map[string]canvas.Target // of the appendix, by the action's id
	foot    *canvas.Element          // of the first page: the contents, drawn when the pages are known
	names   report.Names             // of Microsoft, to mark as English; none in an English document
	author  author                   // of what is drawn

	notesOnData []string // see dataNotes
	counted     bool
}

// frame is where running text goes on a page: the whole width, or columns that
// are filled one after the other.
type frame struct {
	columns, column int
	top             float64 // of the columns on this page
	width           float64 // of one column
}

const gutter = 22.0 // between columns

// inColumns divides what is below the current place into so many columns.
func (s *sheet) inColumns(n int) {
	s.frame = frame{columns: n, top: s.y, width: (s.paper.Content() - gutter*float64(n-1)) / float64(n)}
}

// left is where running text begins.
func (s *sheet) left() float64 {
	return draw.MarginSide + float64(s.frame.column)*(s.frame.width+gutter)
}

// right is where the content ends on the right.
func (s *sheet) right() float64 { return s.paper.Width - draw.MarginSide }

// newPage starts a page that has a running head.
func (s *sheet) newPage() {
	s.doc.AddPage()
	s.y = draw.MarginTop
}

// need starts a new column or page unless so much room is left on this one.
func (s *sheet) need(height float64) {
	if s.y+height <= s.paper.Bottom() {
		return
	}
	if s.frame.column+1 < s.frame.columns {
		s.frame.column++
		s.y = s.frame.top
		return
	}
	s.newPage()
	s.frame.column, s.frame.top = 0, draw.MarginTop
}

// write draws text with its baseline at y. Text has to be clean: what comes
// from Microsoft goes through Wrap, Fit or plaintext.Drawable first.
func (s *sheet) write(l draw.Lettering, x, y float64, text string) float64 {
	var pieces []report.Piece
	if s.mixed() {
		pieces = s.names.In(text)[0]
	}
	return s.line(l, x, y, text, pieces)
}

// mixed reports whether the words in the open part of the document may have
// names of Microsoft's among them that need a mark.
func (s *sheet) mixed() bool { return s.author == own && s.Language() != report.English }

// pieces divides lines of a text; see line.
func (s *sheet) pieces(lines []string) [][]report.Piece {
	if !s.mixed() {
		return make([][]report.Piece, len(lines))
	}
	return s.names.In(lines...)
}

// line draws a line with the names in it marked; it is in one piece if there
// are none. The blank behind it keeps it apart from the next line or column
// when it is read aloud.
func (s *sheet) line(l draw.Lettering, x, y float64, text string, pieces []report.Piece) (width float64) {
	for i, p := range pieces {
		from, behind := own, ""
		if p.Name {
			from = microsoft
		}
		if i+1 == len(pieces) {
			behind = " "
		}
		s.by(from, func() { width += s.piece(l, x+width, y, p.Text, behind) })
	}
	if len(pieces) == 0 {
		width = s.piece(l, x, y, text, " ")
	}
	return width
}

// piece draws text, and a blank or nothing behind it. A configured font may
// have no blank.
func (s *sheet) piece(l draw.Lettering, x, y float64, text, behind string) float64 {
	runs, width := s.set.Runs(l, text)
	drawn := ""
	for _, r := range runs {
		drawn += r.Text
	}
	if drawn != text { // it runs from right to left, or no font has a character
		s.doc.BeginSpan(text)
		defer s.doc.End()
	}
	blank := s.set.FontOf(l, ' ')
	for i, r := range runs {
		if i+1 == len(runs) && r.Face.Name == blank {
			r.Text, behind = r.Text+behind, ""
		}
		s.doc.Text(r.Face.Name, l.Size, l.Ink, x+r.X, y, r.Text)
	}
	if len(runs) > 0 && behind != "" {
		s.doc.Text(blank, l.Size, l.Ink, x+width, y, behind)
	}
	return width
}

// sign writes what only repeats, for the eye, what words beside it say. It is
// not read.
func (s *sheet) sign(l draw.Lettering, x, y float64, sign string) float64 {
	s.doc.BeginArtifact(canvas.Unread)
	defer s.doc.End()
	return s.write(l, x, y, sign)
}

// number writes a number before a text. It is read with a full stop, so that it
// is not read as a part of the text.
func (s *sheet) number(l draw.Lettering, x, y float64, number string) {
	s.doc.BeginSpan(number + ". ")
	defer s.doc.End()
	s.write(l, x, y, number)
}

func (s *sheet) writeRight(l draw.Lettering, x, y float64, text string) {
	s.write(l, x-s.set.Width(l, text), y, text)
}

// lines draws a paragraph of lines from the top at y and returns where it ends.
func (s *sheet) lines(l draw.Lettering, x, y float64, lines []string) float64 {
	s.doc.Begin(canvas.Paragraph)
	defer s.doc.End()
	return s.bare(l, x, y, lines)
}

// bare draws lines of the open part of the document.
func (s *sheet) bare(l draw.Lettering, x, y float64, lines []string) float64 {
	pieces := s.pieces(lines)
	for i, line := range lines {
		s.line(l, x, y+l.Baseline(), line, pieces[i])
		y += l.Leading
	}
	return y
}

// paragraph draws text over the full width at the current place, over as many
// pages as it takes, never leaving a single line behind or sending one ahead.
func (s *sheet) paragraph(l draw.Lettering, text string) {
	s.doc.Begin(canvas.Paragraph)
	defer s.doc.End()
	s.indented(l, 0, text)
}

// indented draws text of the open part of the document as paragraph does, with
// an indent. It returns how wide the last line is.
func (s *sheet) indented(l draw.Lettering, indent float64, text string) (last float64) {
	lines := s.set.Wrap(l, text, s.frame.width-indent, 0)
	pieces := s.pieces(lines)
	for i, line := range lines {
		keep := 1
		if left := len(lines) - i; i == 0 || left == 2 {
			keep = min(2, left)
		}
		s.need(float64(keep) * l.Leading)
		last = s.line(l, s.left()+indent, s.y+l.Baseline(), line, pieces[i])
		s.y += l.Leading
	}
	return last
}

// begin starts a section over the whole width: heading, bookmark and target,
// with room for at least so much of what follows.
func (s *sheet) begin(p part, follows float64) {
	s.inColumns(1)
	if s.y > draw.MarginTop {
		s.y += s.between
	}
	s.need(draw.HeadingType.Leading + draw.Space2 + follows)
	s.heading(p)
}

// beginInColumns starts a section in the two columns that the section before
// left, or with a heading above two new ones.
func (s *sheet) beginInColumns(p part, follows float64) {
	if s.frame.columns != 2 {
		s.begin(p, follows)
		s.inColumns(2)
		return
	}
	if s.y > s.frame.top {
		s.y += draw.Space5
	}
	s.need(draw.HeadingType.Leading + draw.Space2 + follows)
	s.heading(p)
}

func (s *sheet) heading(p part) {
	section := s.parts[p]
	section.page = s.doc.Pages()
	s.doc.Place(section.target, s.y-draw.Space2)
	s.doc.Begin(canvas.Heading)
	s.write(draw.HeadingType, s.left(), s.y+draw.HeadingType.Baseline(), section.title)
	s.doc.End()
	s.doc.Bookmark(0, section.title, s.y-draw.Space2)
	s.y += draw.HeadingType.Leading + draw.Space1
}

// subhead is a smaller heading that is not in the contents.
func (s *sheet) subhead(title string, follows float64) { s.small(canvas.Subheading, title, follows) }

// small is a heading of some level in the size of a subhead.
func (s *sheet) small(level canvas.Role, title string, follows float64) {
	s.need(draw.SubheadType.Leading + follows)
	s.doc.Begin(level)
	s.write(draw.SubheadType, s.left(), s.y+draw.SubheadType.Baseline(), title)
	s.doc.End()
	s.y += draw.SubheadType.Leading + 1
}

// chart draws a chart with its upper left corner at x, y. The text stands for
// it where it is not seen.
func (s *sheet) chart(c draw.Chart, text string, x, y, w, h float64) {
	s.doc.BeginFigure(text, x, y, w, h)
	defer s.doc.End()
	s.picture(c, x, y, w, h)
}

// unread draws a chart that shows what the text beside it says.
func (s *sheet) unread(c draw.Chart, x, y, w, h float64) {
	s.doc.BeginArtifact(canvas.Unread)
	defer s.doc.End()
	s.picture(c, x, y, w, h)
}

// picture draws a chart of the open part of the document.
func (s *sheet) picture(c draw.Chart, x, y, w, h float64) {
	c.Draw(s.doc.Canvas(x, y, h), vg.Point{X: vg.Length(w), Y: vg.Length(h)})
}

// author is who wrote a text.
type author int

const (
	own       author = iota // the report's, in its language
	microsoft               // a title, category, product or guidance, which Microsoft sends in English
)

// by marks what is drawn with its language where that is not the document's.
func (s *sheet) by(a author, draw func()) {
	if a == microsoft && s.mixed() {
		s.author = microsoft
		s.doc.BeginForeign(string(report.English))
		defer func() {
			s.doc.End()
			s.author = own
		}()
	}
	draw()
}

// linked draws lines of the open part of the document that lead to an address,
// if it is one to follow, and returns where they end.
func (s *sheet) linked(l draw.Lettering, x, y float64, lines []string, address string) float64 {
	if len(lines) == 0 || !canvas.Web(address) {
		return s.bare(l, x, y, lines)
	}
	s.doc.BeginLink(strings.Join(lines, " "))
	defer s.doc.End()
	s.doc.URL(x, y, s.widest(l, lines), float64(len(lines))*l.Leading, address)
	return s.bare(l, x, y, lines)
}

func (s *sheet) widest(l draw.Lettering, lines []string) (width float64) {
	for _, line := range lines {
		width = max(width, s.set.Width(l, line))
	}
	return width
}

// leading draws lines of the open part of the document that lead to another
// place of it, and returns where they end.
func (s *sheet) leading(l draw.Lettering, x, y float64, lines []string, to canvas.Target) float64 {
	s.doc.BeginLink(strings.Join(lines, " "))
	defer s.doc.End()
	below := s.bare(l, x, y, lines)
	s.doc.GoTo(x, y, s.widest(l, lines), below-y, to)
	return below
}

// pill is a word in white on a dark ground, with its line's top at y; it
// returns its width.
func (s *sheet) pill(x, y float64, l draw.Lettering, word string) float64 {
	style := draw.Lettering{Bold: true, Size: l.Size * 0.84, Ink: draw.PaperColor}
	width := s.set.Width(style, word) + 6
	height := style.Size + 2.6
	top := y + (l.Leading-height)/2
	s.doc.Fill(s.set.Accent, x, top, width, height)
	s.write(style, x+3, top+height/2+style.Size*draw.CapHeight/2, word)
	return width
}

package pdf

import (
	"cmp"
	"slices"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
)

// tableColumn is one column of a table.
type tableColumn struct {
	head  string
	width float64
	right bool    // numbers: aligned to the right
	after float64 // room kept free on the right, beside the usual gap
	names bool    // it says what a row is about; without one, the first that has no numbers does
	drawn bool    // it has charts of what another column says, and is not read
	says  string  // what a column without a head is called when it is read
}

// naming is the column that says what a row is about.
func naming(columns []tableColumn) int {
	if i := slices.IndexFunc(columns, func(c tableColumn) bool { return c.names }); i >= 0 {
		return i
	}
	return slices.IndexFunc(columns, func(c tableColumn) bool { return !c.right })
}

// room is how wide a line in the column may be.
func (c tableColumn) room() float64 { return c.width - cellGap - c.after }

// tableCell is what stands in one column of one row: blocks of lines on top of
// each other, or a chart.
type tableCell struct {
	blocks []textBlock
	chart  draw.Chart  // drawn in the first line's place, in a column that is drawn
	height float64     // of the chart
	below  []textBlock // under all cells of the row, from here to the right edge
	names  bool        // it says what the row is about, in place of the column that does
}

// textBlock is a few lines in one style.
type textBlock struct {
	style draw.Lettering
	lines []string
	url   string        // what the lines, which begin at the left without a mark, link to
	to    canvas.Target // what they link to inside the document; 0 for nothing
	pill  string        // a mark before the first line
	sign  string        // a sign before the first line, in its own colour, which says the same
	says  string        // what is read in place of lines that are a sign, or what their link says
	mark  draw.Lettering
	from  author // of the lines
}

const (
	cellGap = 8.0 // between columns
	cellPad = 4.5 // above and below

	mostBelow = 12 // lines of a block below a row
)

// block is a cell's block of at most so many lines.
func (s *sheet) block(l draw.Lettering, c tableColumn, text string, most int) textBlock {
	return textBlock{style: l, lines: s.set.Wrap(l, text, c.room(), most)}
}

// plainCell is a cell of one block.
func (s *sheet) plainCell(l draw.Lettering, c tableColumn, text string, most int) tableCell {
	return tableCell{blocks: []textBlock{s.block(l, c, text, most)}}
}

// microsofts is block with a text of Microsoft's.
func (s *sheet) microsofts(l draw.Lettering, c tableColumn, text string, most int) textBlock {
	b := s.block(l, c, text, most)
	b.from = microsoft
	return b
}

// microsoftsCell is a cell of one text of Microsoft's.
func (s *sheet) microsoftsCell(l draw.Lettering, c tableColumn, text string, most int) tableCell {
	return tableCell{blocks: []textBlock{s.microsofts(l, c, text, most)}}
}

// wideBlock is a block for a cell's below: as wide as the columns from the i-th
// on.
func (s *sheet) wideBlock(l draw.Lettering, columns []tableColumn, i int, text string) textBlock {
	wide := tableColumn{}
	for _, c := range columns[i:] {
		wide.width += c.width
	}
	return s.block(l, wide, text, mostBelow)
}

func (c tableCell) tall() float64 { return c.height + tallOf(c.blocks) }

func tallOf(blocks []textBlock) (tall float64) {
	for _, b := range blocks {
		tall += float64(len(b.lines)) * b.style.Leading
	}
	return tall
}

// rowTall is the height of a row, and of its part above what stands below its
// cells.
func rowTall(cells []tableCell) (whole, upper float64) {
	under := 0.0
	for _, c := range cells {
		upper, under = max(upper, c.tall()), max(under, tallOf(c.below))
	}
	return upper + under + 2*cellPad, upper
}

// table draws n rows. A row is never divided; the heads repeat on each page.
func (s *sheet) table(columns []tableColumn, n int, row func(int) []tableCell) {
	s.doc.Begin(canvas.Table)
	defer s.doc.End()
	for i := range n {
		cells := row(i)
		tall, _ := rowTall(cells)
		switch {
		case i == 0:
			s.need(tall + s.headHeight(columns))
			s.tableHead(columns)
		case s.y+tall > s.paper.Bottom():
			s.newPage()
			s.doc.BeginArtifact(canvas.Repeated)
			s.tableHead(columns)
			s.doc.End()
		}
		s.tableRow(columns, cells)
	}
}

func (s *sheet) headHeight(columns []tableColumn) float64 {
	lines := 1
	for _, c := range columns {
		lines = max(lines, len(s.set.Wrap(draw.SmallType.Strong(), c.head, c.room(), 3)))
	}
	return float64(lines)*draw.SmallType.Leading + 2*3
}

func (s *sheet) tableHead(columns []tableColumn) {
	style := draw.SmallType.Strong()
	height := s.headHeight(columns)
	s.doc.Fill(draw.ShadeColor, draw.MarginSide, s.y, s.paper.Content(), height)
	s.doc.Begin(canvas.Row)
	defer s.doc.End()
	x := draw.MarginSide
	for _, c := range columns {
		if c.drawn {
			s.doc.BeginArtifact(canvas.Unread)
		} else {
			s.doc.Begin(canvas.ColumnHead)
		}
		lines := s.set.Wrap(style, c.head, c.room(), 3)
		y := s.y + height - 3 - float64(len(lines))*style.Leading
		for _, line := range lines {
			s.aligned(style, c, x, y+style.Baseline(), line, nil)
			y += style.Leading
		}
		if c.says != "" {
			s.doc.BeginSpan(c.says + " ")
			s.doc.Text(s.set.FontOf(style, ' '), style.Size, style.Ink, x, y, " ")
			s.doc.End()
		}
		s.doc.End()
		x += c.width
	}
	s.doc.Line(draw.FaintColor, 0.8, draw.MarginSide, s.y+height, s.right(), s.y+height)
	s.y += height
}

func (s *sheet) tableRow(columns []tableColumn, cells []tableCell) {
	x := draw.MarginSide
	tall, upper := rowTall(cells)
	s.doc.Begin(canvas.Row)
	defer s.doc.End()
	head := slices.IndexFunc(cells, func(c tableCell) bool { return c.names })
	if head < 0 {
		head = naming(columns)
	}
	for i, c := range columns {
		switch {
		case c.drawn:
			s.doc.BeginArtifact(canvas.Unread)
		case i == head:
			s.doc.Begin(canvas.RowHead)
		default:
			s.doc.Begin(canvas.Cell)
		}
		s.cell(c, cells[i], x, s.y+cellPad, s.y+cellPad+upper)
		s.doc.End()
		x += c.width
	}
	s.y += tall
	s.doc.Line(draw.RuleColor, draw.Hairline, draw.MarginSide, s.y, s.right(), s.y)
}

// cell draws a cell from the top at y, and what stands below the row's cells.
// Each of several texts is a paragraph, so that it is not read as the end of
// the one before.
func (s *sheet) cell(c tableColumn, cell tableCell, x, y, below float64) {
	if cell.chart != nil {
		s.picture(cell.chart, x+cellGap/2, y, c.room(), cell.height)
		y += cell.height
	}
	texts := 0
	for _, b := range slices.Concat(cell.blocks, cell.below) {
		if len(b.lines) > 0 {
			texts++
		}
	}
	for _, part := range []struct {
		column tableColumn
		blocks []textBlock
		y      float64
	}{{c, cell.blocks, y}, {tableColumn{width: s.right() - x}, cell.below, below}} {
		for _, b := range part.blocks {
			if len(b.lines) == 0 {
				continue
			}
			if texts > 1 {
				s.doc.Begin(canvas.Paragraph)
			}
			s.by(b.from, func() { s.textBlock(part.column, b, x, part.y) })
			if texts > 1 {
				s.doc.End()
			}
			part.y += float64(len(b.lines)) * b.style.Leading
		}
	}
}

func (s *sheet) textBlock(c tableColumn, b textBlock, x, y float64) {
	if b.url != "" {
		s.linked(b.style, x+cellGap/2, y, b.lines, b.url)
		return
	}
	if b.says != "" && b.to == 0 {
		s.doc.BeginSpan(b.says + " ")
		defer s.doc.End()
	}
	pieces := s.pieces(b.lines)
	for i, line := range b.lines {
		indent := 0.0
		if i == 0 && b.pill != "" {
			indent = s.pill(x+cellGap/2, y, b.style, b.pill) + 4
		}
		if i == 0 && b.sign != "" {
			indent = s.signed(c, b, x, y)
		}
		if b.to != 0 {
			s.doc.BeginLink(cmp.Or(b.says, line))
			s.doc.GoTo(x, y, c.width, b.style.Leading, b.to)
		}
		s.aligned(b.style, c, x+indent, y+b.style.Baseline(), line, pieces[i])
		if b.to != 0 {
			s.doc.End()
		}
		y += b.style.Leading
	}
}

// signed draws the sign of a block, and returns how far it moves the line.
func (s *sheet) signed(c tableColumn, b textBlock, x, y float64) float64 {
	const gap = 3.0
	at := s.lineStart(b.style, c, x, b.lines[0])
	if c.right {
		s.sign(b.mark, at-gap-s.set.Width(b.mark, b.sign), y+b.style.Baseline(), b.sign)
		return 0
	}
	return s.sign(b.mark, at, y+b.style.Baseline(), b.sign) + gap
}

// aligned draws a line in a column that begins at x.
func (s *sheet) aligned(l draw.Lettering, c tableColumn, x, y float64, line string, pieces []report.Piece) {
	s.line(l, s.lineStart(l, c, x, line), y, line, pieces)
}

func (s *sheet) lineStart(l draw.Lettering, c tableColumn, x float64, line string) float64 {
	if c.right {
		return x + c.width - c.after - cellGap/2 - s.set.Width(l, line)
	}
	return x + cellGap/2
}

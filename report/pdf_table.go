package report

// pdfColumn is one column of a table.
type pdfColumn struct {
	head  string
	width float64
	right bool    // numbers: aligned to the right
	after float64 // room kept free on the right, beside the usual gap
}

// room is how wide a line in the column may be.
func (c pdfColumn) room() float64 { return c.width - cellGap - c.after }

// pdfCell is what stands in one column of one row: blocks of lines on top of
// each other, or a chart.
type pdfCell struct {
	blocks []pdfBlock
	chart  chart   // drawn in the first line's place
	height float64 // of the chart
}

// pdfBlock is a few lines that look alike.
type pdfBlock struct {
	look  lettering
	lines []string
	url   string // what the lines link to
	pill  string // a mark before the first line
	sign  string // a sign before the first line, in its own colour
	mark  lettering
}

const (
	cellGap = 8.0 // between columns
	cellPad = 4.5 // above and below
)

// block is a cell's block of at most so many lines.
func (s *sheet) block(l lettering, c pdfColumn, text string, most int) pdfBlock {
	return pdfBlock{look: l, lines: s.set.wrap(l, text, c.room(), most)}
}

// plainCell is a cell of one block.
func (s *sheet) plainCell(l lettering, c pdfColumn, text string, most int) pdfCell {
	return pdfCell{blocks: []pdfBlock{s.block(l, c, text, most)}}
}

func (c pdfCell) tall() float64 {
	tall := c.height
	for _, b := range c.blocks {
		tall += float64(len(b.lines)) * b.look.leading
	}
	return tall
}

// table draws n rows. A row is never divided; the heads come again on each page.
func (s *sheet) table(columns []pdfColumn, n int, row func(int) []pdfCell) {
	for i := range n {
		cells := row(i)
		tall := 0.0
		for _, c := range cells {
			tall = max(tall, c.tall())
		}
		tall += 2 * cellPad
		switch {
		case i == 0:
			s.need(tall + s.headHeight(columns))
			s.tableHead(columns)
		case s.y+tall > s.paper.bottom():
			s.newPage()
			s.tableHead(columns)
		}
		s.tableRow(columns, cells, tall)
	}
}

func (s *sheet) headHeight(columns []pdfColumn) float64 {
	lines := 1
	for _, c := range columns {
		lines = max(lines, len(s.set.wrap(smallType.strong(), c.head, c.room(), 3)))
	}
	return float64(lines)*smallType.leading + 2*3
}

func (s *sheet) tableHead(columns []pdfColumn) {
	look := smallType.strong()
	height := s.headHeight(columns)
	s.doc.Fill(shadeColor, marginSide, s.y, s.paper.content(), height)
	x := marginSide
	for _, c := range columns {
		lines := s.set.wrap(look, c.head, c.room(), 3)
		y := s.y + height - 3 - float64(len(lines))*look.leading
		for _, line := range lines {
			s.aligned(look, c, x, y+look.baseline(), line)
			y += look.leading
		}
		x += c.width
	}
	s.doc.Line(faintColor, 0.8, marginSide, s.y+height, s.right(), s.y+height)
	s.y += height
}

func (s *sheet) tableRow(columns []pdfColumn, cells []pdfCell, tall float64) {
	x := marginSide
	for i, c := range columns {
		s.cell(c, cells[i], x, s.y+cellPad)
		x += c.width
	}
	s.y += tall
	s.doc.Line(ruleColor, hairline, marginSide, s.y, s.right(), s.y)
}

func (s *sheet) cell(c pdfColumn, cell pdfCell, x, y float64) {
	if cell.chart != nil {
		s.chart(cell.chart, x+cellGap/2, y, c.room(), cell.height)
		y += cell.height
	}
	for _, b := range cell.blocks {
		for i, line := range b.lines {
			indent := 0.0
			if i == 0 && b.pill != "" {
				indent = s.pill(x+cellGap/2, y, b.look, b.pill) + 4
			}
			if i == 0 && b.sign != "" {
				indent = s.write(b.mark, x+cellGap/2, y+b.look.baseline(), b.sign) + 3
			}
			s.aligned(b.look, c, x+indent, y+b.look.baseline(), line)
			if b.url != "" {
				s.web(x+cellGap/2+indent, y, s.set.width(b.look, line), b.look.leading, b.url)
			}
			y += b.look.leading
		}
	}
}

// aligned writes a line into a column that begins at x.
func (s *sheet) aligned(l lettering, c pdfColumn, x, y float64, line string) {
	if c.right {
		s.writeRight(l, x+c.width-c.after-cellGap/2, y, line)
		return
	}
	s.write(l, x+cellGap/2, y, line)
}

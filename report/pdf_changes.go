package report

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
)

// changes lists every control that changed, the kinds in the order in which
// people are told of them, with an account that adds up.
func (s *sheet) changes() {
	s.newPage()
	s.begin(changesTitle, 80)
	if s.m.Since == nil {
		s.paragraph(bodyType, firstReportSays)
		return
	}
	s.paragraph(bodyType, s.Change(s.m))
	a := s.m.Account
	var list []pdfChange
	for _, g := range a.ByCause() {
		for _, c := range g.Changes {
			list = append(list, pdfChange{c, g.Cause})
		}
	}
	s.y += space2
	if len(list) > 0 {
		columns := s.changeColumns()
		s.table(columns, len(list), func(i int) []pdfCell { return s.changeRow(columns, list[i]) })
	}
	s.changeSum(a)
}

// pdfChange is a change in the group of one of its causes.
type pdfChange struct {
	score.Change
	cause score.Cause
}

func (s *sheet) changeColumns() []pdfColumn {
	columns := []pdfColumn{
		{head: labelWhat, width: 80},
		{head: labelAction},
		{head: labelPoints, width: 78},
		{head: labelStatus, width: 88},
		{head: labelEffect, width: 66, right: true},
	}
	return s.stretch(columns, 1)
}

// stretch gives what is left of the width to one column.
func (s *sheet) stretch(columns []pdfColumn, which int) []pdfColumn {
	columns[which].width = s.paper.content()
	for i, c := range columns {
		if i != which {
			columns[which].width -= c.width
		}
	}
	return columns
}

func (s *sheet) changeRow(columns []pdfColumn, c pdfChange) []pdfCell {
	what := func(cause score.Cause) pdfBlock {
		sign, ink := causeLook(cause)
		return pdfBlock{look: tableType, lines: []string{CauseName(cause)}, sign: sign, mark: tableType.strong().in(ink)}
	}
	kinds := []pdfBlock{what(c.cause)}
	if c.Has(score.StatusChanged) && c.cause != score.StatusOnly && c.cause != score.Repointing {
		kinds = append(kinds, what(score.StatusOnly))
	}
	address := ""
	if !c.Has(score.Retired) {
		address = ActionURL(c.ID)
	}
	points, of := s.changePoints(c.Change)
	status := changeStatus(c.Change)
	cells := []pdfCell{
		{blocks: kinds},
		s.titleCell(columns[1], titleOf(score.Control{Title: c.Title, ID: c.ID}), address, placeWords(score.ProductName(c.Service), c.Category), false),
		{blocks: []pdfBlock{s.block(tableType, columns[2], points, 2), s.block(smallType, columns[2], of, 2)}},
		s.plainCell(tableType, columns[3], status, 3),
		s.plainCell(tableType.strong(), columns[4], s.SignedHundredths(c.Effect), 1),
	}
	if names := Names(c.Change); names != "" {
		cells[1].blocks = append(cells[1].blocks, s.block(smallType, columns[1], names, 2))
	}
	if c.Declared {
		cells[3].blocks = append(cells[3].blocks, s.block(smallType.strong().in(okayInk), columns[3], labelNotVerified, 3))
	}
	return cells
}

// titleCell is a linked title with product and category under it.
func (s *sheet) titleCell(column pdfColumn, title, address, place string, isNew bool) pdfCell {
	look := tableType
	if address != "" {
		look = look.in(linkColor)
	}
	name := s.block(look, column, title, 3)
	name.url = address
	under := pdfBlock{look: smallType, lines: []string{s.set.fit(smallType, place, column.room())}}
	if isNew {
		under.pill = "NEW"
		under.lines = []string{s.set.fit(smallType, place, column.room()-30)}
	}
	return pdfCell{blocks: []pdfBlock{name, under}}
}

// changeSum closes the table: what no control explains, and the whole.
func (s *sheet) changeSum(a score.Account) {
	rows := [][2]string{{labelTotal, s.SignedHundredths(a.Percent)}}
	if a.Unattributed != 0 {
		rows = slices.Insert(rows, 0, [2]string{labelUnattributed, s.SignedHundredths(a.Unattributed)})
	}
	s.need(float64(len(rows)) * (bodyType.leading + space1))
	for _, row := range rows {
		look := tableType.strong()
		s.write(look, marginSide+cellGap/2, s.y+space1+look.baseline(), row[0])
		s.writeRight(look, s.right()-cellGap/2, s.y+space1+look.baseline(), row[1])
		s.y += look.leading + space1 + 2
	}
	s.doc.Line(inkColor, 0.8, marginSide, s.y, s.right(), s.y)
}

// placeWords is product and category in one line.
func placeWords(product, category string) string {
	var parts []string
	for _, part := range []string{product, category} {
		if part = plainText(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

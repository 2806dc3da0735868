package report

import (
	"strconv"
)

// actions is every action that the filter lets through, ranked.
func (s *sheet) actions() {
	s.begin(actionsTitle, 130)
	s.paragraph(bodyType, s.actionsIntro(s.m))
	s.y += space2
	if len(s.m.Actions) == 0 {
		return
	}
	columns := s.stretch([]pdfColumn{
		{head: labelPlace, width: 34, right: true, after: 2},
		{head: labelAction},
		{head: labelCategory, width: 64},
		{head: labelPointsLeft, width: 52, right: true, after: 8},
		{head: labelCost, width: 48},
		{head: labelUserImpact, width: 48},
		{head: labelStatus, width: 62},
	}, 1)
	s.table(columns, len(s.m.Actions), func(i int) []pdfCell { return s.actionRow(columns, s.m.Actions[i]) })
}

func (s *sheet) actionRow(columns []pdfColumn, a Action) []pdfCell {
	left, of := notAvailable, maximumUnknown
	if a.MaxKnown() {
		left, of = s.Points(a.Left()), s.ofMaximum(a.Max, true)
	}
	place := plainText(a.Product)
	if a.Deprecated {
		place = placeWords(a.Product, labelRetired)
	}
	return []pdfCell{
		s.plainCell(tableType.in(mutedColor), columns[0], placeOf(a), 1),
		s.titleCell(columns[1], titleOf(a.Control), a.PortalURL, place, a.New),
		s.plainCell(tableType, columns[2], a.Category, 3),
		{blocks: []pdfBlock{s.block(tableType.strong(), columns[3], left, 1), s.block(smallType, columns[3], of, 2)}},
		s.plainCell(tableType, columns[4], LevelName(a.Cost), 1),
		s.plainCell(tableType, columns[5], LevelName(a.UserImpact), 1),
		s.statusCell(columns[6], a),
	}
}

func (s *sheet) statusCell(column pdfColumn, a Action) pdfCell {
	cell := s.plainCell(tableType, column, StatusName(a.Status()), 3)
	if a.Declared() {
		cell.blocks = append(cell.blocks, s.block(smallType.strong().in(okayInk), column, labelDeclared, 1))
	}
	return cell
}

// placeOf is the action's place in the ranking, a dash where it has none.
func placeOf(a Action) string {
	if a.Place == 0 {
		return "–"
	}
	return strconv.Itoa(a.Place)
}

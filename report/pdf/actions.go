package pdf

import (
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// actions is every action that the filter lets through, ranked.
func (s *sheet) actions() {
	s.begin(actionsPart, 130)
	s.paragraph(draw.BodyType, s.ActionsIntro(s.m))
	s.y += draw.Space2
	if len(s.m.Actions) == 0 {
		return
	}
	columns := s.stretch([]tableColumn{
		{head: words.LabelRank, width: 34, right: true, after: 2},
		{head: words.LabelAction},
		{head: words.LabelCategory, width: 64},
		{head: words.LabelPointsLeft, width: 52, right: true, after: 8},
		{head: words.LabelCost, width: 48},
		{head: words.LabelUserImpact, width: 48},
		{head: words.LabelStatus, width: 62},
	}, 1)
	s.table(columns, len(s.m.Actions), func(i int) []tableCell { return s.actionRow(columns, s.m.Actions[i]) })
}

func (s *sheet) actionRow(columns []tableColumn, a report.Action) []tableCell {
	left, of := report.NotAvailable, words.MaximumUnknown
	if a.MaxKnown() {
		left, of = s.Points(a.Left()), s.OfMaximum(a.Max, true)
	}
	place := plaintext.Drawable(a.Product)
	if a.Deprecated {
		place = placeWords(a.Product, words.LabelDeprecated)
	}
	return []tableCell{
		s.plainCell(draw.TableType.In(draw.MutedColor), columns[0], words.Place(a), 1),
		s.titleCell(columns[1], words.Title(a.Control), a.PortalURL, place, a.New),
		s.plainCell(draw.TableType, columns[2], a.Category, 3),
		{blocks: []textBlock{s.block(draw.TableType.Strong(), columns[3], left, 1),
			s.block(draw.SmallType, columns[3], of, 2)}},
		s.plainCell(draw.TableType, columns[4], words.LevelName(a.Cost), 1),
		s.plainCell(draw.TableType, columns[5], words.LevelName(a.UserImpact), 1),
		s.statusCell(columns[6], a),
	}
}

func (s *sheet) statusCell(column tableColumn, a report.Action) tableCell {
	cell := s.plainCell(draw.TableType, column, words.StatusName(a.Status()), 4)
	if a.Declared() {
		cell.blocks = append(cell.blocks, s.block(draw.SmallType.Strong().In(draw.OkayInk), column,
			words.LabelNotVerified, 1))
	}
	if a.Exception != nil {
		cell.blocks = append(cell.blocks, s.block(draw.SmallType, column, s.ExceptionMark(*a.Exception), 4))
	}
	return cell
}

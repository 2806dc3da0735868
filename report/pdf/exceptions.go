package pdf

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// exceptions lists what the organisation decided to live with; there is no such
// section where it decided nothing.
func (s *sheet) exceptions() {
	list := s.m.Exceptions
	if len(list) == 0 {
		return
	}
	s.begin(exceptionsPart, 130)
	s.paragraph(draw.BodyType, words.ExceptionsIntro)
	s.y += draw.Space2
	columns := s.stretch([]tableColumn{
		{head: words.LabelAction, width: 150}, {head: words.LabelPoints, width: 62},
		{head: words.LabelStatus, width: 140}, {head: words.LabelReason},
	}, 3)
	s.table(columns, len(list), func(i int) []tableCell { return s.exceptionRow(columns, list[i]) })
}

func (s *sheet) exceptionRow(columns []tableColumn, d score.Decision) []tableCell {
	address, status := "", []textBlock{}
	if d.State != score.ExceptionNotScored {
		address = report.ActionURL(d.Action.ID)
		status = append(status, s.block(draw.TableType, columns[2], words.StatusName(d.Action.Status()), 2))
	}
	if who := s.DeclaredBy(d.Action); who != "" {
		status = append(status, s.block(draw.SmallType, columns[2], who, 8))
	}
	style := draw.SmallType.Strong()
	if d.State == score.ExceptionOverdue {
		style = style.In(draw.OkayInk)
	}
	return []tableCell{
		s.titleCell(columns[0], words.ExceptionTitle(d), address,
			placeWords(score.ProductName(d.Action.Service), d.Action.Category), false),
		s.plainCell(draw.TableType, columns[1], s.ExceptionPoints(d), 2),
		{blocks: status},
		{blocks: []textBlock{s.block(style, columns[3], s.ExceptionUntil(d), 2),
			s.block(draw.TableType, columns[3], words.ExceptionReason(d.Exception), 10)}},
	}
}

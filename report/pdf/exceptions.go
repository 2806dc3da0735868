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
	s.paragraph(draw.BodyType, s.Text(words.ExceptionsIntro))
	s.y += draw.Space2
	columns := s.decisionColumns()
	s.table(columns, len(list), func(i int) []tableCell { return s.exceptionRow(columns, list[i]) })
}

func (s *sheet) exceptionRow(columns []tableColumn, d score.Decision) []tableCell {
	address, status := "", ""
	if d.State != score.ExceptionNotScored {
		address, status = report.ActionURL(d.Action.ID), s.StatusName(d.Action.Status())
	}
	style := draw.SmallType.Strong().In(draw.InkColor)
	if d.State == score.ExceptionOverdue {
		style = style.In(draw.OkayInk)
	}
	action := s.titleCell(columns[0], s.ExceptionTitle(d), address,
		placeWords(score.ProductName(d.Action.Service), d.Action.Category), false)
	action.below = []textBlock{
		s.wideBlock(style, columns, 0, s.ExceptionUntil(d)),
		s.wideBlock(draw.SmallType.In(draw.InkColor), columns, 0, s.ExceptionReason(d.Exception)),
	}
	if who := s.DeclaredBy(d.Action); who != "" {
		action.below = append(action.below, s.wideBlock(draw.SmallType, columns, 0, s.RecordedBy(who)))
	}
	return []tableCell{
		action,
		s.plainCell(draw.TableType, columns[1], s.ExceptionPoints(d), 2),
		s.plainCell(draw.TableType, columns[2], status, 2),
	}
}

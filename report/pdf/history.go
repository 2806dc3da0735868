package pdf

import (
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// movesOfDay is how many changes of a day are printed; the rest is one line.
const movesOfDay = 12

// history is what moved the score in the last weeks, day by day; there is no
// such section without an earlier score. Actions under "What changed" are not
// named again.
func (s *sheet) history() {
	if len(s.m.History) == 0 {
		return
	}
	s.begin(historyPart, 80)
	s.paragraph(draw.BodyType, s.HistoryIntro(report.HistoryDays))
	s.y += draw.Space2
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelDayAndCause), width: 106},
		{head: s.Text(words.LabelAction), names: true},
		{head: s.Text(words.LabelPoints), width: 84},
		{head: s.Text(words.LabelEffectUnit), width: 66, right: true},
	}, 1)
	var rows [][]tableCell
	for _, span := range report.Spans(s.m.HistoryBeside(listed(s.m.Account))) {
		rows = append(rows, s.historyRows(columns, span)...)
	}
	s.table(columns, len(rows), func(i int) []tableCell { return rows[i] })
}

// historyRows are the rows of a day: its change, and below it what made it.
// Quiet days that follow each other are one row.
func (s *sheet) historyRows(columns []tableColumn, span report.Span) (rows [][]tableCell) {
	if span.Quiet > 0 {
		wide := columns[1]
		wide.width += columns[2].width
		return [][]tableCell{{{}, s.plainCell(draw.SmallType, wide, s.QuietDays(span), 2), {}, {}}}
	}
	d := span.Day
	lines := d.Lines(report.HistoryFilter{}, movesOfDay)
	if row := s.driftRow(columns, d.HistoryDay, lines); row != nil {
		return [][]tableCell{row}
	}
	rows = append(rows, s.dayRow(columns, d.HistoryDay))
	for _, c := range lines.Moves {
		points, of := s.PointsBeforeAfter(c)
		title := s.Title(score.Control{Title: c.Title, ID: c.ID})
		sign, ink := draw.CauseInk(c.Cause())
		rows = append(rows, []tableCell{
			{blocks: []textBlock{{style: draw.TableType, lines: []string{s.CauseName(c.Cause())}, sign: sign,
				mark: draw.TableType.Strong().In(ink)}}},
			{blocks: []textBlock{s.microsofts(draw.TableType, columns[1], title, 2)},
				below: []textBlock{s.wideBlock(draw.SmallType, columns, 1, strings.Join(s.MoveRemarks(c), " · "))}},
			s.plainCell(draw.TableType, columns[2], points+" "+of, 2),
			s.effectCell(columns[3], c.Effect),
		})
	}
	for _, sum := range []struct {
		score.Sum
		text string
	}{
		{lines.More, s.MoreMoves(lines.More.Changes)}, {lines.Drift, s.DriftOf(lines.Drift.Changes)},
		{lines.Other, s.AmongChanges(lines.Other.Changes)},
	} {
		if sum.Changes > 0 {
			rows = append(rows, s.sumRow(columns, sum.text, s.PointsMovedBy(sum.Points), sum.Effect))
		}
	}
	if lines.Unattributed != 0 {
		rows = append(rows, s.sumRow(columns, s.Text(words.LabelUnattributed), "", lines.Unattributed))
	}
	return rows
}

// driftRow is a day of nothing but drift in one row; nil for any other day.
func (s *sheet) driftRow(columns []tableColumn, d score.HistoryDay, lines report.DayLines) []tableCell {
	others := len(lines.Moves) + lines.More.Changes + lines.Other.Changes
	if others > 0 || lines.Drift.Changes == 0 || lines.Unattributed != 0 || len(s.DayNotes(d)) > 0 {
		return nil
	}
	return []tableCell{
		s.dayCell(draw.TableType, columns[0], d),
		s.plainCell(draw.TableType, columns[1], s.Percent(d.After.Percent())+" · "+s.DriftOf(lines.Drift.Changes), 2),
		s.plainCell(draw.TableType, columns[2], s.PointsMovedBy(lines.Drift.Points), 1),
		s.effectCell(columns[3], d.Percent),
	}
}

// dayRow is the head of a day.
func (s *sheet) dayRow(columns []tableColumn, d score.HistoryDay) []tableCell {
	strong := draw.TableType.Strong()
	row := []tableCell{
		s.dayCell(strong, columns[0], d),
		{blocks: []textBlock{s.block(strong, columns[1], s.Percent(d.After.Percent()), 1)}},
		{}, {},
	}
	if notes := s.DayNotes(d); len(notes) > 0 {
		row[1].blocks = append(row[1].blocks, s.block(draw.SmallType, columns[1], strings.Join(notes, " "), 4))
	}
	if d.Before.Date != "" {
		row[3] = s.plainCell(strong, columns[3], s.SignedHundredths(d.Percent), 1)
	}
	return row
}

// dayCell says of which day its row is.
func (s *sheet) dayCell(l draw.Lettering, c tableColumn, d score.HistoryDay) tableCell {
	cell := s.plainCell(l, c, s.LongDate(d.After.Date), 2)
	cell.names = true
	return cell
}

func (s *sheet) sumRow(columns []tableColumn, text, points string, effect float64) []tableCell {
	return []tableCell{
		{}, s.plainCell(draw.TableType, columns[1], text, 2), s.plainCell(draw.TableType, columns[2], points, 1),
		s.effectCell(columns[3], effect),
	}
}

func (s *sheet) effectCell(c tableColumn, effect float64) tableCell {
	return s.plainCell(draw.TableType, c, s.SignedHundredths(effect), 1)
}

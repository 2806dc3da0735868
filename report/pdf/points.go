package pdf

import (
	"math"
	"slices"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// points divides the maximum into measured, reported, accepted and open
// points, lists the reported and accepted actions, and shows what the
// score could be.
func (s *sheet) points() {
	s.begin(pointsPart, 120)
	split := s.m.Analysis.Split
	if !split.Known {
		s.paragraph(draw.BodyType, s.Text(words.SplitUnknown))
	} else {
		s.splitTable()
		s.declared()
		s.accepted()
	}
	s.views()
}

func (s *sheet) splitTable() {
	s.paragraph(draw.BodyType, s.Text(words.SplitIntro))
	s.y += draw.Space2
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelPart), width: 170}, {head: s.Text(words.LabelPoints), width: 60, right: true},
		{head: s.Text(words.LabelShare), drawn: true}, {says: s.Text(words.LabelShare), width: 58, right: true},
	}, 2)
	rows := s.SplitParts(s.m)
	s.table(columns, len(rows), func(i int) []tableCell {
		r := rows[i]
		return []tableCell{
			{blocks: []textBlock{s.block(draw.TableType.Strong(), columns[0], r.Name, 1),
				s.block(draw.SmallType, columns[0], r.Note, 2)}},
			s.plainCell(draw.TableType, columns[1], s.Amount(r), 1),
			s.splitBar(r),
			s.plainCell(draw.TableType.Strong(), columns[3], s.Portion(r), 1),
		}
	})
}

// splitBar is the bar of a part. A difference has none: it is no part of the
// actions, and can be negative.
func (s *sheet) splitBar(p words.SplitPart) tableCell {
	if p.Difference {
		return tableCell{}
	}
	return tableCell{height: 13,
		chart: draw.ShareBar{Set: s.set, Percent: p.Share, Average: math.NaN(), Strong: p.Achieved}}
}

// declared lists reported actions and accepted risks. Those that are exceptions
// too are left to that section.
func (s *sheet) declared() {
	closed := s.m.Declared()
	listed := slices.DeleteFunc(slices.Clone(closed), func(a report.Action) bool { return a.Exception != nil })
	s.y += draw.Space3
	if len(closed) == 0 {
		s.paragraph(draw.BodyType, s.Text(words.NothingReported))
		return
	}
	s.subhead(s.Text(words.ReportedTitle), 60)
	columns := s.decisionColumns()
	s.table(columns, len(listed), func(i int) []tableCell {
		a := listed[i]
		action := s.titleCell(columns[0], s.Title(a.Control), a.PortalURL, placeWords(a.Product, a.Category), a.New)
		if who := s.DeclaredBy(a.Control); who != "" {
			action.below = []textBlock{s.wideBlock(draw.SmallType, columns, 0, who)}
		}
		return []tableCell{
			action,
			s.plainCell(draw.TableType, columns[1], s.Points(a.Points)+" "+s.OfMaximum(a.Max, a.MaxKnown()), 2),
			s.plainCell(draw.TableType, columns[2], s.StatusName(a.Status()), 2),
		}
	})
	if more := len(closed) - len(listed); more > 0 {
		s.y += draw.Space1
		s.paragraph(draw.SmallType, s.AmongExceptions(more))
	}
}

// decisionColumns are those of actions on which somebody decided; what they
// wrote stands below each row.
func (s *sheet) decisionColumns() []tableColumn {
	return s.stretch([]tableColumn{{head: s.Text(words.LabelAction)}, {head: s.Text(words.LabelPoints), width: 86},
		{head: s.Text(words.LabelStatus), width: 170}}, 0)
}

// accepted is the points left in accepted risks over time.
func (s *sheet) accepted() {
	const tall = 84.0
	chart := draw.NewAccepted(s.m, s.set)
	if chart.Empty() {
		return
	}
	s.y += draw.Space3
	s.subhead(s.Text(words.AcceptedTitle), tall+40)
	s.paragraph(draw.BodyType, chart.AltText())
	s.y += draw.Space2
	s.need(tall)
	s.unread(chart, draw.MarginSide, s.y, s.paper.Content(), tall)
	s.y += tall
}

// views is what the score could be; nothing where it could be nothing else.
func (s *sheet) views() {
	views := s.m.Analysis.DistinctViews()
	if len(views) < 2 {
		return
	}
	s.y += draw.Space4
	s.subhead(s.Text(words.ViewsTitle), 70)
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelView), width: 90}, {head: s.Text(words.LabelPoints), width: 60, right: true},
		{head: s.Text(words.LabelScore), width: 62, right: true, after: 8}, {head: s.Text(words.LabelHowCalculated)},
	}, 3)
	s.table(columns, len(views), func(i int) []tableCell {
		v := views[i]
		return []tableCell{
			s.plainCell(draw.TableType.Strong(), columns[0], s.ViewLabel(v.Name), 1),
			s.plainCell(draw.TableType, columns[1], s.Points(v.Points), 1),
			s.plainCell(draw.TableType.Strong(), columns[2], s.Percent(v.Percent), 1),
			s.plainCell(draw.TableType, columns[3], s.ViewHow(v.Name), 2),
		}
	})
	if note := s.ViewsNote(s.m); note != "" {
		s.y += draw.Space1
		s.paragraph(draw.SmallType, note)
	}
}

package pdf

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

const acceptedTall = 58.0 // of the chart

// briefDecisions are the most urgent exceptions, and the accepted risks over
// time: in a line, and as a chart where it shows more than that and has room.
// There is no such section where the organisation decided nothing.
func (s *sheet) briefDecisions() {
	const mostBeside = 2 // exceptions beside which the chart has room
	list, accepted := s.m.Exceptions, draw.NewAccepted(s.m, s.set)
	charted := accepted.Moves() && len(list) <= mostBeside
	switch {
	case len(list) > 0:
		s.begin(exceptionsPart, 90)
		s.briefExceptions(list)
		s.y += draw.Space1
	case accepted.Empty():
		return
	default:
		s.parts[exceptionsPart].title = s.Text(words.AcceptedRisks)
		s.begin(exceptionsPart, draw.SmallType.Leading+draw.Space1+acceptedTall)
	}
	if accepted.Empty() {
		return
	}
	line := draw.SmallType.In(draw.InkColor)
	if charted {
		s.need(line.Leading + draw.Space1 + acceptedTall)
	}
	s.clipped(line, accepted.InBrief(), 1)
	if charted {
		s.y += draw.Space1
		s.chart(accepted, accepted.AltText(), draw.MarginSide, s.y, s.paper.Content(), acceptedTall)
		s.y += acceptedTall
	}
}

// briefExceptions lists the most urgent exceptions, and counts the rest.
func (s *sheet) briefExceptions(list []score.Decision) {
	const most = 4
	_, ending := report.Due(list, score.DateOf(s.m.Made))
	s.clipped(draw.BodyType, s.ExceptionsSoon(list, len(ending))+".", 1)
	s.y += draw.Space1
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelAction), width: 180}, {head: s.Text(words.LabelException), width: 110},
		{head: s.Text(words.LabelReason)},
	}, 2)
	s.table(columns, min(most, len(list)), func(i int) []tableCell {
		d := list[i]
		style := draw.TableType
		if d.State == score.ExceptionOverdue {
			style = style.Strong().In(draw.OkayInk)
		}
		name := s.microsofts(draw.TableType, columns[0], s.ExceptionTitle(d), 3)
		if d.State != score.ExceptionNotScored {
			name.style, name.url = draw.TableType.In(draw.LinkColor), report.ActionURL(d.Action.ID)
		}
		return []tableCell{
			{blocks: []textBlock{name}},
			s.plainCell(style, columns[1], s.ExceptionUntil(d), 2),
			s.plainCell(draw.TableType, columns[2], s.ExceptionReason(d.Exception), 3),
		}
	})
	if more := len(list) - most; more > 0 {
		s.more(more)
	}
}

// briefCategories compares the categories, a line for each.
func (s *sheet) briefCategories() {
	const most = 6
	list := s.m.Categories
	s.begin(categoriesPart, 90)
	if len(list) == 0 {
		s.clipped(draw.BodyType, s.CategoriesIntro(s.m), 2)
		return
	}
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelCategory), width: 110}, {head: s.Text(words.LabelPoints), width: 90},
		{head: s.Text(words.LabelScale), drawn: true},
		{head: s.Text(words.LabelScore), width: 56, right: true},
		{head: s.Text(words.LabelAllTenants), width: 90, right: true},
		{head: s.Text(words.LabelChange), width: 58, right: true},
	}, 2)
	s.table(columns, min(most, len(list)), func(i int) []tableCell { return s.briefCategory(columns, list[i]) })
	s.y += draw.Space1
	if more := len(list) - most; more > 0 {
		s.more(more)
	}
	s.clipped(draw.SmallType, s.Text(words.BriefCategoriesNote), 2)
}

func (s *sheet) briefCategory(columns []tableColumn, c report.Category) []tableCell {
	percent := c.Percent()
	if c.Max <= 0 {
		percent = math.NaN()
	}
	return []tableCell{
		s.microsoftsCell(draw.TableType.Strong(), columns[0], c.Category, 1),
		s.plainCell(draw.TableType, columns[1], s.PointsOf(c.Points, c.Max), 1),
		{chart: draw.ShareBar{Set: s.set, Percent: percent, Average: c.Average, Strong: true}, height: 11},
		s.plainCell(draw.TableType.Strong(), columns[3], s.Percent(percent), 1),
		s.plainCell(draw.TableType, columns[4], s.Percent(c.Average), 1),
		s.plainCell(draw.TableType, columns[5], s.SignedHundredths(c.Change), 1),
	}
}

// more says how many rows are left out.
func (s *sheet) more(n int) {
	s.y += 2
	s.clipped(draw.SmallType, s.MoreElsewhere(n), 1)
}

package pdf

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// categories compares the categories, each with the average of all
// organisations.
func (s *sheet) categories() {
	s.begin(categoriesPart, 110)
	s.paragraph(draw.BodyType, s.CategoriesIntro(s.m))
	if len(s.m.Categories) == 0 {
		return
	}
	s.y += draw.Space2
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelCategory), width: 96},
		{head: s.Text(words.LabelPoints), width: 88},
		{head: s.Text(words.LabelScale), drawn: true},
		{head: s.Text(words.LabelScore), width: 52, right: true},
		{head: s.Text(words.LabelAllTenants), width: 62, right: true},
		{head: s.Text(words.LabelChange), width: 54, right: true},
		{head: s.Text(words.LabelPointsAchieved), width: 48, right: true},
		{head: s.Text(words.LabelPointsRegressed), width: 50, right: true},
	}, 2)
	s.table(columns, len(s.m.Categories), func(i int) []tableCell { return s.categoryRow(columns, s.m.Categories[i]) })
	s.y += draw.Space1
	s.paragraph(draw.SmallType, s.CategoriesNote(s.m))
}

func (s *sheet) categoryRow(columns []tableColumn, c report.Category) []tableCell {
	controls := s.CategoryActions(c)
	percent := c.Percent()
	if c.Max <= 0 {
		percent = math.NaN()
	}
	sign, ink := draw.SignInk(c.Change)
	change := s.plainCell(draw.TableType.In(ink), columns[5], s.SignedHundredths(c.Change), 1)
	if report.Known(c.Change) && !score.IsNoise(c.Change) {
		change.blocks[0].sign, change.blocks[0].mark = sign, draw.TableType.In(ink)
	}
	return []tableCell{
		{blocks: []textBlock{s.microsofts(draw.TableType.Strong(), columns[0], c.Category, 2),
			s.block(draw.SmallType, columns[0], controls, 2)}},
		s.noted(draw.TableType, columns[1], s.PointsOf(c.Points, c.Max), s.BesideAverage(c)),
		{chart: draw.ShareBar{Set: s.set, Percent: percent, Average: c.Average, Strong: true}, height: 13},
		s.plainCell(draw.TableType.Strong(), columns[3], s.Percent(percent), 1),
		s.noted(draw.TableType, columns[4], s.Percent(c.Average), s.AverageOf(c)),
		change,
		s.plainCell(draw.TableType, columns[6], s.movedPoints(c, c.Gained, "+"), 1),
		s.plainCell(draw.TableType, columns[7], s.movedPoints(c, c.Lost, "−"), 1),
	}
}

// noted is a cell with a small line under its text; none for an empty note.
func (s *sheet) noted(l draw.Lettering, c tableColumn, text, note string) tableCell {
	cell := s.plainCell(l, c, text, 2)
	if note != "" {
		cell.blocks = append(cell.blocks, s.block(draw.SmallType, c, note, 2))
	}
	return cell
}

// movedPoints are points that a category achieved or regressed; a dash for
// none.
func (s *sheet) movedPoints(c report.Category, points float64, sign string) string {
	switch {
	case !report.Known(c.Change):
		return s.NotAvailable()
	case points == 0:
		return "–"
	}
	return sign + s.Points(points)
}

package report

import "math"

// categories sets the categories beside each other, and beside other tenants.
func (s *sheet) categories() {
	s.begin(categoriesTitle, 110)
	s.paragraph(bodyType, s.categoriesSays(s.m))
	if len(s.m.Categories) == 0 {
		return
	}
	s.y += space2
	columns := s.stretch([]pdfColumn{
		{head: labelCategory, width: 108},
		{head: labelPoints, width: 76},
		{head: "0 to 100 %"},
		{head: labelAchieved, width: 52, right: true},
		{head: labelAllTenants, width: 52, right: true},
		{head: labelChange, width: 54, right: true},
		{head: labelPointsGained, width: 48, right: true},
		{head: labelPointsLost, width: 42, right: true},
	}, 2)
	s.table(columns, len(s.m.Categories), func(i int) []pdfCell { return s.categoryRow(columns, s.m.Categories[i]) })
	s.y += space1
	s.lines(smallType, marginSide, s.y, []string{categoriesNote})
	s.y += smallType.leading
}

func (s *sheet) categoryRow(columns []pdfColumn, c Category) []pdfCell {
	controls := controlsSays(c)
	percent := c.Percent()
	if c.Max <= 0 {
		percent = math.NaN()
	}
	sign, ink := signLook(c.Change)
	change := s.SignedHundredths(c.Change)
	if finite(c.Change) && c.Change != 0 {
		change = sign + " " + change
	}
	return []pdfCell{
		{blocks: []pdfBlock{s.block(tableType.strong(), columns[0], c.Category, 2), s.block(smallType, columns[0], controls, 2)}},
		s.plainCell(tableType, columns[1], s.PointsOf(c.Points, c.Max), 2),
		{chart: shareBar{set: s.set, percent: percent, average: c.Average, strong: true}, height: 13},
		s.plainCell(tableType.strong(), columns[3], s.Percent(percent), 1),
		s.plainCell(tableType, columns[4], s.Percent(c.Average), 1),
		s.plainCell(tableType.in(ink), columns[5], change, 1),
		s.plainCell(tableType, columns[6], s.movedPoints(c, c.Gained, "+"), 1),
		s.plainCell(tableType, columns[7], s.movedPoints(c, c.Lost, "−"), 1),
	}
}

// movedPoints are points that a category gained or lost, a dash where there is none to
// tell of.
func (s *sheet) movedPoints(c Category, points float64, sign string) string {
	switch {
	case !finite(c.Change):
		return "n/a"
	case points == 0:
		return "–"
	}
	return sign + s.Points(points)
}

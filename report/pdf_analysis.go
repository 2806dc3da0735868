package report

import (
	"math"
	"strconv"

	"secure-score-reporter/internal/score"
)

// The parts of the document that are about the analysis: where the points lie, the
// way to the goal, and what is not in scope.

// points sets apart what is configured, what is declared and what was given up,
// names the last two, and shows what the score could be.
func (s *sheet) points() {
	s.begin(pointsTitle, 230)
	split := s.m.Analysis.Split
	if !split.Known {
		s.paragraph(bodyType, splitUnknown)
	} else {
		s.splitTable()
		s.declared()
	}
	s.y += space4
	s.views()
}

func (s *sheet) splitTable() {
	s.paragraph(bodyType, splitSays)
	s.y += space2
	columns := s.stretch([]pdfColumn{
		{head: labelPoints, width: 170}, {head: "", width: 60, right: true}, {head: labelOfAll}, {head: "", width: 58, right: true},
	}, 2)
	rows := splitParts(s.m)
	s.table(columns, len(rows), func(i int) []pdfCell {
		r := rows[i]
		return []pdfCell{
			{blocks: []pdfBlock{s.block(tableType.strong(), columns[0], r.Name, 1), s.block(smallType, columns[0], r.Note, 2)}},
			s.plainCell(tableType, columns[1], s.Points(r.Points), 1),
			{chart: shareBar{set: s.set, percent: r.Share, average: math.NaN(), strong: r.Achieved}, height: 13},
			s.plainCell(tableType.strong(), columns[3], s.Percent(r.Share), 1),
		}
	})
}

// declared lists what rests on somebody's word.
func (s *sheet) declared() {
	closed := s.m.Declared()
	s.y += space3
	if len(closed) == 0 {
		s.paragraph(bodyType, nothingDeclared)
		return
	}
	s.subhead(declaredTitle, 60)
	columns := s.stretch([]pdfColumn{{head: labelAction}, {head: labelPoints, width: 86}, {head: labelStatus, width: 150}}, 0)
	s.table(columns, len(closed), func(i int) []pdfCell {
		a := closed[i]
		status := []pdfBlock{s.block(tableType, columns[2], StatusName(a.Status()), 2)}
		if who := s.whoDeclared(a.Control); who != "" {
			status = append(status, s.block(smallType, columns[2], who, 2))
		}
		return []pdfCell{
			s.titleCell(columns[0], titleOf(a.Control), a.PortalURL, placeWords(a.Product, a.Category), a.New),
			s.plainCell(tableType, columns[1], s.Points(a.Points)+" "+s.ofMaximum(a.Max, a.MaxKnown()), 2),
			{blocks: status},
		}
	})
}

func (s *sheet) views() {
	s.subhead(viewsTitle, 90)
	columns := s.stretch([]pdfColumn{
		{head: labelView, width: 90}, {head: labelPoints, width: 60, right: true}, {head: labelScore, width: 62, right: true}, {head: labelHowDerived},
	}, 3)
	views := s.m.Analysis.Views
	s.table(columns, len(views), func(i int) []pdfCell {
		v := views[i]
		return []pdfCell{
			s.plainCell(tableType.strong(), columns[0], ViewLabel(v.Name), 1),
			s.plainCell(tableType, columns[1], s.Points(v.Points), 1),
			s.plainCell(tableType.strong(), columns[2], s.Percent(v.Percent), 1),
			s.plainCell(tableType, columns[3], ViewHow(v.Name), 2),
		}
	})
}

// plan is the way to the goal, cheapest first.
func (s *sheet) plan() {
	s.begin(planTitle, 110)
	a := s.m.Analysis
	if a.Progress == nil || a.Plan == nil {
		s.paragraph(bodyType, noGoalSays)
		return
	}
	s.paragraph(bodyType, s.ProgressSays(*a.Progress))
	p := *a.Plan
	if len(p.Steps) == 0 {
		return
	}
	s.y += space1
	s.paragraph(bodyType, s.planSays(p))
	s.y += space2
	if len(p.Steps) > 2 { // fewer need no picture
		const tall = 170.0
		s.need(tall)
		s.chart(newPlan(s.m, s.set), marginSide, s.y, s.paper.content(), tall)
		s.y += tall + space3
	}
	columns := s.stretch([]pdfColumn{
		{head: "", width: 26, right: true}, {head: labelAction}, {head: labelPoints, width: 54, right: true, after: 6}, {head: labelCost, width: 58},
		{head: labelUserImpact, width: 62}, {head: labelEffort, width: 40, right: true}, {head: labelScoreThen, width: 60, right: true},
	}, 1)
	s.table(columns, len(p.Steps), func(i int) []pdfCell {
		step := p.Steps[i]
		c := step.Control
		return []pdfCell{
			s.plainCell(tableType.in(mutedColor), columns[0], strconv.Itoa(i+1), 1),
			s.titleCell(columns[1], titleOf(c), ActionURL(c.ID), placeWords(score.ProductName(c.Service), StatusName(c.Status())), false),
			s.plainCell(tableType, columns[2], s.SignedPoints(step.Gain), 1),
			s.plainCell(tableType, columns[3], LevelName(c.Cost), 1),
			s.plainCell(tableType, columns[4], LevelName(c.UserImpact), 1),
			s.plainCell(tableType, columns[5], strconv.Itoa(step.Effort), 1),
			s.plainCell(tableType.strong(), columns[6], s.Percent(step.Percent), 1),
		}
	})
}

// scope is what the catalogue has beyond the score.
func (s *sheet) scope() {
	s.begin(scopeTitle, 110)
	scopes, outside := s.m.OutsideScopes()
	s.paragraph(bodyType, scopeSays(outside))
	if outside == 0 {
		return
	}
	s.y += space2
	columns := s.stretch([]pdfColumn{
		{head: labelProduct}, {head: labelScored, width: 60, right: true}, {head: labelPoints, width: 60, right: true},
		{head: labelOutside, width: 76, right: true}, {head: labelOutsideMax, width: 86, right: true},
	}, 0)
	s.table(columns, len(scopes), func(i int) []pdfCell {
		v := scopes[i]
		name := score.ProductName(v.Service)
		if plainText(name) == "" {
			name = noProductName
		}
		return []pdfCell{
			s.plainCell(tableType.strong(), columns[0], name, 2),
			s.plainCell(tableType, columns[1], strconv.Itoa(v.Scored), 1),
			s.plainCell(tableType, columns[2], s.Points(v.ScoredMax), 1),
			s.plainCell(tableType, columns[3], strconv.Itoa(v.Outside), 1),
			s.plainCell(tableType, columns[4], s.Points(v.OutsidePoints), 1),
		}
	})
}

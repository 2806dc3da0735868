package pdf

import (
	"math"
	"strconv"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// The sections of the analysis: where the points are, the plan to reach the
// goal, and what is not scored.

// points divides the maximum into measured, reported, accepted and open
// points, lists the reported and accepted actions, and shows what the
// score could be.
func (s *sheet) points() {
	s.begin(pointsPart, 230)
	split := s.m.Analysis.Split
	if !split.Known {
		s.paragraph(draw.BodyType, words.SplitUnknown)
	} else {
		s.splitTable()
		s.declared()
		s.accepted()
	}
	s.y += draw.Space4
	s.views()
}

func (s *sheet) splitTable() {
	s.paragraph(draw.BodyType, words.SplitIntro)
	s.y += draw.Space2
	columns := s.stretch([]tableColumn{
		{head: words.LabelPoints, width: 170}, {head: "", width: 60, right: true}, {head: words.LabelShare},
		{head: "", width: 58, right: true},
	}, 2)
	rows := words.SplitParts(s.m)
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

// declared lists reported actions and accepted risks.
func (s *sheet) declared() {
	closed := s.m.Declared()
	s.y += draw.Space3
	if len(closed) == 0 {
		s.paragraph(draw.BodyType, words.NothingReported)
		return
	}
	s.subhead(words.ReportedTitle, 60)
	columns := s.stretch([]tableColumn{{head: words.LabelAction}, {head: words.LabelPoints, width: 86},
		{head: words.LabelStatus, width: 150}}, 0)
	s.table(columns, len(closed), func(i int) []tableCell {
		a := closed[i]
		status := []textBlock{s.block(draw.TableType, columns[2], words.StatusName(a.Status()), 2)}
		if who := s.DeclaredBy(a.Control); who != "" {
			status = append(status, s.block(draw.SmallType, columns[2], who, 8))
		}
		return []tableCell{
			s.titleCell(columns[0], words.Title(a.Control), a.PortalURL, placeWords(a.Product, a.Category), a.New),
			s.plainCell(draw.TableType, columns[1], s.Points(a.Points)+" "+s.OfMaximum(a.Max, a.MaxKnown()), 2),
			{blocks: status},
		}
	})
}

// accepted is the points left in accepted risks over time.
func (s *sheet) accepted() {
	const tall = 84.0
	chart := draw.NewAccepted(s.m, s.set)
	if chart.Empty() {
		return
	}
	s.y += draw.Space3
	s.subhead(words.AcceptedTitle, tall+40)
	s.paragraph(draw.BodyType, chart.AltText())
	s.y += draw.Space2
	s.need(tall)
	s.chart(chart, draw.MarginSide, s.y, s.paper.Content(), tall)
	s.y += tall
}

func (s *sheet) views() {
	s.subhead(words.ViewsTitle, 90)
	columns := s.stretch([]tableColumn{
		{head: words.LabelView, width: 90}, {head: words.LabelPoints, width: 60, right: true},
		{head: words.LabelScore, width: 62, right: true}, {head: words.LabelHowCalculated},
	}, 3)
	views := s.m.Analysis.Views
	s.table(columns, len(views), func(i int) []tableCell {
		v := views[i]
		return []tableCell{
			s.plainCell(draw.TableType.Strong(), columns[0], words.ViewLabel(v.Name), 1),
			s.plainCell(draw.TableType, columns[1], s.Points(v.Points), 1),
			s.plainCell(draw.TableType.Strong(), columns[2], s.Percent(v.Percent), 1),
			s.plainCell(draw.TableType, columns[3], words.ViewHow(v.Name), 2),
		}
	})
	if note := s.ViewsNote(s.m); note != "" {
		s.y += draw.Space1
		s.paragraph(draw.SmallType, note)
	}
}

// plan lists the actions that reach the goal, the least effort first.
func (s *sheet) plan() {
	s.begin(planPart, 110)
	a := s.m.Analysis
	if a.Progress == nil || a.Plan == nil {
		s.paragraph(draw.BodyType, words.NoGoal)
		return
	}
	s.paragraph(draw.BodyType, s.Progress(*a.Progress))
	p := *a.Plan
	if len(p.Steps) == 0 {
		return
	}
	s.y += draw.Space1
	s.paragraph(draw.BodyType, s.PlanIntro(p))
	s.y += draw.Space2
	if len(p.Steps) > 2 { // fewer need no chart
		const tall = 170.0
		s.need(tall)
		s.chart(draw.NewPlan(s.m, s.set), draw.MarginSide, s.y, s.paper.Content(), tall)
		s.y += tall + draw.Space3
	}
	columns := s.stretch([]tableColumn{
		{head: "", width: 26, right: true}, {head: words.LabelAction},
		{head: words.LabelPoints, width: 54, right: true, after: 6}, {head: words.LabelCost, width: 58},
		{head: words.LabelUserImpact, width: 62}, {head: words.LabelEffort, width: 40, right: true},
		{head: words.LabelScoreAfter, width: 60, right: true},
	}, 1)
	s.table(columns, len(p.Steps), func(i int) []tableCell {
		step := p.Steps[i]
		c := step.Control
		return []tableCell{
			s.plainCell(draw.TableType.In(draw.MutedColor), columns[0], strconv.Itoa(i+1), 1),
			s.titleCell(columns[1], words.Title(c), report.ActionURL(c.ID),
				placeWords(score.ProductName(c.Service), words.StatusName(c.Status())), false),
			s.plainCell(draw.TableType, columns[2], s.SignedPoints(step.Gain), 1),
			s.plainCell(draw.TableType, columns[3], words.LevelName(c.Cost), 1),
			s.plainCell(draw.TableType, columns[4], words.LevelName(c.UserImpact), 1),
			s.plainCell(draw.TableType, columns[5], words.StepEffort(step), 1),
			s.plainCell(draw.TableType.Strong(), columns[6], s.Percent(step.Percent), 1),
		}
	})
}

// scope lists by product what Microsoft does not score for the tenant.
func (s *sheet) scope() {
	s.begin(scopePart, 110)
	scopes, outside := s.m.OutsideScopes()
	s.paragraph(draw.BodyType, words.NotScoredIntro(outside))
	if outside == 0 {
		return
	}
	s.y += draw.Space2
	columns := s.stretch([]tableColumn{
		{head: words.LabelProduct}, {head: words.LabelScored, width: 60, right: true},
		{head: words.LabelPoints, width: 60, right: true},
		{head: words.LabelNotScored, width: 76, right: true},
		{head: words.LabelNotScoredPoints, width: 86, right: true},
	}, 0)
	s.table(columns, len(scopes), func(i int) []tableCell {
		v := scopes[i]
		name := score.ProductName(v.Service)
		if plaintext.Drawable(name) == "" {
			name = words.UnnamedProduct
		}
		return []tableCell{
			s.plainCell(draw.TableType.Strong(), columns[0], name, 2),
			s.plainCell(draw.TableType, columns[1], strconv.Itoa(v.Scored), 1),
			s.plainCell(draw.TableType, columns[2], s.Points(v.ScoredMax), 1),
			s.plainCell(draw.TableType, columns[3], strconv.Itoa(v.Outside), 1),
			s.plainCell(draw.TableType, columns[4], s.Points(v.OutsidePoints), 1),
		}
	})
}

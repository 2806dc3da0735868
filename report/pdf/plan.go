package pdf

import (
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// plan is the way to the goal with the least effort: how far it leads, and what
// it takes from each product. The steps themselves are marked in the list of
// all actions; only those that a filter keeps out of it are listed here.
func (s *sheet) plan() {
	s.begin(planPart, 90)
	a := s.m.Analysis
	if a.Progress == nil || a.Plan == nil {
		s.paragraph(draw.BodyType, s.Text(words.NoGoal))
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
		chart := draw.NewPlan(s.m, s.set)
		s.chart(chart, chart.AltText(), draw.MarginSide, s.y, s.paper.Content(), tall)
		s.y += tall + draw.Space3
	}
	s.planProducts(p.ByService())
	places := map[string]int{} // in the ranking, by id
	for _, action := range s.m.Actions {
		places[action.ID] = action.Place
	}
	s.planOrder(p, places)
	s.planUnlisted(p, places)
}

// planProducts is what the plan takes from each product; all add up to it.
func (s *sheet) planProducts(shares []score.ServicePlan) {
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelProduct)}, {head: s.Text(words.LabelPlanActions), width: 90, right: true},
		{head: s.Text(words.LabelPoints), width: 80, right: true}, {head: s.Text(words.LabelEffort), width: 80, right: true},
	}, 0)
	s.table(columns, len(shares), func(i int) []tableCell {
		share := shares[i]
		return []tableCell{
			s.microsoftsCell(draw.TableType, columns[0], s.productName(share.Service), 2),
			s.plainCell(draw.TableType, columns[1], strconv.Itoa(share.Actions), 1),
			s.plainCell(draw.TableType, columns[2], s.SignedPoints(share.Points), 1),
			s.plainCell(draw.TableType, columns[3], strconv.Itoa(share.Effort), 1),
		}
	})
}

// planOrder is the order of the steps by their ranks, so that the next one is
// found in the list.
func (s *sheet) planOrder(p score.Plan, places map[string]int) {
	var ranks []int
	for _, step := range p.Steps {
		if place, listed := places[step.Control.ID]; listed {
			ranks = append(ranks, place)
		}
	}
	if len(ranks) > 0 {
		s.y += draw.Space2
		s.paragraph(draw.BodyType, s.PlanOrder(ranks))
	}
}

// planUnlisted are the steps that a filter keeps out of the list of actions.
func (s *sheet) planUnlisted(p score.Plan, places map[string]int) {
	numbers := make([]int, 0, len(p.Steps))
	for i, step := range p.Steps {
		if _, listed := places[step.Control.ID]; !listed {
			numbers = append(numbers, i)
		}
	}
	if len(numbers) == 0 {
		return
	}
	s.y += draw.Space3
	s.subhead(s.Text(words.PlanUnlistedTitle), 60)
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelStep), width: 32, right: true, after: 2}, {head: s.Text(words.LabelAction)},
		{head: s.Text(words.LabelPoints), width: 54, right: true, after: 6}, {head: s.Text(words.LabelCost), width: 58},
		{head: s.Text(words.LabelUserImpact), width: 62}, {head: s.Text(words.LabelEffort), width: 40, right: true},
		{head: s.Text(words.LabelScoreAfter), width: 60, right: true},
	}, 1)
	s.table(columns, len(numbers), func(i int) []tableCell {
		step := p.Steps[numbers[i]]
		c := step.Control
		return []tableCell{
			s.plainCell(draw.TableType.In(draw.MutedColor), columns[0], strconv.Itoa(numbers[i]+1), 1),
			s.titleCell(columns[1], s.Title(c), report.ActionURL(c.ID),
				placeWords(score.ProductName(c.Service), s.StatusName(c.Status())), false),
			s.plainCell(draw.TableType, columns[2], s.SignedPoints(step.Gain), 1),
			s.plainCell(draw.TableType, columns[3], s.LevelName(c.Cost), 1),
			s.plainCell(draw.TableType, columns[4], s.LevelName(c.UserImpact), 1),
			s.plainCell(draw.TableType, columns[5], s.StepEffort(step), 1),
			s.plainCell(draw.TableType.Strong(), columns[6], s.Percent(step.Percent), 1),
		}
	})
}

// planSteps are the steps of the plan by their actions' ids, from 0.
func (s *sheet) planSteps() map[string]int {
	steps := map[string]int{}
	if p := s.m.Analysis.Plan; p != nil {
		for i, step := range p.Steps {
			steps[step.Control.ID] = i
		}
	}
	return steps
}

package pdf

import (
	"strconv"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// actions is every action that the filter lets through, ranked: the open ones
// with what they take and their step in the plan, then the others, which need
// no more than their status. Those on which the organisation decided stand in
// sections of their own.
func (s *sheet) actions() {
	s.begin(actionsPart, 100)
	s.paragraph(draw.BodyType, s.ActionsIntro(s.m))
	var open, closed []report.Action
	elsewhere := 0
	for _, a := range s.m.Actions {
		switch {
		case a.Recommended() && !a.Outside:
			open = append(open, a)
		case a.Exception != nil || s.m.Analysis.Split.Known && a.Decided():
			elsewhere++
		default:
			closed = append(closed, a)
		}
	}
	if len(open) > 0 {
		s.openActions(open)
	}
	if len(closed) > 0 {
		s.closedActions(closed)
	}
	if elsewhere > 0 {
		s.y += draw.Space1
		s.paragraph(draw.SmallType, s.ClosedAbove(elsewhere))
	}
}

// openActions are ranked; the columns of the plan are there only with a plan.
func (s *sheet) openActions(list []report.Action) {
	columns := []tableColumn{
		{head: s.Text(words.LabelRank), width: 30, right: true, after: 2},
		{head: s.Text(words.LabelAction)},
		{head: s.Text(words.LabelPointsLeft), width: 46, right: true, after: 8},
		{head: s.Text(words.LabelCost), width: 50},
		{head: s.Text(words.LabelUserImpact), width: 50},
	}
	steps := s.planSteps()
	if len(steps) > 0 {
		s.paragraph(draw.BodyType, s.Text(words.StepsIntro))
		columns = append(columns, tableColumn{head: s.Text(words.LabelPlanStep), width: 42, right: true},
			tableColumn{head: s.Text(words.LabelEffort), width: 34, right: true},
			tableColumn{head: s.Text(words.LabelScoreAfter), width: 48, right: true})
	}
	s.y += draw.Space2
	columns = s.stretch(columns, 1)
	s.table(columns, len(list), func(i int) []tableCell {
		row := s.openRow(columns, list[i])
		if len(steps) > 0 {
			row = append(row, s.stepCells(columns[len(row):], steps, list[i].ID)...)
		}
		return row
	})
}

func (s *sheet) openRow(columns []tableColumn, a report.Action) []tableCell {
	left, of := s.NotAvailable(), ""
	place := placeWords(placeWords(a.Product, a.Category), s.UnusualStatus(a.Status()))
	if a.MaxKnown() {
		left, of = s.Points(a.Left()), s.OfMaximum(a.Max, true)
	} else {
		place = placeWords(place, s.Text(words.MaximumUnknown))
	}
	rank := s.plainCell(draw.TableType.In(draw.LinkColor), columns[0], words.Place(a), 1)
	rank.blocks[0].to, rank.blocks[0].says = s.guides[a.ID], s.rankedTitle(a)
	action := s.titleCell(columns[1], s.Title(a.Control), a.PortalURL, place, a.New)
	if a.Exception != nil {
		action.below = []textBlock{s.wideBlock(draw.SmallType, columns, 1, s.ExceptionMark(*a.Exception))}
	}
	return []tableCell{
		rank,
		action,
		{blocks: []textBlock{s.block(draw.TableType.Strong(), columns[2], left, 1),
			s.block(draw.SmallType, columns[2], of, 2)}},
		s.plainCell(draw.TableType, columns[3], s.LevelName(a.Cost), 1),
		s.plainCell(draw.TableType, columns[4], s.LevelName(a.UserImpact), 1),
	}
}

// stepCells are the number, the effort and the score of an action's step; empty
// where the plan does without the action.
func (s *sheet) stepCells(columns []tableColumn, steps map[string]int, id string) []tableCell {
	i, planned := steps[id]
	if !planned {
		return make([]tableCell, len(columns))
	}
	step := s.m.Analysis.Plan.Steps[i]
	return []tableCell{
		s.plainCell(draw.TableType.Strong(), columns[0], strconv.Itoa(i+1), 1),
		s.plainCell(draw.TableType, columns[1], s.StepEffort(step), 1),
		s.plainCell(draw.TableType, columns[2], s.Percent(step.Percent), 1),
	}
}

// closedActions have nothing left to do, or nothing that is asked for.
func (s *sheet) closedActions(list []report.Action) {
	s.y += draw.Space3
	s.subhead(s.Text(words.ClosedTitle), 60)
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelAction)}, {head: s.Text(words.LabelProduct), width: 152},
		{head: s.Text(words.LabelPoints), width: 48},
		{head: s.Text(words.LabelStatus), width: 88},
	}, 0)
	s.table(columns, len(list), func(i int) []tableCell { return s.closedRow(columns, list[i]) })
}

func (s *sheet) closedRow(columns []tableColumn, a report.Action) []tableCell {
	title := s.microsoftsCell(draw.TableType.In(draw.LinkColor), columns[0], s.Title(a.Control), 3)
	title.blocks[0].url = a.PortalURL
	if a.New {
		title.blocks = append(title.blocks, textBlock{style: draw.SmallType, lines: []string{""}, pill: s.newMark()})
	}
	return []tableCell{
		title,
		s.microsoftsCell(draw.SmallType, columns[1], placeWords(a.Product, a.Category), 2),
		s.plainCell(draw.TableType, columns[2], s.Points(a.Points)+" "+s.OfMaximum(a.Max, a.MaxKnown()), 2),
		s.closedStatus(columns[3], a),
	}
}

func (s *sheet) closedStatus(column tableColumn, a report.Action) tableCell {
	status := s.StatusName(a.Status())
	if a.Outside {
		status = s.Text(words.LabelNotScored)
	}
	cell := s.plainCell(draw.TableType, column, status, 4)
	if a.Declared() {
		cell.blocks = append(cell.blocks, s.block(draw.SmallType.Strong().In(draw.OkayInk), column,
			s.Text(words.LabelNotVerified), 1))
	}
	if a.Deprecated {
		cell.blocks = append(cell.blocks, s.block(draw.SmallType, column, s.Text(words.LabelDeprecated), 2))
	}
	return cell
}

package pdf

import (
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// The summary edition: at most four pages after the first that hold what
// matters most. Each section has a limit of lines, so that no input exceeds its
// limit in points. On four pages of the smaller paper there is room for all of
// them, and for what is lost at the end of three pages where a block does not
// fit any more: at most mostLost, and once that of the heading of what to do
// first, which stays with its first action.
const (
	briefChangesTall    = 628.0
	briefTopTall        = 598.0
	briefGoalTall       = 196.0
	briefExceptionsTall = 274.0
	briefCategoriesTall = 215.0
	briefMethodTall     = 366.0

	mostLost    = 118.0
	mostLostTop = 20 + draw.Space2 + briefTopFollows

	mostPages = 5
)

// briefHead is the height of a section's heading with the space around it.
const briefHead = draw.Space4 + 20 + draw.Space1

// summarize makes the document the summary edition.
func (s *sheet) summarize() {
	s.order, s.between = []part{overviewPart}, draw.Space4
	for _, brief := range []struct {
		part part
		draw func(*sheet)
	}{
		{changesPart, (*sheet).briefChanges}, {topPart, (*sheet).briefTop}, {planPart, (*sheet).briefGoal},
		{exceptionsPart, (*sheet).briefDecisions}, {categoriesPart, (*sheet).briefCategories},
		{methodPart, (*sheet).briefMethod},
	} {
		s.order = append(s.order, brief.part)
		s.parts[brief.part].draw = brief.draw
	}
	s.parts[planPart].title = s.Text(words.GoalTitle)
}

// clipped draws text over the full width at the current place, at most so many
// lines, which stay together.
func (s *sheet) clipped(l draw.Lettering, text string, most int) {
	lines := s.set.Wrap(l, text, s.paper.Content(), most)
	s.need(float64(len(lines)) * l.Leading)
	s.y = s.lines(l, draw.MarginSide, s.y, lines)
}

// dataNotes are what a reader has to know about the data.
func (s *sheet) dataNotes() []string {
	if !s.counted {
		s.notesOnData = append(s.DataNotes(s.m), draw.MissingCharacters(s.m)...)
		s.counted = true
	}
	return s.notesOnData
}

// briefGoal is the verdict on the goal, and what the plan takes.
func (s *sheet) briefGoal() {
	s.begin(planPart, 60)
	a := s.m.Analysis
	if a.Progress == nil || a.Plan == nil {
		s.clipped(draw.BodyType, s.Text(words.BriefNoGoal), 3)
		return
	}
	s.clipped(draw.BodyType, s.Progress(*a.Progress), 5)
	s.y += draw.Space1
	s.clipped(draw.BodyType, s.BriefPlan(*a.Plan), 3)
	if _, _, _, halved := report.PlanHalf(*a.Plan); halved {
		return
	}
	steps := a.Plan.Steps[:min(words.BriefSteps, len(a.Plan.Steps))]
	if len(steps) == 0 {
		return
	}
	style := draw.TableType
	indent := s.set.Width(style, "• ")
	s.doc.Begin(canvas.List)
	defer s.doc.End()
	for _, step := range steps {
		s.need(style.Leading)
		s.beginItem(style, draw.MarginSide, "•")
		s.y = s.bare(style, draw.MarginSide+indent, s.y, s.set.Wrap(style, s.PlanStep(step), s.paper.Content()-indent, 1))
		s.endItem()
	}
}

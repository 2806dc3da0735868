package pdf

import (
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// The appendix: why each open action matters and how to do it, in Microsoft's
// own words, for the people who do the work.

// guide lists the recommended actions in the order of the ranking.
func (s *sheet) guide() {
	actions := s.guided()
	if len(actions) == 0 {
		s.begin(guidePart, 60)
		s.paragraph(draw.BodyType, words.NothingToGuide)
		return
	}
	s.newPage()
	s.begin(guidePart, 120)
	s.paragraph(draw.BodyType, words.GuideIntro)
	s.y += draw.Space3
	s.inColumns(2)
	for _, a := range actions {
		s.guideAction(a)
		s.y += draw.Space4
	}
	s.endColumns()
}

// guided are the actions that the appendix explains.
func (s *sheet) guided() []report.Action {
	var list []report.Action
	for _, a := range s.m.Actions {
		if a.Recommended() && !a.Outside {
			list = append(list, a)
		}
	}
	return list
}

const guideIndent = 22.0 // of everything under an action's number

func (s *sheet) guideAction(a report.Action) {
	style := draw.SubheadType.In(draw.LinkColor)
	room := s.frame.width - guideIndent
	title := s.set.Wrap(style, words.Title(a.Control), room, 6)
	facts := s.Facts(a)
	if tier := words.Tier(a.Tier); tier != "" {
		facts = append(facts, tier)
	}
	facts = append(facts, s.StateOfAction(a)...)
	under := placeWords(placeWords(a.Product, a.Category), a.ID)
	// The title and its facts stay with the first lines of what follows.
	factLines := s.set.Wrap(draw.GuideType, strings.Join(facts, " · "), room, 8)
	place := s.set.Wrap(draw.SmallType, under, room, 3)
	s.need(float64(len(title))*style.Leading + float64(len(factLines))*draw.GuideType.Leading +
		float64(len(place))*draw.SmallType.Leading + draw.SubheadType.Leading + 3*draw.GuideType.Leading)
	s.target(a)
	s.doc.Bookmark(1, plaintext.Drawable(words.Place(a)+". "+words.Title(a.Control)), s.y-draw.Space1)
	s.write(draw.SubheadType.In(s.set.Accent), s.left(), s.y+style.Baseline(), words.Place(a))
	for _, line := range title {
		s.write(style, s.left()+guideIndent, s.y+style.Baseline(), line)
		s.web(s.left()+guideIndent, s.y, s.set.Width(style, line), style.Leading, a.PortalURL)
		s.y += style.Leading
	}
	s.y = s.lines(draw.GuideType, s.left()+guideIndent, s.y, factLines)
	s.y = s.lines(draw.SmallType, s.left()+guideIndent, s.y, place) + draw.Space1
	g := a.Guide()
	if g.Empty() {
		s.passages(guideIndent, []guidance.Passage{{Text: words.NotDescribed}})
		return
	}
	s.guidePart(words.LabelWhy, g.Why)
	s.guidePart(words.LabelHow, g.How)
	s.guidePart(words.LabelImpact, g.Impact)
}

func (s *sheet) guidePart(head string, list []guidance.Passage) {
	if len(list) == 0 {
		return
	}
	style := draw.SmallType.Strong().In(draw.InkColor)
	s.need(style.Leading + 2*draw.GuideType.Leading)
	s.write(style, s.left()+guideIndent, s.y+style.Baseline(), head)
	s.y += style.Leading + 1
	s.passages(guideIndent, list)
	s.y += draw.Space1
}

// passages draws paragraphs and the items of lists, each with its mark in
// front.
func (s *sheet) passages(indent float64, list []guidance.Passage) {
	const mark, deeper = 16.0, 14.0
	style := draw.GuideType
	for _, p := range list {
		x := indent + deeper*float64(p.Depth)
		if p.Mark != "" {
			s.need(2 * style.Leading) // so that the mark stays with its text
			s.write(style, s.left()+x, s.y+style.Baseline(), plaintext.Drawable(p.Mark))
			x += mark
		}
		s.indented(style, x, p.Text)
		s.y += 2
	}
}

// target is where a link to an action's explanation leads: here.
func (s *sheet) target(a report.Action) {
	if t, known := s.guides[a.ID]; known {
		s.doc.Place(t, s.y-draw.Space1)
	}
}

// guideTargets makes a target for each action that the appendix explains.
func (s *sheet) guideTargets() {
	s.guides = map[string]canvas.Target{}
	for _, a := range s.guided() {
		s.guides[a.ID] = s.doc.Target()
	}
}

package report

import (
	"strings"

	"secure-score-reporter/report/internal/pdf"
)

// The appendix: why each open action matters and how it is done, in Microsoft's
// own words, for who does the work.

// guide lists the recommended actions in the order of the ranking.
func (s *sheet) guide() {
	actions := s.guided()
	if len(actions) == 0 {
		s.begin(guideTitle, 60)
		s.paragraph(bodyType, nothingToGuide)
		return
	}
	s.newPage()
	s.begin(guideTitle, 120)
	s.paragraph(bodyType, guideSays)
	s.y += space3
	s.inColumns(2)
	for _, a := range actions {
		s.guideAction(a)
		s.y += space4
	}
	s.endColumns()
}

// guided are the actions that the appendix explains.
func (s *sheet) guided() []Action {
	var list []Action
	for _, a := range s.m.Actions {
		if a.Recommended() && !a.Outside {
			list = append(list, a)
		}
	}
	return list
}

const guideIndent = 22.0 // of everything under an action's number

func (s *sheet) guideAction(a Action) {
	look := subheadType.in(linkColor)
	room := s.frame.width - guideIndent
	title := s.set.wrap(look, titleOf(a.Control), room, 6)
	facts := s.facts(a)
	if tier := tierSays(a.Tier); tier != "" {
		facts = append(facts, tier)
	}
	under := placeWords(placeWords(a.Product, a.Category), a.ID)
	// The title and its facts stay with the first lines of what follows.
	told := s.set.wrap(guideType, strings.Join(facts, " · "), room, 3)
	place := s.set.wrap(smallType, under, room, 3)
	s.need(float64(len(title))*look.leading + float64(len(told))*guideType.leading + float64(len(place))*smallType.leading + subheadType.leading + 3*guideType.leading)
	s.target(a)
	s.doc.Bookmark(1, plainText(placeOf(a)+". "+titleOf(a.Control)), s.y-space1)
	s.write(subheadType.in(s.set.accent), s.left(), s.y+look.baseline(), placeOf(a))
	for _, line := range title {
		s.write(look, s.left()+guideIndent, s.y+look.baseline(), line)
		s.web(s.left()+guideIndent, s.y, s.set.width(look, line), look.leading, a.PortalURL)
		s.y += look.leading
	}
	s.y = s.lines(guideType, s.left()+guideIndent, s.y, told)
	s.y = s.lines(smallType, s.left()+guideIndent, s.y, place) + space1
	g := a.Guide()
	if g.Empty() {
		s.passages(guideIndent, []Passage{{Text: notDescribed}})
		return
	}
	s.guidePart(labelWhy, g.Why)
	s.guidePart(labelHow, g.How)
	s.guidePart(labelImpact, g.Impact)
}

func (s *sheet) guidePart(head string, list []Passage) {
	if len(list) == 0 {
		return
	}
	look := smallType.strong().in(inkColor)
	s.need(look.leading + 2*guideType.leading)
	s.write(look, s.left()+guideIndent, s.y+look.baseline(), head)
	s.y += look.leading + 1
	s.passages(guideIndent, list)
	s.y += space1
}

// passages draws paragraphs and the items of lists, each with its mark in front.
func (s *sheet) passages(indent float64, list []Passage) {
	const mark, deeper = 16.0, 14.0
	look := guideType
	for _, p := range list {
		x := indent + deeper*float64(p.Depth)
		if p.Mark != "" {
			s.need(2 * look.leading) // so that the mark stays with its text
			s.write(look, s.left()+x, s.y+look.baseline(), plainText(p.Mark))
			x += mark
		}
		s.indented(look, x, p.Text)
		s.y += 2
	}
}

// target is where a link to an action's explanation leads: here.
func (s *sheet) target(a Action) {
	if t, known := s.guides[a.ID]; known {
		s.doc.Place(t, s.y-space1)
	}
}

// guideTargets makes a target for each action that the appendix explains.
func (s *sheet) guideTargets() {
	s.guides = map[string]pdf.Target{}
	for _, a := range s.guided() {
		s.guides[a.ID] = s.doc.Target()
	}
}

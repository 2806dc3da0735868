package report

import (
	"fmt"
	"strings"
)

// top is the few actions to do first, with what they take.
func (s *sheet) top() {
	s.begin(topTitle, 120)
	if len(s.m.Top) == 0 {
		text := nothingToDo
		if !s.m.Filter.Empty() {
			text = nothingFiltered
		}
		s.paragraph(bodyType, text)
		return
	}
	s.paragraph(bodyType, s.togetherWords(s.m))
	s.y += space2
	for i, a := range s.m.Top {
		s.topAction(i+1, a)
	}
}

func (s *sheet) topAction(n int, a Action) {
	const indent = 24.0
	x := marginSide + indent
	look := subheadType.in(linkColor)
	title := s.set.wrap(look, titleOf(a.Control), s.paper.content()-indent, 3)
	facts := s.facts(a)
	under := placeWords(a.Product, a.Category)
	if len(a.Threats) > 0 {
		under = placeWords(under, againstSays(strings.Join(a.Threats, ", ")))
	}
	s.need(float64(len(title))*look.leading + tableType.leading + smallType.leading + space3)

	s.write(headingType.in(s.set.accent), marginSide, s.y+look.baseline()+1, fmt.Sprint(n))
	for _, line := range title {
		s.write(look, x, s.y+look.baseline(), line)
		s.web(x, s.y, s.set.width(look, line), look.leading, a.PortalURL)
		s.y += look.leading
	}
	s.y = s.lines(tableType, x, s.y, []string{s.set.fit(tableType, strings.Join(facts, " · "), s.paper.content()-indent)})
	used := 0.0
	if a.New {
		used = s.pill(x, s.y, smallType, "NEW") + 4
	}
	s.write(smallType, x+used, s.y+smallType.baseline(), s.set.fit(smallType, under, s.right()-x-used))
	s.y += smallType.leading + space2
	s.doc.Line(ruleColor, hairline, x, s.y-space1, s.right(), s.y-space1)
	s.y += space1
}

package pdf

import (
	"fmt"
	"strings"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// top is the few actions to do first, with what they take.
func (s *sheet) top() {
	s.begin(topPart, 120)
	if len(s.m.Top) == 0 {
		text := words.NothingToDo
		if !s.m.Filter.Empty() {
			text = words.NothingFiltered
		}
		s.paragraph(draw.BodyType, text)
		return
	}
	s.paragraph(draw.BodyType, s.TopIntro(s.m))
	s.y += draw.Space2
	for i, a := range s.m.Top {
		s.topAction(i+1, a)
	}
}

func (s *sheet) topAction(n int, a report.Action) {
	const indent = 24.0
	x := draw.MarginSide + indent
	style := draw.SubheadType.In(draw.LinkColor)
	title := s.set.Wrap(style, words.Title(a.Control), s.paper.Content()-indent, 3)
	facts := s.Facts(a)
	under := placeWords(a.Product, a.Category)
	if len(a.Threats) > 0 {
		under = placeWords(under, words.Against(strings.Join(a.Threats, ", ")))
	}
	s.need(float64(len(title))*style.Leading + draw.TableType.Leading + draw.SmallType.Leading + draw.Space3)

	s.write(draw.HeadingType.In(s.set.Accent), draw.MarginSide, s.y+style.Baseline()+1, fmt.Sprint(n))
	for _, line := range title {
		s.write(style, x, s.y+style.Baseline(), line)
		s.web(x, s.y, s.set.Width(style, line), style.Leading, a.PortalURL)
		s.y += style.Leading
	}
	line := s.set.Fit(draw.TableType, strings.Join(facts, " · "), s.paper.Content()-indent)
	s.y = s.lines(draw.TableType, x, s.y, []string{line})
	used := 0.0
	if a.New {
		used = s.pill(x, s.y, draw.SmallType, strings.ToUpper(words.LabelNew)) + 4
	}
	s.write(draw.SmallType, x+used, s.y+draw.SmallType.Baseline(), s.set.Fit(draw.SmallType, under, s.right()-x-used))
	s.y += draw.SmallType.Leading + draw.Space2
	s.doc.Line(draw.RuleColor, draw.Hairline, x, s.y-draw.Space1, s.right(), s.y-draw.Space1)
	s.y += draw.Space1
}

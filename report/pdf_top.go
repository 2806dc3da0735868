package report

import (
	"fmt"
	"strings"

	"secure-score-reporter/internal/score"
)

// top is the few actions to do first, with what they take.
func (s *sheet) top() {
	s.begin(topTitle, 120)
	if len(s.m.Top) == 0 {
		text := "Nothing is left to do: every action listed is completed, declared or accepted."
		if !s.m.Filter.Empty() {
			text = "Nothing is left to do among the actions that the filter lets through."
		}
		s.paragraph(bodyType, text)
		return
	}
	s.paragraph(bodyType, togetherWords(s.m))
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
	facts := []string{
		s.GainWords(a), "cost " + levelWord(a.Cost), "user impact " + levelWord(a.UserImpact), plainText(StatusName(a.Status())),
	}
	under := placeWords(a.Product, a.Category)
	if len(a.Threats) > 0 {
		under = placeWords(under, "against "+strings.Join(a.Threats, ", "))
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

// togetherWords says what the top actions come to, all of them done.
func togetherWords(m Model) string {
	var left float64
	for _, a := range m.Top {
		left += a.Left()
	}
	text := "The open actions with the most points left for their effort, which is what they cost to implement, what they cost users, and how complex they are."
	if m.Max <= 0 || left <= 0 {
		return text
	}
	after := score.Hundredths(m.Percent + left/m.Max*100)
	return text + fmt.Sprintf(" All of these together are worth %s points: the score would go from %s to %s.", m.Locale.Points(left), m.Locale.Percent(m.Percent), m.Locale.Percent(after))
}

// GainWords is what an action still gives: +10 points, +0.89 on the score.
func (l Locale) GainWords(a Action) string {
	if !a.MaxKnown() {
		return "points left unknown"
	}
	return fmt.Sprintf("%s points (%s)", l.SignedPoints(a.Left()), l.SignedHundredths(a.Gain))
}

func levelWord(l score.Level) string { return strings.ToLower(LevelName(l)) }

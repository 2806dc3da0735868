package pdf

import (
	"fmt"
	"strings"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

const (
	briefTopIndent = 24.0
	briefTopLines  = 7 // of the title, of why and of how, of one action

	briefTopFollows = 147.0 // height of the introduction and of one action
)

// briefTop is the actions to do first, with why and how in a few lines.
func (s *sheet) briefTop() {
	if len(s.m.Top) == 0 {
		s.begin(topPart, 60)
		s.clipped(draw.BodyType, s.nothingFirst(), 2)
		return
	}
	const intro = 2 // lines
	first := s.briefEntry(s.m.Top[0])
	s.begin(topPart, min(briefTopFollows, intro*draw.BodyType.Leading+draw.Space1+first.tall()))
	s.clipped(draw.BodyType, s.BriefTopIntro(s.m), intro)
	s.y += draw.Space1
	for i, a := range s.m.Top {
		s.briefAction(i+1, a)
	}
}

// briefEntry is the lines of one action.
type briefEntry struct {
	title, why, how []string
}

func (s *sheet) briefEntry(a report.Action) briefEntry {
	width := s.paper.Content() - briefTopIndent
	e := briefEntry{title: s.set.Wrap(draw.SubheadType, s.Title(a.Control), width, 2)}
	e.why, e.how = s.briefGuide(a, briefTopLines-len(e.title))
	return e
}

func (e briefEntry) tall() float64 {
	return float64(len(e.title))*draw.SubheadType.Leading + draw.TableType.Leading +
		float64(max(1, len(e.why)+len(e.how)))*draw.GuideType.Leading + 2 + draw.Space2
}

func (s *sheet) briefAction(n int, a report.Action) {
	x, style := draw.MarginSide+briefTopIndent, draw.SubheadType.In(draw.LinkColor)
	e := s.briefEntry(a)
	s.need(e.tall())
	s.doc.Begin(canvas.Subheading)
	s.number(draw.HeadingType.In(s.set.Accent), draw.MarginSide, s.y+style.Baseline()+1, fmt.Sprint(n))
	s.by(microsoft, func() { s.y = s.linked(style, x, s.y, e.title, a.PortalURL) })
	s.doc.End()
	facts := append(s.Facts(a), placeWords(a.Product, ""))
	s.y = s.lines(draw.TableType, x, s.y, []string{s.whole(draw.TableType, facts, s.right()-x)}) + 2
	s.briefPart(x, s.Text(words.LabelWhy), e.why)
	s.briefPart(x, s.Text(words.LabelHow), e.how)
	if len(e.why)+len(e.how) == 0 {
		s.y = s.lines(draw.GuideType, x, s.y, []string{s.Text(words.NotDescribed)})
	}
	s.y += draw.Space2
}

// briefGuide is why an action matters and how it is done, in at most so many
// lines together.
func (s *sheet) briefGuide(a report.Action, most int) (why, how []string) {
	const fewest = 2 // lines of why, if it has that many
	guide := a.Guide()
	room := s.paper.Content() - briefTopIndent - s.briefLabels()
	wrap := func(list []guidance.Passage, lines int) []string {
		return s.set.Wrap(draw.GuideType, inOneLine(list), room, lines)
	}
	how = wrap(guide.How, most)
	why = wrap(guide.Why, max(fewest, most-len(how)))
	how = wrap(guide.How, most-len(why))
	return why, how
}

// inOneLine is paragraphs and steps one after the other, with their marks.
func inOneLine(list []guidance.Passage) string {
	var parts []string
	for _, p := range list {
		if p.Mark != "" {
			parts = append(parts, p.Mark)
		}
		parts = append(parts, p.Text)
	}
	return strings.Join(parts, " ")
}

// briefLabels is the width of the words before a text.
func (s *sheet) briefLabels() float64 { return s.labelRoom(30, words.LabelWhy, words.LabelHow) }

// briefPart is a text of Microsoft's with a word before it.
func (s *sheet) briefPart(x float64, label string, lines []string) {
	if len(lines) == 0 {
		return
	}
	s.doc.Begin(canvas.Paragraph)
	s.write(draw.SmallType.Strong().In(draw.InkColor), x, s.y+draw.GuideType.Baseline(), label)
	s.doc.End()
	s.doc.Begin(canvas.Paragraph)
	s.by(microsoft, func() { s.y = s.bare(draw.GuideType, x+s.briefLabels(), s.y, lines) })
	s.doc.End()
}

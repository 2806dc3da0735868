package pdf

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// The appendix: why each open action matters and how to do it, in Microsoft's
// own words, for the people who do the work. Cost and status are in the list of
// all actions.

// guide explains the recommended actions in the order of the ranking; there is
// no such section where none is open. It leaves the sheet in its columns, for
// what follows.
func (s *sheet) guide() {
	g := newGuide(s.guided())
	if len(g.entries) == 0 {
		return
	}
	s.begin(guidePart, 100)
	s.paragraph(draw.BodyType, s.Text(words.GuideIntro))
	s.y += draw.Space3
	s.inColumns(2)
	s.guideNotes(&g)
	for _, e := range g.entries {
		if len(e.texts) == 1 {
			s.guideAction(g, e)
		} else {
			s.guideTask(g, e)
		}
		s.y += draw.Space2 + 2
	}
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

// guideIndent is the room for an action's number and the labels of its parts.
func (s *sheet) guideIndent() float64 {
	return s.labelRoom(27, words.LabelWhy, words.LabelHow, words.LabelUsers, words.LabelForAll)
}

// labelRoom is the room for the widest of labels before a text, and at least
// the least.
func (s *sheet) labelRoom(least float64, labels ...words.Text) float64 {
	for _, label := range labels {
		least = max(least, s.set.Width(draw.SmallType.Strong(), s.Text(label))+guideLabelGap)
	}
	return least
}

const guideLabelGap = 3.0

// guideNotes are the texts that several actions share.
func (s *sheet) guideNotes(g *guideTexts) {
	if len(g.notes) == 0 {
		return
	}
	s.subhead(s.Text(words.GuideNotesTitle), 3*draw.GuideType.Leading)
	s.doc.Begin(canvas.List)
	defer s.doc.End()
	for i, text := range g.notes {
		g.noteTargets = append(g.noteTargets, s.doc.Target())
		s.need(2 * draw.GuideType.Leading)
		s.doc.Place(g.noteTargets[i], s.y-draw.Space1)
		s.doc.Begin(canvas.Item)
		s.guideLabel(canvas.Label, strconv.Itoa(i+1))
		s.doc.Begin(canvas.Body)
		s.by(microsoft, func() { s.indented(draw.GuideType, s.guideIndent(), text) })
		s.endItem()
		s.y += 2 * guidePassageGap
	}
	s.y += draw.Space2
}

// guideAction is an action that is a task of its own.
func (s *sheet) guideAction(g guideTexts, e guideEntry) {
	t := e.texts[0]
	facts := s.guideFacts(t.Action, true)
	title := s.set.Wrap(draw.SubheadType, s.Title(t.Control), s.frame.width-s.guideIndent(), 6)
	s.guideRoom(len(title), facts)
	s.doc.Begin(canvas.Subheading)
	s.guidePlace(t.Action)
	s.by(microsoft, func() { s.guideTitle(draw.SubheadType.In(draw.LinkColor), title, t.PortalURL) })
	s.doc.End()
	s.y = s.lines(draw.SmallType, s.left()+s.guideIndent(), s.y, facts) + 2
	s.guideText(g, t)
}

// guideTask is the actions of one policy: what holds for all of them, then
// each.
func (s *sheet) guideTask(g guideTexts, e guideEntry) {
	task := e.task(s.m.Max)
	head := s.set.Wrap(draw.SubheadType, s.Together(task), s.frame.width-s.guideIndent(), 2)
	facts := s.set.Wrap(draw.SmallType, placeWords(s.TaskGain(task), task.Product), s.frame.width-s.guideIndent(), 2)
	s.guideRoom(len(head)+2, facts) // with the title of the first action
	s.doc.Begin(canvas.Subheading)
	s.guidePlace(e.texts[0].Action)
	s.guideTitle(draw.SubheadType, head, "")
	s.doc.End()
	s.y = s.lines(draw.SmallType, s.left()+s.guideIndent(), s.y, facts) + 2
	s.guideText(g, e.shared)
	for i, t := range e.texts {
		s.y += draw.Space1
		facts := s.guideFacts(t.Action, false)
		title := s.set.Wrap(draw.TableType.Strong(), s.Title(t.Control), s.frame.width-s.guideIndent(), 6)
		s.guideRoom(len(title), facts)
		if i > 0 {
			s.guideTarget(t.Action)
		}
		s.doc.Begin(canvas.Minor)
		s.by(microsoft, func() { s.guideTitle(draw.TableType.Strong().In(draw.LinkColor), title, t.PortalURL) })
		s.doc.End()
		s.y = s.lines(draw.SmallType, s.left()+s.guideIndent(), s.y, facts) + 2
		s.guideText(g, t)
	}
	s.y += draw.Space1
	s.guidePart(s.Text(words.LabelForAll), e.last)
	s.guidePart(s.Text(words.LabelUsers), e.impact)
}

// guideRoom keeps a title and its facts with the first lines of what follows.
func (s *sheet) guideRoom(titleLines int, facts []string) {
	s.need(float64(titleLines)*draw.SubheadType.Leading + float64(len(facts))*draw.SmallType.Leading +
		3*draw.GuideType.Leading)
}

// guidePlace writes the rank of an entry's first action, and makes its target.
func (s *sheet) guidePlace(a report.Action) {
	s.guideTarget(a)
	s.number(draw.SubheadType.In(s.set.Accent), s.left(), s.y+draw.SubheadType.Baseline(), words.Place(a))
}

// guideTarget is where links and bookmarks of an action lead: here.
func (s *sheet) guideTarget(a report.Action) {
	if t, known := s.guides[a.ID]; known {
		s.doc.Place(t, s.y-draw.Space1)
	}
	s.doc.Bookmark(1, s.rankedTitle(a), s.y-draw.Space1)
}

// rankedTitle is an action's title after its rank.
func (s *sheet) rankedTitle(a report.Action) string {
	return plaintext.Drawable(words.Place(a) + ". " + s.Title(a.Control))
}

// guideTargets makes a target for each action that the appendix explains.
func (s *sheet) guideTargets() {
	s.guides = map[string]canvas.Target{}
	for _, a := range s.guided() {
		s.guides[a.ID] = s.doc.Target()
	}
}

func (s *sheet) guideTitle(style draw.Lettering, lines []string, address string) {
	s.y = s.linked(style, s.left()+s.guideIndent(), s.y, lines, address)
}

// guideFacts are what the list of all actions does not say of an action.
func (s *sheet) guideFacts(a report.Action, product bool) []string {
	parts := []string{s.Gain(a)}
	if product {
		parts = append(parts, a.Product)
	}
	parts = append(parts, a.ID, s.Tier(a.Tier))
	if len(a.Threats) > 0 {
		parts = append(parts, s.Against(strings.Join(a.Threats, ", ")))
	}
	parts = append(parts, s.StateOfAction(a)...)
	text := ""
	for _, part := range parts {
		text = placeWords(text, part)
	}
	return s.set.Wrap(draw.SmallType, text, s.frame.width-s.guideIndent(), 8)
}

// guideText is why, how and the impact of an action, or of all actions of a
// task.
func (s *sheet) guideText(g guideTexts, t guideText) {
	s.guideSeeNotes(g, t.notes, s.guidePart(s.Text(words.LabelWhy), t.why))
	if t.sameAs != nil {
		s.guideSameSteps(*t.sameAs)
	}
	s.guidePart(s.Text(words.LabelHow), t.how)
	s.guidePart(s.Text(words.LabelUsers), t.impact)
	if t.undescribed {
		s.doc.Begin(canvas.Paragraph)
		s.indented(draw.GuideType, s.guideIndent(), s.Text(words.NotDescribed))
		s.doc.End()
	}
}

// guideSeeNotes refers to the notes that belong to a why, behind its last line,
// which is so wide, or on a line of its own.
func (s *sheet) guideSeeNotes(g guideTexts, notes []int, wide float64) {
	if len(notes) == 0 {
		return
	}
	text, style := s.SeeNotes(notes), draw.GuideType.In(draw.LinkColor)
	x, gap := s.left()+s.guideIndent(), s.set.Width(style, " ")
	if used := wide + gap + s.set.Width(style, text); wide > 0 && used <= s.frame.width-s.guideIndent() {
		y := s.y - guidePassageGap - style.Leading
		s.doc.Begin(canvas.Paragraph)
		s.leading(style, x+wide+gap, y, []string{text}, g.noteTargets[notes[0]-1])
		s.doc.End()
		return
	}
	label := ""
	if wide == 0 {
		label = s.Text(words.LabelWhy)
	}
	s.guideLink(label, text, g.noteTargets[notes[0]-1])
}

func (s *sheet) guideSameSteps(a report.Action) {
	s.guideLink(s.Text(words.LabelHow), s.SameSteps(a), s.guides[a.ID])
}

// guideLink is a few lines that lead to another place, with a label or none.
func (s *sheet) guideLink(label, text string, to canvas.Target) {
	style := draw.GuideType.In(draw.LinkColor)
	lines := s.set.Wrap(style, text, s.frame.width-s.guideIndent(), 3)
	s.need(float64(len(lines)) * style.Leading)
	if label != "" {
		s.guideLabel(canvas.Paragraph, label)
	}
	s.doc.Begin(canvas.Paragraph)
	defer s.doc.End()
	s.y = s.leading(style, s.left()+s.guideIndent(), s.y, lines, to) + guidePassageGap
}

// guideLabel is a word in the margin of the line that follows.
func (s *sheet) guideLabel(role canvas.Role, label string) {
	s.doc.Begin(role)
	defer s.doc.End()
	s.write(draw.SmallType.Strong().In(draw.InkColor), s.left(), s.y+draw.GuideType.Baseline(), label)
}

// guidePart is a labelled part of a text. It returns how wide its last line is;
// 0 for none.
func (s *sheet) guidePart(label string, list []guidance.Passage) (last float64) {
	if len(list) == 0 {
		return 0
	}
	s.need(2 * draw.GuideType.Leading)
	s.guideLabel(canvas.Paragraph, label)
	return s.passages(s.guideIndent(), list)
}

const guidePassageGap = 1.5 // below a passage

// passages draws paragraphs and the items of lists, each with its mark in
// front. It returns where the last line ends, from the indent.
func (s *sheet) passages(indent float64, list []guidance.Passage) (last float64) {
	const mark, deeper = 13.0, 12.0
	style := draw.GuideType
	var open []int // the depths of the lists whose items are open
	for _, p := range list {
		x := indent + deeper*float64(p.Depth)
		open = s.closeLists(open, p)
		if p.Mark == "" {
			s.doc.Begin(canvas.Paragraph)
			s.by(microsoft, func() { last = x - indent + s.indented(style, x, p.Text) })
			s.doc.End()
		} else {
			if n := len(open); n > 0 && open[n-1] == p.Depth {
				s.endItem()
			} else {
				s.doc.Begin(canvas.List)
				open = append(open, p.Depth)
			}
			s.need(2 * style.Leading) // so that the mark stays with its text
			s.beginItem(style, s.left()+x, plaintext.Drawable(p.Mark))
			s.by(microsoft, func() { last = x + mark - indent + s.indented(style, x+mark, p.Text) })
		}
		s.y += guidePassageGap
	}
	s.closeLists(open, guidance.Passage{})
	return last
}

// closeLists ends the lists, of these depths, that a passage does not belong
// to, and returns the others. A paragraph belongs to an item of a list above
// its own depth.
func (s *sheet) closeLists(open []int, p guidance.Passage) []int {
	for n := len(open) - 1; n >= 0; n-- {
		if open[n] < p.Depth || open[n] == p.Depth && p.Mark != "" {
			return open[:n+1]
		}
		s.endItem()
		s.doc.End()
	}
	return nil
}

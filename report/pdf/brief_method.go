package pdf

import (
	"strconv"

	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

const briefNoteIndent = 16.0

// briefText is a few lines in one style, with a number before them or none.
type briefText struct {
	style  draw.Lettering
	number string
	lines  []string
	after  float64 // room under it
}

func (t briefText) tall() float64 { return float64(len(t.lines))*t.style.Leading + t.after }

// briefMethod is how the numbers are read, and the notes on the data, in half a
// page. It is not divided, unless it would begin a sixth page.
func (s *sheet) briefMethod() {
	texts := s.briefNotes()
	texts[len(texts)-1].after = draw.Space2
	for _, text := range s.BriefMethod(s.m) {
		style := draw.GuideType
		texts = append(texts, briefText{style: style, lines: s.set.Wrap(style, text, s.paper.Content(), 4), after: 2})
	}
	tall := draw.SubheadType.Leading + 1
	for _, t := range texts {
		tall += t.tall()
	}
	follows := 70.0
	if s.doc.Pages() < mostPages {
		follows = tall
	}
	s.begin(methodPart, follows)
	s.subhead(s.Text(words.NotesTitle), 2*draw.TableType.Leading)
	numbered := 0
	for numbered < len(texts) && texts[numbered].number != "" {
		numbered++
	}
	s.list(texts[:numbered])
	for _, t := range texts[numbered:] {
		s.need(float64(len(t.lines)) * t.style.Leading)
		s.y = s.lines(t.style, draw.MarginSide, s.y, t.lines) + t.after
	}
}

// list is texts that have numbers.
func (s *sheet) list(texts []briefText) {
	s.doc.Begin(canvas.List)
	defer s.doc.End()
	for _, t := range texts {
		s.need(float64(len(t.lines)) * t.style.Leading)
		s.beginItem(t.style, draw.MarginSide, t.number)
		s.y = s.bare(t.style, draw.MarginSide+briefNoteIndent, s.y, t.lines) + t.after
		s.endItem()
	}
}

// beginItem begins an item of the open list with its number or bullet, in front
// of the next line.
func (s *sheet) beginItem(l draw.Lettering, x float64, mark string) {
	s.doc.Begin(canvas.Item)
	s.doc.Begin(canvas.Label)
	s.write(l, x, s.y+l.Baseline(), mark)
	s.doc.End()
	s.doc.Begin(canvas.Body)
}

// endItem ends what beginItem began.
func (s *sheet) endItem() {
	s.doc.End()
	s.doc.End()
}

// briefNotes are the notes on the data, as many as there is room for.
func (s *sheet) briefNotes() []briefText {
	const mostLines, mostOfOne = 14, 5 // of all, and of one
	style := draw.TableType
	notes := s.dataNotes()
	if len(notes) == 0 {
		return []briefText{{style: style, lines: []string{s.Text(words.NothingToNote)}}}
	}
	var texts []briefText
	left := mostLines
	for i, note := range notes {
		lines := s.set.Wrap(style, note, s.paper.Content()-briefNoteIndent, mostOfOne)
		if len(lines) > left || len(lines) == left && i+1 < len(notes) {
			return append(texts, briefText{style: style, lines: []string{s.MoreNotes(len(notes) - i)}})
		}
		left -= len(lines)
		texts = append(texts, briefText{style: style, number: strconv.Itoa(i+1) + ".", lines: lines})
	}
	return texts
}

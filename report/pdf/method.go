package pdf

import (
	"fmt"

	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// method says where the numbers come from, how they are calculated, and how
// good the data is.
func (s *sheet) method() {
	s.beginInColumns(methodPart, 60)
	s.notes()
	for _, about := range s.Method(s.m) {
		s.y += draw.Space2
		s.subhead(about.Head, 2*draw.GuideType.Leading)
		s.paragraph(draw.GuideType, about.Text)
	}
}

// notes are the warnings, all of them and in full.
func (s *sheet) notes() {
	s.y += draw.Space1
	s.subhead(s.Text(words.NotesTitle), 2*draw.GuideType.Leading)
	list := s.dataNotes()
	if len(list) == 0 {
		s.paragraph(draw.GuideType, s.Text(words.NothingToNote))
		return
	}
	s.doc.Begin(canvas.List)
	defer s.doc.End()
	for i, warning := range list {
		const indent = 18.0
		s.need(2 * draw.GuideType.Leading)
		s.beginItem(draw.GuideType.Strong(), s.left(), fmt.Sprintf("%d.", i+1))
		s.indented(draw.GuideType, indent, warning)
		s.endItem()
		s.y += 2
	}
}

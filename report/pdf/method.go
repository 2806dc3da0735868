package pdf

import (
	"fmt"

	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// method says where the numbers come from, how they are calculated, and how
// good the data is.
func (s *sheet) method() {
	s.begin(methodPart, 90)
	s.notes()
	for _, about := range s.Method(s.m) {
		s.y += draw.Space2
		s.subhead(about.Head, 2*draw.BodyType.Leading)
		s.paragraph(draw.BodyType, about.Text)
	}
}

// notes are the warnings, all of them and in full.
func (s *sheet) notes() {
	s.y += draw.Space1
	s.subhead(words.NotesTitle, 2*draw.BodyType.Leading)
	list := append(s.DataNotes(s.m), draw.MissingCharacters(s.m)...)
	if len(list) == 0 {
		s.paragraph(draw.BodyType, words.NothingToNote)
		return
	}
	for i, warning := range list {
		const indent = 18.0
		s.need(2 * draw.BodyType.Leading)
		s.write(draw.BodyType.Strong(), draw.MarginSide, s.y+draw.BodyType.Baseline(), fmt.Sprintf("%d.", i+1))
		s.indented(draw.BodyType, indent, warning)
		s.y += 2
	}
}

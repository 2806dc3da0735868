package report

import (
	"fmt"
)

// method says where the numbers are from and how they are made, and everything
// that a reader has to know about their quality.
func (s *sheet) method() {
	s.begin(methodTitle, 90)
	s.notes()
	for _, about := range s.methodTexts(s.m) {
		s.y += space2
		s.subhead(about.Head, 2*bodyType.leading)
		s.paragraph(bodyType, about.Text)
	}
}

// notes are the warnings, all of them and in full.
func (s *sheet) notes() {
	s.y += space1
	s.subhead(notesTitle, 2*bodyType.leading)
	list := append(s.dataNotes(s.m), FontWarnings(s.m)...)
	if len(list) == 0 {
		s.paragraph(bodyType, nothingToNote)
		return
	}
	for i, warning := range list {
		const indent = 18.0
		s.need(2 * bodyType.leading)
		s.write(bodyType.strong(), marginSide, s.y+bodyType.baseline(), fmt.Sprintf("%d.", i+1))
		s.indented(bodyType, indent, warning)
		s.y += 2
	}
}

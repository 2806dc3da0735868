package pdf

import (
	"image/color"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// answer is the report in one sentence, and the verdict on the goal under it.
func (s *sheet) answer() {
	style := draw.AnswerType
	s.y = s.lines(style, draw.MarginSide, s.y, s.set.Wrap(style, s.Answer(s.m), s.paper.Content(), 0)) + draw.Space1
	if p := s.m.Analysis.Progress; p != nil {
		sign, ink := draw.VerdictInk(p.Verdict)
		s.doc.Begin(canvas.Paragraph)
		used := s.chip(draw.MarginSide, sign, s.AnswerMark(s.m), ink)
		s.doc.End()
		s.doc.Begin(canvas.Paragraph)
		s.write(draw.BodyType, draw.MarginSide+used+draw.Space2, s.y+chipTall/2+draw.BodyType.Size*draw.CapHeight/2,
			s.set.Fit(draw.BodyType, s.GoalToGo(s.m), s.paper.Content()-used-draw.Space2))
		s.doc.End()
		s.y += chipTall
	}
	s.y += draw.Space2
}

const chipTall = 16.0

// chip is a sign and words in white on a dark ground, from x at the current
// height; it returns its width.
func (s *sheet) chip(x float64, sign, words string, ground color.NRGBA) float64 {
	const pad = 7.0
	style := draw.TableType.Strong().In(draw.PaperColor)
	before := s.set.Width(style, sign+" ")
	width := before + s.set.Width(style, words) + 2*pad
	s.doc.Fill(ground, x, s.y, width, chipTall)
	y := s.y + chipTall/2 + style.Size*draw.CapHeight/2
	s.sign(style, x+pad, y, sign)
	s.write(style, x+pad+before, y, words)
	return width
}

// ownNote is the organisation's own line, if it has one.
func (s *sheet) ownNote() {
	const most, pad = 3, 6.0 // lines, points
	note := plaintext.Drawable(s.m.Note)
	if note == "" {
		return
	}
	head := s.set.Width(draw.SmallType.Strong(), s.Text(words.NoteTitle)) + draw.Space3
	x := draw.MarginSide + pad + 3
	lines := s.set.Wrap(draw.BodyType, note, s.right()-x-head-pad, most)
	tall := float64(len(lines))*draw.BodyType.Leading + 2*pad
	s.doc.Fill(draw.ShadeColor, draw.MarginSide, s.y, s.paper.Content(), tall)
	s.doc.Fill(s.set.Accent, draw.MarginSide, s.y, 2, tall)
	s.doc.Begin(canvas.Paragraph)
	s.write(draw.SmallType.Strong(), x, s.y+pad+draw.BodyType.Baseline(), s.Text(words.NoteTitle))
	s.bare(draw.BodyType, x+head, s.y+pad, lines)
	s.doc.End()
	s.y += tall + draw.Space2
}

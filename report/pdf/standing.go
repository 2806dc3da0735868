package pdf

import (
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

const (
	ringWide = 204.0
	ringTall = 150.0
)

// standing is the ring on the left; the change, who moved the score and the
// averages are on the right.
func (s *sheet) standing() {
	x := draw.MarginSide + ringWide
	width := s.right() - x
	top, ring := s.y, s.doc.Reserve() // read first, and drawn when its height is known
	y := s.coverChange(x, top+draw.Space1, width)
	y = s.shares(x, y, width)
	y = s.averages(x, y, width)
	tall := max(ringTall, y-top)
	s.doc.Resume(ring)
	chart := draw.NewRing(s.m, s.set)
	s.chart(chart, chart.AltText(), draw.MarginSide-draw.Space4, top+(tall-ringTall)/2, ringWide, ringTall)
	s.doc.End()
	s.y = top + tall + draw.Space2
}

// coverChange is the difference as a figure, and what qualifies it.
func (s *sheet) coverChange(x, y, width float64) float64 {
	if s.m.Since == nil {
		y = s.lines(draw.FigureType.In(s.set.Accent), x, y, []string{s.Text(words.LabelFirstReport)})
		return s.lines(draw.BodyType, x, y, s.set.Wrap(draw.BodyType, s.Text(words.FirstReportNote), width, 3)) + draw.Space2
	}
	a := s.m.Account
	sign, ink := draw.SignInk(a.Percent)
	style := draw.FigureType.In(ink)
	s.doc.Begin(canvas.Paragraph)
	used := s.sign(style, x, y+style.Baseline(), sign) + s.set.Width(style, " ")
	used += s.write(style, x+used, y+style.Baseline(), s.SignedBrief(a.Percent))
	label := s.Since(a.Before.Date)
	beside := s.set.Width(draw.BodyType, label) <= width-used-6
	if beside {
		s.write(draw.BodyType, x+used+6, y+style.Baseline(), label)
	}
	s.doc.End()
	y += style.Leading
	if !beside { // the date is never cut
		y = s.lines(draw.BodyType, x, y, s.set.Wrap(draw.BodyType, label, width, 2))
	}
	y = s.lines(draw.SmallType, x, y, s.set.Wrap(draw.SmallType, s.PointsNote(a), width, 2))
	for _, text := range []string{s.SteadyWays(a), s.ZoneCrossed(s.m)} {
		y = s.lines(draw.TableType.Strong(), x, y, s.set.Wrap(draw.TableType.Strong(), text, width, 2))
	}
	return y + draw.Space2
}

// shares is the change by who made it.
func (s *sheet) shares(x, y, width float64) float64 {
	chart := draw.NewShares(s.m, s.set)
	if chart.FullHeight() == 0 || len(s.m.Account.Changes) == 0 {
		return y
	}
	style := draw.SmallType.Strong().In(draw.InkColor)
	y = s.lines(style, x, y, []string{s.Text(words.SharesTitle)}) + 1
	s.chart(chart, chart.AltText(), x, y, width, chart.FullHeight())
	return y + chart.FullHeight() + draw.Space2
}

func (s *sheet) averages(x, y, width float64) float64 {
	for _, text := range s.BesideAverages(s.m) {
		y = s.lines(draw.SmallType.In(draw.InkColor), x, y, s.set.Wrap(draw.SmallType, text, width, 2))
	}
	return y
}

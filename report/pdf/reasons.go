package pdf

import (
	"fmt"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

const (
	coverFewest    = 3 // actions shown, if there are that many
	coverWaterfall = 238.0
	coverNumber    = 16.0
	coverActionGap = 6.0
)

// coverColumns explains the change on the left and says what to do first on the
// right, down to floor.
func (s *sheet) coverColumns(floor float64) {
	top := s.y
	s.coverHead(draw.MarginSide, coverWaterfall, s.Text(words.WhyTitle), s.Text(words.WhyNote))
	if instead := s.noReasons(); instead != "" {
		s.lines(draw.BodyType.In(draw.MutedColor), draw.MarginSide, s.y,
			s.set.Wrap(draw.BodyType, instead, coverWaterfall, 5))
	} else {
		chart := draw.NewWaterfall(s.m, s.set)
		s.chart(chart, s.Change(s.m), draw.MarginSide, s.y, coverWaterfall, min(floor-s.y, chart.FullHeight()))
	}
	s.y = top
	x := s.coverActionsLeft()
	s.coverHead(x, s.right()-x, s.Text(words.TopTitle), s.Text(words.TopNote))
	s.coverActions(x, floor)
}

// noReasons says why there is no chart of the reasons; empty where there is
// one.
func (s *sheet) noReasons() string {
	a := s.m.Account
	switch {
	case s.m.Since == nil:
		return s.Text(words.FirstReportShort)
	case len(a.Changes) > 0:
		return ""
	case a.Unattributed == 0:
		return s.Unchanged(s.m.Since.Date)
	}
	return s.Unexplained(s.m)
}

// nothingFirst says why there is nothing to do first.
func (s *sheet) nothingFirst() string {
	if !s.m.Filter.Empty() {
		return s.Text(words.NothingFiltered)
	}
	return s.Text(words.NothingToDo)
}

// coverColumnsTall is the height at which nothing in the two columns is cut.
func (s *sheet) coverColumnsTall() float64 {
	left, right := 0.0, 0.0
	if s.noReasons() == "" {
		left = draw.NewWaterfall(s.m, s.set).FullHeight()
	}
	for _, a := range s.m.Top {
		right += coverActionTall(s.coverActionTitle(a, 2))
	}
	return max(left, right)
}

func (s *sheet) coverActionsLeft() float64 { return draw.MarginSide + coverWaterfall + draw.Space5 }

// coverActionTitle is a title in at most so many lines, and one more if that
// makes it whole.
func (s *sheet) coverActionTitle(a report.Action, most int) []string {
	width := s.right() - s.coverActionsLeft() - coverNumber
	title := s.set.Wrap(draw.TableType.Strong(), s.Title(a.Control), width, 0)
	if len(title) <= most+1 {
		return title
	}
	return s.set.Wrap(draw.TableType.Strong(), s.Title(a.Control), width, most)
}

func coverActionTall(title []string) float64 {
	return float64(len(title))*draw.TableType.Leading + draw.SmallType.Leading + coverActionGap
}

// coverActions lists the top actions as far as there is room, and at least the
// first few: in one line each where there is little.
func (s *sheet) coverActions(x, floor float64) {
	if len(s.m.Top) == 0 {
		s.lines(draw.BodyType.In(draw.MutedColor), x, s.y, s.set.Wrap(draw.BodyType, s.nothingFirst(), s.right()-x, 3))
		return
	}
	most, few := 2, 0.0
	for _, a := range s.m.Top[:min(coverFewest, len(s.m.Top))] {
		few += coverActionTall(s.coverActionTitle(a, 2))
	}
	if s.y+few > floor {
		most = 1
	}
	s.doc.Begin(canvas.List)
	defer s.doc.End()
	for i, a := range s.m.Top {
		title := s.coverActionTitle(a, most)
		if i >= coverFewest && s.y+coverActionTall(title)-coverActionGap > floor {
			return
		}
		s.coverAction(x, i+1, a, title)
	}
}

func (s *sheet) coverAction(x float64, n int, a report.Action, title []string) {
	s.beginItem(draw.TableType.Strong().In(s.set.Accent), x, fmt.Sprint(n))
	defer s.endItem()
	x += coverNumber
	s.by(microsoft, func() {
		s.y = s.linked(draw.TableType.Strong().In(draw.LinkColor), x, s.y, title, a.PortalURL)
	})
	parts := append(s.BriefGain(a), plaintext.Drawable(a.Product))
	s.write(draw.SmallType, x, s.y+draw.SmallType.Baseline(), s.whole(draw.SmallType, parts, s.right()-x))
	s.y += draw.SmallType.Leading + coverActionGap
}

// whole joins as many parts, from the first on, as are whole in the width.
func (s *sheet) whole(l draw.Lettering, parts []string, width float64) string {
	text := ""
	for _, part := range parts {
		longer := placeWords(text, part)
		if s.set.Width(l, longer) > width {
			break
		}
		text = longer
	}
	return text
}

package pdf

import (
	"fmt"
	"strconv"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// The first page stands alone: it says what the score is, how it changed and
// why, and what to do first.

const (
	coverRing      = 168.0 // height of the ring's row
	coverTrendLow  = 100.0 // the trend takes what the rest leaves, between these
	coverTrendHigh = 168.0
	coverContents  = 46.0
	coverFootRoom  = 50.0 // room for the running foot
	coverFewest    = 3    // actions shown, if there are that many
	coverWaterfall = 238.0
	coverNumber    = 16.0
	coverActionGap = 6.0
)

func (s *sheet) cover() {
	s.doc.AddPage()
	part := s.parts[overviewPart]
	part.page = 1
	s.doc.Place(part.target, 0)
	s.coverTitle()
	s.doc.Bookmark(0, part.title, 0)
	s.coverScore()
	floor := s.coverWarnings(s.contentsTop()-draw.Space3) - draw.Space3
	s.coverHistory(floor)
	s.coverColumns(floor)
}

func (s *sheet) coverTitle() {
	s.y = draw.MarginCover
	room := s.paper.Content() - s.coverLogo()
	s.y = s.lines(draw.KickerType.In(s.set.Accent), draw.MarginSide, s.y,
		s.set.Wrap(draw.KickerType, words.Kicker(plaintext.Drawable(s.m.Appearance.Company)), room, 1)) + 2
	s.y = s.lines(draw.TitleType, draw.MarginSide, s.y, s.set.Wrap(draw.TitleType, s.tenant, room, 2)) + 2
	s.y = s.lines(draw.BodyType.In(draw.MutedColor), draw.MarginSide, s.y, []string{s.Subtitle(s.m)}) + draw.Space2
	s.doc.Fill(s.set.Accent, draw.MarginSide, s.y, s.paper.Content(), 1.6)
	s.y += draw.Space3
}

// coverLogo puts the logo into the upper right corner; it returns the room that
// it takes from the title.
func (s *sheet) coverLogo() float64 {
	const most, tall = 150.0, 44.0
	logo := s.m.Appearance.Logo
	if logo == nil {
		return 0
	}
	w, h := logo.Fit(most, tall)
	s.doc.PNG("logo", logo.PNG, s.right()-w, s.y, w, h)
	return w + draw.Space4
}

// coverScore is the ring on the left, change, reason and comparison on the
// right.
func (s *sheet) coverScore() {
	const ringBox = 206.0
	m := s.m
	s.chart(draw.NewRing(m, s.set), draw.MarginSide-draw.Space4, s.y, ringBox, coverRing)

	x := draw.MarginSide + ringBox - 2
	width := s.right() - x
	bottom := s.y + coverRing
	y := s.coverChange(x, s.y+draw.Space1, width)

	compare := draw.NewCompare(m, s.set)
	const compareHeight = 39.0
	top := s.coverGoal(x, bottom-compareHeight-6, width)
	why := s.Because(m)
	if m.Since == nil {
		why = words.FirstReport
	}
	room := int((top - y - draw.Space1) / draw.BodyType.Leading)
	s.lines(draw.BodyType, x, y, s.set.Wrap(draw.BodyType, why, width, max(1, room)))
	s.chart(compare, x, bottom-compareHeight-6, width, compareHeight)
	s.y = bottom
}

// coverGoal is the goal with its verdict, down to floor; it returns where it
// begins.
func (s *sheet) coverGoal(x, floor, width float64) float64 {
	if s.m.Analysis.Progress == nil {
		return floor
	}
	style := draw.SmallType.In(draw.InkColor)
	lines := s.set.Wrap(style, s.GoalVerdict(*s.m.Analysis.Progress), width, 2)
	top := floor - float64(len(lines))*style.Leading - draw.Space1
	s.lines(style, x, top, lines)
	return top
}

// coverChange is the difference as a figure.
func (s *sheet) coverChange(x, y, width float64) float64 {
	if s.m.Since == nil {
		style := draw.FigureType.In(s.set.Accent)
		return s.lines(style, x, y, []string{words.LabelFirstReport}) + draw.Space1
	}
	a := s.m.Account
	sign, ink := draw.SignInk(a.Percent)
	style := draw.FigureType.In(ink)
	used := s.write(style, x, y+style.Baseline(), sign+" "+s.SignedHundredths(a.Percent))
	label := s.Since(a.Before.Date)
	beside := s.set.Width(draw.BodyType, label) <= width-used-6
	if beside {
		s.write(draw.BodyType, x+used+6, y+style.Baseline(), label)
	}
	y += style.Leading
	if !beside { // the date is never cut
		y = s.lines(draw.BodyType, x, y, s.set.Wrap(draw.BodyType, label, width, 2))
	}
	return s.lines(draw.SmallType, x, y, s.set.Wrap(draw.SmallType, s.PointsNote(a), width, 2)) + draw.Space1
}

func (s *sheet) coverHistory(floor float64) {
	s.y += draw.Space2
	head := draw.SubheadType.Leading + draw.Space1
	trend := draw.Within(floor-s.y-2*head-draw.Space4-s.coverColumnsTall(), coverTrendLow, coverTrendHigh)
	s.coverHead(draw.MarginSide, s.right()-draw.MarginSide, words.TrendTitle, draw.TrendNote(s.m))
	s.chart(draw.NewTrend(s.m, s.set), draw.MarginSide, s.y, s.paper.Content(), trend)
	s.y += trend + draw.Space4
}

// coverHead is a heading with a note beside it, cut to the room there is.
func (s *sheet) coverHead(x, width float64, title, note string) {
	used := s.write(draw.SubheadType, x, s.y+draw.SubheadType.Baseline(), title)
	s.write(draw.SmallType, x+used+draw.Space2, s.y+draw.SubheadType.Baseline(),
		s.set.Fit(draw.SmallType, note, width-used-draw.Space2))
	s.y += draw.SubheadType.Leading + draw.Space1
}

// coverColumns explains the change on the left and says what to do first on the
// right, down to floor.
func (s *sheet) coverColumns(floor float64) {
	top := s.y
	s.coverHead(draw.MarginSide, coverWaterfall, words.WhyTitle, words.WhyNote)
	a, instead := s.m.Account, ""
	switch {
	case s.m.Since == nil:
		instead = words.FirstReportShort
	case len(a.Changes) == 0 && a.Unattributed == 0:
		instead = s.Unchanged(s.m.Since.Date)
	}
	if instead != "" {
		s.lines(draw.BodyType.In(draw.MutedColor), draw.MarginSide, s.y,
			s.set.Wrap(draw.BodyType, instead, coverWaterfall, 3))
	} else {
		chart := draw.NewWaterfall(s.m, s.set)
		s.chart(chart, draw.MarginSide, s.y, coverWaterfall, min(floor-s.y, chart.FullHeight()))
	}
	s.y = top
	x := s.coverActionsLeft()
	s.coverHead(x, s.right()-x, words.TopTitle, words.TopNote)
	s.coverActions(x, floor)
}

// coverColumnsTall is the height at which nothing in the two columns is cut.
func (s *sheet) coverColumnsTall() float64 {
	left, right := 0.0, 0.0
	if s.m.Since != nil {
		left = draw.NewWaterfall(s.m, s.set).FullHeight()
	}
	for _, a := range s.m.Top {
		right += coverActionTall(s.coverActionTitle(a))
	}
	return max(left, right)
}

func (s *sheet) coverActionsLeft() float64 { return draw.MarginSide + coverWaterfall + draw.Space5 }

func (s *sheet) coverActionTitle(a report.Action) []string {
	return s.set.Wrap(draw.TableType.Strong(), words.Title(a.Control), s.right()-s.coverActionsLeft()-coverNumber, 2)
}

func coverActionTall(title []string) float64 {
	return float64(len(title))*draw.TableType.Leading + draw.SmallType.Leading + coverActionGap
}

// coverActions lists the top actions as far as there is room, and at least the
// first few.
func (s *sheet) coverActions(x, floor float64) {
	if len(s.m.Top) == 0 {
		s.lines(draw.BodyType.In(draw.MutedColor), x, s.y,
			s.set.Wrap(draw.BodyType, words.NothingListed, s.right()-x, 3))
		return
	}
	const number = coverNumber
	for i, a := range s.m.Top {
		title := s.coverActionTitle(a)
		height := coverActionTall(title) - coverActionGap
		if i >= coverFewest && s.y+height > floor {
			return
		}
		s.write(draw.TableType.Strong().In(s.set.Accent), x, s.y+draw.TableType.Baseline(), fmt.Sprint(i+1))
		for j, line := range title {
			style := draw.TableType.Strong().In(draw.LinkColor)
			y := s.y + float64(j)*style.Leading
			s.write(style, x+number, y+style.Baseline(), line)
			s.web(x+number, y, s.set.Width(style, line), style.Leading, a.PortalURL)
		}
		s.y += float64(len(title)) * draw.TableType.Leading
		s.write(draw.SmallType, x+number, s.y+draw.SmallType.Baseline(),
			s.set.Fit(draw.SmallType, s.Gain(a)+" · "+placeWords(a.Product, ""), s.right()-x-number))
		s.y += draw.SmallType.Leading + coverActionGap
	}
}

// coverWarnings shows the first warnings, down to floor; it returns where they
// begin.
func (s *sheet) coverWarnings(floor float64) float64 {
	notes := s.DataNotes(s.m)
	if len(notes) == 0 {
		return floor
	}
	most := 2
	if len(notes) > 1 {
		most = 1
	}
	width := s.paper.Content() - 2*draw.Space2 - 14
	var lines []string
	for _, note := range notes[:min(2, len(notes))] {
		lines = append(lines, s.set.Wrap(draw.SmallType, note, width, most)...)
	}
	head, more := words.NotesHead(len(notes))
	height := draw.TableType.Leading + float64(len(lines))*draw.SmallType.Leading + 2*6
	top := floor - height
	s.doc.Fill(draw.ShadeColor, draw.MarginSide, top, s.paper.Content(), height)
	s.doc.Fill(draw.OkayColor, draw.MarginSide, top, 3, height)
	style := draw.TableType.Strong().In(draw.OkayInk)
	x := draw.MarginSide + draw.Space2 + 3
	used := s.write(style, x, top+6+style.Baseline(), "⚠ "+head)
	method := s.parts[methodPart]
	s.write(draw.SmallType.In(draw.LinkColor), x+used+draw.Space2, top+6+style.Baseline(), more)
	s.doc.GoTo(x, top+6, used+draw.Space2+s.set.Width(draw.SmallType, more), style.Leading, method.target)
	s.lines(draw.SmallType.In(draw.InkColor), x, top+6+style.Leading, lines)
	return top
}

func (s *sheet) contentsTop() float64 { return s.paper.Height - coverFootRoom - coverContents }

// contents lists the sections with their pages, drawn when these are known.
func (s *sheet) contents() {
	top := s.contentsTop()
	s.doc.Line(draw.RuleColor, draw.Hairline, draw.MarginSide, top, s.right(), top)
	style := draw.SmallType.Strong().In(draw.LinkColor)
	const columns = 4
	i := 0
	for _, part := range s.parts[1:] {
		if part.page == 0 {
			continue // it has nothing to say, and is not drawn
		}
		x := draw.MarginSide + s.paper.Content()/columns*float64(i%columns)
		y := top + 6 + float64(i/columns)*(draw.SmallType.Leading+2)
		s.lines(style, x, y, []string{part.title})
		used := s.set.Width(style, part.title+" ")
		s.lines(draw.SmallType, x+used, y, []string{strconv.Itoa(part.page)})
		s.doc.GoTo(x, y-1, used+12, draw.SmallType.Leading+2, part.target)
		i++
	}
}

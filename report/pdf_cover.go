package report

import (
	"fmt"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// The first page stands alone: a director who reads nothing else knows where the
// score stands, how it moved and why, and what to do first.

const (
	coverRing      = 168.0 // height of the ring's row
	coverTrendLow  = 100.0 // the trend takes what the rest leaves, between these
	coverTrendHigh = 168.0
	coverContents  = 46.0
	coverFootRoom  = 50.0 // what the running foot takes
	coverFewest    = 3    // actions shown, if there are that many
	coverWaterfall = 238.0
	coverNumber    = 16.0
	coverActionGap = 6.0
)

func (s *sheet) cover() {
	s.doc.AddPage()
	part := s.part(overviewTitle)
	part.page = 1
	s.doc.Place(part.target, 0)
	s.coverTitle()
	s.doc.Bookmark(0, part.title, 0)
	s.coverScore()
	floor := s.coverWarnings(s.contentsTop()-space3) - space3
	s.coverHistory(floor)
	s.coverColumns(floor)
}

func (s *sheet) coverTitle() {
	s.y = marginCover
	room := s.paper.content() - s.coverLogo()
	s.y = s.lines(kickerType.in(s.set.accent), marginSide, s.y, s.set.wrap(kickerType, s.kicker(s.m), room, 1)) + 2
	s.y = s.lines(titleType, marginSide, s.y, s.set.wrap(titleType, s.tenant, room, 2)) + 2
	s.y = s.lines(bodyType.in(mutedColor), marginSide, s.y, []string{s.Subtitle(s.m)}) + space2
	s.doc.Fill(s.set.accent, marginSide, s.y, s.paper.content(), 1.6)
	s.y += space3
}

// coverLogo puts the logo into the upper right corner; it returns the room that
// it takes from the title.
func (s *sheet) coverLogo() float64 {
	const most, tall = 150.0, 44.0
	logo := s.m.Look.Logo
	if logo == nil {
		return 0
	}
	w, h := logo.fit(most, tall)
	s.doc.PNG("logo", logo.PNG, s.right()-w, s.y, w, h)
	return w + space4
}

// coverScore is the ring on the left, change, reason and comparison on the right.
func (s *sheet) coverScore() {
	const ringBox = 206.0
	m := s.m
	s.chart(newRing(m, s.set), marginSide-space4, s.y, ringBox, coverRing)

	x := marginSide + ringBox - 2
	width := s.right() - x
	bottom := s.y + coverRing
	y := s.coverChange(x, s.y+space1, width)

	compare := compareChart{Words: s.Words, set: s.set, rows: []compareRow{
		{labelThisTenant, m.Percent, true}, {labelSimilarSize, m.Similar, false}, {labelAllTenants, m.AllTenants, false},
	}}
	const compareHeight = 39.0
	top := bottom - compareHeight - 6
	why := s.Because(m)
	if m.Since == nil {
		why = firstReportSays
	}
	room := int((top - y - space1) / bodyType.leading)
	s.lines(bodyType, x, y, s.set.wrap(bodyType, why, width, max(1, room)))
	s.chart(compare, x, top, width, compareHeight)
	s.y = bottom
}

// coverChange is the difference as a figure.
func (s *sheet) coverChange(x, y, width float64) float64 {
	if s.m.Since == nil {
		look := figureType.in(s.set.accent)
		return s.lines(look, x, y, []string{labelFirstReport}) + space1
	}
	a := s.m.Account
	sign, ink := signLook(a.Percent)
	look := figureType.in(ink)
	used := s.write(look, x, y+look.baseline(), sign+" "+s.SignedHundredths(a.Percent))
	label := s.since(a.Before.Date)
	s.write(bodyType, x+used+6, y+look.baseline(), s.set.fit(bodyType, label, width-used-6))
	y += look.leading
	return s.lines(smallType, x, y, s.set.wrap(smallType, s.pointsNote(a), width, 1)) + space1
}

func (s *sheet) coverHistory(floor float64) {
	s.y += space2
	head := subheadType.leading + space1
	trend := within(floor-s.y-2*head-space4-s.coverColumnsTall(), coverTrendLow, coverTrendHigh)
	s.coverHead(marginSide, s.right()-marginSide, trendTitle, trendNote(s.m))
	s.chart(newTrend(s.m, s.set), marginSide, s.y, s.paper.content(), trend)
	s.y += trend + space4
}

// coverHead is a heading with a note beside it, cut to the room there is.
func (s *sheet) coverHead(x, width float64, title, note string) {
	used := s.write(subheadType, x, s.y+subheadType.baseline(), title)
	s.write(smallType, x+used+space2, s.y+subheadType.baseline(), s.set.fit(smallType, note, width-used-space2))
	s.y += subheadType.leading + space1
}

// coverColumns is the account of the change on the left and what to do first on
// the right, down to floor.
func (s *sheet) coverColumns(floor float64) {
	top := s.y
	s.coverHead(marginSide, coverWaterfall, whyTitle, whyNote)
	a, instead := s.m.Account, ""
	switch {
	case s.m.Since == nil:
		instead = firstReportNote
	case len(a.Changes) == 0 && a.Unattributed == 0:
		instead = s.unchangedSays(s.m.Since.Date)
	}
	if instead != "" {
		s.lines(bodyType.in(mutedColor), marginSide, s.y, s.set.wrap(bodyType, instead, coverWaterfall, 3))
	} else {
		chart := newWaterfall(s.m, s.set)
		s.chart(chart, marginSide, s.y, coverWaterfall, min(floor-s.y, chart.tall()))
	}
	s.y = top
	x := s.coverActionsLeft()
	s.coverHead(x, s.right()-x, topTitle, topNote)
	s.coverActions(x, floor)
}

// coverColumnsTall is the height at which nothing in the two columns is cut.
func (s *sheet) coverColumnsTall() float64 {
	left, right := 0.0, 0.0
	if s.m.Since != nil {
		left = newWaterfall(s.m, s.set).tall()
	}
	for _, a := range s.m.Top {
		right += coverActionTall(s.coverActionTitle(a))
	}
	return max(left, right)
}

func (s *sheet) coverActionsLeft() float64 { return marginSide + coverWaterfall + space5 }

func (s *sheet) coverActionTitle(a Action) []string {
	return s.set.wrap(tableType.strong(), titleOf(a.Control), s.right()-s.coverActionsLeft()-coverNumber, 2)
}

func coverActionTall(title []string) float64 {
	return float64(len(title))*tableType.leading + smallType.leading + coverActionGap
}

// coverActions lists the top actions as far as there is room, and at least the
// first few.
func (s *sheet) coverActions(x, floor float64) {
	if len(s.m.Top) == 0 {
		s.lines(bodyType.in(mutedColor), x, s.y, s.set.wrap(bodyType, nothingListed, s.right()-x, 3))
		return
	}
	const number = coverNumber
	for i, a := range s.m.Top {
		title := s.coverActionTitle(a)
		height := coverActionTall(title) - coverActionGap
		if i >= coverFewest && s.y+height > floor {
			return
		}
		s.write(tableType.strong().in(s.set.accent), x, s.y+tableType.baseline(), fmt.Sprint(i+1))
		for j, line := range title {
			look := tableType.strong().in(linkColor)
			y := s.y + float64(j)*look.leading
			s.write(look, x+number, y+look.baseline(), line)
			s.web(x+number, y, s.set.width(look, line), look.leading, a.PortalURL)
		}
		s.y += float64(len(title)) * tableType.leading
		s.write(smallType, x+number, s.y+smallType.baseline(), s.set.fit(smallType, s.GainWords(a)+" · "+placeWords(a.Product, ""), s.right()-x-number))
		s.y += smallType.leading + coverActionGap
	}
}

// coverWarnings says at the foot of the page that there are warnings, ending at
// floor; it returns where they begin.
func (s *sheet) coverWarnings(floor float64) float64 {
	notes := s.dataNotes(s.m)
	if len(notes) == 0 {
		return floor
	}
	most := 2
	if len(notes) > 1 {
		most = 1
	}
	width := s.paper.content() - 2*space2 - 14
	var lines []string
	for _, note := range notes[:min(2, len(notes))] {
		lines = append(lines, s.set.wrap(smallType, note, width, most)...)
	}
	head, more := notesHead(len(notes))
	height := tableType.leading + float64(len(lines))*smallType.leading + 2*6
	top := floor - height
	s.doc.Fill(shadeColor, marginSide, top, s.paper.content(), height)
	s.doc.Fill(okayColor, marginSide, top, 3, height)
	look := tableType.strong().in(okayInk)
	x := marginSide + space2 + 3
	used := s.write(look, x, top+6+look.baseline(), "⚠ "+head)
	method := s.part(methodTitle)
	s.write(smallType.in(linkColor), x+used+space2, top+6+look.baseline(), more)
	s.doc.GoTo(x, top+6, used+space2+s.set.width(smallType, more), look.leading, method.target)
	s.lines(smallType.in(inkColor), x, top+6+look.leading, lines)
	return top
}

func (s *sheet) contentsTop() float64 { return s.paper.height - coverFootRoom - coverContents }

// contents is a strip of the sections with their pages, drawn when these are known.
func (s *sheet) contents() {
	top := s.contentsTop()
	s.doc.Line(ruleColor, hairline, marginSide, top, s.right(), top)
	look := smallType.strong().in(linkColor)
	const columns = 4
	for i, part := range s.parts[1:] {
		x := marginSide + s.paper.content()/columns*float64(i%columns)
		y := top + 6 + float64(i/columns)*(smallType.leading+2)
		s.lines(look, x, y, []string{part.title})
		used := s.set.width(look, part.title+" ")
		s.lines(smallType, x+used, y, []string{strconv.Itoa(part.page)})
		s.doc.GoTo(x, y-1, used+12, smallType.leading+2, part.target)
	}
}

// titleOf is a control's title, or its id where it has none.
func titleOf(c score.Control) string {
	for _, title := range []string{c.Title, c.ID} {
		if strings.TrimSpace(plainText(title)) != "" {
			return title
		}
	}
	return noActionName
}

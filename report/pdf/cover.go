package pdf

import (
	"strconv"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// The first page stands alone, in both editions: it says where the score is,
// why it moved, whether it makes the goal, and what to do first.

const (
	coverTrendLow  = 84.0 // the trend takes what the rest leaves, between these
	coverTrendHigh = 180.0
	coverFootRoom  = 50.0 // room for the running foot
)

func (s *sheet) cover() {
	s.doc.AddPage()
	part := s.parts[overviewPart]
	part.page = 1
	s.doc.Place(part.target, 0)
	s.coverTitle()
	s.doc.Bookmark(0, part.title, 0)
	s.answer()
	s.ownNote()
	s.standing()
	floor := s.coverNotes(s.contentsTop()) - draw.Space2
	s.coverHistory(floor)
	s.coverColumns(floor)
	s.foot = s.doc.Reserve()
}

func (s *sheet) coverTitle() {
	s.y = draw.MarginCover
	room := s.paper.Content() - s.coverLogo()
	s.y = s.lines(draw.KickerType.In(s.set.Accent), draw.MarginSide, s.y,
		s.set.Wrap(draw.KickerType, s.Kicker(plaintext.Drawable(s.m.Appearance.Company)), room, 1)) + 2
	s.y = s.title(room) + 2
	s.y = s.lines(draw.BodyType.In(draw.MutedColor), draw.MarginSide, s.y, []string{s.Subtitle(s.m)}) + draw.Space2
	s.doc.Fill(s.set.Accent, draw.MarginSide, s.y, s.paper.Content(), 1.6)
	s.y += draw.Space3
}

// title is the name of the tenant, in two lines at most that are so wide. It
// returns where they end.
func (s *sheet) title(width float64) float64 {
	s.doc.Begin(canvas.Title)
	defer s.doc.End()
	return s.bare(draw.TitleType, draw.MarginSide, s.y, s.set.Wrap(draw.TitleType, s.tenant, width, 2))
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
	if company := plaintext.Drawable(s.m.Appearance.Company); company != "" {
		s.doc.BeginFigure(company, s.right()-w, s.y, w, h)
		defer s.doc.End()
	}
	s.doc.PNG("logo", logo.PNG, s.right()-w, s.y, w, h)
	return w + draw.Space4
}

// coverHistory is the trend, in the height that the columns below it leave.
func (s *sheet) coverHistory(floor float64) {
	head := draw.SubheadType.Leading + draw.Space1
	trend := draw.Within(floor-s.y-2*head-draw.Space3-s.coverColumnsTall(), coverTrendLow, coverTrendHigh)
	s.coverHead(draw.MarginSide, s.paper.Content(), s.Text(words.TrendTitle), draw.TrendNote(s.m))
	chart := draw.NewTrend(s.m, s.set)
	s.chart(chart, chart.AltText(), draw.MarginSide, s.y, s.paper.Content(), trend)
	s.y += trend + draw.Space3
}

// coverHead is a heading with a note beside it, cut to the room there is.
func (s *sheet) coverHead(x, width float64, title, note string) {
	s.doc.Begin(canvas.Heading)
	used := s.write(draw.SubheadType, x, s.y+draw.SubheadType.Baseline(), title)
	s.doc.End()
	s.doc.Begin(canvas.Paragraph)
	s.write(draw.SmallType, x+used+draw.Space2, s.y+draw.SubheadType.Baseline(),
		s.set.Fit(draw.SmallType, note, width-used-draw.Space2))
	s.doc.End()
	s.y += draw.SubheadType.Leading + draw.Space1
}

// coverNotes shows what puts the score in doubt, down to floor, and keeps a
// line for the number of all notes. It returns where it begins.
func (s *sheet) coverNotes(floor float64) float64 {
	const most = 2 // notes, and lines of each
	doubts := words.DoubtsIn(s.m)
	var notes [][]string
	for _, doubt := range doubts[:min(most, len(doubts))] {
		notes = append(notes, s.set.Wrap(draw.SmallType, "⚠ "+doubt, s.paper.Content(), most))
	}
	if !s.m.Filter.Empty() {
		notes = append(notes, s.set.Wrap(draw.SmallType, s.FilterNote(s.m), s.paper.Content(), most))
	}
	height := 0.0
	for _, lines := range notes {
		height += float64(len(lines)) * draw.SmallType.Leading
	}
	if len(s.dataNotes()) > 0 {
		height += draw.SmallType.Leading
	}
	if height == 0 {
		return floor
	}
	top := floor - height - draw.Space1
	y := top
	for _, lines := range notes {
		y = s.lines(draw.SmallType.In(draw.InkColor), draw.MarginSide, y, lines)
	}
	return top
}

func (s *sheet) contentsTop() float64 {
	return s.paper.Height - coverFootRoom - draw.Space2 - float64(s.contentsRows())*(draw.SmallType.Leading+2)
}

// contentsColumns is how many sections a row of the contents has: all of the
// summary, and fewer where their titles are too long.
func (s *sheet) contentsColumns() int {
	columns := len(s.order) - 1
	if columns > 6 {
		columns = 4
	}
	widest := 0.0
	for _, p := range s.order[1:] {
		widest = max(widest, s.set.Width(draw.SmallType.Strong(), s.parts[p].title+" 00"))
	}
	return max(1, min(columns, int(s.paper.Content()/widest)))
}

// contentsRows is how many rows the contents may take.
func (s *sheet) contentsRows() int {
	columns := s.contentsColumns()
	return (len(s.order) - 1 + columns - 1) / columns
}

// contents lists the sections with their pages, drawn when these are known.
func (s *sheet) contents() {
	top := s.contentsTop()
	s.doc.Line(draw.RuleColor, draw.Hairline, draw.MarginSide, top, s.right(), top)
	style := draw.SmallType.Strong().In(draw.LinkColor)
	i, columns := 0, s.contentsColumns()
	s.doc.Begin(canvas.Contents)
	for _, p := range s.order[1:] {
		part := s.parts[p]
		if part.page == 0 {
			continue // it has nothing to say, and is not drawn
		}
		x := draw.MarginSide + s.paper.Content()/float64(columns)*float64(i%columns)
		y := top + 6 + float64(i/columns)*(draw.SmallType.Leading+2)
		s.contentsEntry(style, x, y, part)
		i++
	}
	s.doc.End()
	s.countNotes(top)
}

// contentsEntry leads to a section, with its page beside the title.
func (s *sheet) contentsEntry(l draw.Lettering, x, y float64, part *section) {
	s.doc.Begin(canvas.ContentsEntry)
	s.doc.Begin(canvas.Reference)
	s.doc.BeginLink(part.title)
	s.bare(l, x, y, []string{part.title})
	used := s.set.Width(l, part.title+" ")
	s.bare(draw.SmallType, x+used, y, []string{strconv.Itoa(part.page)})
	s.doc.GoTo(x, y-1, used+12, draw.SmallType.Leading+2, part.target)
	s.doc.End()
	s.doc.End()
	s.doc.End()
}

// countNotes says above the contents how many notes on the data there are, and
// on which page.
func (s *sheet) countNotes(floor float64) {
	notes := len(s.dataNotes())
	if notes == 0 {
		return
	}
	method := s.parts[methodPart]
	y := floor - draw.Space1 - draw.SmallType.Leading
	s.doc.Begin(canvas.Paragraph)
	defer s.doc.End()
	s.leading(draw.SmallType.In(draw.LinkColor), draw.MarginSide, y,
		[]string{s.NotesOn(notes, method.page)}, method.target)
}

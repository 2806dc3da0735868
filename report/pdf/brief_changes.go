package pdf

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// What changed, in the summary: a line for each change that matters, by cause,
// with effects that add up.

const (
	briefRow     = 3.0 // above and below a line
	briefIndent  = 14.0
	briefPoints  = 150.0 // width of the points
	briefEffect  = 52.0  // width of the effect
	briefLineTop = 5.0   // above a heading
)

// mostBrief is how many changes of a cause have a line of their own; the rest
// are counted.
func mostBrief(c score.Cause) int {
	switch c {
	case score.Regression, score.Improvement, score.Addition:
		return 6
	case score.Undeclared, score.Acceptance, score.Declaration, score.Repointing, score.Retirement:
		return 4
	case score.StatusOnly:
		return 2
	}
	return 0 // drift, and mere names
}

func (s *sheet) briefChanges() {
	s.newPage()
	s.begin(changesPart, 80)
	if s.m.Since == nil {
		s.clipped(draw.BodyType, s.Text(words.FirstReport), 3)
		return
	}
	s.clipped(draw.BodyType, s.BriefChange(s.m), 3)
	groups := s.m.Account.ByCause()
	room := s.changesTall() - briefHead - 3*draw.BodyType.Leading - 2*s.briefTall(1) // for lines of changes
	for range groups {
		room -= s.briefTall(1) + briefLineTop + draw.SmallType.Leading
	}
	lines := s.allot(groups, room)
	for i, g := range groups {
		s.briefGroup(g, lines[i])
	}
	s.briefSums()
}

// allot says how many changes of each group have a line, so that all lines fit
// into the room: each group gets its first, then each its second.
func (s *sheet) allot(groups []score.Group, room float64) []int {
	lines := make([]int, len(groups))
	for n := range 6 {
		for i, g := range groups {
			if n >= min(mostBrief(g.Cause), len(g.Changes)) || lines[i] < n {
				continue
			}
			if tall := s.briefTall(len(s.briefTitle(g.Changes[n]))); tall <= room {
				room -= tall
				lines[i]++
			}
		}
	}
	return lines
}

// changesTall is how high the section may be: it takes over the room for
// exceptions and accepted risks where there are none.
func (s *sheet) changesTall() float64 {
	if len(s.m.Exceptions) == 0 && draw.NewAccepted(s.m, s.set).Empty() {
		return briefChangesTall + briefExceptionsTall
	}
	return briefChangesTall
}

// briefTall is the height of a line of changes with so many lines of text.
func (s *sheet) briefTall(lines int) float64 {
	return float64(lines)*draw.TableType.Leading + 2*briefRow
}

// briefGroup draws the changes of one cause, so many of them with a line of
// their own.
func (s *sheet) briefGroup(g score.Group, lines int) {
	sign, ink := draw.CauseInk(g.Cause)
	s.need(briefLineTop + 2*s.briefTall(2))
	s.y += briefLineTop
	style := draw.TableType.Strong()
	s.doc.Begin(canvas.Subheading)
	s.sign(style.In(ink), draw.MarginSide, s.y+briefRow+style.Baseline(), sign)
	s.briefLine(textBlock{style: style, lines: []string{s.GroupHead(g)}}, "", g.Effect)
	s.doc.End()
	s.doc.Begin(canvas.List)
	defer s.doc.End()
	rest := g.Effect
	for _, c := range g.Changes[:lines] {
		s.briefChange(c, g.Cause, s.briefTitle(c))
		rest -= c.Effect
	}
	if more := len(g.Changes) - lines; more > 0 && lines > 0 {
		text := s.MoreElsewhere(more) + " (" + s.PP(score.Hundredths(rest)) + ")"
		s.need(draw.SmallType.Leading)
		s.doc.Begin(canvas.Item)
		s.doc.Begin(canvas.Body)
		s.y = s.bare(draw.SmallType, draw.MarginSide+briefIndent, s.y, []string{text})
		s.doc.End()
		s.doc.End()
	}
}

// briefTitle is the title of a change, in at most two lines.
func (s *sheet) briefTitle(c score.Change) []string {
	width := s.paper.Content() - briefIndent - briefPoints - briefEffect - 2*draw.Space2
	return s.set.Wrap(draw.TableType, s.Title(score.Control{Title: c.Title, ID: c.ID}), width, 2)
}

func (s *sheet) briefChange(c score.Change, cause score.Cause, title []string) {
	s.need(s.briefTall(len(title)))
	block := textBlock{style: draw.TableType, lines: title, from: microsoft}
	if !c.Has(score.Retired) {
		block.style, block.url = draw.TableType.In(draw.LinkColor), report.ActionURL(c.ID)
	}
	s.doc.Begin(canvas.Item)
	s.doc.Begin(canvas.Body)
	s.briefLine(block, s.PointsInBrief(c, cause), c.Effect)
	s.doc.End()
	s.doc.End()
}

// briefLine is a line with points and an effect, and a rule under it. The title
// leads to the address, if there is one.
func (s *sheet) briefLine(title textBlock, points string, effect float64) {
	y := s.y + briefRow
	s.by(title.from, func() { s.linked(title.style, draw.MarginSide+briefIndent, y, title.lines, title.url) })
	plain := title.style.In(draw.InkColor)
	s.write(plain, s.right()-briefEffect-briefPoints, y+plain.Baseline(),
		s.set.Fit(plain, points, briefPoints-draw.Space2))
	s.writeRight(plain, s.right(), y+plain.Baseline(), s.SignedHundredths(effect))
	s.y += s.briefTall(len(title.lines))
	s.doc.Line(draw.RuleColor, draw.Hairline, draw.MarginSide, s.y, s.right(), s.y)
}

// briefSums closes the account: what no action explains, and the change with
// the two percents.
func (s *sheet) briefSums() {
	a := s.m.Account
	s.need(2 * s.briefTall(1))
	if a.Unattributed != 0 {
		s.briefSum(s.Text(words.LabelUnattributed), a.Unattributed)
	}
	s.briefSum(s.FromTo(a), a.Percent)
	s.doc.Line(draw.InkColor, 0.8, draw.MarginSide, s.y, s.right(), s.y)
}

func (s *sheet) briefSum(name string, effect float64) {
	s.doc.Begin(canvas.Paragraph)
	defer s.doc.End()
	s.briefLine(textBlock{style: draw.TableType.Strong(), lines: []string{name}}, "", effect)
}

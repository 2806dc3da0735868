package pdf

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// mostChanges is how many actions of a cause are listed; the others are
// counted. They fill about a page.
const mostChanges = 25

// changes lists the actions that changed, by cause, with effects that add up.
func (s *sheet) changes() {
	s.newPage()
	s.begin(changesPart, 80)
	if s.m.Since == nil {
		s.paragraph(draw.BodyType, s.Text(words.FirstReport))
		return
	}
	s.paragraph(draw.BodyType, s.Change(s.m))
	a := s.m.Account
	list := changeRows(a)
	s.y += draw.Space2
	if len(list) > 0 {
		columns := s.changeColumns()
		s.table(columns, len(list), func(i int) []tableCell { return s.changeRow(columns, list[i]) })
	}
	s.changeSum(a)
}

// causedChange is a change in the group of one of its causes, or the sum of
// those that the group does not list.
type causedChange struct {
	score.Change
	cause score.Cause
	more  int // changes that the row stands for; 0 for one that it names
}

func changeRows(a score.Account) (rows []causedChange) {
	for _, g := range a.ByCause() {
		rest := causedChange{cause: g.Cause}
		for i, c := range g.Changes {
			if i < mostChanges {
				rows = append(rows, causedChange{Change: c, cause: g.Cause})
				continue
			}
			rest.more++
			rest.Effect = score.Hundredths(rest.Effect + c.Effect)
		}
		if rest.more > 0 {
			rows = append(rows, rest)
		}
	}
	return rows
}

// listed are the changes that have rows of their own.
func listed(a score.Account) (list []score.Change) {
	for _, row := range changeRows(a) {
		if row.more == 0 {
			list = append(list, row.Change)
		}
	}
	return list
}

func (s *sheet) changeColumns() []tableColumn {
	return s.stretch([]tableColumn{
		{head: s.Text(words.LabelCause), width: 106},
		{head: s.Text(words.LabelAction), names: true},
		{head: s.Text(words.LabelPoints), width: 84},
		{head: s.Text(words.LabelEffectUnit), width: 66, right: true},
	}, 1)
}

// stretch gives what is left of the width to one column. The others are at
// least as wide as the longest word of their heads.
func (s *sheet) stretch(columns []tableColumn, which int) []tableColumn {
	rest := s.paper.Content()
	for i := range columns {
		if i == which {
			continue
		}
		c := &columns[i]
		for word := range strings.FieldsSeq(c.head) {
			c.width += max(0, s.set.Width(draw.SmallType.Strong(), word)-c.room())
		}
		rest -= c.width
	}
	columns[which].width = rest
	return columns
}

func (s *sheet) changeRow(columns []tableColumn, c causedChange) []tableCell {
	what := func(cause score.Cause) textBlock {
		sign, ink := draw.CauseInk(cause)
		return textBlock{style: draw.TableType, lines: []string{s.CauseName(cause)}, sign: sign,
			mark: draw.TableType.Strong().In(ink)}
	}
	kinds := []textBlock{what(c.cause)}
	if c.more > 0 {
		return []tableCell{
			{blocks: kinds}, s.plainCell(draw.TableType, columns[1], s.MoreOnThePage(c.more), 2), {},
			s.plainCell(draw.TableType.Strong(), columns[3], s.SignedHundredths(c.Effect), 1),
		}
	}
	if c.Has(score.StatusChanged) && c.cause != score.StatusOnly && c.cause != score.Repointing {
		kinds = append(kinds, what(score.StatusOnly))
	}
	address := ""
	if !c.Has(score.Retired) {
		address = report.ActionURL(c.ID)
	}
	points, of := s.PointsBeforeAfter(c.Change)
	place := placeWords(placeWords(score.ProductName(c.Service), c.Category), s.StatusMoved(c.Change))
	action := s.titleCell(columns[1], s.Title(score.Control{Title: c.Title, ID: c.ID}), address, place, false)
	action.below = s.changeRemarks(columns, c.Change)
	return []tableCell{
		{blocks: kinds},
		action,
		{blocks: []textBlock{s.block(draw.TableType, columns[2], points, 2),
			s.block(draw.SmallType, columns[2], of, 2)}},
		s.plainCell(draw.TableType.Strong(), columns[3], s.SignedHundredths(c.Effect), 1),
	}
}

// changeRemarks are the former names of an action, and who set its status: text
// of people, which is long.
func (s *sheet) changeRemarks(columns []tableColumn, c score.Change) (remarks []textBlock) {
	if names := s.FormerNames(c); names != "" {
		remarks = append(remarks, s.wideBlock(draw.SmallType, columns, 1, names))
	}
	if c.Declared {
		remarks = append(remarks,
			s.wideBlock(draw.SmallType.Strong().In(draw.OkayInk), columns, 1, s.Text(words.LabelReported)))
	}
	if who := s.DecidedBy(c); who != "" {
		remarks = append(remarks, s.wideBlock(draw.SmallType, columns, 1, who))
	}
	return remarks
}

// titleCell is a linked title with its place under it: product, category and
// the like.
func (s *sheet) titleCell(column tableColumn, title, address, place string, isNew bool) tableCell {
	style := draw.TableType
	if address != "" {
		style = style.In(draw.LinkColor)
	}
	name := s.microsofts(style, column, title, 3)
	name.url = address
	if !isNew {
		return tableCell{blocks: []textBlock{name, s.block(draw.SmallType, column, place, 2)}}
	}
	column.width -= 30 // the mark's
	under := s.block(draw.SmallType, column, place, 2)
	if len(under.lines) == 0 {
		under.lines = []string{""}
	}
	under.pill = s.newMark()
	return tableCell{blocks: []textBlock{name, under}}
}

// changeSum closes the table: the part that is not attributable, and the total.
func (s *sheet) changeSum(a score.Account) {
	rows := [][2]string{{s.Text(words.LabelTotal), s.SignedHundredths(a.Percent)}}
	if a.Unattributed != 0 {
		rows = slices.Insert(rows, 0, [2]string{s.Text(words.LabelUnattributed), s.SignedHundredths(a.Unattributed)})
	}
	s.need(float64(len(rows)) * (draw.BodyType.Leading + draw.Space1))
	for _, row := range rows {
		style := draw.TableType.Strong()
		s.doc.Begin(canvas.Paragraph)
		s.write(style, draw.MarginSide+cellGap/2, s.y+draw.Space1+style.Baseline(), row[0])
		s.writeRight(style, s.right()-cellGap/2, s.y+draw.Space1+style.Baseline(), row[1])
		s.doc.End()
		s.y += style.Leading + draw.Space1 + 2
	}
	s.doc.Line(draw.InkColor, 0.8, draw.MarginSide, s.y, s.right(), s.y)
}

// newMark marks an action that was added since the comparison.
func (s *sheet) newMark() string { return strings.ToUpper(s.Text(words.LabelNew)) }

// placeWords is product and category in one line.
func placeWords(product, category string) string {
	var parts []string
	for _, part := range []string{product, category} {
		if part = plaintext.Drawable(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

package pdf

import (
	"image/color"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// The first page of a portfolio: the answer, how the scores are spread, and the
// tenants to look at first.

const (
	frontSpread  = 300.0 // width of the chart
	frontTall    = 150.0
	frontTrouble = 4 // rows of tenants without a current score
	frontFirst   = 8 // rows with those of the largest falls, and of regressions
	frontRises   = 4
)

func (b *book) front() {
	b.doc.AddPage()
	part := b.parts[spreadPart]
	part.page = 1
	b.doc.Place(part.target, 0)
	b.doc.Bookmark(0, part.title, 0)
	b.frontTitle()
	b.zones()
	b.figures()
	b.news()
	b.foot = b.doc.Reserve()
}

func (b *book) frontTitle() {
	b.y = draw.MarginCover
	room := b.paper.Content() - b.coverLogo()
	b.y = b.lines(draw.KickerType.In(b.set.Accent), draw.MarginSide, b.y,
		b.set.Wrap(draw.KickerType, b.Kicker(plaintext.Drawable(b.of.Appearance.Company)), room, 1)) + 2
	b.y = b.title(room) + 2
	b.y = b.lines(draw.BodyType.In(draw.MutedColor), draw.MarginSide, b.y, []string{b.PortfolioSubtitle(b.of)}) +
		draw.Space2
	b.doc.Fill(b.set.Accent, draw.MarginSide, b.y, b.paper.Content(), 1.6)
	b.y += draw.Space3
	style := draw.AnswerType
	b.y = b.lines(style, draw.MarginSide, b.y, b.set.Wrap(style, b.PortfolioAnswer(b.of), b.paper.Content(), 4)) +
		draw.Space2
}

// zones are the numbers of tenants by zone, as chips.
func (b *book) zones() {
	x := draw.MarginSide
	chip := func(sign, words string, ground color.NRGBA) {
		b.doc.Begin(canvas.Paragraph)
		x += b.chip(x, sign, words, ground) + draw.Space1
		b.doc.End()
	}
	for _, z := range b.of.Zones {
		if z.Tenants > 0 {
			sign, ink := draw.ZoneInk(z.Zone)
			chip(sign, b.ZoneCount(z), ink)
		}
	}
	if n := len(b.of.Without); n > 0 {
		chip("○", b.WithoutCount(n), draw.MutedColor)
	}
	b.y += chipTall + draw.Space3
}

// figures are the chart of the scores, and the averages beside it.
func (b *book) figures() {
	top := b.y
	style := draw.SubheadType
	b.doc.Begin(canvas.Heading)
	b.write(style, draw.MarginSide, top+style.Baseline(), b.Text(words.PortfolioSpread))
	b.doc.End()
	chart := draw.NewSpread(b.of, b.set)
	under := top + style.Leading + 2
	if b.of.Current == 0 {
		b.unread(chart, draw.MarginSide, under, frontSpread, frontTall-style.Leading-2) // the answer has said it
	} else {
		b.chart(chart, chart.AltText(), draw.MarginSide, under, frontSpread, frontTall-style.Leading-2)
	}
	x := draw.MarginSide + frontSpread + draw.Space4
	y := top
	for _, f := range b.PortfolioFigures(b.of) {
		y = b.figure(f, x, y, b.right()-x)
	}
	b.y = max(top+frontTall, y) + draw.Space3
}

// figure is a number under its name, with what belongs to it.
func (b *book) figure(f words.Fact, x, y, width float64) float64 {
	head := draw.SmallType
	y = b.lines(head, x, y, []string{b.set.Fit(head, f.Label, width)})
	style := draw.TableType.Strong()
	return b.lines(style, x, y, b.set.Wrap(style, f.Text, width, 3)) + draw.Space1
}

// news are the tenants to look at first, and those that rose most, as far as
// there is room.
func (b *book) news() {
	const aside = 2*tableRowLow + draw.Space3 // room for some that rose
	b.small(canvas.Heading, b.Text(words.PortfolioNews), 0)
	floor := b.contentsTop() - draw.Space2
	first, _ := b.of.First(frontTrouble, frontFirst)
	if len(first) == 0 {
		b.clipped(draw.BodyType, b.Text(words.PortfolioNoNews), 2)
	} else {
		b.short(first, b.TenantFirst, floor-aside)
	}
	if len(b.of.Rises) == 0 {
		return
	}
	b.y += draw.Space3
	b.small(canvas.Heading, b.Text(words.PortfolioRises), 0)
	b.short(b.of.Rises[:min(len(b.of.Rises), frontRises)], b.TenantNews, floor)
}

// tableRowLow is the height of a row of two lines.
const tableRowLow = 32.0

// short is a table of a few tenants, each with why it is listed, as many as
// there is room for.
func (b *book) short(list []portfolio.Tenant, why func(portfolio.Tenant) string, floor float64) {
	columns := b.stretch([]tableColumn{
		{head: b.Text(words.LabelTenant), width: 150}, {head: b.Text(words.LabelScore), width: 58, right: true},
		{head: b.Text(words.LabelChange), width: 54, right: true, after: 4}, {head: b.Text(words.LabelWhy)},
	}, 3)
	var rows [][]tableCell
	y := b.y + b.headHeight(columns)
	for _, t := range list {
		row := []tableCell{
			b.plainCell(draw.TableType.Strong(), columns[0], b.TenantTitle(t.Name), 1),
			b.plainCell(draw.TableType, columns[1], b.ScoreOrNot(t), 1),
			b.changeCell(columns[2], t),
			b.plainCell(draw.TableType, columns[3], why(t), 2),
		}
		tall, _ := rowTall(row)
		if y += tall; y > floor && len(rows) > 0 {
			break
		}
		rows = append(rows, row)
	}
	b.table(columns, len(rows), func(i int) []tableCell { return rows[i] })
}

// changeCell is how far a score moved, in the colour of its direction.
func (b *book) changeCell(c tableColumn, t portfolio.Tenant) tableCell {
	_, ink := draw.SignInk(t.Change)
	return b.plainCell(draw.TableType.Strong().In(ink), c, b.ChangeOrNot(t), 1)
}

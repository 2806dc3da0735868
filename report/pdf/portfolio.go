package pdf

import (
	"fmt"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// DrawPortfolio draws the report over all tenants, on two to six pages however
// many tenants there are. The same model gives the same bytes. No text of the
// model makes it fail.
func DrawPortfolio(m portfolio.Model) ([]byte, error) {
	return drawPortfolio(m, options{compress: true})
}

func drawPortfolio(m portfolio.Model, o options) (data []byte, err error) {
	defer func() {
		if p := recover(); p != nil { // as for drawPDF
			data, err = nil, fmt.Errorf("drawing PDF: %v", p)
		}
	}()
	b := newBook(m, o)
	for _, part := range b.order {
		b.parts[part].draw(b.sheet)
	}
	b.finish()
	return b.doc.Bytes()
}

// book is the document of a portfolio while it is drawn.
type book struct {
	*sheet
	of portfolio.Model
}

// The sections of a portfolio, in their order.
const (
	spreadPart part = iota
	commonPart
	byMicrosoftPart
	withoutPart
	endingPart
	tenantsPart
	readingPart
)

func newBook(m portfolio.Model, o options) *book {
	w, set, size := words.In(m.Locale), draw.NewTypesetter(m.Appearance), draw.SheetOf(m.Appearance)
	title := plaintext.Drawable(w.PortfolioTitle(m.Name))
	doc := canvas.New(canvas.Options{
		Width: size.Width, Height: size.Height, Fonts: set.FontFiles(), Title: plaintext.Drawable(w.PortfolioDocument(m)),
		Subject: plaintext.Drawable(w.PortfolioAnswer(m)), Author: title, Creator: words.ProductID,
		Keywords: title, Language: string(w.Language()), Made: m.Made,
		Compress: o.compress,
	})
	head := report.Model{Tenant: m.Name, Date: score.DateOf(m.Made), Made: m.Made, Appearance: m.Appearance}
	b := &book{of: m, sheet: &sheet{
		Words: w, doc: doc, set: set, m: head, paper: size, tenant: title, between: draw.Space4, counted: true,
		names: m.Names(),
	}}
	for i, s := range []section{
		spreadPart:      {title: w.Text(words.OverviewTitle), draw: func(*sheet) { b.front() }},
		commonPart:      {title: w.Text(words.PortfolioActions), draw: func(*sheet) { b.common() }},
		byMicrosoftPart: {title: w.Text(words.PortfolioChanges), draw: func(*sheet) { b.byMicrosoft() }},
		withoutPart:     {title: w.Text(words.PortfolioWithout), draw: func(*sheet) { b.without() }},
		endingPart:      {title: w.Text(words.PortfolioExceptions), draw: func(*sheet) { b.ending() }},
		tenantsPart:     {title: b.tableTitle(), draw: func(*sheet) { b.tenants() }},
		readingPart:     {title: w.Text(words.MethodTitle), draw: func(*sheet) { b.method() }},
	} {
		s.target = doc.Target()
		b.parts, b.order = append(b.parts, &s), append(b.order, part(i))
	}
	return b
}

// finish draws what depends on all pages.
func (b *book) finish() {
	for n := 1; n <= b.doc.Pages(); n++ {
		b.doc.OnPage(n, func() {
			if n == 1 {
				b.doc.Resume(b.foot)
				b.contents()
				b.doc.End()
			} else {
				b.runningHead()
			}
			b.runningFoot(n)
		})
	}
}

const bookContents = 3 // columns

// contentsTop is where the contents of the first page begin.
func (b *book) contentsTop() float64 {
	rows := (len(b.order) - 1 + bookContents - 1) / bookContents
	return b.paper.Height - coverFootRoom - draw.Space2 - float64(rows)*(draw.SmallType.Leading+2)
}

// contents lists the sections that were drawn, with their pages.
func (b *book) contents() {
	top := b.contentsTop()
	b.doc.Line(draw.RuleColor, draw.Hairline, draw.MarginSide, top, b.right(), top)
	style, i := draw.SmallType.Strong().In(draw.LinkColor), 0
	b.doc.Begin(canvas.Contents)
	defer b.doc.End()
	for _, p := range b.order[1:] {
		part := b.parts[p]
		if part.page == 0 {
			continue
		}
		x := draw.MarginSide + b.paper.Content()/bookContents*float64(i%bookContents)
		y := top + 6 + float64(i/bookContents)*(draw.SmallType.Leading+2)
		b.contentsEntry(style, x, y, part)
		i++
	}
}

// method says where the numbers come from, and how they are read.
func (b *book) method() {
	style := draw.GuideType
	var texts []briefText
	tall := 0.0
	for _, text := range b.PortfolioMethod(b.of) {
		t := briefText{style: style, lines: b.set.Wrap(style, text, b.paper.Content(), 5), after: 3}
		texts, tall = append(texts, t), tall+t.tall()
	}
	b.begin(readingPart, tall)
	for _, t := range texts {
		b.y = b.lines(style, draw.MarginSide, b.y, t.lines) + t.after
	}
}

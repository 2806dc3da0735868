package report

import (
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/report/internal/pdf"
)

// pdfCreator names the program in the document's properties.
const pdfCreator = "secure-score-reporter"

// PDF draws a model as a printed report: one page that stands alone, then
// what changed, the categories, what to do first, every action, and how the
// numbers are made. The same model gives the same bytes. It fails where the
// document cannot be drawn; no text of the model is a reason for that.
func PDF(m Model) ([]byte, error) {
	return drawPDF(m, pdfOptions{compress: true})
}

// pdfOptions are how a document is written.
type pdfOptions struct {
	compress bool // false leaves the pages readable for tests
}

func drawPDF(m Model, o pdfOptions) (data []byte, err error) {
	defer func() {
		// gofpdf panics on what it cannot encode. None is known to get here; a
		// report that fails must not take the run with it all the same.
		if p := recover(); p != nil {
			data, err = nil, fmt.Errorf("drawing PDF: %v", p)
		}
	}()
	s := newSheet(m, o)
	for _, part := range s.parts {
		part.draw(s)
	}
	s.finish()
	return s.doc.Bytes()
}

// pdfPart is one section of the document.
type pdfPart struct {
	title  string
	target pdf.Target
	page   int // once it is drawn
	draw   func(*sheet)
}

func newSheet(m Model, o pdfOptions) *sheet {
	w, set := In(m.Locale), newTypesetter(m.Look)
	tenant := plainText(tenantName(m))
	size := m.Look.paper()
	doc := pdf.New(pdf.Options{
		Width: size.width, Height: size.height, Fonts: set.fontFiles(),
		Title:    w.documentTitle(m, tenant),
		Subject:  plainText(w.Percent(m.Percent) + ", " + w.Points(m.Current) + " of " + w.Points(m.Max) + " points. " + w.Change(m)),
		Author:   tenant,
		Creator:  pdfCreator,
		Keywords: plainText("Microsoft Secure Score, " + tenant + ", " + string(m.Date)),
		Made:     m.Made, Compress: o.compress,
	})
	s := &sheet{Words: w, doc: doc, set: set, m: m, paper: size, tenant: tenant}
	s.parts = []*pdfPart{
		{title: overviewTitle, draw: (*sheet).cover},
		{title: changesTitle, draw: (*sheet).changes},
		{title: categoriesTitle, draw: (*sheet).categories},
		{title: weeksTitle, draw: (*sheet).weeks},
		{title: pointsTitle, draw: (*sheet).points},
		{title: topTitle, draw: (*sheet).top},
		{title: planTitle, draw: (*sheet).plan},
		{title: actionsTitle, draw: (*sheet).actions},
		{title: scopeTitle, draw: (*sheet).scope},
		{title: guideTitle, draw: (*sheet).guide},
		{title: methodTitle, draw: (*sheet).method},
	}
	for _, part := range s.parts {
		part.target = doc.Target()
	}
	s.guideTargets()
	return s
}

// part is the section of that title.
func (s *sheet) part(title string) *pdfPart {
	i := slices.IndexFunc(s.parts, func(p *pdfPart) bool { return p.title == title })
	return s.parts[i]
}

// finish draws what has to know all pages: the running heads and feet, and the
// contents on the first page.
func (s *sheet) finish() {
	pages := s.doc.Pages()
	for n := 1; n <= pages; n++ {
		s.doc.OnPage(n, func() {
			if n == 1 {
				s.contents()
			} else {
				s.runningHead()
			}
			s.runningFoot(n, pages)
		})
	}
}

func (s *sheet) runningHead() {
	y := marginTop - 26
	day := s.runningTitle(s.m)
	room := s.paper.content() - s.set.width(smallType, day) - space4
	s.write(smallType.strong().in(inkColor), marginSide, y, s.set.fit(smallType.strong(), s.tenant, room))
	s.writeRight(smallType, s.paper.width-marginSide, y, day)
	s.doc.Line(ruleColor, hairline, marginSide, y+6, s.paper.width-marginSide, y+6)
}

func (s *sheet) runningFoot(n, pages int) {
	y := s.paper.height - 30
	page := pageOf(n, pages)
	room := s.paper.content() - s.set.width(smallType, page) - space4
	s.write(smallType, marginSide, y, s.set.fit(smallType, s.madeSays(s.m), room))
	s.writeRight(smallType, s.paper.width-marginSide, y, page)
	if s.m.Look.Footer != "" {
		s.write(smallType, marginSide, y-smallType.leading, s.set.fit(smallType, s.m.Look.Footer, s.paper.content()))
	}
}

// tenantName is what the tenant is called, whatever is missing.
func tenantName(m Model) string {
	for _, name := range []string{m.Tenant, m.TenantID} {
		if strings.TrimSpace(plainText(name)) != "" {
			return name
		}
	}
	return noTenantName
}

// Package pdf draws a report as a PDF document. It is the only importer of
// gofpdf, through its internal canvas. It fails where the document cannot be
// drawn, and then returns nothing.
package pdf

import (
	"fmt"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
	"secure-score-reporter/report/words"
)

// Draw draws a model as a printed report in its edition. The first page stands
// alone. The summary has two to five pages, whatever the model holds; the full
// edition has every action with its guidance. The same model gives the same
// bytes. No text of the model makes it fail.
func Draw(m report.Model) ([]byte, error) {
	return drawPDF(m, options{compress: true})
}

// options are how a document is written.
type options struct {
	compress bool // false leaves the pages readable for tests
}

func drawPDF(m report.Model, o options) (data []byte, err error) {
	defer func() {
		// gofpdf panics on text that it cannot encode. No such text is known to
		// get here, but a failed report must not end the whole run.
		if p := recover(); p != nil {
			data, err = nil, fmt.Errorf("drawing PDF: %v", p)
		}
	}()
	s := newSheet(m, o)
	for _, part := range s.order {
		s.parts[part].draw(s)
	}
	s.finish()
	return s.doc.Bytes()
}

// part is the place of a section in the document.
type part int

// The sections, in their order.
const (
	overviewPart part = iota
	changesPart
	categoriesPart
	weeksPart
	historyPart
	pointsPart
	exceptionsPart
	topPart
	planPart
	actionsPart
	scopePart
	guidePart
	methodPart
)

// section is one section of the document.
type section struct {
	title  string
	target canvas.Target
	page   int // once it is drawn
	draw   func(*sheet)
}

func newSheet(m report.Model, o options) *sheet {
	w, set := words.In(m.Locale), draw.NewTypesetter(m.Appearance)
	tenant := plaintext.Drawable(w.TenantName(m))
	size := draw.SheetOf(m.Appearance)
	doc := canvas.New(canvas.Options{
		Width: size.Width, Height: size.Height, Fonts: set.FontFiles(),
		Title:    w.DocumentTitle(m, tenant),
		Subject:  plaintext.Drawable(w.DocumentSubject(m)),
		Author:   tenant,
		Creator:  words.ProductID,
		Keywords: plaintext.Drawable(w.DocumentKeywords(m, tenant)),
		Language: string(w.Language()),
		Made:     m.Made, Compress: o.compress,
	})
	s := &sheet{Words: w, doc: doc, set: set, m: m, paper: size, tenant: tenant, between: draw.Space5,
		names: m.Names()}
	s.parts = []*section{
		overviewPart:   {title: w.Text(words.OverviewTitle), draw: (*sheet).cover},
		changesPart:    {title: w.Text(words.ChangesTitle), draw: (*sheet).changes},
		categoriesPart: {title: w.Text(words.CategoriesTitle), draw: (*sheet).categories},
		weeksPart:      {title: w.Text(words.WeeksTitle), draw: (*sheet).weeks},
		historyPart:    {title: w.Text(words.HistoryTitle), draw: (*sheet).history},
		pointsPart:     {title: w.Text(words.PointsTitle), draw: (*sheet).points},
		exceptionsPart: {title: w.Text(words.ExceptionsTitle), draw: (*sheet).exceptions},
		// On the first page, and the first of all actions.
		topPart:     {title: w.Text(words.TopTitle), draw: func(*sheet) {}},
		planPart:    {title: w.Text(words.PlanTitle), draw: (*sheet).plan},
		actionsPart: {title: w.Text(words.ActionsTitle), draw: (*sheet).actions},
		scopePart:   {title: w.Text(words.NotScoredTitle), draw: (*sheet).scope},
		guidePart:   {title: w.Text(words.GuideTitle), draw: (*sheet).guide},
		methodPart:  {title: w.Text(words.MethodTitle), draw: (*sheet).method},
	}
	for p := range s.parts {
		s.order = append(s.order, part(p))
	}
	for _, part := range s.parts {
		part.target = doc.Target()
	}
	if m.Edition == report.Full {
		s.guideTargets()
	} else {
		s.summarize()
	}
	return s
}

// finish draws what depends on all pages: the running heads and feet, and the
// contents on the first page.
func (s *sheet) finish() {
	pages := s.doc.Pages()
	for n := 1; n <= pages; n++ {
		s.doc.OnPage(n, func() {
			if n == 1 {
				s.doc.Resume(s.foot)
				s.contents()
				s.doc.End()
			} else {
				s.runningHead()
			}
			s.runningFoot(n)
		})
	}
}

func (s *sheet) runningHead() {
	s.doc.BeginArtifact(canvas.PageHead)
	defer s.doc.End()
	y := draw.MarginTop - 26
	day := s.RunningTitle(s.m)
	room := s.paper.Content() - s.set.Width(draw.SmallType, day) - draw.Space4
	s.write(draw.SmallType.Strong().In(draw.InkColor), draw.MarginSide, y,
		s.set.Fit(draw.SmallType.Strong(), s.tenant, room))
	s.writeRight(draw.SmallType, s.paper.Width-draw.MarginSide, y, day)
	s.doc.Line(draw.RuleColor, draw.Hairline, draw.MarginSide, y+6, s.paper.Width-draw.MarginSide, y+6)
}

func (s *sheet) runningFoot(n int) {
	s.doc.BeginArtifact(canvas.PageFoot)
	defer s.doc.End()
	y := s.paper.Height - 30
	page := s.PageNumber(n)
	room := s.paper.Content() - s.set.Width(draw.SmallType, page) - draw.Space4
	s.write(draw.SmallType, draw.MarginSide, y, s.set.Fit(draw.SmallType, s.CreatedBy(s.m), room))
	s.writeRight(draw.SmallType, s.paper.Width-draw.MarginSide, y, page)
	if s.m.Appearance.Footer != "" {
		s.write(draw.SmallType, draw.MarginSide, y-draw.SmallType.Leading,
			s.set.Fit(draw.SmallType, s.m.Appearance.Footer, s.paper.Content()))
	}
}

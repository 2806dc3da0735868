package mail

import (
	"maps"
	"slices"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/lines"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// Portfolio draws the report over all tenants as an email. Links are the
// addresses of its documents by format; files are attached, of which the text
// names each.
func Portfolio(m portfolio.Model, links map[string]string, files []report.File) (Letter, error) {
	v := portfolioLetter(m)
	for _, format := range slices.Sorted(maps.Keys(links)) {
		if address := plaintext.Link(links[format], "https"); address != "" {
			v.Links = append(v.Links, documentLink{Name: strings.ToUpper(plaintext.Clip(format, 20)), URL: address})
		}
	}
	for _, f := range files {
		v.Attached = append(v.Attached, plaintext.Clip(f.Name, 120))
	}
	html, err := rendered(v.html(designOf(v.words, m.Names(), accentOf(m.Appearance))))
	if err != nil {
		return Letter{}, err
	}
	return Letter{Subject: v.Subject, HTML: html, Text: v.text()}, nil
}

// portfolioView is a portfolio in words, clean and ready to be drawn.
type portfolioView struct {
	words                                    words.Words
	Subject, Kicker, Title, Subtitle, Answer string
	Facts                                    []words.Fact
	Parts                                    []portfolioPart
	Links                                    []documentLink
	Attached                                 []string
	Footer, Foot                             string
}

// portfolioPart is a section: rows with a value each.
type portfolioPart struct {
	Title, More string
	Rows        []portfolioRow
}

type portfolioRow struct{ Name, URL, Detail, Value, Tone string }

// How many rows the parts of a mail have.
const (
	mailTroubled = 5
	mailNews     = 10 // with those of the largest falls, and of regressions
	mailRises    = 4
	mailCommon   = 6
	mailEnding   = 5
	longestWhy   = 200 // characters
)

func portfolioLetter(m portfolio.Model) portfolioView {
	w := words.In(m.Locale)
	v := portfolioView{
		words:   w,
		Subject: plaintext.Clip(w.PortfolioHeadline(m), 200), Title: w.PortfolioTitle(m.Name),
		Kicker: w.Kicker(plaintext.Clip(m.Appearance.Company, 120)), Subtitle: w.PortfolioSubtitle(m),
		Answer: plaintext.Clip(w.PortfolioAnswer(m), 400), Facts: w.PortfolioFigures(m),
		Footer: plaintext.Clip(m.Appearance.Footer, 120), Foot: plaintext.Clip(w.CreatedAt(m), 200),
	}
	first, more := m.First(mailTroubled, mailNews)
	for _, part := range []portfolioPart{
		tenantsPart(w, w.Text(words.PortfolioNews), first, w.TenantFirst).more(w, len(first)+more),
		tenantsPart(w, w.Text(words.PortfolioRises), m.Rises[:min(len(m.Rises), mailRises)], w.TenantNews).more(w,
			len(m.Rises)),
		commonPart(w, m), changesPart(w, m), endingPart(w, m),
	} {
		if len(part.Rows) > 0 {
			v.Parts = append(v.Parts, part)
		}
	}
	return v
}

// more says how many of all are not listed; empty for none.
func (p portfolioPart) more(w words.Words, all int) portfolioPart {
	if left := all - len(p.Rows); left > 0 {
		p.More = w.MoreRows(left)
	}
	return p
}

func tenantsPart(
	w words.Words, title string, list []portfolio.Tenant, why func(portfolio.Tenant) string,
) portfolioPart {
	p := portfolioPart{Title: title}
	for _, t := range list {
		row := portfolioRow{Name: w.TenantTitle(t.Name), Value: w.ScoreOrNot(t),
			Detail: plaintext.Clip(why(t), longestWhy)}
		if t.Compared() {
			row.Value, row.Tone = w.ScoreOrNot(t)+", "+w.ChangeOrNot(t), draw.ToneOf(t.Change)
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

func commonPart(w words.Words, m portfolio.Model) portfolioPart {
	p := portfolioPart{Title: w.Text(words.PortfolioActions)}
	for _, a := range m.Actions[:min(len(m.Actions), mailCommon)] {
		p.Rows = append(p.Rows, portfolioRow{Name: plaintext.Clip(w.ActionTitle(a.Title, a.ID), lines.LongestTitle),
			URL: report.ActionURL(a.ID), Detail: w.InTenants(a.Tenants, m.Current), Value: w.InPoints(a.Left)})
	}
	return p.more(w, len(m.Actions))
}

func changesPart(w words.Words, m portfolio.Model) portfolioPart {
	p := portfolioPart{Title: w.Text(words.PortfolioChanges)}
	for _, c := range m.Changes[:min(len(m.Changes), mailCommon)] {
		p.Rows = append(p.Rows, portfolioRow{Name: plaintext.Clip(w.ActionTitle(c.Title, c.ID), lines.LongestTitle),
			URL: c.URL(), Detail: w.ChangedByMicrosoft(c) + ", " + w.InTenants(c.Tenants, m.Compared),
			Value: w.EffectsOn(c)})
	}
	return p.more(w, len(m.Changes))
}

func endingPart(w words.Words, m portfolio.Model) portfolioPart {
	p := portfolioPart{Title: w.Text(words.PortfolioExceptions)}
	for _, e := range m.Exceptions[:min(len(m.Exceptions), mailEnding)] {
		p.Rows = append(p.Rows, portfolioRow{Name: plaintext.Clip(w.ActionTitle(e.Title, e.ID), lines.LongestTitle),
			Detail: w.ReasonAndOwner(e) + " · " + w.TenantNames(e.Tenants, 3), Value: w.ExceptionEnds(e)})
	}
	return p.more(w, len(m.Exceptions))
}

// text is the email as plain text.
func (v portfolioView) text() string {
	t := textWriter{Words: v.words}
	t.wrap("", v.Title)
	t.wrap("", v.Subtitle)
	t.line("")
	t.wrap("", v.Answer)
	t.line("")
	for _, f := range v.Facts {
		t.column(pad(f.Label, 28), f.Text)
	}
	for _, p := range v.Parts {
		t.heading(p.Title)
		for _, row := range p.Rows {
			t.wrap("  ", "* "+row.Name+v.words.Colon(row.Value))
			t.column("  ", row.Detail)
		}
		if p.More != "" {
			t.wrap("", p.More)
		}
	}
	t.line("")
	if len(v.Attached) > 0 {
		t.wrap("", t.Attached(v.Attached))
	}
	for _, l := range v.Links {
		t.line(l.Name + v.words.Colon(l.URL))
	}
	for _, s := range []string{v.Footer, v.Foot} {
		if s != "" {
			t.wrap("", s)
		}
	}
	return t.String()
}

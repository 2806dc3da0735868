package words

import (
	"cmp"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
)

// Subtitle is what the report is of: Score of 23 November 2026 · compared with
// …
func (w Words) Subtitle(m report.Model) string {
	day := w.LongDate(m.Date)
	switch {
	case m.Since == nil:
		return w.say("document.firstReport", "day", day)
	case m.SinceIsOldest:
		return w.say("document.comparedWithOldest", "day", day, "since", w.LongDate(m.Since.Date))
	}
	return w.say("document.comparedWith", "day", day, "since", w.LongDate(m.Since.Date))
}

// Kicker is the line over the title: who reports, if a company does, and what.
func (w Words) Kicker(company string) string {
	if company == "" {
		return w.Text(productTitle)
	}
	return company + " · " + w.Text(productTitle)
}

// RunningTitle stands at the head of every page but the first.
func (w Words) RunningTitle(m report.Model) string {
	return w.Text(productTitle) + " · " + w.LongDate(m.Date)
}

// DocumentTitle names the document among others.
func (w Words) DocumentTitle(m report.Model, tenant string) string {
	return w.say("document.title", "tenant", tenant, "day", w.LongDate(m.Date))
}

// DocumentSubject is the score, and why it changed.
func (w Words) DocumentSubject(m report.Model) string {
	return w.say("document.subject", "percent", w.Percent(m.Percent), "points", w.ScorePoints(m.Current, m.Max)) +
		" " + w.Change(m)
}

// DocumentKeywords are what a document is found by.
func (w Words) DocumentKeywords(m report.Model, tenant string) string {
	return w.Text(productTitle) + ", " + tenant + ", " + string(m.Date)
}

// CreatedBy says when a document was created, and by whom.
func (w Words) CreatedBy(m report.Model) string {
	by := ProductID
	if company := plaintext.Drawable(m.Appearance.Company); company != "" {
		by = company
	}
	if m.Made.IsZero() {
		return by
	}
	return w.say("document.created", "time", w.Moment(m.Made), "by", by)
}

// NotesHead says how many notes on the data there are.
func (w Words) NotesHead(n int) string { return w.say("document.notes", "n", n) }

// PageNumber is a page's number.
func (w Words) PageNumber(n int) string { return w.say("document.page", "n", n) }

// MissingCharacters is the warning of characters that no font has.
func (w Words) MissingCharacters(missing int, named []string) string {
	return w.say("document.missingCharacters", "n", missing, "placeholder", string(plaintext.Placeholder),
		"characters", w.NamesAndMore(named, missing-len(named)))
}

// TenantTitle is a tenant's name where it may not be endless.
func (w Words) TenantTitle(name string) string {
	return cmp.Or(plaintext.Clip(name, 120), w.Text(unnamedTenant))
}

// TenantName is what the tenant is called, whatever is missing.
func (w Words) TenantName(m report.Model) string {
	for _, name := range []string{m.Tenant, m.TenantID} {
		if strings.TrimSpace(plaintext.Drawable(name)) != "" {
			return name
		}
	}
	return w.Text(unnamedTenant)
}

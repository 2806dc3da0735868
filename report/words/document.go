package words

import (
	"cmp"
	"fmt"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
)

// Subtitle is what the report is of: Score of 23 November 2026 · compared with …
func (w Words) Subtitle(m report.Model) string {
	line := "Score of " + w.LongDate(m.Date)
	switch {
	case m.Since == nil:
		return line + " · first report"
	case m.SinceIsOldest:
		return line + " · compared with " + w.LongDate(m.Since.Date) + ", the oldest that is stored"
	}
	return line + " · compared with " + w.LongDate(m.Since.Date)
}

// Kicker stands over the title: who reports, and what.
func (w Words) Kicker(m report.Model) string {
	if company := plaintext.Drawable(m.Appearance.Company); company != "" {
		return company + " · " + productTitle
	}
	return productTitle
}

// RunningTitle stands at the head of every page but the first.
func (w Words) RunningTitle(m report.Model) string { return productTitle + " · " + w.LongDate(m.Date) }

// DocumentTitle names the document among others.
func (w Words) DocumentTitle(m report.Model, tenant string) string {
	return productTitle + " of " + tenant + ", " + w.LongDate(m.Date)
}

// MadeBy is when a document was made, and by whom.
func (w Words) MadeBy(m report.Model) string {
	by := ProductID
	if company := plaintext.Drawable(m.Appearance.Company); company != "" {
		by = company
	}
	if m.Made.IsZero() {
		return by
	}
	return "Made " + w.Moment(m.Made) + " by " + by
}

// PageNumber is a page's number.
func PageNumber(n, pages int) string { return fmt.Sprintf("Page %d of %d", n, pages) }

// NotesHead is how many notes there are, and where they stand in full.
func NotesHead(n int) (head, more string) {
	return Count(n, "note") + " on the data", "in full under “" + MethodTitle + "”"
}

// MissingCharacters is the warning of characters that no font has.
func MissingCharacters(missing int, named []string) string {
	list := ""
	for i, name := range named {
		if i > 0 {
			list += ", "
		}
		list += name
	}
	if more := missing - len(named); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("%s no font of the PDF has, shown as %c there (%s): report.font in the configuration can name a font that has them",
		Count(missing, "character"), plaintext.Placeholder, list)
}

// TenantTitle is a tenant's name where it may not be endless.
func TenantTitle(name string) string { return cmp.Or(plaintext.Clip(name, 120), "(without a name)") }

// TenantName is what the tenant is called, whatever is missing.
func TenantName(m report.Model) string {
	for _, name := range []string{m.Tenant, m.TenantID} {
		if strings.TrimSpace(plaintext.Drawable(name)) != "" {
			return name
		}
	}
	return noTenantName
}

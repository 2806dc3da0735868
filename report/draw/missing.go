package draw

import (
	"fmt"
	"html"
	"slices"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// mostNamed is how many missing characters a warning names.
const mostNamed = 5

// MissingCharacters is the warning about characters that the PDF cannot show;
// empty if it shows all.
func MissingCharacters(m report.Model) []string {
	set := NewTypesetter(m.Appearance)
	var missing []rune
	for _, text := range textsOf(m) {
		missing = append(missing, set.lacks(text)...)
	}
	slices.Sort(missing)
	missing = slices.Compact(missing)
	if len(missing) == 0 {
		return nil
	}
	var names []string
	for _, r := range missing[:min(len(missing), mostNamed)] {
		names = append(names, fmt.Sprintf("U+%04X", r))
	}
	return []string{words.In(m.Locale).MissingCharacters(len(missing), names)}
}

// lacks are the runes of text that would be drawn as a placeholder.
func (t *Typesetter) lacks(text string) []rune {
	if plaintext.Simple(text) {
		return nil
	}
	var missing []rune
	runes := 0
	for i, r := range text {
		if runes++; runes > plaintext.Longest {
			break
		}
		if r < 0x80 || r == plaintext.Placeholder || plaintext.DrawnAs(r, text[i:]) < 0 {
			continue
		}
		if plaintext.DrawnAs(r, text[i:]) == plaintext.Placeholder || t.glyph(false, r).rune != r {
			missing = append(missing, r)
		}
	}
	return missing
}

// guided are the actions whose guidance the PDF has.
func guided(m report.Model) []report.Action {
	if m.Edition == report.Summary {
		return m.Top
	}
	return slices.DeleteFunc(slices.Clone(m.Actions), func(a report.Action) bool { return !a.Recommended() || a.Outside })
}

// textsOf are all texts of a model that are not from report/words.
func textsOf(m report.Model) []string {
	texts := []string{m.Tenant, m.Note, m.Appearance.Company, m.Appearance.Footer}
	texts = append(texts, m.Warnings...)
	for _, a := range m.Actions {
		texts = append(texts, a.Title, a.Product, a.Category, a.StateBy, a.StateAssigned, a.StateComment)
	}
	for _, a := range guided(m) {
		// Unescaping is enough to see which characters there are.
		for _, source := range []string{a.Description, a.Remediation, a.RemediationImpact} {
			texts = append(texts, html.UnescapeString(source))
		}
	}
	for _, d := range m.Exceptions {
		texts = append(texts, d.Action.Title, d.Reason, d.Owner, d.Ticket)
	}
	for _, c := range m.Account.Changes {
		texts = append(texts, c.Title, c.Category)
	}
	for _, d := range m.History {
		for _, c := range d.Changes {
			texts = append(texts, c.Title, c.Category, c.Control.StateBy, c.Control.StateComment)
		}
	}
	return texts
}

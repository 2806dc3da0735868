package app

import (
	"cmp"
	"encoding/json"
	"slices"

	"secure-score-reporter/internal/score"
)

// remembered is a mask that reads each text once: the days of a history repeat
// the same texts.
func remembered(mask masking) masking {
	seen := map[string]string{}
	return func(text string) string {
		clean, ok := seen[text]
		if !ok {
			clean = mask(text)
			seen[text] = clean
		}
		return clean
	}
}

// all masks each text.
func (m masking) all(texts ...*string) {
	for _, text := range texts {
		if *text != "" {
			*text = m(*text)
		}
	}
}

func (m masking) snapshot(s *score.Snapshot) {
	for i := range s.EnabledServices {
		m.all(&s.EnabledServices[i])
	}
	for i, a := range s.Averages {
		m.all(&s.Averages[i].Basis)
		for j := range a.Categories {
			m.all(&a.Categories[j].Category)
		}
	}
	changed := false
	for i := range s.Controls {
		c := &s.Controls[i]
		id := c.ID
		m.all(&c.ID, &c.Title, &c.Category, &c.Service, &c.State, &c.StateBy, &c.StateComment, &c.StateAssigned,
			&c.ImplementationStatus, &c.Description, &c.Tier, &c.ActionType, &c.ActionURL)
		for j := range c.Threats {
			m.all(&c.Threats[j])
		}
		m.undocumented(c.Extra)
		changed = changed || c.ID != id
	}
	m.undocumented(s.Extra)
	if changed {
		s.Controls = once(s.Controls, func(c score.Control) string { return c.ID })
	}
}

func (m masking) profiles(list []score.Profile) []score.Profile {
	changed := false
	for i := range list {
		p := &list[i]
		id := p.ID
		m.all(&p.ID, &p.Title, &p.Category, &p.Service, &p.Tier, &p.ActionType, &p.ActionURL, &p.Remediation,
			&p.RemediationImpact, &p.State, &p.StateBy, &p.StateComment, &p.StateAssigned)
		for j := range p.Threats {
			m.all(&p.Threats[j])
		}
		changed = changed || p.ID != id
	}
	if changed {
		return once(list, func(p score.Profile) string { return p.ID })
	}
	return list
}

func (m masking) undocumented(extra score.Undocumented) {
	for name, value := range extra {
		// In a list the value is a document, of which only texts are masked.
		clean := m("[" + string(value) + "]")
		extra[name] = json.RawMessage(clean[1 : len(clean)-1])
	}
}

// once is the list sorted by folded id, each id once, as the domain expects it.
// Masked ids may be the same.
func once[T any](list []T, id func(T) string) []T {
	order := func(a, b T) int { return cmp.Compare(score.Fold(id(a)), score.Fold(id(b))) }
	slices.SortStableFunc(list, order)
	return slices.CompactFunc(list, func(a, b T) bool { return order(a, b) == 0 })
}

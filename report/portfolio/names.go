package portfolio

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Names are Microsoft's names in the model; see report.Model.Names.
func (m Model) Names() report.Names {
	if m.Locale.Language() == report.English {
		return report.Names{}
	}
	var list []string
	for _, a := range m.Actions {
		list = append(list, a.Title, score.ProductName(a.Service))
	}
	for _, c := range m.Changes {
		list = append(list, c.Title)
	}
	for _, e := range m.Exceptions {
		list = append(list, e.Title)
	}
	for _, t := range m.Tenants {
		for _, c := range t.Causes {
			list = append(list, c.Title)
		}
	}
	return report.NamesOf(list)
}

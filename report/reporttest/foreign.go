package reporttest

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Foreign is behind each word of Microsoft's in Marked. No other word has it.
const Foreign = "qxq"

// Marked is Sample with Foreign behind each word that Microsoft wrote, so that
// a test finds these words wherever a form puts them.
func Marked() report.Input {
	in := Sample()
	in.Warnings = nil
	in.Exceptions = slices.Clone(in.Exceptions)
	MarkForeign(&in.Snapshot)
	since := *in.Since
	MarkForeign(&since)
	in.Since = &since
	for i := range in.Snapshot.Controls {
		c := &in.Snapshot.Controls[i]
		in.Catalogue = append(in.Catalogue, score.Profile{ID: c.ID, Title: c.Title,
			Remediation:       "<ol><li>" + foreign("Open the portal.") + "</li><li>" + foreign("Turn it on.") + "</li></ol>",
			RemediationImpact: foreign("Users will notice."),
		})
	}
	for _, service := range []string{"EXO", "Sway"} {
		in.Catalogue = append(in.Catalogue, score.Profile{ID: "outside_" + service, Title: foreign("Not scored"),
			Category: foreign("Apps"), Service: foreign(service), Max: 5})
	}
	in.History = historyOf(since, in.Snapshot)
	return in
}

// MarkForeign does so with the actions of a snapshot.
func MarkForeign(s *score.Snapshot) {
	s.Controls = slices.Clone(s.Controls)
	for i := range s.Controls {
		c := &s.Controls[i]
		c.Title, c.Category, c.Service = foreign(c.Title), foreign(c.Category), foreign(score.ProductName(c.Service))
		c.Description, c.Tier = foreign("It matters because it does."), foreign(c.Tier)
		c.Threats = slices.Clone(c.Threats)
		for j := range c.Threats {
			c.Threats[j] = foreign(c.Threats[j])
		}
	}
}

// foreign has Foreign behind each word of a text.
func foreign(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		end := len(strings.TrimRight(word, ".,)"))
		words[i] = word[:end] + Foreign + word[end:]
	}
	return strings.Join(words, " ")
}

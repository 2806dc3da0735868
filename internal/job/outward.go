package job

import (
	"cmp"
	"errors"
	"regexp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// What goes to a tenant's channels and into its documents names no other
// tenant. The result and the log of the run, which are for those who run the
// program, do.

var anyID = regexp.MustCompile(`(?i)\{?\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b\}?`)

// unnamed is a text without the ids of other tenants than the one with this id.
func unnamed(own, text string) string {
	return anyID.ReplaceAllStringFunc(text, func(id string) string {
		if score.CanonicalID(id) == score.CanonicalID(own) {
			return id
		}
		return words.OtherID
	})
}

// allUnnamed does so with several texts.
func allUnnamed(own string, texts []string) []string {
	list := make([]string, 0, len(texts))
	for _, text := range texts {
		list = append(list, unnamed(own, text))
	}
	return list
}

// outward is an error as people on a channel may read it.
func (t Tenant) outward(err error) string {
	var other interface{ Outward() string }
	if errors.As(err, &other) {
		return other.Outward()
	}
	return unnamed(t.ID, err.Error())
}

// Outward is a warning or an error of the result for people on a channel.
func (r TenantResult) Outward(text string) string {
	return unnamed(cmp.Or(r.knownID, r.TenantID), text)
}

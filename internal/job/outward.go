package job

import (
	"errors"
	"regexp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// What goes to a tenant's channels and into its documents names no other
// tenant. The result and the log of the run, which are for those who run the
// program, do.

var anyID = regexp.MustCompile(`(?i)\{?\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b\}?`)

// unnamed is a text without the ids of other tenants.
func (t Tenant) unnamed(text string) string {
	return anyID.ReplaceAllStringFunc(text, func(id string) string {
		if score.CanonicalID(id) == score.CanonicalID(t.ID) {
			return id
		}
		return words.OtherID
	})
}

// allUnnamed does so with several texts.
func (t Tenant) allUnnamed(texts []string) []string {
	list := make([]string, 0, len(texts))
	for _, text := range texts {
		list = append(list, t.unnamed(text))
	}
	return list
}

// outward is an error as people on a channel may read it.
func (t Tenant) outward(err error) string {
	var other interface{ Outward() string }
	if errors.As(err, &other) {
		return other.Outward()
	}
	return t.unnamed(err.Error())
}

// Outward is a warning or an error of the result for people on a channel.
func (r TenantResult) Outward(text string) string { return Tenant{ID: r.TenantID}.unnamed(text) }

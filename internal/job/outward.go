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

// otherID is an id after a text, as words.OtherTenant has it.
var otherID = regexp.MustCompile(
	`(?i) \(id (\{?\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b\}?)\)`)

// unnamed is a text without the ids of other tenants than the one with this id.
// Ids of anything else stay: Microsoft's errors have those of requests and
// applications.
func unnamed(own, text string) string {
	return otherID.ReplaceAllStringFunc(text, func(named string) string {
		if score.CanonicalID(named[len(" (id "):len(named)-1]) == score.CanonicalID(own) {
			return named
		}
		return ""
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

// Outward is an error of a tenant as people on a channel may read it, in the
// tenant's language.
func (t Tenant) Outward(err error) string { return outward(words.In(t.Locale), t.ID, err) }

// outward is an error for people. One that has a method Withheld is only its
// reason; one that has a method Reason has the reason before its text.
func outward(w words.Words, own string, err error) string {
	var withheld interface{ Withheld() string }
	if errors.As(err, &withheld) {
		return w.Withheld(withheld.Withheld())
	}
	if said, ok := errors.AsType[words.Said](err); ok {
		return unnamed(own, said.Error())
	}
	reason := ""
	var says interface{ Reason() string }
	if errors.As(err, &says) {
		reason = says.Reason()
	}
	return w.Failure(reason, unnamed(own, err.Error()))
}

// Outward is a warning of the result for people on a channel.
func (r TenantResult) Outward(warning string) string {
	return unnamed(cmp.Or(r.knownID, r.TenantID), warning)
}

// OutwardError is the error of the result for people on a channel.
func (r TenantResult) OutwardError() string {
	if r.Error == nil {
		return ""
	}
	return cmp.Or(r.outwardError, r.Outward(*r.Error))
}

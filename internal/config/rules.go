package config

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"

	"secure-score-reporter/internal/secrets"
)

// rule is what a text or a number has to be. The tag check of a field names it.
type rule struct {
	text   func(string) (value any, problem string)
	number func(float64) (problem string)
	behind func(string) (problem string) // of what a reference leads to; nil where it can be anything
	digits bool                          // a text may be written without quotes if it looks like a number: 0000 stays 0000
}

// rules are all that the tags name. What a JSON Schema can say of them is in
// describe_test.go.
var rules = map[string]rule{
	"accent":     text(checkAccent),
	"address":    text(checkAddress),
	"branding":   text(checkBranding),
	"channel":    text(checkChannel),
	"route":      text(func(v string) string { return cmp.Or(checkWord(v), checkChannel(v)) }),
	"channelID":  matching(channelIDPattern, "must be a channel's id, such as C0123456789, from the channel's details"),
	"cloud":      oneOf("public", "usgov", "usgovdod"),
	"day":        parsed(parseDay),
	"edition":    oneOf("summary", "full"),
	"file":       text(checkFile),
	"hookURL":    secretly(addressProblem),
	"hours":      parsed(parseHours),
	"id":         identifier(checkID),
	"identifier": identifier(checkWord),
	"kind":       oneOf(changeKinds()...),
	"language":   oneOf("en", "de", "fr"),
	"line":       text(checkLine),
	"locale":     text(checkLocale),
	"name":       identifier(checkName),
	"network":    text(checkNetwork),
	"note":       text(checkNote),
	"paper":      oneOf("a4", "letter"),
	"percent":    {number: checkPercent},
	"points":     {number: checkPoints},
	"reason":     text(checkReason),
	"retention":  parsed(parseRetention),
	"secret":     parsed(func(v string) (Secret, string) { return NewSecret(v), secretProblem(v) }),
	"signing":    secretly(signingProblem),
	"slackHook":  secretly(hookProblem),
	"slackToken": secretly(tokenProblem),
	"store":      text(checkStore),
	"team":       matching(teamPattern, "must be a workspace's id, such as T0123456789, from its address in a browser"),
	"teamsHook":  secretly(teamsProblem),
	"timeZone":   text(checkTimeZone),
	"transport":  transportRule(),
	"user":       matching(userPattern, "must be a user's id, such as U0123456789, from the user's profile"),
	"webURL":     text(checkWebURL),
	"weekday":    parsed(parseWeekday),
	"word":       text(checkWord),
}

// text is a text in which check finds no problem.
func text(check func(string) string) rule {
	return parsed(func(v string) (string, string) { return v, check(v) })
}

// identifier is a text that may consist of digits.
func identifier(check func(string) string) rule {
	r := text(check)
	r.digits = true
	return r
}

// parsed is a text that becomes a V.
func parsed[V any](parse func(string) (V, string)) rule {
	return rule{text: func(v string) (any, string) { return parse(v) }}
}

// secretly is a secret of one kind, or a reference to it.
func secretly(check func(string) string) rule {
	r := parsed(func(v string) (Secret, string) { return NewSecret(v), check(v) })
	r.behind = func(v string) string {
		if secrets.IsReference(v) {
			return again
		}
		return check(v)
	}
	return r
}

// transportRule is a transport, or a reference to it.
func transportRule() rule {
	r := parsed(func(v string) (Transport, string) { return NewTransport(v), transportProblem(v) })
	r.behind = func(v string) string {
		if transportRefers(v) {
			return again
		}
		return transportProblem(v)
	}
	return r
}

// again is what is wrong with a reference behind another one, which nothing
// follows.
const again = "leads to another reference: store the value itself there"

// matching is a text of this pattern.
func matching(pattern, problem string) rule {
	form := lazily(pattern)
	return text(func(v string) string {
		if form().MatchString(v) {
			return ""
		}
		return problem
	})
}

// oneOf is one of a few words.
func oneOf(words ...string) rule {
	return text(func(v string) string {
		if slices.Contains(words, v) {
			return ""
		}
		return "must be " + listed(words, "or")
	})
}

func checkPercent(v float64) string {
	if v <= 0 || v > 100 {
		return "must be above 0 and at most 100"
	}
	return ""
}

func checkPoints(v float64) string {
	switch {
	case v < 0:
		return "must not be negative"
	case math.IsInf(v, 1):
		return "is too large"
	}
	return ""
}

// lazily compiles a pattern when it is first needed, so that a function starts
// sooner.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// listed is "a, b and c".
func listed(words []string, and string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " " + and + " " + words[last]
}

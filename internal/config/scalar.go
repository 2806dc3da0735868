package config

import (
	"strconv"
)

// decimal is a number as JSON writes it. YAML's other forms (0x1F, 010, 1_000, .inf) surprise more than they help.
var decimal = lazily(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// parsed is text that parse makes a V of. A parse that does not succeed says why, without the text.
func parsed[V any](s schema, parse func(string) (v V, problem string)) kind[V] {
	s["type"] = "string"
	return kind[V]{
		schema: s,
		preset: nothing[V],
		read: func(r *reader, n node, path string, into *V) {
			v, problem := parse(n.text)
			// A number is refused for what it says where quotes alone would not mend it.
			if (n.shape != number || problem == "") && !r.is(n, text, path) {
				return
			}
			if problem != "" {
				r.report(n, path, "%s", problem)
				return
			}
			*into = v
		},
	}
}

// textual is text for which check finds no problem.
func textual(s schema, check func(string) (problem string)) kind[string] {
	return parsed(s, func(v string) (string, string) { return v, check(v) })
}

// identifier is textual, and may be written without quotes where it looks like a number: 0000 stays 0000.
func identifier(s schema, check func(string) (problem string)) kind[string] {
	k := textual(s, check)
	read := k.read
	k.read = func(r *reader, n node, path string, into *string) {
		if n.shape == number {
			n.shape = text
		}
		read(r, n, path, into)
	}
	return k.described("type", []string{"string", "number"})
}

// oneOf is one of a few words.
func oneOf(words ...string) kind[string] {
	return textual(schema{"enum": words}, func(v string) string {
		for _, w := range words {
			if v == w {
				return ""
			}
		}
		return "must be " + listed(words, "or", "")
	})
}

// numeric is a finite number that holds; wrong says how it does not. The schema says the same in its own words.
func numeric(s schema, holds func(float64) bool, wrong string) kind[float64] {
	s["type"] = "number"
	return kind[float64]{
		schema: s,
		preset: nothing[float64],
		read: func(r *reader, n node, path string, into *float64) {
			if !r.is(n, number, path) {
				return
			}
			v, err := strconv.ParseFloat(n.text, 64)
			switch {
			case !decimal().MatchString(n.text):
				r.report(n, path, "must be a number in plain decimal digits")
			case err != nil || !holds(v):
				r.report(n, path, "%s", wrong)
			default:
				*into = v
			}
		},
	}
}

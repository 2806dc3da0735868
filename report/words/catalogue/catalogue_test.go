package catalogue

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
)

func in(t *testing.T, tag language.Tag, message string) *Catalogue {
	t.Helper()
	c, err := Parse(tag, []byte(`{"key": "`+message+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSay(t *testing.T) {
	points := func(value float64, text string) Number { return Number{value, text} }
	english, german, french := language.English, language.German, language.French
	for _, c := range []struct {
		tag           language.Tag
		message, want string
		arguments     []any
	}{
		{english, "The score rose.", "The score rose.", nil},
		{english, "{a} of {b}", "2 of x", []any{"b", "x", "a", 2}},
		{english, "{a} of {b}", "2 of {b}", []any{"a", 2}},
		{english, "{n, plural, one {# action} other {# actions}}", "1 action", []any{"n", 1}},
		{english, "{n, plural, one {# action} other {# actions}}", "0 actions", []any{"n", 0}},
		{english, "{n, plural, one {# point} other {# points}}", "−1 point", []any{"n", points(-1, "−1")}},
		{english, "{n, plural, one {# point} other {# points}}", "0.99 points", []any{"n", points(0.99, "0.99")}},
		{english, "{n, plural, one {# point} other {# points}}", "1.001 point", []any{"n", points(1.001, "1.001")}},
		{english, "{n, plural, one {# point} other {# points}}", "n/a points", []any{"n", "n/a"}},
		{german, "{n, plural, one {# Punkt} other {# Punkte}}", "1,5 Punkte", []any{"n", points(1.5, "1,5")}},
		{french, "{n, plural, one {# point} other {# points}}", "1,5 point", []any{"n", points(1.5, "1,5")}},
		{french, "{n, plural, one {# point} other {# points}}", "0 point", []any{"n", points(0, "0")}},
		{french, "{n, plural, one {# point} other {# points}}", "2 points", []any{"n", points(2, "2")}},
		{
			english, "{n, plural, one {{way, select, up {# rose} other {# fell}}} other {# moved}}", "1 rose",
			[]any{"n", 1, "way", "up"},
		},
		{english, "{way, select, up {rose} other {fell}} to #1", "fell to #1", []any{"way", "sideways"}},
	} {
		if got := in(t, c.tag, c.message).Say("key", c.arguments...); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.tag, c.message, got, c.want)
		}
	}
}

func TestMissingMessage(t *testing.T) {
	if got := in(t, language.English, "x").Say("goal.away"); got != "{goal.away}" {
		t.Error(got)
	}
}

func TestProblems(t *testing.T) {
	for message, want := range map[string]string{
		"{n":                                     "without a closing",
		"n}":                                     "without an opening",
		"{a b}":                                  "no name",
		"{}":                                     "no name",
		"{n, number}":                            "neither a plural nor a select",
		"{n, plural, one {x}}":                   "no text for other",
		"{n, plural, other {x":                   "not closed",
		"{n, plural, {x} other {y}}":             "without a name",
		"{n, plural, other}":                     "without a name or a text",
		strings.Repeat("{n, select, other {", 6): "within each other",
	} {
		if _, err := in(t, language.English, message).Arguments("key"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", message, err, want)
		}
	}
	if _, err := Parse(language.English, []byte(`{"a": 1}`)); err == nil {
		t.Error("a number passes as a message")
	}
}

func TestArguments(t *testing.T) {
	c := in(t, language.English, "{b} {n, plural, one {{a}} other {{b}}}")
	if names, err := c.Arguments("key"); err != nil || strings.Join(names, " ") != "a b n" {
		t.Error(names, err)
	}
}

// Any message either has a problem or can be said, and what is said of a text
// alone is the text.
func FuzzMessage(f *testing.F) {
	f.Add("{n, plural, one {# action} other {# {x}}} of {m, select, a {b} other {}}")
	f.Fuzz(func(t *testing.T, message string) {
		parts, err := parse(message)
		if err != nil {
			return
		}
		c := &Catalogue{language: language.French}
		var b strings.Builder
		c.write(&b, parts, []any{"n", 2, "m", "a", "x", "y"}, "")
		if !strings.ContainsAny(message, "{}") && b.String() != message {
			t.Errorf("%q became %q", message, b.String())
		}
	})
}

func BenchmarkSay(b *testing.B) {
	c, _ := Parse(language.English, []byte(`{"points": "{n, plural, one {# point} other {# points}}"}`))
	for b.Loop() {
		c.Say("points", "n", Number{6.67, "6.67"})
	}
}

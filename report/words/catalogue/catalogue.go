// Package catalogue writes the messages of a language. A message is written in
// ICU's MessageFormat, of which it takes three forms:
//
//	{name}                                        the argument
//	{n, plural, one {# action} other {# actions}} by the number's plural form
//	{cause, select, drift {drifted} other {…}}    by the argument itself
//
// # is the number of the plural around it. The plural forms of a language are
// Unicode's (CLDR). There is no quoting, so a text has no braces of its own,
// and no # within a plural.
//
// A catalogue is a JSON object of keys and messages, a file that translators'
// tools read. Parse fails on a wrong file; nothing else here fails.
package catalogue

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Catalogue is the messages of a language. It may be used by several goroutines
// at once.
type Catalogue struct {
	language language.Tag
	messages map[string]*entry
}

// entry is a message that is parsed when it is first needed.
type entry struct {
	source string
	once   sync.Once
	parts  []part
	err    error
}

func (e *entry) parsed() ([]part, error) {
	e.once.Do(func() { e.parts, e.err = parse(e.source) })
	return e.parts, e.err
}

// Parse reads a catalogue. It fails on what is no JSON object of strings;
// Problems finds what is wrong with the messages.
func Parse(tag language.Tag, data []byte) (*Catalogue, error) {
	var sources map[string]string
	if err := json.Unmarshal(data, &sources); err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", tag, err)
	}
	c := &Catalogue{language: tag, messages: make(map[string]*entry, len(sources))}
	for key, source := range sources {
		c.messages[key] = &entry{source: source}
	}
	return c, nil
}

// Number is a number beside the text that shows it, with the locale's
// separators. The plural form is the value's, as a number of at most two
// decimals is shown: 1 point, 1.5 points. Its sign does not count.
type Number struct {
	Value float64
	Text  string
}

// Say writes the message of a key. Arguments are pairs of a name and a string,
// an int or a Number. A key without a message, and an argument that is missing,
// are shown as their names in braces, so that a reader sees where a text is
// missing and no report fails.
func (c *Catalogue) Say(key string, arguments ...any) string {
	e := c.messages[key]
	if e == nil {
		return "{" + key + "}"
	}
	parts, err := e.parsed()
	if err != nil {
		return "{" + key + "}"
	}
	if len(parts) == 1 && parts[0].name == "" {
		return parts[0].text
	}
	var b strings.Builder
	c.write(&b, parts, arguments, "")
	return b.String()
}

func (c *Catalogue) write(b *strings.Builder, parts []part, arguments []any, number string) {
	for _, p := range parts {
		switch {
		case p.number:
			b.WriteString(number)
		case p.name == "":
			b.WriteString(p.text)
		default:
			c.writeArgument(b, p, arguments, number)
		}
	}
}

func (c *Catalogue) writeArgument(b *strings.Builder, p part, arguments []any, number string) {
	value, text, given := argument(p.name, arguments)
	switch {
	case !given:
		b.WriteString("{" + p.name + "}")
	case p.kind == "plural":
		c.write(b, p.option(c.form(value)), arguments, text)
	case p.kind == "select":
		c.write(b, p.option(text), arguments, number)
	default:
		b.WriteString(text)
	}
}

// argument is the value and the text of an argument.
func argument(name string, arguments []any) (value float64, text string, given bool) {
	for i := 0; i+1 < len(arguments); i += 2 {
		if arguments[i] != name {
			continue
		}
		switch a := arguments[i+1].(type) {
		case string:
			return math.NaN(), a, true
		case int:
			return float64(a), strconv.Itoa(a), true
		case Number:
			return a.Value, a.Text, true
		}
	}
	return 0, "", false
}

// form is the plural form of a number, as CLDR calls it.
func (c *Catalogue) form(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return other
	}
	whole, decimals, _ := strings.Cut(strconv.FormatFloat(math.Abs(math.Round(x*100)/100), 'f', -1, 64), ".")
	i, err := strconv.Atoi(whole)
	if err != nil {
		return other
	}
	f, _ := strconv.Atoi(decimals)
	v := len(decimals)
	return forms[plural.Cardinal.MatchPlural(c.language, i, v, v, f, f)]
}

var forms = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: other,
}

// other is the option that every choice has.
const other = "other"

// Keys are the catalogue's keys in order.
func (c *Catalogue) Keys() []string {
	keys := make([]string, 0, len(c.messages))
	for key := range c.messages {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Arguments are the names of the arguments of a message, in order, and what is
// wrong with the message.
func (c *Catalogue) Arguments(key string) ([]string, error) {
	return c.found(key, func(p part) []string {
		if p.name == "" {
			return nil
		}
		return []string{p.name}
	})
}

// Options are the values that the selects of a message name, in order, each
// with its argument: zone good.
func (c *Catalogue) Options(key string) ([]string, error) {
	return c.found(key, func(p part) (values []string) {
		for _, o := range p.options {
			if p.kind == "select" {
				values = append(values, p.name+" "+o.value)
			}
		}
		return values
	})
}

// found are the texts that a message's parts have, each once and in order, and
// what is wrong with the message.
func (c *Catalogue) found(key string, of func(part) []string) (texts []string, err error) {
	e := c.messages[key]
	if e == nil {
		return nil, fmt.Errorf("no message %s in %s", key, c.language)
	}
	parts, err := e.parsed()
	if err != nil {
		return nil, fmt.Errorf("%s in %s: %w", key, c.language, err)
	}
	walk(parts, func(p part) { texts = append(texts, of(p)...) })
	slices.Sort(texts)
	return slices.Compact(texts), nil
}

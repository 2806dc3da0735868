package catalogue

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// part is a piece of a message: a text, an argument, a choice by an argument,
// or the number of the plural around it.
type part struct {
	text    string
	name    string // of the argument
	kind    string // of the choice: plural, select or none
	options []option
	number  bool
}

// option is what a choice writes for a value.
type option struct {
	value string
	parts []part
}

// option is what a choice writes for a value, or else for all others.
func (p part) option(value string) []part {
	var rest []part
	for _, o := range p.options {
		if o.value == value {
			return o.parts
		}
		if o.value == other {
			rest = o.parts
		}
	}
	return rest
}

// deepest is how many choices a message may have within each other.
const deepest = 4

// parse reads a message.
func parse(source string) ([]part, error) {
	p := parser{rest: source}
	parts, err := p.parts(0, false)
	if err == nil && p.rest != "" {
		err = errors.New("a closing brace without an opening one")
	}
	return parts, err
}

// parser reads a message from its beginning.
type parser struct{ rest string }

// parts reads up to the brace that closes them, or to the end.
func (p *parser) parts(depth int, plural bool) ([]part, error) {
	if depth > deepest {
		return nil, fmt.Errorf("more than %d choices within each other", deepest)
	}
	stops := "{}"
	if plural {
		stops = "{}#"
	}
	var list []part
	for p.rest != "" {
		at := strings.IndexAny(p.rest, stops)
		if at < 0 {
			at = len(p.rest)
		}
		if at > 0 {
			list = append(list, part{text: p.rest[:at]})
			p.rest = p.rest[at:]
			continue
		}
		switch p.rest[0] {
		case '}':
			return list, nil
		case '#':
			p.rest = p.rest[1:]
			list = append(list, part{number: true})
			continue
		}
		argument, err := p.argument(depth, plural)
		if err != nil {
			return nil, err
		}
		list = append(list, argument)
	}
	return list, nil
}

// argument reads {name}, or a choice by it.
func (p *parser) argument(depth int, plural bool) (part, error) {
	p.rest = p.rest[1:]
	end := strings.IndexAny(p.rest, ",}")
	if end < 0 {
		return part{}, errors.New("an opening brace without a closing one")
	}
	found := part{name: strings.TrimSpace(p.rest[:end])}
	if !isName(found.name) {
		return part{}, fmt.Errorf("%q is no name of an argument", found.name)
	}
	closed := p.rest[end] == '}'
	p.rest = p.rest[end+1:]
	if closed {
		return found, nil
	}
	kind, rest, _ := strings.Cut(p.rest, ",")
	if found.kind = strings.TrimSpace(kind); found.kind != "plural" && found.kind != "select" {
		return part{}, fmt.Errorf("{%s} is neither a plural nor a select", found.name)
	}
	p.rest = rest
	return p.options(found, depth, plural || found.kind == "plural")
}

// options reads those of a choice, with the brace that closes it.
func (p *parser) options(choice part, depth int, plural bool) (part, error) {
	for {
		p.rest = strings.TrimLeft(p.rest, " \n")
		if rest, ended := strings.CutPrefix(p.rest, "}"); ended {
			p.rest = rest
			break
		}
		value, rest, found := strings.Cut(p.rest, "{")
		if value = strings.TrimSpace(value); !found || !isName(value) {
			return part{}, fmt.Errorf("{%s} has an option without a name or a text", choice.name)
		}
		p.rest = rest
		parts, err := p.parts(depth+1, plural)
		if err != nil {
			return part{}, err
		}
		if p.rest, found = strings.CutPrefix(p.rest, "}"); !found {
			return part{}, fmt.Errorf("{%s} has an option that is not closed", choice.name)
		}
		choice.options = append(choice.options, option{value, parts})
	}
	if !slices.ContainsFunc(choice.options, func(o option) bool { return o.value == other }) {
		return part{}, fmt.Errorf("{%s} has no text for other", choice.name)
	}
	return choice, nil
}

// isName says whether a text may name an argument or an option.
func isName(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
	})
}

// walk visits each part, and those of its options.
func walk(parts []part, visit func(part)) {
	for _, p := range parts {
		visit(p)
		for _, o := range p.options {
			walk(o.parts, visit)
		}
	}
}

package graph

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"secure-score-reporter/internal/score"
)

// props are the properties of a JSON object. Reading one removes it, so that
// the unknown properties are left at the end. One that cannot be read stays and
// becomes a warning. No property needs to have its documented type: Microsoft
// also sends numbers and booleans as strings.
//
// The memory of the properties is used again for the next object, so what is
// kept of them is copied.
type props struct {
	list  []property
	data  []byte // of the list
	words words
	notes *notes
	of    string // the owner of the properties, for errors
	id    string // of the owner, an action or a profile

	scratch scratch
	inner   *stream  // through a list in a value
	within  []*props // the objects of that list
}

// property is valid until its props are reset.
type property struct {
	name  []byte
	value jsontext.Value
	read  bool
}

// next reads the next object in place of the one before.
func (p *props) next(s *stream, of string) error {
	p.list, p.data, p.of, p.id = p.list[:0], p.data[:0], of, ""
	return s.optional(func(name []byte) error { return p.take(s.in, name) })
}

// take reads the value of a property.
func (p *props) take(in *jsontext.Decoder, name []byte) error {
	name = p.copied(name)
	value, err := in.ReadValue()
	if err != nil {
		return err
	}
	p.list = append(p.list, property{name: name, value: p.copied(value)})
	return nil
}

func (p *props) copied(b []byte) []byte {
	start := len(p.data)
	p.data = append(p.data, b...)
	return p.data[start:len(p.data):len(p.data)]
}

// objects reads the objects of a list in a value; null is an object without
// properties. They are valid until the next call. Ok is false if the value is
// something else, or longer than every real list.
func (p *props) objects(value jsontext.Value, of string) (list []*props, ok bool) {
	n := 0
	err := p.each(value, func(in *stream) error {
		if n == defaultLimits.entries {
			return tooLarge("more than %d elements in a list", n)
		}
		if n == len(p.within) {
			p.within = append(p.within, &props{words: p.words, notes: p.notes})
		}
		n++
		return p.within[n-1].next(in, of)
	})
	return p.within[:n], err == nil
}

// each calls read for every element of a list in a value.
func (p *props) each(value jsontext.Value, read func(*stream) error) error {
	if p.inner == nil {
		p.inner = &stream{in: &jsontext.Decoder{}}
	}
	p.inner.in.Reset(bytes.NewBuffer(value), syntax)
	return p.inner.list(p.of, func() error { return read(p.inner) })
}

// raw removes a property and returns it. Null counts as absent.
func (p *props) raw(key string) (jsontext.Value, bool) {
	var value jsontext.Value
	for i := range p.list {
		if sent := &p.list[i]; !sent.read && string(sent.name) == key {
			value, sent.read = sent.value, true // the last one counts
		}
	}
	return value, !isNull(value)
}

// peek returns a property, and nil if it is absent.
func (p *props) peek(key string) jsontext.Value {
	for _, sent := range slices.Backward(p.list) {
		if !sent.read && string(sent.name) == key {
			return sent.value
		}
	}
	return nil
}

// back puts a property back.
func (p *props) back(key string, value jsontext.Value) {
	p.list = append(p.list, property{name: p.copied([]byte(key)), value: value})
}

// unreadable puts a property back and adds a warning.
func (p *props) unreadable(key string, value jsontext.Value) {
	p.back(key, value)
	p.notes.addField(score.Unreadable, key, p.id)
}

// text is a text on one line.
func (p *props) text(key string) string { return cleanLine(p.limited(key, defaultLimits.line)) }

// word is a text on one line that many objects have.
func (p *props) word(key string) string {
	if text, ok := p.scratch.textOf(p.peek(key)); ok && len(text) <= longestWord {
		p.drop(key)
		return cleanLine(p.words.of(text))
	}
	return p.text(key)
}

// title is a text on one line that is shorter.
func (p *props) title(key string) string { return cleanLine(p.limited(key, defaultLimits.title)) }

// verbatim is a text as Microsoft sent it.
func (p *props) verbatim(key string) string { return p.limited(key, defaultLimits.text) }

func (p *props) limited(key string, limit int) string {
	value, ok := p.raw(key)
	if !ok {
		return ""
	}
	text, ok := p.scratch.textOf(value)
	if !ok {
		p.unreadable(key, value)
	}
	if len(text) > limit {
		p.notes.addField(score.TooLong, key, p.id)
		return strings.ToValidUTF8(string(text[:limit]), "") + "…"
	}
	return string(text)
}

// number is NaN if the property is absent, and an error if it is not a number.
func (p *props) number(key string) (float64, error) {
	value, ok := p.raw(key)
	if !ok {
		return math.NaN(), nil
	}
	x, err := numberOf(value)
	if err != nil {
		p.back(key, value)
	}
	return x, err
}

// loose is a number that nothing depends on: NaN if it cannot be read.
func (p *props) loose(key string) float64 {
	x, err := p.number(key)
	if err != nil {
		p.notes.addField(score.Unreadable, key, p.id)
	}
	return x
}

// whole is a count or a rank, and 0 if it is absent.
func (p *props) whole(key string) int {
	x := p.loose(key)
	if !(x >= 0 && x <= math.MaxInt32) {
		return 0
	}
	return int(x)
}

func (p *props) truth(key string) bool {
	value, ok := p.raw(key)
	if !ok {
		return false
	}
	text, ok := p.scratch.textOf(value)
	truth, err := strconv.ParseBool(score.Fold(string(text)))
	if !ok || err != nil && len(text) > 0 {
		p.unreadable(key, value)
	}
	return truth
}

// moment is a time, and the zero time if it is absent. Microsoft also sends
// 0001-01-01 for an absent time.
func (p *props) moment(key string) time.Time {
	value, ok := p.raw(key)
	if !ok {
		return time.Time{}
	}
	text, ok := p.scratch.textOf(value)
	moment, parsed := momentOf(string(text))
	if !ok || !parsed {
		p.unreadable(key, value)
	}
	return moment
}

// texts is a list of texts without empty ones and duplicates. A single text is
// a list of one.
func (p *props) texts(key string) []string {
	value, ok := p.raw(key)
	if !ok {
		return nil
	}
	var list []string
	seen, wrong := map[string]bool{}, false
	add := func(element jsontext.Value) {
		sent, ok := p.scratch.textOf(element)
		wrong = wrong || !ok
		if text := cleanLine(p.words.of(sent)); text != "" && !seen[text] {
			seen[text] = true
			list = append(list, text)
		}
	}
	if value.Kind() == jsontext.KindBeginArray {
		_ = p.each(value, func(in *stream) error { // it is valid, because it was read before
			element, err := in.in.ReadValue()
			if err == nil {
				add(element)
			}
			return err
		})
	} else {
		add(value)
	}
	if wrong {
		p.unreadable(key, value)
	}
	return list
}

// drop removes properties without information.
func (p *props) drop(keys ...string) {
	for _, key := range keys {
		p.raw(key)
	}
}

// rest returns the properties that were not read, without OData annotations.
func (p *props) rest() score.Undocumented {
	var rest score.Undocumented
	for _, left := range p.list {
		if left.read || bytes.Contains(left.name, []byte("@odata.")) {
			continue
		}
		if rest == nil {
			rest = score.Undocumented{}
		}
		rest[p.words.of(left.name)] = bytes.Clone(left.value)
	}
	return rest
}

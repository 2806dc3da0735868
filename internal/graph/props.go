package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
)

// props are the properties of a JSON object. Reading one removes it, so that
// the unknown properties are left at the end. One that cannot be read stays and
// becomes a warning. No property needs to have its documented type: Microsoft
// also sends numbers and booleans as strings.
type props struct {
	fields map[string]json.RawMessage
	notes  *notes
	of     string // the owner of the properties, for warnings
}

// raw removes a property and returns it. Null counts as absent.
func (p props) raw(key string) (json.RawMessage, bool) {
	value, ok := p.fields[key]
	if !ok {
		return nil, false
	}
	delete(p.fields, key)
	return value, !isNull(value)
}

// unreadable puts a property back and adds a warning.
func (p props) unreadable(key string, value json.RawMessage) {
	p.fields[key] = value
	p.notes.add(key+" could not be read", p.of)
}

// text is a text on one line.
func (p props) text(key string) string { return cleanLine(p.limited(key, defaultLimits.line)) }

// title is a text on one line that is shorter.
func (p props) title(key string) string { return cleanLine(p.limited(key, defaultLimits.title)) }

// verbatim is a text as Microsoft sent it.
func (p props) verbatim(key string) string { return p.limited(key, defaultLimits.text) }

func (p props) limited(key string, limit int) string {
	value, ok := p.raw(key)
	if !ok {
		return ""
	}
	text, ok := textOf(value)
	if !ok {
		p.unreadable(key, value)
	}
	if len(text) > limit {
		p.notes.add(key+" is too long, and its end was left out", p.of)
		text = strings.ToValidUTF8(text[:limit], "") + "…"
	}
	return text
}

// number is NaN if the property is absent, and an error if it is not a number.
func (p props) number(key string) (float64, error) {
	value, ok := p.raw(key)
	if !ok {
		return math.NaN(), nil
	}
	x, err := numberOf(value)
	if err != nil {
		p.fields[key] = value
	}
	return x, err
}

// loose is a number that nothing depends on: NaN if it cannot be read.
func (p props) loose(key string) float64 {
	x, err := p.number(key)
	if err != nil {
		p.notes.add(key+" could not be read", p.of)
	}
	return x
}

// whole is a count or a rank, and 0 if it is absent.
func (p props) whole(key string) int {
	x := p.loose(key)
	if !(x >= 0 && x <= math.MaxInt32) {
		return 0
	}
	return int(x)
}

func (p props) truth(key string) bool {
	value, ok := p.raw(key)
	if !ok {
		return false
	}
	text, ok := textOf(value)
	truth, err := strconv.ParseBool(score.Fold(text))
	if !ok || err != nil && text != "" {
		p.unreadable(key, value)
	}
	return truth
}

// moment is a time, and the zero time if it is absent. Microsoft also sends
// 0001-01-01 for an absent time.
func (p props) moment(key string) time.Time {
	value, ok := p.raw(key)
	if !ok {
		return time.Time{}
	}
	text, ok := textOf(value)
	moment, parsed := momentOf(text)
	if !ok || !parsed {
		p.unreadable(key, value)
	}
	return moment
}

// texts is a list of texts without empty ones and duplicates. A single text is
// a list of one.
func (p props) texts(key string) []string {
	value, ok := p.raw(key)
	if !ok {
		return nil
	}
	var elements []json.RawMessage
	if json.Unmarshal(value, &elements) != nil {
		elements = []json.RawMessage{value}
	}
	var list []string
	seen := map[string]bool{}
	for _, element := range elements {
		text, ok := textOf(element)
		if !ok {
			p.unreadable(key, value)
			continue
		}
		if text = cleanLine(text); text != "" && !seen[text] {
			seen[text] = true
			list = append(list, text)
		}
	}
	return list
}

// drop removes properties without information.
func (p props) drop(keys ...string) {
	for _, key := range keys {
		delete(p.fields, key)
	}
}

// rest returns the properties that were not read, without OData annotations.
func (p props) rest() score.Undocumented {
	for key := range p.fields {
		if strings.Contains(key, "@odata.") {
			delete(p.fields, key)
		}
	}
	if len(p.fields) == 0 {
		return nil
	}
	return p.fields
}

func isNull(value json.RawMessage) bool { return len(value) == 0 || string(value) == "null" }

// textOf reads a text, or a number or a boolean as a text.
func textOf(value json.RawMessage) (string, bool) {
	if isNull(value) {
		return "", true
	}
	switch value[0] {
	case '"':
		if bytes.IndexByte(value, '\\') < 0 && utf8.Valid(value) {
			return string(value[1 : len(value)-1]), true // as it stands; most are
		}
		var text string
		err := json.Unmarshal(value, &text)
		return text, err == nil
	case '{', '[':
		return "", false
	}
	return string(value), true
}

var errNoNumber = errors.New("is not a number")

// numberOf reads a number, or a number in a text. An empty text is NaN.
func numberOf(value json.RawMessage) (float64, error) {
	text, ok := textOf(value)
	if !ok {
		return math.NaN(), errNoNumber
	}
	text = cleanLine(text)
	if text == "" {
		return math.NaN(), nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return math.NaN(), fmt.Errorf("%q %w", oneLine(text), errNoNumber)
	}
	return x + 0, nil // no minus zero
}

var layouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", time.DateOnly}

// momentOf reads a time. Without a zone it is UTC.
func momentOf(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, true
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			if t.Year() <= 1 || t.Year() > 9999 {
				return time.Time{}, true
			}
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

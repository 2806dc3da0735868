package graph

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

func isNull(value jsontext.Value) bool { return len(value) == 0 || value.Kind() == jsontext.KindNull }

// scratch is the memory of the text that was read last.
type scratch []byte

// textOf reads a text, or a number or a boolean as a text. It is valid until
// the next call. Ok is false if the value is something else. Null is no text.
func (s *scratch) textOf(value jsontext.Value) (text []byte, ok bool) {
	switch value.Kind() {
	case jsontext.KindInvalid, jsontext.KindNull: // absent
		return nil, true
	case jsontext.KindString:
		if plain(value) {
			return value[1 : len(value)-1], true
		}
		// The error says that bytes were not UTF-8. They have become U+FFFD.
		*s, _ = jsontext.AppendUnquote((*s)[:0], value)
		return *s, true
	case jsontext.KindBeginObject, jsontext.KindBeginArray:
		return nil, false
	}
	return value, true
}

// plain reports whether nothing is escaped in a JSON string, as in most.
func plain(value jsontext.Value) bool { return bytes.IndexByte(value, '\\') < 0 && utf8.Valid(value) }

// textOf is scratch.textOf for a text that is kept.
func textOf(value jsontext.Value) (string, bool) {
	text, ok := new(scratch).textOf(value)
	return string(text), ok
}

var errNoNumber = errors.New("is not a number")

// numberOf reads a number, or a number in a text. An empty text is NaN.
func numberOf(value jsontext.Value) (float64, error) {
	if value.Kind() == jsontext.KindNumber {
		if x, err := strconv.ParseFloat(string(value), 64); err == nil {
			return x + 0, nil // no minus zero
		}
	}
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
	return x + 0, nil
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

package graph

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// stream reads the JSON of an answer value by value, so that it never holds
// more than one control or one profile.
type stream struct {
	in      *jsontext.Decoder
	raw     *meter
	words   words
	scratch scratch
}

// syntax is what Microsoft Graph may send. Of a property that is there twice
// the later one counts, and bytes that are not UTF-8 become U+FFFD.
var syntax = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

func newStream(from io.Reader, limit int64) *stream {
	m := &meter{from: from, limit: limit}
	return &stream{in: jsontext.NewDecoder(m, syntax), raw: m, words: words{}}
}

// document reads an answer, which is one object. Each is called for every
// property and must read its value. Its key is valid until then.
func (s *stream) document(each func(key []byte) error) error {
	token, err := s.in.ReadToken()
	if err != nil {
		return err
	}
	if token.Kind() != jsontext.KindBeginObject {
		return malformed("at byte %d: not an object", s.in.InputOffset())
	}
	if err := s.properties(each); err != nil {
		return err
	}
	// Only reading to the end shows whether the whole answer arrived.
	if _, err := s.in.ReadToken(); !errors.Is(err, io.EOF) {
		if err == nil {
			return malformed("at byte %d: there is more after the end of the answer", s.in.InputOffset())
		}
		return err
	}
	return nil
}

// page reads a page of a list. Each is called for every element of "value" and
// must read it. Next is the address of the next page, if there is one.
func (s *stream) page(each func() error) (next string, err error) {
	found := false
	err = s.document(func(key []byte) error {
		switch string(key) {
		case "value":
			found = true
			return s.list("value", each)
		case "@odata.nextLink":
			value, err := s.in.ReadValue()
			if err != nil {
				return err
			}
			if kind := value.Kind(); kind != jsontext.KindString && kind != jsontext.KindNull {
				return s.unexpected(kind)
			}
			next, _ = textOf(value)
			return nil
		}
		return s.in.SkipValue()
	})
	if err == nil && !found {
		err = malformed("no list in the answer")
	}
	return next, err
}

// list reads a list; null is an empty one.
func (s *stream) list(name string, each func() error) error {
	token, err := s.in.ReadToken()
	if err != nil {
		return err
	}
	switch token.Kind() {
	case jsontext.KindNull:
		return nil
	case jsontext.KindBeginArray:
	default:
		return malformed("at byte %d: %s is not a list", s.in.InputOffset(), name)
	}
	for s.in.PeekKind() != jsontext.KindEndArray {
		if err := each(); err != nil { // also if the peek has failed
			return err
		}
	}
	_, err = s.in.ReadToken()
	return err
}

// object reads the properties of an element.
func (s *stream) object(name string, each func(key []byte) error) error {
	token, err := s.in.ReadToken()
	if err != nil {
		return err
	}
	if token.Kind() != jsontext.KindBeginObject {
		return malformed("at byte %d: an element of %s is not an object", s.in.InputOffset(), name)
	}
	return s.properties(each)
}

// optional reads the properties of an element. Null is one without properties.
func (s *stream) optional(each func(key []byte) error) error {
	token, err := s.in.ReadToken()
	if err != nil {
		return err
	}
	switch kind := token.Kind(); kind {
	case jsontext.KindNull:
		return nil
	case jsontext.KindBeginObject:
		return s.properties(each)
	default:
		return s.unexpected(kind)
	}
}

func (s *stream) properties(each func(key []byte) error) error {
	for s.in.PeekKind() != jsontext.KindEndObject {
		key, err := s.in.ReadValue() // also if the peek has failed
		if err != nil {
			return err
		}
		name, _ := s.scratch.textOf(key)
		if err := each(name); err != nil {
			return err
		}
	}
	_, err := s.in.ReadToken()
	return err
}

func (s *stream) unexpected(kind jsontext.Kind) error {
	return malformed("at byte %d: unexpected %s", s.in.InputOffset(), kind)
}

// explain says where a read failed and why.
func (s *stream) explain(err error, contentType string) error {
	var found *Error
	var wrong *jsontext.SyntacticError
	switch {
	case errors.As(s.raw.err, &found): // the limit; the decoder may have reported something else
		return found
	case errors.As(err, &found):
		return found
	case s.raw.err != nil && timedOut(s.raw.err):
		return &Error{
			Cause: ErrUnavailable, Detail: fmt.Sprintf("no more data arrived after byte %d", s.raw.count),
			Hint: "run again later",
		}
	case s.raw.err != nil, errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return malformed("the answer ends early, at byte %d", s.raw.count)
	}
	offset := s.in.InputOffset()
	if errors.As(err, &wrong) {
		offset, err = wrong.ByteOffset, wrong.Err
	}
	if contentType != "" && !strings.Contains(strings.ToLower(contentType), "json") {
		return malformed("at byte %d: this is %s, not JSON", offset, oneLine(contentType))
	}
	return malformed("at byte %d: %s", offset, oneLine(err.Error()))
}

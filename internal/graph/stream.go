package graph

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// stream reads the JSON of an answer value by value, so that it never holds
// more than one control or one property.
type stream struct {
	in  *json.Decoder
	raw *meter
}

func newStream(from io.Reader, limit int64) *stream {
	m := &meter{from: from, limit: limit}
	return &stream{in: json.NewDecoder(m), raw: m}
}

// document reads an answer, which is one object. Each is called for every
// property and must read its value.
func (s *stream) document(each func(key string) error) error {
	token, err := s.in.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return malformed("at byte %d: not an object", s.in.InputOffset())
	}
	if err := s.properties(each); err != nil {
		return err
	}
	// Only reading to the end shows whether the whole answer arrived.
	if _, err := s.in.Token(); err != io.EOF {
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
	err = s.document(func(key string) error {
		switch key {
		case "value":
			found = true
			return s.list("value", each)
		case "@odata.nextLink":
			var link *string
			err := s.value(&link)
			if link != nil {
				next = *link
			}
			return err
		}
		return s.skip()
	})
	if err == nil && !found {
		err = malformed("no list in the answer")
	}
	return next, err
}

// list reads a list; null is an empty one.
func (s *stream) list(name string, each func() error) error {
	token, err := s.in.Token()
	if err != nil {
		return err
	}
	if token == nil {
		return nil
	}
	if token != json.Delim('[') {
		return malformed("at byte %d: %s is not a list", s.in.InputOffset(), name)
	}
	for s.in.More() {
		if err := each(); err != nil {
			return err
		}
	}
	_, err = s.in.Token()
	return err
}

// object reads the properties of an element.
func (s *stream) object(name string, each func(key string) error) error {
	token, err := s.in.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return malformed("at byte %d: an element of %s is not an object", s.in.InputOffset(), name)
	}
	return s.properties(each)
}

func (s *stream) properties(each func(key string) error) error {
	for s.in.More() {
		token, err := s.in.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string) // the decoder accepts only strings as keys
		if err := each(key); err != nil {
			return err
		}
	}
	_, err := s.in.Token()
	return err
}

// value reads the whole next value.
func (s *stream) value(into any) error { return s.in.Decode(into) }

// skip passes over the next value.
func (s *stream) skip() error {
	var ignored discard
	return s.in.Decode(&ignored)
}

// discard reads a value and drops it.
type discard struct{}

func (*discard) UnmarshalJSON([]byte) error { return nil }

// explain says where a read failed and why.
func (s *stream) explain(err error, contentType string) error {
	var found *Error
	var shape *json.UnmarshalTypeError
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
	case errors.As(err, &shape):
		return malformed("at byte %d: unexpected %s", s.in.InputOffset(), shape.Value)
	}
	if contentType != "" && !strings.Contains(strings.ToLower(contentType), "json") {
		return malformed("at byte %d: this is %s, not JSON", s.in.InputOffset(), oneLine(contentType))
	}
	return malformed("at byte %d: %s", s.in.InputOffset(), oneLine(err.Error()))
}

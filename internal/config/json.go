package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// JSON has its own reader although YAML contains it: the YAML parser counts columns wrongly after tabs and is stricter
// about line breaks than JSON is.
type jsonReader struct {
	doc   []byte
	dec   *json.Decoder
	at    int // how far line and column were counted
	line  int
	col   int
	total int
}

func validJSON(doc []byte) bool { return json.Valid(doc) }

func parseJSON(doc []byte) (node, *fault) {
	r := &jsonReader{doc: doc, dec: json.NewDecoder(bytes.NewReader(doc)), line: 1, col: 1}
	r.dec.UseNumber()
	var syntax *json.SyntaxError
	// Checked as a whole first, as a decoder's tokens alone let some broken documents pass.
	if err := json.Unmarshal(doc, new(json.RawMessage)); errors.As(err, &syntax) {
		return node{}, r.fault(max(int(syntax.Offset)-1, 0), "not valid JSON: "+jsonMessage(syntax.Error()))
	}
	n, f := r.value(1)
	if f != nil {
		return node{}, f
	}
	return n, nil
}

// jsonMessage is the decoder's message without the character that it found, which may be part of a secret.
func jsonMessage(message string) string {
	if rest, ok := strings.CutPrefix(message, "invalid character "); ok {
		for _, context := range []string{" in ", " after ", " looking for "} {
			if at := strings.LastIndex(rest, context); at >= 0 {
				return "an unexpected character" + rest[at:]
			}
		}
		return "an unexpected character"
	}
	return message
}

// token is the decoder's next token and where it begins.
func (r *jsonReader) token() (tok json.Token, line, column int, err error) {
	start := int(r.dec.InputOffset())
	for start < len(r.doc) && strings.IndexByte(" \t\r\n,:", r.doc[start]) >= 0 {
		start++
	}
	line, column = r.place(start)
	tok, err = r.dec.Token()
	return tok, line, column, err
}

// place counts on from the place before, so that a document in one line costs one pass.
func (r *jsonReader) place(offset int) (line, column int) {
	for r.at < offset && r.at < len(r.doc) {
		c, size := utf8.DecodeRune(r.doc[r.at:])
		r.at += size
		r.col++
		if c == '\n' {
			r.line, r.col = r.line+1, 1
		}
	}
	return r.line, r.col
}

func (r *jsonReader) fault(offset int, message string) *fault {
	line, column := r.place(offset)
	return &fault{line, column, message}
}

func (r *jsonReader) value(depth int) (node, *fault) {
	tok, line, column, err := r.token()
	if err != nil {
		return node{}, &fault{line, column, "not valid JSON"}
	}
	r.total++
	if depth > maxDepth || r.total > maxValues {
		return node{}, &fault{line, column, tooBig(depth)}
	}
	n := node{line: line, column: column}
	switch v := tok.(type) {
	case nil:
		n.shape, n.text = null, "null"
	case bool:
		n.shape = boolean
	case json.Number:
		n.shape, n.text = number, v.String()
	case string:
		n.shape, n.text = text, v
	case json.Delim:
		f := r.collection(&n, v, depth)
		return n, f
	}
	return n, nil
}

func (r *jsonReader) collection(n *node, open json.Delim, depth int) *fault {
	n.shape = sequence
	if open == '{' {
		n.shape = dictionary
	}
	for r.dec.More() {
		var e entry
		if n.shape == dictionary {
			tok, line, column, err := r.token()
			key, ok := tok.(string)
			if err != nil || !ok {
				return &fault{line, column, "not valid JSON"}
			}
			e = entry{key: key, line: line, column: column}
		}
		v, f := r.value(depth + 1)
		if f != nil {
			return f
		}
		if n.shape == sequence {
			n.items = append(n.items, v)
			continue
		}
		e.value = v
		n.entries = append(n.entries, e)
	}
	if _, line, column, err := r.token(); err != nil { // the closing bracket
		return &fault{line, column, "not valid JSON"}
	}
	return nil
}

func tooBig(depth int) string {
	if depth > maxDepth {
		return "the document is nested too deeply"
	}
	return "the document has too many values (an alias counts as all that it stands for)"
}

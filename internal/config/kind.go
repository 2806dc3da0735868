package config

import (
	"fmt"
	"maps"
	"strconv"
)

// schema is a JSON Schema or a part of one.
type schema map[string]any

// kind is a type of value in the document: how a JSON Schema describes it, what it is when it is left out, and how it is
// read. read reports what is wrong and then leaves alone what it should have set.
type kind[V any] struct {
	schema schema
	preset func(*V)
	read   func(r *reader, n node, path string, into *V)
}

// or is the kind with a default.
func (k kind[V]) or(v V) kind[V] {
	k.preset = func(into *V) { *into = v }
	return k.described("default", v)
}

// from is the kind with a value that is read over, but that the schema does not know.
func (k kind[V]) from(v V) kind[V] {
	preset := k.preset
	k.preset = func(into *V) {
		*into = v
		preset(into)
	}
	return k
}

// described is the kind with one more keyword in its schema.
func (k kind[V]) described(keyword string, value any) kind[V] {
	k.schema = maps.Clone(k.schema)
	k.schema[keyword] = value
	return k
}

// also is the kind with a check of the whole value, which runs only when its parts are right.
func (k kind[V]) also(check func(r *reader, n node, path string, v V)) kind[V] {
	read := k.read
	k.read = func(r *reader, n node, path string, into *V) {
		before := len(r.problems)
		read(r, n, path, into)
		if len(r.problems) == before {
			check(r, n, path, *into)
		}
	}
	return k
}

func nothing[V any](*V) {}

// field is a key of a mapping that becomes a T: everything that is said about it, in one place.
type field[T any] struct {
	name     string
	required bool
	schema   schema
	preset   func(*T)
	read     func(r *reader, n node, path string, into *T)
}

// about is what a person is told of a field.
type about struct {
	title, text string
	examples    []any
}

// at is the field of this name, whose value of kind k goes where into says.
func at[T, V any](name string, k kind[V], into func(*T) *V, a about) field[T] {
	k = k.described("title", a.title).described("description", a.text).described("examples", a.examples)
	return field[T]{
		name: name, schema: k.schema,
		preset: func(t *T) { k.preset(into(t)) },
		read:   func(r *reader, n node, path string, t *T) { k.read(r, n, path, into(t)) },
	}
}

// must is the field, required.
func must[T any](f field[T]) field[T] {
	f.required = true
	return f
}

func like(examples ...any) []any { return examples }

// reader collects the problems of one document.
type reader struct {
	document string
	root     node
	problems Problems
}

func (r *reader) report(n node, path, format string, args ...any) {
	r.problems = append(r.problems, Problem{
		Document: r.document, Line: n.line, Column: n.column, Path: path, Message: fmt.Sprintf(format, args...),
	})
}

// is reports a value that does not have the shape.
func (r *reader) is(n node, want shape, path string) bool {
	switch {
	case n.shape == want:
		return true
	case n.shape == unusable:
		r.report(n, path, "%s", n.text)
	case n.shape == null:
		r.report(n, path, "has no value: give it one or leave the key out")
	case want == text && (n.shape == number || n.shape == boolean):
		r.report(n, path, "must be text, not %s: put it in quotes", n.shape)
	case want == number && n.shape == text:
		r.report(n, path, "must be a number, in plain digits and without quotes")
	default:
		r.report(n, path, "must be %s, not %s", want, n.shape)
	}
	return false
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

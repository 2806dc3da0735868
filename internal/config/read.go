package config

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"secure-score-reporter/internal/config/tree"
)

// Parse reads a YAML or JSON document. The name stands in front of each
// problem. A name that ends in .json promises JSON. An error is always
// Problems: everything that is wrong, or the one thing because of which the
// document cannot be read. What is wrong with the entries of some tenants is no
// error, unless no tenant is left that can be used.
func Parse(name string, doc []byte) (Config, error) { return new(reader).parse(name, doc) }

func (r *reader) parse(name string, doc []byte) (Config, error) {
	root, fault := tree.Parse(name, doc)
	if fault != nil {
		return Config{}, Problems{{Document: name, Line: fault.Line, Column: fault.Column, Message: fault.Message}}
	}
	var c Config
	r.document, r.source, r.root, r.config = name, doc, root, &c
	if root.Shape == tree.Mapping {
		into := reflect.ValueOf(&c).Elem()
		r.preset(into)
		r.mapping(root, "", into)
	} else {
		r.report(root, "", "the document must be a mapping, not %s: it begins with a key, such as store:", root.Shape)
	}
	if !c.setAside(r.problems) {
		return Config{}, r.problems.sorted()
	}
	return c, nil
}

// reader fills a Config from the tree of its document and collects the
// problems. What is wrong is reported and left as it was.
type reader struct {
	document string
	source   []byte
	root     tree.Node
	config   *Config
	problems Problems
	example  string // of the value that is read, in YAML; empty for none
	required bool   // whether its key may not be left out
	look     Look   // nil: references stay as they are
	unseen   []Unseen
	dir      string // of the document; empty where it has none
}

// checker is a type with a check that needs more than one of its fields. sound
// says whether nothing below it is wrong.
type checker interface {
	check(r *reader, n tree.Node, path string, sound bool)
}

func (r *reader) report(n tree.Node, path, format string, args ...any) {
	r.problems = append(r.problems, Problem{
		Document: r.document, Line: n.Line, Column: n.Column, Path: path, Message: fmt.Sprintf(format, args...),
	})
}

// value reads a node into whatever a field is.
func (r *reader) value(n tree.Node, path, check string, into reflect.Value) {
	switch kind := into.Kind(); {
	case kind == reflect.Slice:
		r.list(n, path, check, into)
	case kind == reflect.Map:
		r.mentions(n, path, check, into)
	case kind == reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		r.preset(into.Elem())
		r.value(n, path, check, into.Elem())
	case check == "":
		r.mapping(n, path, into)
	case rules[check].number != nil:
		r.number(n, path, rules[check], into)
	default:
		r.text(n, path, rules[check], into)
	}
}

func (r *reader) mapping(n tree.Node, path string, into reflect.Value) {
	if !r.is(n, tree.Mapping, path) {
		return
	}
	before := len(r.problems)
	fields := fieldsOf(into.Type())
	meant := r.keys(n, path, keysOf(fields))
	for _, f := range fields {
		child, ok := n.Child(f.key)
		switch {
		case ok:
			r.example, r.required = f.example, f.required
			r.value(child, join(path, f.key), f.check, into.Field(f.index))
		case f.required && !slices.Contains(meant, f.key):
			r.report(n, join(path, f.key), "is missing: add it, as in %s: %s", f.key, f.example)
		}
	}
	if c, ok := into.Addr().Interface().(checker); ok {
		c.check(r, n, path, len(r.problems) == before)
	}
}

func (r *reader) list(n tree.Node, path, check string, into reflect.Value) {
	if !r.is(n, tree.List, path) {
		return
	}
	items := reflect.MakeSlice(into.Type(), len(n.Items), len(n.Items))
	for i, item := range n.Items {
		r.example, r.required = "", false
		r.preset(items.Index(i))
		r.value(item, index(path, i), check, items.Index(i))
	}
	into.Set(items)
}

// mentions reads the only map of the document.
func (r *reader) mentions(n tree.Node, path, check string, into reflect.Value) {
	if !r.is(n, tree.Mapping, path) {
		return
	}
	r.keys(n, path, mentionable())
	texts := Mentions{}
	for _, key := range mentionable() {
		if child, ok := n.Child(key); ok {
			var text string
			r.value(child, join(path, key), check, reflect.ValueOf(&text).Elem())
			texts[key] = text
		}
	}
	into.Set(reflect.ValueOf(texts))
}

func (r *reader) text(n tree.Node, path string, rule rule, into reflect.Value) {
	v, problem := rule.text(n.Text)
	if problem == "" {
		problem = r.behind(path, rule, v)
	}
	// A number that quotes alone would not fix is refused for what it says.
	number := n.Shape == tree.Number && (rule.digits || problem != "")
	switch {
	case !number && !r.is(n, tree.Text, path):
	case problem != "":
		r.report(n, path, "%s", problem)
	default:
		into.Set(reflect.ValueOf(v))
	}
}

func (r *reader) number(n tree.Node, path string, rule rule, into reflect.Value) {
	if !r.is(n, tree.Number, path) {
		return
	}
	if !tree.IsDecimal(n.Text) {
		r.report(n, path, "must be a number in plain decimal digits")
		return
	}
	v, _ := strconv.ParseFloat(n.Text, 64) // infinite if it is out of range
	if problem := rule.number(v); problem != "" {
		r.report(n, path, "%s", problem)
		return
	}
	into.SetFloat(v)
}

// preset sets the defaults of a value and of everything in it.
func (r *reader) preset(into reflect.Value) {
	for _, f := range fieldsOf(into.Type()) {
		field, rule := into.Field(f.index), rules[f.check]
		switch {
		case f.preset == "":
			r.preset(field)
		case rule.number != nil:
			v, _ := strconv.ParseFloat(f.preset, 64)
			field.SetFloat(v)
		default:
			v, _ := rule.text(f.preset)
			field.Set(reflect.ValueOf(v))
		}
	}
	if t, ok := into.Addr().Interface().(*Tenant); ok {
		t.inherit(*r.config) // which is read, but for the tenants: they are its last field
	}
}

// field is a field of a struct that is a key of the document.
type field struct {
	key, check, preset string
	example            string // one value in YAML; empty for none
	required           bool
	index              int
}

// fieldsOf are a struct's keys, in its order. Other types have none. Each type
// is read once: of a thousand tenants all have the same.
func fieldsOf(t reflect.Type) []field {
	if t.Kind() != reflect.Struct {
		return nil
	}
	if known, ok := fieldsByType.Load(t); ok {
		return known.([]field)
	}
	var fields []field
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		key, option, _ := strings.Cut(tag.Get("key"), ",")
		if key != "" {
			example, _, _ := strings.Cut(tag.Get("example"), " | ")
			fields = append(fields, field{key, tag.Get("check"), tag.Get("default"), example, option == "required", i})
		}
	}
	fieldsByType.Store(t, fields)
	return fields
}

var fieldsByType sync.Map // []field by reflect.Type

func keysOf(fields []field) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	return keys
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

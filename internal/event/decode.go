package event

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"secure-score-reporter/internal/jsonfault"
	"secure-score-reporter/internal/spelling"
)

// decoder reads JSON objects into structs by their tags and collects what is
// wrong. Package encoding/json stops at the first problem, takes a field of
// another case and lets a second one of the same name win; this one does not.
// The document is JSON.
type decoder struct {
	problems ProblemsError
	name     string // of the document's file; empty for none
	doc      []byte
}

// add adds what is wrong with the field at a path. Of a file it names the
// place.
func (d *decoder) add(offset int, path, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if path != "" {
		text = path + ": " + text
	}
	prefix := "event: "
	if d.name != "" {
		line, column := jsonfault.Place(d.doc, offset)
		prefix = fmt.Sprintf("%s:%d:%d: ", d.name, line, column)
	}
	d.problems.add(prefix + text)
}

// object reads each field in the order of the document. A field that is null
// counts as absent. The value begins at the offset of the document.
func (d *decoder) object(offset int, path string, value []byte, into reflect.Value) {
	if value[0] != '{' {
		d.add(offset, path, "is not a JSON object: it has fields in braces, as in {%q: …}", exampleField(into))
		return
	}
	in := json.NewDecoder(bytes.NewReader(value))
	_, _ = in.Token() // the brace; the document is known to be JSON
	fields := fieldsOf(into)
	seen := map[string]bool{}
	for in.More() {
		key := offset + begin(value, int(in.InputOffset()))
		token, _ := in.Token()
		name, _ := token.(string)
		var raw json.RawMessage
		_ = in.Decode(&raw)
		at := offset + int(in.InputOffset()) - len(raw)
		inner := strings.TrimPrefix(path+"."+short(name), ".")
		field, known := fields[name]
		switch {
		case !known:
			d.add(key, inner, "unknown field; %s", meant(name, fields))
		case seen[name]:
			d.add(key, inner, "is there twice")
		case string(raw) != "null":
			d.field(at, inner, raw, field)
		}
		seen[name] = true
	}
}

// begin skips what stands between two fields.
func begin(value []byte, offset int) int {
	return len(value) - len(bytes.TrimLeft(value[offset:], " \t\r\n,"))
}

// field reads one value: by its type, or else as an object of its own.
func (d *decoder) field(offset int, path string, raw json.RawMessage, into reflect.Value) {
	if read, ok := values[into.Type()]; ok {
		value, problems := read(raw)
		for _, text := range problems {
			d.add(offset, path, "%s", text)
		}
		if len(problems) == 0 {
			into.Set(reflect.ValueOf(value))
		}
		return
	}
	if into.Kind() == reflect.Pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	d.object(offset, path, raw, into)
}

// exampleField is the first field of a struct.
func exampleField(of reflect.Value) string {
	name, _, _ := strings.Cut(of.Type().Field(0).Tag.Get("json"), ",")
	return name
}

// meant says which field an unknown one may be.
func meant(name string, fields map[string]reflect.Value) string {
	if guess := spelling.Closest(name, slices.Sorted(maps.Keys(fields))); guess != "" {
		return "did you mean " + guess + "?"
	}
	return "the fields are " + names(fields)
}

// fieldsOf are the fields of a struct by their names in JSON.
func fieldsOf(v reflect.Value) map[string]reflect.Value {
	fields := map[string]reflect.Value{}
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		fields[name] = v.Field(i)
	}
	return fields
}

func names(fields map[string]reflect.Value) string {
	return strings.Join(slices.Sorted(maps.Keys(fields)), ", ")
}

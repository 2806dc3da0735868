package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
)

// decoder reads JSON objects into structs by their tags and collects what is
// wrong. Package encoding/json stops at the first problem, takes a field of
// another case and lets a second one of the same name win; this one does not.
type decoder struct{ problems ProblemsError }

// object reads each field in the order of the document. A field that is null
// counts as absent.
func (d *decoder) object(path string, doc []byte, into reflect.Value) {
	in := json.NewDecoder(bytes.NewReader(doc))
	if token, err := in.Token(); err != nil || token != json.Delim('{') {
		d.malformed(path, "is not a JSON object", err)
		return
	}
	fields := fieldsOf(into)
	seen := map[string]bool{}
	for in.More() {
		token, err := in.Token()
		name, _ := token.(string)
		var value json.RawMessage
		if err == nil {
			err = in.Decode(&value)
		}
		if err != nil {
			d.malformed(path, "is not JSON", err)
			return
		}
		at := strings.TrimPrefix(path+"."+short(name), ".")
		field, known := fields[name]
		switch {
		case !known:
			d.problems.Add(at, "unknown field; the fields are %s", names(fields))
		case seen[name]:
			d.problems.Add(at, "is there twice")
		case string(value) != "null":
			d.field(at, value, field)
		}
		seen[name] = true
	}
	if _, err := in.Token(); err != nil {
		d.malformed(path, "is not JSON", err)
	} else if _, err := in.Token(); !errors.Is(err, io.EOF) {
		d.malformed(path, "has something after its end", nil)
	}
}

// field reads one value: by its type, or else as an object of its own.
func (d *decoder) field(path string, raw json.RawMessage, into reflect.Value) {
	if read, ok := values[into.Type()]; ok {
		value, problems := read(raw)
		for _, text := range problems {
			d.problems.Add(path, "%s", text)
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
	d.object(path, raw, into)
}

func (d *decoder) malformed(path, what string, err error) {
	if path != "" {
		what = path + ": " + what
	}
	if err != nil {
		what += ": " + strings.TrimPrefix(err.Error(), "json: ")
	}
	d.problems.add(what)
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
	list := make([]string, 0, len(fields))
	for name := range fields {
		list = append(list, name)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

// The reference has a section for each mapping of the document, and a row for
// each of its keys.
func TestReferenceIsMadeFromTheTypes(t *testing.T) {
	r := &reference{t: t, comments: fieldComments(t), sections: map[reflect.Type]string{}}
	r.section("", reflect.TypeFor[Config]())
	r.b.WriteString("\n## A whole document\n\n```yaml\n" + good(t, "contract.yaml") + "```\n")

	const page, begin = "../../docs/reference/configuration.md", "<!-- keys: made from the code by make golden -->\n"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	written, _, ok := strings.Cut(string(text), begin)
	if !ok {
		t.Fatalf("%s lacks the mark %q", page, begin)
	}
	golden(t, page, []byte(written+begin+r.b.String()))
}

type reference struct {
	t        *testing.T
	b        strings.Builder
	comments map[string]string
	sections map[reflect.Type]string // where a mapping is described, by its type
}

// section writes the table of one mapping and then the sections of the mappings
// in it. A type that the document has in two places has one section.
func (r *reference) section(path string, of reflect.Type) {
	heading := "`" + path + "`"
	if path == "" {
		heading = "Top level"
	}
	keys := describe(r.t, of, r.comments)
	var below []described
	for _, d := range keys {
		if inner := mappingOf(d.goType); inner != nil && r.sections[inner] == "" {
			r.sections[inner] = join(path, d.key)
			below = append(below, d)
		}
	}
	fmt.Fprintf(&r.b, "\n## %s\n\n| key | value | default | meaning | example |\n|---|---|---|---|---|\n", heading)
	for _, d := range keys {
		preset := "required"
		if !d.required {
			preset = code(d.preset)
		}
		examples := strings.Split(of.Field(d.index).Tag.Get("example"), " | ")
		for i := range examples {
			examples[i] = code(examples[i])
		}
		fmt.Fprintf(&r.b, "| `%s` | %s | %s | %s | %s |\n", d.key, r.value(d, d.goType), preset, r.comments[d.name],
			strings.Join(examples, ", "))
	}
	for _, d := range below {
		r.section(join(path, d.key), mappingOf(d.goType))
	}
}

// mappingOf is the struct that a field, or a list of them, holds as a mapping,
// or nil.
func mappingOf(of reflect.Type) reflect.Type {
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
		of = of.Elem()
	}
	if len(fieldsOf(of)) == 0 {
		return nil
	}
	return of
}

// value says in words what a key takes.
func (r *reference) value(d described, of reflect.Type) string {
	rule := ruleSchemas[d.check]
	words, isEnum := rule["enum"].([]string)
	section := r.sections[mappingOf(of)]
	switch {
	case of.Kind() == reflect.Slice:
		return "list: " + r.value(d, of.Elem())
	case section != "":
		return fmt.Sprintf("[mapping](#%s)", strings.NewReplacer(".", "").Replace(strings.ToLower(section)))
	case of.Kind() == reflect.Map:
		return "mapping from " + listed(codes(mentionable()), "or") + " to text"
	case isEnum:
		return listed(codes(words), "or")
	case d.check == "secret", d.check == "signing":
		return "[secret](#secrets)"
	case rule["exclusiveMinimum"] != nil:
		return fmt.Sprintf("number above %v, at most %v", rule["exclusiveMinimum"], rule["maximum"])
	case rule["minimum"] != nil:
		return fmt.Sprintf("number, at least %v", rule["minimum"])
	case rule["format"] == "date":
		return "date"
	}
	return "text"
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

func codes(words []string) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = code(w)
	}
	return list
}

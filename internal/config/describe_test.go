package config

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/config/tree"
	"secure-score-reporter/internal/period"
)

// This file makes schema.json from the types of the document.

// object is a JSON Schema or a part of one.
type object = map[string]any

const (
	oneLine = `^[^\x00-\x1f\x7f-\x9f]+$`
	trimmed = `^[^\s]([^\x00-\x1f\x7f-\x9f]*[^\s])?$`
	noSpace = `^[^\s\x00-\x1f\x7f-\x9f]+$`
	webURL  = `^(https://[^\s/?#@]+(/[^\s?#]*)?|http://(localhost|127\.[0-9.]+|\[::1\])(:[0-9]*)?(/[^\s?#]*)?)?$`
	store   = `^(file://[^?#]+|s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/?` +
		`(\?((region|prefix|kmsKey|endpoint)=[^#&]*(&|$))*)?)$`

	transportForm = `^(ses(://\?[^\s]+)?|graph|smtps?://[^\s]+|file://(.|\n)+|env://[A-Za-z_][A-Za-z0-9_]*|` +
		`(awsparamstore|awssecretsmanager)://(.|\n)+)$`
	schemePattern = `^[A-Za-z][A-Za-z0-9+.-]*://`
	referenceForm = `^(env://[A-Za-z_][A-Za-z0-9_]*|(file|awsparamstore|awssecretsmanager)://(.|\n)+)$`
)

// ruleSchemas say what the rules of the tags say, as far as a JSON Schema can.
var ruleSchemas = map[string]object{
	"accent":    {"type": "string", "pattern": accentPattern},
	"address":   {"type": "string", "pattern": ".@."},
	"branding":  {"type": "string", "pattern": oneLine, "maxLength": longestBranding},
	"channel":   {"type": "string", "anyOf": []object{{"const": ""}, {"pattern": channelPattern}}},
	"route":     {"type": "string", "pattern": channelPattern},
	"channelID": {"type": "string", "pattern": channelIDPattern},
	"cloud":     {"type": "string", "enum": []string{"public", "usgov", "usgovdod"}},
	"day":       {"type": "string", "format": "date"},
	"edition":   {"type": "string", "enum": []string{"summary", "full"}},
	"file": {"type": "string", "minLength": 1,
		"anyOf": []object{{"not": object{"pattern": schemePattern}}, {"pattern": `^(file|s3)://.`}}},
	"hours":      {"type": "string", "pattern": hoursPattern},
	"id":         {"type": []string{"string", "number"}, "maxLength": maxID, "pattern": idPattern},
	"identifier": {"type": []string{"string", "number"}, "pattern": noSpace},
	"kind":       {"type": "string", "enum": changeKinds()},
	"line":       {"type": "string", "pattern": oneLine},
	"language":   {"type": "string", "enum": []string{"en", "de", "fr"}},
	"locale":     {"type": "string", "pattern": `^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$`},
	"name":       {"type": []string{"string", "number"}, "minLength": 1, "maxLength": maxName, "pattern": trimmed},
	"note":       {"type": "string", "pattern": oneLine, "maxLength": longestNote},
	"paper":      {"type": "string", "enum": []string{"a4", "letter"}},
	"percent":    {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
	"points":     {"type": "number", "minimum": 0},
	"reason":     {"type": "string", "pattern": oneLine, "maxLength": longestReason},
	"retention":  {"type": "string", "pattern": period.Pattern, "not": object{"pattern": period.EmptyPattern}},
	"secret": {"type": "string", "pattern": `[^\s]`, "not": object{"pattern": shellVariablePattern},
		"anyOf": []object{{"not": object{"pattern": schemePattern}}, {"pattern": referenceForm}}},
	"slackToken": {"type": "string", "pattern": `[^\s]`, "not": object{"pattern": shellVariablePattern},
		"anyOf": []object{{"not": object{"pattern": schemePattern}}, {"pattern": referenceForm}}},
	"slackHook": {"type": "string", "anyOf": []object{{"pattern": "^https?://."}, {"pattern": referenceForm}}},
	"store":     {"type": "string", "pattern": store},
	"team":      {"type": "string", "pattern": teamPattern},
	"timeZone":  {"type": "string", "pattern": noSpace},
	"transport": {"type": "string", "pattern": transportForm},
	"network":   {"type": "string"},
	"hookURL":   {"type": "string"},
	"teamsHook": {"type": "string"},
	"signing": {"type": "string", "pattern": `[^\s]`, "not": object{"pattern": shellVariablePattern},
		"anyOf": []object{{"not": object{"pattern": schemePattern}}, {"pattern": referenceForm}}},
	"user":    {"type": "string", "pattern": userPattern},
	"webURL":  {"type": "string", "pattern": webURL},
	"weekday": {"type": "string", "enum": weekdays()},
	"word":    {"type": "string", "pattern": noSpace},
}

// extras say what the checks of whole types and lists say.
var extras = map[string]object{
	"Auth": {"minProperties": 1, "maxProperties": 1},
	"Config": {"anyOf": []object{{"required": []string{"auth"}},
		{"properties": object{"tenants": object{"items": object{"required": []string{"auth"}}}}}}},
	"Config.Tenants":    {"minItems": 1},
	"Email.To":          {"uniqueItems": true},
	"PortfolioEmail.To": {"uniqueItems": true},
}

const secretText = " The secret itself, or better a reference to it: env://NAME, file:///path, " +
	"awsparamstore://name or awssecretsmanager://name."

// described is everything that the types say about one key.
type described struct {
	field
	name     string // of its Go field, such as Email.To
	goType   reflect.Type
	title    string
	text     string // its comment
	examples []any
}

// describe is the keys of a struct. A key that lacks a description, an example
// or a rule fails the test.
func describe(t *testing.T, of reflect.Type, comments map[string]string) []described {
	t.Helper()
	var list []described
	for _, f := range fieldsOf(of) {
		goField := of.Field(f.index)
		d := described{field: f, name: of.Name() + "." + goField.Name, goType: goField.Type, title: goField.Tag.Get("title")}
		if d.title == "" {
			d.title = titleOf(f.key)
		}
		if d.text = comments[d.name]; d.text == "" {
			t.Errorf("%s has no comment", d.name)
		}
		if f.check == "secret" || f.check == "signing" || f.check == "slackToken" || f.check == "slackHook" {
			d.text += secretText
		}
		for example := range strings.SplitSeq(goField.Tag.Get("example"), " | ") {
			n, fault := tree.Parse("example.yaml", []byte(example))
			if fault != nil {
				t.Errorf("%s: example %q: %v", d.name, example, fault)
			}
			d.examples = append(d.examples, valueOf(n))
		}
		if _, ok := rules[f.check]; !ok && f.check != "" {
			t.Errorf("%s names the rule %q, which is not in rules.go", d.name, f.check)
		}
		list = append(list, d)
	}
	return list
}

// titleOf is a key as words: minPoints is "Min points".
func titleOf(key string) string {
	var b strings.Builder
	for i, r := range key {
		switch lower := strings.ToLower(string(r)); {
		case i == 0:
			b.WriteString(strings.ToUpper(string(r)))
		case lower != string(r):
			b.WriteString(" " + lower)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fieldComments are the comments of all fields, by Type.Field.
func fieldComments(t *testing.T) map[string]string {
	t.Helper()
	comments := map[string]string{}
	paths, _ := filepath.Glob("*.go")
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if s, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range s.Fields.List {
					for _, name := range f.Names {
						comments[spec.Name.Name+"."+name.Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
					}
				}
			}
			return false
		})
	}
	return comments
}

// schemaOf is the JSON Schema of a struct.
func schemaOf(t *testing.T, of reflect.Type, comments map[string]string) object {
	properties, required := object{}, []string{}
	for _, d := range describe(t, of, comments) {
		s := maps.Clone(schemaOfValue(t, d, d.goType, comments))
		s["title"], s["description"], s["examples"] = d.title, d.text, d.examples
		if d.preset != "" {
			n, _ := tree.Parse("default.yaml", []byte(d.preset))
			s["default"] = valueOf(n)
		}
		maps.Copy(s, extras[d.name])
		if d.name == "Tenant.Slack" {
			maps.DeleteFunc(s["properties"].(object), func(key string, _ any) bool { return slices.Contains(topOnly, key) })
		}
		properties[d.key] = s
		if d.required {
			required = append(required, d.key)
		}
	}
	s := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	maps.Copy(s, extras[of.Name()])
	return s
}

func schemaOfValue(t *testing.T, d described, of reflect.Type, comments map[string]string) object {
	switch {
	case of.Kind() == reflect.Pointer:
		return schemaOfValue(t, d, of.Elem(), comments)
	case of.Kind() == reflect.Slice:
		return object{"type": "array", "items": schemaOfValue(t, d, of.Elem(), comments)}
	case of.Kind() == reflect.Map:
		properties := object{}
		for _, key := range mentionable() {
			properties[key] = ruleSchemas[d.check]
		}
		return object{"type": "object", "properties": properties, "additionalProperties": false}
	case d.check == "":
		return schemaOf(t, of, comments)
	}
	return ruleSchemas[d.check]
}

// The schema is what the types say.
func TestSchemaIsMadeFromTheTypes(t *testing.T) {
	s := schemaOf(t, reflect.TypeFor[Config](), fieldComments(t))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "Configuration of securescore"
	s["description"] = "Which tenants are watched, where their snapshots are kept and who is notified."
	s["examples"] = []any{object{"store": "file://./data", "tenants": []any{
		object{"name": "contoso", "id": "contoso.onmicrosoft.com", "auth": object{"token": "env://GRAPH_TOKEN"}}}}}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false) // people read it too, and <!subteam^…> is an example in it
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(s); err != nil {
		t.Fatal(err)
	}
	golden(t, "schema.json", out.Bytes())
	if got, want := slices.Sorted(maps.Keys(ruleSchemas)), slices.Sorted(maps.Keys(rules)); !slices.Equal(got, want) {
		t.Errorf("the schema knows the rules %v, want %v", got, want)
	}
}

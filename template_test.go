package repository_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// template is template.yaml with values for its parameters.
type template struct {
	t          *testing.T
	doc        *yaml.Node
	parameters map[string]string
}

func readTemplate(t *testing.T, parameters map[string]string) template {
	t.Helper()
	data, err := os.ReadFile("template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	tpl := template{t, doc.Content[0], map[string]string{
		"AWS::StackName": "stack", "AWS::Region": "eu-central-1", "AWS::AccountId": "123456789012",
		"AWS::Partition": "aws", "AWS::NoValue": "",
		"Bucket": "the-bucket", "Reporter": "the-reporter",
	}}
	parts := get(tpl.doc, "Parameters").Content
	for i := 0; i < len(parts); i += 2 {
		if value := get(parts[i+1], "Default"); value != nil {
			tpl.parameters[parts[i].Value] = value.Value
		}
	}
	for name, value := range parameters {
		if get(tpl.doc, "Parameters", name) == nil {
			t.Fatalf("the template has no parameter %s", name)
		}
		tpl.parameters[name] = value
	}
	return tpl
}

// get follows keys through mappings; nil if there is no such key.
func get(n *yaml.Node, path ...string) *yaml.Node {
	for _, key := range path {
		if n == nil || n.Kind != yaml.MappingNode {
			return nil
		}
		i := 0
		for ; i < len(n.Content) && n.Content[i].Value != key; i += 2 {
		}
		if i >= len(n.Content) {
			return nil
		}
		n = n.Content[i+1]
	}
	return n
}

// text resolves a value as CloudFormation does, as far as the template needs.
func (tpl template) text(n *yaml.Node) string {
	tpl.t.Helper()
	switch n.Tag {
	case "!Ref":
		value, ok := tpl.parameters[n.Value]
		if !ok {
			return "<" + n.Value + ">" // a resource
		}
		return value
	case "!GetAtt":
		return "<" + n.Value + ">"
	case "!If":
		if tpl.condition(n.Content[0].Value) {
			return tpl.text(n.Content[1])
		}
		return tpl.text(n.Content[2])
	case "!Select":
		i, err := strconv.Atoi(n.Content[0].Value)
		if list := tpl.list(n.Content[1]); err == nil && i < len(list) {
			return list[i]
		}
		tpl.t.Fatalf("line %d: there is no such part", n.Line)
	case "!FindInMap":
		return get(tpl.doc, "Mappings", n.Content[0].Value, tpl.text(n.Content[1]), n.Content[2].Value).Value
	case "!Join":
		return strings.Join(tpl.list(n.Content[1]), n.Content[0].Value)
	case "!Sub":
		if n.Kind == yaml.ScalarNode {
			return tpl.substitute(n.Value, nil)
		}
		return tpl.substitute(n.Content[0].Value, n.Content[1])
	}
	if n.Kind != yaml.ScalarNode {
		tpl.t.Fatalf("line %d: this test does not resolve %s", n.Line, n.Tag)
	}
	return n.Value
}

func (tpl template) list(n *yaml.Node) []string {
	tpl.t.Helper()
	if n.Tag == "!Split" {
		return strings.Split(tpl.text(n.Content[1]), n.Content[0].Value)
	}
	if n.Tag == "!Ref" { // a list of parameters, by commas
		return strings.Split(tpl.text(n), ",")
	}
	var list []string
	for _, item := range n.Content {
		list = append(list, tpl.text(item))
	}
	return list
}

func (tpl template) substitute(text string, own *yaml.Node) string {
	tpl.t.Helper()
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		if value := get(own, name); value != nil {
			b.WriteString(tpl.text(value))
		} else {
			b.WriteString(tpl.text(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!Ref", Value: name}))
		}
		text = after
	}
}

func (tpl template) condition(name string) bool {
	tpl.t.Helper()
	n := get(tpl.doc, "Conditions", name)
	if n == nil {
		tpl.t.Fatalf("the template has no condition %s", name)
	}
	return tpl.holds(n)
}

func (tpl template) holds(n *yaml.Node) bool {
	tpl.t.Helper()
	switch n.Tag {
	case "!Not":
		return !tpl.holds(n.Content[0])
	case "!And":
		return !slices.ContainsFunc(n.Content, func(part *yaml.Node) bool { return !tpl.holds(part) })
	case "!Or":
		return slices.ContainsFunc(n.Content, tpl.holds)
	case "!Equals":
		return tpl.text(n.Content[0]) == tpl.text(n.Content[1])
	case "!Condition":
		return tpl.condition(n.Value)
	}
	tpl.t.Fatalf("line %d: this test does not resolve the condition %s", n.Line, n.Tag)
	return false
}

package functions

import (
	"os"
	"regexp"
	"testing"

	"go.yaml.in/yaml/v4"
)

// stack is template.yaml with values for what it refers to.
type stack struct {
	t          *testing.T
	document   *yaml.Node
	conditions map[string]bool
	values     map[string]string // of parameters and resources, and Name.Attribute
}

func readStack(t *testing.T, conditions map[string]bool, values map[string]string) stack {
	t.Helper()
	data, err := os.ReadFile("../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	values["AWS::Partition"] = "aws"
	return stack{t, document.Content[0], conditions, values}
}

// find follows keys through mappings.
func (s stack) find(path ...string) *yaml.Node {
	s.t.Helper()
	n := s.document
	for _, key := range path {
		i := 0
		for ; i < len(n.Content) && n.Content[i].Value != key; i += 2 {
		}
		if i >= len(n.Content) {
			s.t.Fatalf("template.yaml has no %v", path)
		}
		n = n.Content[i+1]
	}
	return n
}

// value resolves a node as CloudFormation does, as far as the tests need.
func (s stack) value(n *yaml.Node) any {
	s.t.Helper()
	switch n.Tag {
	case "!Ref", "!GetAtt":
		return s.known(n.Value)
	case "!If":
		taken, ok := s.conditions[n.Content[0].Value]
		if !ok {
			s.t.Fatalf("line %d: no value for the condition %s", n.Line, n.Content[0].Value)
		}
		if taken {
			return s.value(n.Content[1])
		}
		return s.value(n.Content[2])
	case "!Sub":
		if n.Kind == yaml.ScalarNode {
			return s.substitute(n.Value)
		}
		own := n.Content[1].Content
		for i := 0; i < len(own); i += 2 {
			s.values[own[i].Value] = s.value(own[i+1]).(string)
		}
		return s.substitute(n.Content[0].Value)
	}
	switch n.Kind {
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			object[n.Content[i].Value] = s.value(n.Content[i+1])
		}
		return object
	case yaml.SequenceNode:
		list := []any{}
		for _, part := range n.Content {
			list = append(list, s.value(part))
		}
		return list
	}
	var scalar any
	if err := n.Decode(&scalar); err != nil {
		s.t.Fatalf("line %d: %v", n.Line, err)
	}
	return scalar
}

func (s stack) known(name string) string {
	s.t.Helper()
	value, ok := s.values[name]
	if !ok {
		s.t.Fatalf("no value for %s", name)
	}
	return value
}

var variable = regexp.MustCompile(`\$\{[^}]+\}`)

func (s stack) substitute(text string) string {
	s.t.Helper()
	return variable.ReplaceAllStringFunc(text, func(v string) string { return s.known(v[2 : len(v)-1]) })
}

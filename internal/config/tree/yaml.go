package tree

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// parseYAML lets the library parse and turns its nodes into ours. Keys that are
// there twice and aliases of nothing stay in the tree, so that they are
// reported together with all other problems.
func parseYAML(doc []byte) (Node, *Fault) {
	// A value takes the library a kilobyte of memory, and as little as two
	// bytes of the document.
	if n := bytes.Count(doc, []byte(",")) + bytes.Count(doc, []byte("\n")); n > maxValues {
		return Node{}, &Fault{1, 1, tooManyValues}
	}
	// The library refuses this directive, and reads the document as 1.2 without
	// it.
	if bytes.HasPrefix(doc, []byte("%YAML 1.2")) {
		doc = append([]byte("#"), doc[1:]...)
	}
	loader, err := newLoader(doc)
	if err != nil {
		return Node{}, syntaxFault(doc, err)
	}
	var root, second yaml.Node
	if err := loader.Load(&root); errors.Is(err, io.EOF) {
		return Node{}, &Fault{1, 1, empty}
	} else if err != nil {
		return Node{}, syntaxFault(doc, err)
	}
	if err := loader.Load(&second); err == nil {
		return Node{}, &Fault{second.Line, second.Column, "a second document begins here (---), and only one is read: remove the line, or what follows"}
	} else if !errors.Is(err, io.EOF) {
		return Node{}, syntaxFault(doc, err)
	}
	r := &yamlReader{complete: map[*yaml.Node]Node{}}
	n := r.value(root.Content[0])
	if n.Shape == Null {
		return Node{}, &Fault{n.Line, n.Column, empty}
	}
	return n, r.fault
}

func newLoader(doc []byte) (*yaml.Loader, error) {
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth))
	return yaml.NewLoader(bytes.NewReader(doc), yaml.WithPlugin(limits, anchors{}))
}

// withBracket is the error with the place of the bracket that is open at the
// end of the document. Where a value is still to come there, the library names
// only the end. With a value there it names the bracket.
func withBracket(doc []byte, atEnd *yaml.LoadError) *yaml.LoadError {
	const value = "\n x\n"
	lines := bytes.Count(bytes.TrimRight(doc, " \r\n"), []byte("\n")) + 1
	if !strings.Contains(atEnd.Message, "expected node content") || atEnd.Mark.Line <= lines {
		return atEnd
	}
	var open *yaml.LoadError
	loader, err := newLoader(slices.Concat(doc, []byte(value)))
	if err == nil {
		err = loader.Load(new(yaml.Node))
	}
	if errors.As(err, &open) && strings.Contains(open.Message, "expected ','") {
		return open
	}
	return atEnd
}

// anchors makes an alias of nothing a value that is reported later. To the
// library it would be an error that hides all others.
type anchors map[string]*yaml.Node

const unknownAnchor = "!unknown-anchor"

func (anchors) NewAliasDataContext(yaml.AliasDataServices) (yaml.AliasDataContext, error) {
	return anchors{}, nil
}

func (anchors) BeginDocument() error { return nil }
func (anchors) EndDocument() error   { return nil }

func (a anchors) DefineAnchor(name string, n *yaml.Node) error {
	a[name] = n
	return nil
}

func (a anchors) ResolveAlias(name string) (*yaml.Node, bool, error) {
	if n, ok := a[name]; ok {
		return n, true, nil
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: unknownAnchor}, true, nil
}

// yamlReader turns the library's nodes into ours.
type yamlReader struct {
	complete map[*yaml.Node]Node // those with an anchor, so that no alias can contain itself
	values   int
	fault    *Fault // the place that is one value too many
}

func (r *yamlReader) value(n *yaml.Node) Node {
	out := Node{Line: n.Line, Column: n.Column}
	before := r.values
	r.count(out, 1)
	switch n.Kind {
	case yaml.MappingNode:
		out.Shape = Mapping
		for i := 0; i+1 < len(n.Content); i += 2 {
			out.Entries = append(out.Entries, r.entry(n.Content[i], n.Content[i+1]))
		}
	case yaml.SequenceNode:
		out.Shape = List
		for _, item := range n.Content {
			out.Items = append(out.Items, r.value(item))
		}
	case yaml.AliasNode:
		out = r.alias(n, out)
	default:
		out.Shape, out.Text = scalar(n)
	}
	if n.Style&yaml.TaggedStyle != 0 {
		out.Shape, out.Text = Unusable, "begins with !, so it is a YAML tag, which is not supported: put the value in quotes if it is a text, "+
			"else leave the tag out"
	}
	out.values = r.values - before
	if n.Anchor != "" {
		r.complete[n] = out
	}
	return out
}

func (r *yamlReader) entry(key, value *yaml.Node) Entry {
	v := r.value(value)
	block := len(value.Content) > 0 && value.Style&yaml.FlowStyle == 0
	if v.Shape == Null || block {
		// Such a value has no place of its own that a reader would look at. Its
		// key has one.
		v.Line, v.Column = key.Line, key.Column
	}
	return Entry{Key: key.Value, Line: key.Line, Column: key.Column, Value: v}
}

func (r *yamlReader) alias(n *yaml.Node, at Node) Node {
	target, ok := r.complete[n.Alias]
	if !ok {
		at.Shape, at.Text = Unusable, "begins with *, so it is an alias of an anchor (&), and there is none of that name before it: "+
			"put the value in quotes if it is a text"
		return at
	}
	r.count(at, target.values)
	target.Line, target.Column = at.Line, at.Column
	return target
}

func (r *yamlReader) count(at Node, values int) {
	if r.values = min(r.values+values, maxValues+1); r.values > maxValues && r.fault == nil {
		r.fault = &Fault{at.Line, at.Column, tooManyValues}
	}
}

// scalar is a value as YAML 1.2 sees it, with its source text, so that an id
// such as 0000 stays what it is.
func scalar(n *yaml.Node) (Shape, string) {
	switch n.ShortTag() {
	case "!!null":
		return Null, ""
	case "!!bool":
		return Bool, ""
	case "!!int", "!!float":
		return Number, n.Value
	}
	if n.Style == 0 && IsDecimal(n.Value) {
		return Number, n.Value // 1e999, which the library takes for text
	}
	return Text, n.Value
}

package config

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// mergeKey is YAML 1.1's <<, which is refused: an alias for the whole value says the same without rules of precedence.
const mergeKey = "<<"

// parseYAML has the YAML parser make a tree and takes over from it no more than nodes. Keys that stand twice and aliases
// of nothing come through, so that they are reported with all other problems.
func parseYAML(doc []byte) (n node, f *fault) {
	// The parser is not ours and indexes freely. A document that it stumbles over must not end the program.
	defer func() {
		if recover() != nil {
			n, f = node{}, &fault{1, 1, "the document is not valid YAML"}
		}
	}()
	tokens, f := tokenize(doc)
	if f != nil {
		return node{}, f
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		var syntax yaml.Error
		if errors.As(err, &syntax) {
			return node{}, yamlFault(syntax.GetMessage(), syntax.GetToken())
		}
		return node{}, yamlFault("", nil)
	}
	var root ast.Node
	for _, d := range file.Docs {
		if d.Body == nil || d.Body.Type() == ast.DirectiveType {
			continue
		}
		if root != nil {
			line, column := position(d.Body)
			return node{}, &fault{line, column, secondDocument}
		}
		root = d.Body
	}
	if root == nil {
		return node{}, &fault{1, 1, "the document is empty"}
	}
	y := &yamlReader{anchors: map[string]node{}}
	return y.value(root, 1)
}

const secondDocument = "a second document begins here; one is expected"

// plainMessage matches messages of the YAML parser that hold nothing of the document: words and quoted punctuation.
var plainMessage = lazily(`^([A-Za-z0-9 .,-]|'[][{},:*&!-]+')+$`)

// yamlFault is what the parser complained of, without the excerpt of the document that its errors print.
func yamlFault(message string, at *token.Token) *fault {
	f := &fault{1, 1, "not valid YAML here"}
	if at != nil && at.Position != nil {
		f.line, f.column = max(at.Position.Line, 1), max(at.Position.Column, 1)
	}
	switch {
	case strings.Contains(message, "tab character") || strings.Contains(message, "'\t'"):
		f.message = "not valid YAML: indent with spaces, a tab cannot stand here"
	case strings.HasSuffix(message, "is a reserved character"):
		f.message = "not valid YAML: text that begins with @ or ` must be put in quotes"
	case strings.HasPrefix(message, "found unknown escape character"):
		f.message = "not valid YAML: an unknown escape after a backslash; single quotes take backslashes as they are"
	case plainMessage().MatchString(message):
		f.message = "not valid YAML: " + message
	}
	return f
}

// yamlReader turns the parser's tree into nodes.
type yamlReader struct {
	anchors map[string]node // those that are complete, so that no alias can contain itself
	total   int
}

func (y *yamlReader) value(n ast.Node, depth int) (node, *fault) {
	line, column := position(n)
	before := y.total
	y.total++
	if depth > maxDepth || y.total > maxValues {
		return node{}, &fault{line, column, tooBig(depth)}
	}
	out := node{line: line, column: column}
	var f *fault
	switch n := n.(type) {
	case *ast.MappingNode:
		out.shape = dictionary
		out.entries, f = y.entries(n, depth)
	case *ast.SequenceNode:
		out.shape = sequence
		for _, v := range n.Values {
			item, itemFault := y.value(v, depth+1)
			if f = itemFault; f != nil {
				break
			}
			out.items = append(out.items, item)
		}
	case *ast.AnchorNode:
		out, f = y.value(n.Value, depth)
		y.anchors[nameOf(n.Name)] = out
	case *ast.AliasNode:
		out = y.alias(n, out)
	default:
		out.shape, out.text = scalar(n)
	}
	out.values = y.total - before
	return out, f
}

func (y *yamlReader) entries(n *ast.MappingNode, depth int) ([]entry, *fault) {
	var out []entry
	for _, v := range n.Values {
		value, f := y.value(v.Value, depth+1)
		if f != nil {
			return nil, f
		}
		e := entry{key: nameOf(v.Key), value: value}
		e.line, e.column = position(v.Key)
		if value.shape == null || isBlock(v.Value) {
			// Such a value has no place of its own that a reader would look at; its key has.
			e.value.line, e.value.column = e.line, e.column
		}
		out = append(out, e)
	}
	return out, nil
}

func (y *yamlReader) alias(n *ast.AliasNode, at node) node {
	target, ok := y.anchors[nameOf(n.Value)]
	if !ok {
		at.shape, at.text = unusable, "is an alias (*) for something that no anchor (&) before it names"
		return at
	}
	y.total += target.values
	target.line, target.column = at.line, at.column
	return target
}

// scalar is a value as YAML 1.2 sees it, but with its source text, so that an id like 0000 stays what it is.
func scalar(n ast.Node) (shape, string) {
	switch n := n.(type) {
	case *ast.NullNode:
		return null, ""
	case *ast.BoolNode:
		return boolean, ""
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return number, n.GetToken().Value
	case *ast.LiteralNode:
		return text, n.Value.Value
	case *ast.StringNode:
		if n.Token.Type == token.StringType && decimal().MatchString(n.Value) {
			return number, n.Value // 1e3, which the parser takes for text
		}
		return text, n.Value
	case *ast.TagNode:
		return unusable, "has a YAML tag (!), which is not understood here: leave it out"
	}
	return unusable, "is a kind of YAML that is not understood here"
}

func nameOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.MergeKeyNode:
		return mergeKey
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value
	}
	return ""
}

func isBlock(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.MappingNode:
		return !n.IsFlowStyle
	case *ast.SequenceNode:
		return !n.IsFlowStyle
	case *ast.AnchorNode:
		return isBlock(n.Value)
	}
	return false
}

func position(n ast.Node) (line, column int) {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return position(m.Values[0].Key) // its own token is the colon
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return max(t.Position.Line, 1), max(t.Position.Column, 1)
	}
	return 1, 1
}

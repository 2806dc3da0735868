package config

// Parse reads a YAML or JSON document. The name stands before each problem; one that ends in .json promises JSON. An error
// is always Problems, with everything that is wrong, or with the one thing that keeps the document from being read.
func Parse(name string, doc []byte) (Config, error) {
	root, f := parse(name, doc)
	if f != nil {
		return Config{}, Problems{{Document: name, Line: f.line, Column: f.column, Message: f.message}}
	}
	r := &reader{document: name, root: root}
	var c Config
	d := document()
	d.preset(&c)
	switch root.shape {
	case null:
		r.report(root, "", "the document is empty")
	case boolean, number, text, sequence:
		r.report(root, "", "the document must be a mapping, not %s: it begins with a key, like store:", root.shape)
	default:
		d.read(r, root, "", &c)
	}
	if len(r.problems) > 0 {
		return Config{}, r.problems.sorted()
	}
	return c, nil
}

package config

import "slices"

// list is any number of values of one kind.
func list[V any](item kind[V]) kind[[]V] {
	return kind[[]V]{
		schema: schema{"type": "array", "items": item.schema},
		preset: nothing[[]V],
		read: func(r *reader, n node, path string, into *[]V) {
			if !r.is(n, sequence, path) {
				return
			}
			values := make([]V, len(n.items))
			for i, child := range n.items {
				item.preset(&values[i])
				item.read(r, child, index(path, i), &values[i])
			}
			*into = values
		},
	}
}

// optional is a value that is nil when it is left out.
func optional[V any](k kind[V]) kind[*V] {
	return kind[*V]{
		schema: k.schema,
		preset: nothing[*V],
		read: func(r *reader, n node, path string, into **V) {
			var v V
			k.preset(&v)
			k.read(r, n, path, &v)
			*into = &v
		},
	}
}

// mapping is a mapping with these keys and no others. Its fields are read in the table's order, not the document's.
func mapping[T any](fields ...field[T]) kind[T] {
	properties, required := schema{}, []string{}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
		properties[f.name] = f.schema
		if f.required {
			required = append(required, f.name)
		}
	}
	s := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return kind[T]{
		schema: s,
		preset: func(t *T) {
			for _, f := range fields {
				f.preset(t)
			}
		},
		read: func(r *reader, n node, path string, t *T) {
			if !r.is(n, dictionary, path) {
				return
			}
			meant := r.keys(n, path, names)
			for _, f := range fields {
				child, ok := n.child(f.name)
				switch {
				case ok && child.shape == null:
					r.is(child, text, join(path, f.name)) // reports that there is no value
				case ok:
					f.read(r, child, join(path, f.name), t)
				case f.required && !slices.Contains(meant, f.name):
					r.report(n, join(path, f.name), "is missing")
				}
			}
		},
	}
}

// byKey is a mapping from some of these keys to values of one kind.
func byKey[V any](keys []string, value kind[V]) kind[map[string]V] {
	properties := schema{}
	for _, key := range keys {
		properties[key] = value.schema
	}
	return kind[map[string]V]{
		schema: schema{"type": "object", "properties": properties, "additionalProperties": false},
		preset: nothing[map[string]V],
		read: func(r *reader, n node, path string, into *map[string]V) {
			if !r.is(n, dictionary, path) {
				return
			}
			r.keys(n, path, keys)
			values := map[string]V{}
			for _, key := range keys {
				if child, ok := n.child(key); ok {
					var v V
					value.preset(&v)
					value.read(r, child, join(path, key), &v)
					values[key] = v
				}
			}
			*into = values
		},
	}
}

// keys reports the keys of a mapping that are not among the names, or stand twice. It returns the names that were
// probably meant by unknown keys, which are then not reported as missing too.
func (r *reader) keys(n node, path string, names []string) (meant []string) {
	lines := map[string]int{}
	for _, e := range n.entries {
		place := node{line: e.line, column: e.column}
		if first, ok := lines[e.key]; ok {
			r.report(place, path, "%s is here for the second time, after line %d", keyName(e), first)
			continue
		}
		lines[e.key] = e.line
		if slices.Contains(names, e.key) {
			continue
		}
		switch guess := closest(e.key, names); {
		case e.key == mergeKey:
			r.report(place, path, "merge keys (<<) are not understood: use an alias for the whole value, or write it out")
		case guess != "":
			meant = append(meant, guess)
			r.report(place, path, "%s is not known here; did you mean %s?", keyName(e), guess)
		default:
			r.report(place, path, "%s is not known here; known are %s", keyName(e), listed(names, "and", ""))
		}
	}
	return meant
}

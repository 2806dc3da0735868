// Package edit adds an entry to the tenants of a configuration document, and
// removes one. Everything else in the document stays as it is, byte for byte:
// comments, order, quotes and line ends. It also writes a new document.
//
// It edits the text, and then reads the result to see that only this entry
// differs. What it cannot edit so, such as a list that is an alias, it refuses
// with what to do; the document is then as before. It is not for other
// settings, and does not check the entry, which is config's.
package edit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"secure-score-reporter/internal/config/tree"
)

const byteOrderMark = "\ufeff"

// Add is the document with another entry at the end of tenants. The name of the
// document says whether it is JSON, as for config.Parse.
func Add(name string, doc []byte, entry Entry) ([]byte, error) {
	l, err := open(name, doc)
	if err != nil {
		return nil, err
	}
	for _, edited := range l.additions(entry) {
		if l.became(edited, append(l.list.Items, entry.node())) {
			return l.result(edited), nil
		}
	}
	return nil, errors.New("the list of tenants is written in a way that cannot be edited here; add this entry to it " +
		"by hand:\n" + string(entry.block("  ", "\n")))
}

// Remove is the document without one entry of tenants, which is the only one of
// this name or id.
func Remove(name string, doc []byte, nameOrID string) ([]byte, error) {
	l, err := open(name, doc)
	if err != nil {
		return nil, err
	}
	i, err := l.find(nameOrID)
	if err != nil {
		return nil, err
	}
	rest := append(append([]tree.Node{}, l.list.Items[:i]...), l.list.Items[i+1:]...)
	for _, edited := range l.removals(i) {
		if l.became(edited, rest) {
			return l.result(edited), nil
		}
	}
	return nil, fmt.Errorf("the entry of %s cannot be removed here: another part of the document may refer to it by an "+
		"alias (*); remove it by hand", nameOrID)
}

// layout is a document with the places of its tenants.
type layout struct {
	name   string
	marked bool // with a byte order mark
	text   []byte
	json   bool
	root   tree.Node
	list   tree.Node // of tenants
}

func open(name string, doc []byte) (*layout, error) {
	l := &layout{name: name}
	l.text, l.marked = bytes.CutPrefix(doc, []byte(byteOrderMark))
	l.json = json.Valid(l.text)
	var fault *tree.Fault
	if l.root, fault = tree.Parse(name, l.text); fault != nil {
		return nil, fmt.Errorf("%s:%d:%d: %s", name, fault.Line, fault.Column, fault.Message)
	}
	list, ok := l.root.Child("tenants")
	switch {
	case !ok:
		return nil, fmt.Errorf("%s has no list of tenants: add a line tenants: [] to it first", name)
	case list.Shape != tree.List:
		return nil, fmt.Errorf("%s:%d:%d: tenants is not a list: write tenants: [] here first", name, list.Line, list.Column)
	}
	l.list = list
	return l, nil
}

func (l *layout) result(edited []byte) []byte {
	if l.marked {
		return append([]byte(byteOrderMark), edited...)
	}
	return edited
}

// find is the entry with the name or the id, in any case of letters.
func (l *layout) find(nameOrID string) (int, error) {
	at := -1
	for i, item := range l.list.Items {
		name, _ := item.Child("name")
		id, _ := item.Child("id")
		if !strings.EqualFold(name.Text, nameOrID) && !strings.EqualFold(id.Text, nameOrID) {
			continue
		}
		if at >= 0 {
			return 0, fmt.Errorf("tenants[%d] and tenants[%d] are both called %s: remove one of them by hand", at, i, nameOrID)
		}
		at = i
	}
	switch {
	case at < 0:
		return 0, fmt.Errorf("%s is not in %s: securescore tenants list shows the names and ids", nameOrID, l.name)
	case len(l.list.Items) == 1:
		return 0, fmt.Errorf("%s is the only tenant, and a configuration needs one: add another one first", nameOrID)
	}
	return at, nil
}

// became says whether the edited text is the document with these tenants, and
// nothing else is different.
func (l *layout) became(edited []byte, tenants []tree.Node) bool {
	if edited == nil || l.json && !json.Valid(edited) {
		return false
	}
	root, fault := tree.Parse(l.name, edited)
	if fault != nil || len(root.Entries) != len(l.root.Entries) {
		return false
	}
	for i, e := range l.root.Entries {
		want := e.Value
		if e.Key == "tenants" {
			want.Items = tenants
		}
		if root.Entries[i].Key != e.Key || !same(want, root.Entries[i].Value) {
			return false
		}
	}
	return true
}

// same says whether two values are the same, wherever they stand.
func same(a, b tree.Node) bool {
	if a.Shape != b.Shape || a.Text != b.Text || len(a.Items) != len(b.Items) || len(a.Entries) != len(b.Entries) {
		return false
	}
	for i := range a.Items {
		if !same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i, e := range a.Entries {
		if e.Key != b.Entries[i].Key || !same(e.Value, b.Entries[i].Value) {
			return false
		}
	}
	return true
}

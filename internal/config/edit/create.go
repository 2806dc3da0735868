package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"secure-score-reporter/internal/config/tree"
)

// Section is a key of a new document's top level, with its comment. The comment
// may have several lines.
type Section struct {
	Comment string
	Field   Field
}

// New is a document of its own, in YAML: a comment, sections, and one tenant.
// It does not check the settings, which is config's.
func New(comment string, sections []Section, about string, tenant Entry) ([]byte, error) {
	var b strings.Builder
	b.WriteString(commented(comment))
	var want []tree.Entry
	for _, s := range sections {
		for _, p := range pairs([]Field{s.Field}) {
			b.WriteString("\n" + commented(s.Comment) + p.key + ": " + p.value.flow(false) + "\n")
			want = append(want, tree.Entry{Key: p.key, Value: p.value.node()})
		}
	}
	b.WriteString("\n" + commented(about) + "tenants:\n")
	b.Write(tenant.block("  ", "\n"))
	want = append(want, tree.Entry{
		Key: "tenants", Value: tree.Node{Shape: tree.List, Items: []tree.Node{tenant.node()}},
	})
	root, fault := tree.Parse("new.yaml", []byte(b.String()))
	if fault != nil || !same(root, tree.Node{Shape: tree.Mapping, Entries: want}) {
		return nil, errors.New("a setting has characters that a configuration cannot have, such as control characters")
	}
	return []byte(b.String()), nil
}

func commented(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight("# "+line, " ") + "\n")
	}
	return b.String()
}

// CheckNew says why no document can be created at the path, if it cannot.
func CheckNew(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return existing(path)
	}
	if strings.EqualFold(filepath.Ext(path), ".json") {
		return fmt.Errorf("%s: the configuration is written as YAML; give it a name that ends in .yaml", path)
	}
	if at, err := os.Stat(filepath.Dir(path)); err != nil || !at.IsDir() {
		return fmt.Errorf("%s: there is no directory %s; create it first", path, filepath.Dir(path))
	}
	return nil
}

// Create writes a document that only the user can read. It never replaces a
// file, and leaves none behind where writing fails.
func Create(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return existing(path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

func existing(path string) error {
	return fmt.Errorf("%s exists already and is not replaced: add a tenant to it with securescore tenants add, check it "+
		"with securescore doctor, or name another file with --config", path)
}

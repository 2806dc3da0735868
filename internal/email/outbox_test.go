package email

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

func TestOutbox(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "out box")
	c := channel(t, "file://"+(&url.URL{Path: dir}).EscapedPath())
	for range 2 {
		receipt, err := deliver(context.Background(), c, message("Contoso / ümlaut"), "")
		if err != nil || receipt != key+"@contoso.example" {
			t.Fatalf("receipt %q, error %v", receipt, err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != "2026-11-23-contoso-mlaut-report-01234567.eml" {
		t.Fatalf("files %v (%v), want the same one for the same delivery", files, err)
	}
	path := filepath.Join(dir, files[0].Name())
	got, err := os.ReadFile(path)
	want, _ := Compose(message("Contoso / ümlaut"), from, to)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the file is not what Compose writes (%v)", err)
	}
	for name, want := range map[string]os.FileMode{dir: 0o700, path: 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: mode %v (%v), want %v", name, info.Mode(), err, want)
		}
	}
}

func TestOutboxRelativeToTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, err := deliver(context.Background(), channel(t, "file://./outbox"), message("contoso"), ""); err != nil {
		t.Fatal(err)
	}
	if files, err := os.ReadDir("outbox"); err != nil || len(files) != 1 {
		t.Errorf("files %v (%v)", files, err)
	}
}

func TestOutboxNotWritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	receipt, err := deliver(context.Background(), channel(t, "file://"+file), message("contoso"), "")
	if err == nil || receipt != "" {
		t.Errorf("receipt %q, error %v", receipt, err)
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Contoso": "contoso", "../../etc/passwd": "etc-passwd", "": "tenant", "Ελλάδα": "tenant",
		"a very long name that does not end before the forty-first letter": "a-very-long-name-that-does-not-end-befor",
	} {
		if got := slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestNewNamesEveryProblem(t *testing.T) {
	_, err := New(Options{From: "secret", To: []string{"a@x.example", "secret"}})
	want := "email.from: not an email address\nemail.to[1]: not an email address\nemail.transport: missing"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

//go:build unix

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A file that is written again keeps its mode and the links to it.
func TestWriteWholeKeepsModeAndLinks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	private, link := filepath.Join(dir, "private.pdf"), filepath.Join(dir, "link.pdf")
	if err := os.WriteFile(private, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("private.pdf", link); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(private)
	if err != nil || string(text) != "new" {
		t.Errorf("%q, %v", text, err)
	}
	if at, err := os.Lstat(private); err != nil || at.Mode() != 0o600 {
		t.Errorf("%v, %v", at, err)
	}
	if at, err := os.Lstat(link); err != nil || at.Mode().Type() != fs.ModeSymlink {
		t.Errorf("%v, %v", at, err)
	}
	if entries, err := os.ReadDir(dir); len(entries) != 2 || err != nil {
		t.Errorf("%v, %v", entries, err)
	}
}

// A new file has the mode that the umask leaves.
func TestWriteWholeObeysUmask(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.pdf")
	before := syscall.Umask(0o077)
	err := writeWhole(path, []byte("new"))
	syscall.Umask(before)
	if at, errStat := os.Stat(path); err != nil || errStat != nil || at.Mode() != 0o600 {
		t.Errorf("%v, %v, %v", at, err, errStat)
	}
}

// A pipe gets the document and stays a pipe.
func TestWriteWholeToAPipe(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	read := make(chan string, 1)
	go func() {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		read <- string(text)
	}()
	if err := writeWhole(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if text := <-read; text != "new" {
		t.Errorf("%q", text)
	}
	if at, err := os.Lstat(path); err != nil || at.Mode().Type() != fs.ModeNamedPipe {
		t.Errorf("%v, %v", at, err)
	}
}

package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestPack has a binary that is not executable, as on Windows, and two days.
func TestPack(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "reporter")
	binary := filepath.Join(dir, "bootstrap")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(binary, []byte("the program"), 0o600); err != nil {
		t.Fatal(err)
	}
	var packed [][]byte
	for _, day := range []int64{1_000_000_000, 1_700_000_000} {
		if err := os.Chtimes(binary, time.Time{}, time.Unix(day, 0)); err != nil {
			t.Fatal(err)
		}
		if err := pack(dir); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(dir + ".zip")
		if err != nil {
			t.Fatal(err)
		}
		packed = append(packed, data)
	}
	if !bytes.Equal(packed[0], packed[1]) {
		t.Error("the same binary of two days gives other bytes")
	}
	archive, err := zip.NewReader(bytes.NewReader(packed[0]), int64(len(packed[0])))
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.File) != 1 || archive.File[0].Name != "bootstrap" || archive.File[0].Mode().Perm() != 0o755 {
		t.Errorf("the archive has %v", archive.File)
	}
}

func TestPackWithoutABinary(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := pack(dir); err == nil {
		t.Error("no error")
	}
	if _, err := os.Stat(dir + ".zip"); err == nil {
		t.Error("an archive was left")
	}
}

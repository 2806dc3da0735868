package bucket_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"secure-score-reporter/internal/store/bucket"
)

func TestLeftovers(t *testing.T) {
	root := filepath.Join(t.TempDir(), "data")
	d, err := bucket.OpenDir(root)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := d.Leftovers(t.Context(), time.Now()); err != nil || len(got) > 0 {
		t.Errorf("nothing is stored: %q (%v)", got, err)
	}
	if _, err := d.Put(t.Context(), "a/b", []byte("object"), bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	killed := time.Now().Add(-time.Hour)
	for name, at := range map[string]time.Time{
		"a/.tmp-1": killed.Add(-time.Second), "a/.tmp-2": killed.Add(time.Second), "a/copy (2)": time.Now(),
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	got, err := d.Leftovers(t.Context(), killed)
	if want := []string{"a/.tmp-1", "a/copy (2)"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q (%v), want %q", got, err, want)
	}
}

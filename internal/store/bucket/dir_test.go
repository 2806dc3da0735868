package bucket_test

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// openDir opens a directory without fsync: no test crashes the machine, and
// TestDirSyncs shows what is synced.
func openDir(t *testing.T, path string) *bucket.Dir {
	t.Helper()
	d, err := bucket.OpenDir(path)
	if err != nil {
		t.Fatal(err)
	}
	d.OnSync(func(*os.File) error { return nil })
	return d
}

func TestDir(t *testing.T) {
	buckettest.Run(t, func(t *testing.T) bucket.Bucket {
		return openDir(t, filepath.Join(t.TempDir(), "not there yet", "Zürich #1 100% ?"))
	})
}

func TestDirRefusesCollisions(t *testing.T) {
	root := t.TempDir()
	buckettest.Collisions(t, openDir(t, root))
	wantNoTemporary(t, root)
}

// An object survives a crash if its content, its name and every new folder are
// synced, in that order.
func TestDirSyncs(t *testing.T) {
	root := filepath.Join(t.TempDir(), "store")
	d := openDir(t, root)
	var synced []string
	d.OnSync(func(f *os.File) error {
		name, err := filepath.Rel(filepath.Dir(root), f.Name())
		if strings.HasPrefix(filepath.Base(name), ".tmp-") {
			name = filepath.Join(filepath.Dir(name), "temporary")
		}
		synced = append(synced, name)
		return err
	})
	unlock, err := d.Lock(t.Context(), "a", "TestDirSyncs") // creates the store and .locks
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	synced = nil
	for _, cond := range []bucket.Condition{bucket.IfAbsent(), {}} {
		if _, err := d.Put(t.Context(), "a/b/c", []byte("x"), cond); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"store", "store/a", "store/a/b/temporary", "store/a/b", "store/a/b/temporary", "store/a/b"}
	if !slices.Equal(synced, want) {
		t.Errorf("synced %q, want %q", synced, want)
	}
	full := errors.New("no space left")
	d.OnSync(func(*os.File) error { return full })
	if _, err := d.Put(t.Context(), "a/b/c", []byte("y"), bucket.Condition{}); !errors.Is(err, full) {
		t.Errorf("Put that cannot sync: error %v, want %v", err, full)
	}
	if got, err := d.Get(t.Context(), "a/b/c"); err != nil || string(got.Data) != "x" {
		t.Errorf("after a Put that could not sync: %q, error %v; want the old object", got.Data, err)
	}
}

// An object that is to be seen first is there before it is synced, and it is
// synced all the same.
func TestDirSyncsWhatIsSeenFirst(t *testing.T) {
	root := t.TempDir()
	d := openDir(t, root)
	var synced []string
	put := func(data string, fails error) {
		t.Helper()
		synced = nil
		d.OnSync(func(f *os.File) error {
			name, err := filepath.Rel(root, f.Name())
			got, _ := os.ReadFile(filepath.Join(root, "a", "b"))
			synced = append(synced, fmt.Sprintf("%s %s", name, got))
			return cmp.Or(fails, err)
		})
		if _, err := d.Put(t.Context(), "a/b", []byte(data), bucket.SeenFirst()); !errors.Is(err, fails) {
			t.Errorf("error %v, want %v", err, fails)
		}
		wantNoTemporary(t, root)
	}
	put("w", nil) // makes the folders
	put("x", nil)
	if want := []string{"a/b x", "a x"}; !slices.Equal(synced, want) {
		t.Errorf("synced %q, want %q", synced, want)
	}
	put("y", errors.New("no space left"))
	if got, err := d.Get(t.Context(), "a/b"); err != nil || string(got.Data) != "y" {
		t.Errorf("after a Put that could not sync: %q, error %v", got.Data, err)
	}
}

// wantNoTemporary fails the test if anything hidden but the locks is below
// root.
func wantNoTemporary(t *testing.T, root string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if e != nil && e.Name() == ".locks" {
			return fs.SkipDir
		}
		if e != nil && path != root && strings.HasPrefix(e.Name(), ".") {
			t.Errorf("left behind: %s", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestDirIsCreatedByTheFirstWrite(t *testing.T) {
	root := filepath.Join(t.TempDir(), "store")
	d := openDir(t, root)
	if _, err := d.Get(t.Context(), "a/b"); !errors.Is(err, bucket.ErrNotExist) {
		t.Errorf("Get: got error %v, want %v", err, bucket.ErrNotExist)
	}
	if keys, err := d.List(t.Context(), ""); len(keys) > 0 || err != nil {
		t.Errorf("List = %q, error %v; want neither", keys, err)
	}
	if err := d.Delete(t.Context(), "a/b"); err != nil {
		t.Errorf("Delete: %v", err)
	}
	if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the directory was made: %v", err)
	}
}

func TestDirIsPrivate(t *testing.T) {
	root := filepath.Join(t.TempDir(), "new", "store")
	d := openDir(t, root)
	for i, cond := range []bucket.Condition{{}, bucket.IfAbsent()} {
		if _, err := d.Put(t.Context(), fmt.Sprintf("a/%d", i), nil, cond); err != nil {
			t.Fatal(err)
		}
	}
	unlock, err := d.Lock(t.Context(), "a", "TestDirIsPrivate")
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	wantNoTemporary(t, root)
	err = filepath.WalkDir(filepath.Dir(root), func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if e.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode().Perm(), want)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// People and crashes leave other files in a store.
func TestDirWithForeignFiles(t *testing.T) {
	real, link := t.TempDir(), filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	d := openDir(t, link)
	if _, err := d.Put(t.Context(), "a/b", nil, bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".DS_Store", "a/.tmp-1234", "a/My notes.txt", "a/b~", ".git/config"} {
		file := filepath.Join(real, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(real, filepath.Join(real, "loop")); err != nil {
		t.Fatal(err)
	}
	if keys, err := d.List(t.Context(), ""); err != nil || len(keys) != 1 || keys[0] != "a/b" {
		t.Errorf("List = %q, error %v; want a/b only", keys, err)
	}
	if err := d.Delete(t.Context(), "a/b"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(real, "a", "My notes.txt")); err != nil {
		t.Errorf("Delete removed a file that is not an object: %v", err)
	}
}

func TestDirNotWritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("not a store"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, root := range []string{file, filepath.Join(file, "below"), "/proc/secure-score"} {
		if _, err := os.Stat(filepath.Dir(root)); err != nil {
			continue // no /proc here
		}
		d := openDir(t, root)
		_, lockErr := d.Lock(t.Context(), "a", "TestDirNotWritable")
		_, putErr := d.Put(t.Context(), "a/b", nil, bucket.IfAbsent())
		for _, err := range []error{lockErr, putErr} {
			prefix, hint := "cannot write to "+root+": ", "; choose a directory you own or fix its permissions"
			if err == nil || !strings.HasPrefix(err.Error(), prefix) || !strings.HasSuffix(err.Error(), hint) {
				t.Errorf("got error %v\nwant %s…%s", err, prefix, hint)
			}
			if err != nil && strings.Count(err.Error(), root) != 1 {
				t.Errorf("the error names the store more than once: %v", err)
			}
		}
	}
	// A file in place of the store is a mistake and must not look like an empty
	// store.
	d := openDir(t, file)
	if _, err := d.Get(t.Context(), "a"); err == nil || errors.Is(err, bucket.ErrNotExist) {
		t.Errorf("Get from a file: got error %v, want another than %v", err, bucket.ErrNotExist)
	}
	if _, err := d.List(t.Context(), ""); err == nil {
		t.Error("List of a file: got no error")
	}
	if err := d.Delete(t.Context(), "a"); err == nil {
		t.Error("Delete from a file: got no error")
	}
}

func TestDirURL(t *testing.T) {
	root := filepath.Join(t.TempDir(), "Zürich #1 100% ?;")
	t.Chdir(filepath.Dir(root))
	d := openDir(t, filepath.Base(root)) // relative
	got, err := d.URL(t.Context(), "reports/2026-11-23.pdf")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(got)
	if err != nil {
		t.Fatal(err)
	}
	cwd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(cwd, filepath.Base(root), "reports", "2026-11-23.pdf")
	if u.Scheme != "file" || u.Host != "" || u.RawQuery != "" || u.Fragment != "" || filepath.FromSlash(u.Path) != want {
		t.Errorf("URL = %s, which opens %s; want %s", got, u.Path, want)
	}
	if !strings.HasSuffix(got, "/Z%C3%BCrich%20%231%20100%25%20%3F;/reports/2026-11-23.pdf") {
		t.Errorf("URL = %s is not escaped", got)
	}
}

func TestOpenDirEmpty(t *testing.T) {
	if _, err := bucket.OpenDir(""); err == nil {
		t.Error("OpenDir of an empty path: got no error")
	}
}

package buckettest

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"secure-score-reporter/internal/store/bucket"
)

func testEmpty(t *testing.T, b bucket.Bucket) {
	_, err := b.Get(t.Context(), "a/b")
	wantError(t, "Get", err, bucket.ErrNotExist)
	wantKeys(t, b, "")
	wantKeys(t, b, "a/")
	if err := b.Delete(t.Context(), "a/b"); err != nil {
		t.Errorf("Delete without an object: %v", err)
	}
}

func testRoundTrip(t *testing.T, b bucket.Bucket) {
	for key, data := range map[string]string{
		"empty":                      "",
		"text":                       "score 57.3\r\n\n",
		"snapshots/2026-11-23.json":  "{}",
		"tenant=a/b+c/d_e@f.g/x..y":  "\x00\xff\xfe",
		"reports/large.pdf":          strings.Repeat("0123456789abcdef", 5<<20/16),
		"reports/2026-11/large.copy": strings.Repeat("x", 1<<16+1),
	} {
		wantData(t, b, key, data, put(t, b, key, data))
	}
}

func testAliasing(t *testing.T, b bucket.Bucket) {
	data := []byte("abc")
	version, err := b.Put(t.Context(), "k", data, bucket.Condition{})
	if err != nil {
		t.Fatal(err)
	}
	data[0] = 'X'
	wantData(t, b, "k", "abc", version)
	got, err := b.Get(t.Context(), "k")
	if err != nil {
		t.Fatal(err)
	}
	got.Data[1] = 'X'
	wantData(t, b, "k", "abc", version)
}

func testReplaceDelete(t *testing.T, b bucket.Bucket) {
	first := put(t, b, "a/b", "first, and longer")
	second := put(t, b, "a/b", "second")
	if first == second || first == "" || second == "" {
		t.Errorf("versions %q and %q: want two, not empty", first, second)
	}
	wantData(t, b, "a/b", "second", second)
	if err := b.Delete(t.Context(), "a/b"); err != nil {
		t.Fatal(err)
	}
	_, err := b.Get(t.Context(), "a/b")
	wantError(t, "Get after Delete", err, bucket.ErrNotExist)
	wantKeys(t, b, "")
	put(t, b, "a", "a former folder may become an object")
}

func testList(t *testing.T, b bucket.Bucket) {
	// By bytes + - . come before the slash; digits, letters, = @ _ come after
	// it.
	sorted := []string{"a+", "a-b/c", "a.b", "a/b", "a/b.c", "a/c/d", "a/c/e", "a0", "aB", "aa/a", "b"}
	for _, i := range []int{7, 3, 10, 0, 5, 8, 1, 9, 2, 6, 4} {
		put(t, b, sorted[i], "x")
	}
	wantKeys(t, b, "", sorted...)
	wantKeys(t, b, "a", sorted[:10]...)
	wantKeys(t, b, "a/", "a/b", "a/b.c", "a/c/d", "a/c/e")
	wantKeys(t, b, "a/b", "a/b", "a/b.c")
	wantKeys(t, b, "a/b/")
	wantKeys(t, b, "a/c", "a/c/d", "a/c/e")
	wantKeys(t, b, "a/c/", "a/c/d", "a/c/e")
	wantKeys(t, b, "a/c/d", "a/c/d")
	wantKeys(t, b, "a/c/d/")
	wantKeys(t, b, "a-", "a-b/c")
	wantKeys(t, b, "A")
	wantKeys(t, b, "c/d/e")
}

func testConditions(t *testing.T, b bucket.Bucket) {
	ctx := t.Context()
	conflict := func(what, key string, cond bucket.Condition) {
		t.Helper()
		_, err := b.Put(ctx, key, []byte("lost"), cond)
		wantError(t, what, err, bucket.ErrConflict)
	}
	conflict("IfVersion without an object", "k", bucket.IfVersion("1"))
	conflict("IfVersion of nothing, without an object", "k", bucket.IfVersion(""))
	wantKeys(t, b, "")

	one, err := b.Put(ctx, "k", []byte("one"), bucket.IfAbsent())
	if err != nil {
		t.Fatalf("IfAbsent without an object: %v", err)
	}
	conflict("IfAbsent with an object", "k", bucket.IfAbsent())
	conflict("IfVersion of nothing, with an object", "k", bucket.IfVersion(""))
	wantData(t, b, "k", "one", one)

	two, err := b.Put(ctx, "k", []byte("two"), bucket.IfVersion(one))
	if err != nil {
		t.Fatalf("IfVersion of a Put: %v", err)
	}
	conflict("IfVersion of an older Put", "k", bucket.IfVersion(one))
	wantData(t, b, "k", "two", two)

	got, err := b.Get(ctx, "k")
	if err != nil {
		t.Fatal(err)
	}
	three, err := b.Put(ctx, "k", []byte("three"), bucket.IfVersion(got.Version))
	if err != nil {
		t.Fatalf("IfVersion of a Get: %v", err)
	}
	if err := b.Delete(ctx, "k"); err != nil {
		t.Fatal(err)
	}
	conflict("IfVersion after Delete", "k", bucket.IfVersion(three))
	if _, err := b.Put(ctx, "k", nil, bucket.IfAbsent()); err != nil {
		t.Errorf("IfAbsent after Delete: %v", err)
	}
}

// testSeenFirst is about what holds without a crash of the machine.
func testSeenFirst(t *testing.T, b bucket.Bucket) {
	versions := map[string]bool{}
	for _, data := range []string{"one", "", "three, and longer"} {
		version, err := b.Put(t.Context(), "a/k", []byte(data), bucket.SeenFirst())
		if err != nil {
			t.Fatal(err)
		}
		wantData(t, b, "a/k", data, version)
		versions[version] = true
	}
	if len(versions) != 3 || versions[""] {
		t.Errorf("versions %v: want three, not empty", versions)
	}
	wantKeys(t, b, "", "a/k")
	_, err := b.Put(t.Context(), "a/k", []byte("lost"), bucket.IfAbsent())
	wantError(t, "IfAbsent with an object", err, bucket.ErrConflict)
	if err := b.Delete(t.Context(), "a/k"); err != nil {
		t.Fatal(err)
	}
	wantKeys(t, b, "")
}

func testInvalidKeys(t *testing.T, b bucket.Bucket) {
	put(t, b, "a/b", "x")
	for _, key := range []string{
		"/", "/a", "a//b", "..", "../a", "a/../b", "a/..", ".", "./a", "a/.", ".hidden", "a/.locks", ".locks/x",
		"a b", "a\nb", "a\x00b", "a\x7f", `a\b`, "a:b", "a*", "a?b", "a%2fb", "a,b", "ä", "\xff", "~a",
		strings.Repeat("a", 256), strings.Repeat("a/", 512) + "a",
	} {
		for name, call := range operations(b) {
			wantError(t, name+" "+key, call(t.Context(), key), bucket.ErrKey)
		}
	}
	for name, call := range operations(b) {
		if name == "List" { // it lists everything, and the folder
			continue
		}
		wantError(t, name+" of an empty key", call(t.Context(), ""), bucket.ErrKey)
		wantError(t, name+" of a folder", call(t.Context(), "a/"), bucket.ErrKey)
	}
	wantKeys(t, b, "", "a/b")
}

func testExtremeKeys(t *testing.T, b bucket.Bucket) {
	wide := strings.Repeat("w", 255)
	long := strings.Repeat("l/", 511) + "ll"
	for _, key := range []string{"-", "@=+-_.", "a..", "a/b..c", wide, long} {
		wantData(t, b, key, "x", put(t, b, key, "x"))
		wantKeys(t, b, key, key)
		unlock, err := b.Lock(t.Context(), key, "buckettest")
		if err != nil {
			t.Fatalf("Lock(%q): %v", key, err)
		}
		if err := unlock(); err != nil {
			t.Errorf("unlocking %q: %v", key, err)
		}
		if err := b.Delete(t.Context(), key); err != nil {
			t.Errorf("Delete(%q): %v", key, err)
		}
	}
	wantKeys(t, b, "")
}

func testEndedContext(t *testing.T, b bucket.Bucket) {
	version := put(t, b, "k", "x")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range operations(b) {
		wantError(t, name, call(ctx, "k"), context.Canceled)
	}
	wantData(t, b, "k", "x", version)
}

func testURL(t *testing.T, b bucket.Bucket) {
	const key = "reports/a=b+c@d/2026-11-23.pdf"
	got, err := b.URL(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(got)
	if err != nil {
		t.Fatal(err)
	}
	if !u.IsAbs() || !strings.HasSuffix(u.Path, "/"+key) {
		t.Errorf("URL = %q, want an absolute one whose path ends in the key", got)
	}
	wantKeys(t, b, "")
}

// Package buckettest is the conformance suite for drivers of bucket.Bucket, so
// that a test with one driver also holds for the others. It also has a bucket
// in memory for tests of other packages.
//
// It tests nothing about files, processes and servers: what is particular to a
// driver is tested beside it. A failure names the property in the subtest's
// name.
package buckettest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/store/bucket"
)

// Run tests the buckets that open returns. Each must be empty, share nothing
// with the others and stay usable until the end of its test. Open is called
// concurrently.
func Run(t *testing.T, open func(t *testing.T) bucket.Bucket) {
	t.Helper()
	for _, property := range []struct {
		name string
		test func(t *testing.T, b bucket.Bucket)
	}{
		{"an empty bucket", testEmpty},
		{"get returns what put stored", testRoundTrip},
		{"the caller may change its bytes", testAliasing},
		{"put replaces and delete removes", testReplaceDelete},
		{"list is by prefix and sorted by bytes", testList},
		{"conditions", testConditions},
		{"an object that is seen first is as any other", testSeenFirst},
		{"invalid keys are refused everywhere", testInvalidKeys},
		{"extreme keys work", testExtremeKeys},
		{"an ended context stops every call", testEndedContext},
		{"a URL needs no object", testURL},
		{"one of many writers wins IfAbsent", testOneWins},
		{"a counter with IfVersion loses no increment", testCounter},
		{"readers see whole objects", testWholeObjects},
		{"put and delete in one folder", testNeighbours},
		{"a lock excludes", testLockExcludes},
		{"a lock is independent of other names and of objects", testLockNames},
		{"waiting for a lock ends with the context", testLockContext},
		{"unlocking twice is safe", testUnlockTwice},
	} {
		t.Run(property.name, func(t *testing.T) {
			t.Parallel()
			property.test(t, open(t))
		})
	}
	t.Run("a bucket behaves like a map", func(t *testing.T) {
		t.Parallel()
		testModel(t, open)
	})
}

// Collisions tests that the empty bucket b refuses a key that would be both an
// object and a folder. It is not part of Run, because S3 has no folders.
func Collisions(t *testing.T, b bucket.Bucket) {
	t.Helper()
	ctx := t.Context()
	put(t, b, "a/b/c", "")
	for _, key := range []string{"a", "a/b", "a/b/c/d", "a/b/c/d/e"} {
		for _, cond := range []bucket.Condition{{}, bucket.IfAbsent()} {
			_, err := b.Put(ctx, key, []byte("x"), cond)
			wantError(t, "Put of "+key+" beside a/b/c", err, bucket.ErrKey)
		}
		_, err := b.Put(ctx, key, nil, bucket.IfVersion("1"))
		wantError(t, "Put of "+key+" with IfVersion beside a/b/c", err, bucket.ErrConflict)
		_, err = b.Get(ctx, key)
		wantError(t, "Get of "+key+" beside a/b/c", err, bucket.ErrNotExist)
		if err := b.Delete(ctx, key); err != nil {
			t.Errorf("Delete(%q) beside a/b/c: %v", key, err)
		}
	}
	wantKeys(t, b, "", "a/b/c")
}

// LockLimit tests that the bucket b, which waits for a lock for some
// milliseconds, gives up and names the holder. It is not part of Run, where a
// limit that short would fail other properties.
func LockLimit(t *testing.T, b bucket.Bucket) {
	t.Helper()
	unlock, err := b.Lock(t.Context(), "a", "the first one")
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Lock(t.Context(), "a", "the second one")
	wantError(t, "Lock while it is held", err, bucket.ErrLocked)
	if err != nil && !strings.Contains(err.Error(), "the first one") {
		t.Errorf("the error does not name the lock's holder: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = b.Lock(ctx, "a", "the third one")
	wantError(t, "Lock with an ended context", err, context.Canceled)
	if err := unlock(); err != nil {
		t.Error(err)
	}
	if unlock, err = b.Lock(t.Context(), "a", "the fourth one"); err != nil {
		t.Fatalf("Lock after the limit: %v", err)
	}
	if err := unlock(); err != nil {
		t.Error(err)
	}
}

// put stores data without a condition and returns its version.
func put(t *testing.T, b bucket.Bucket, key, data string) string {
	t.Helper()
	version, err := b.Put(t.Context(), key, []byte(data), bucket.Condition{})
	if err != nil {
		t.Fatalf("Put(%q): %v", key, err)
	}
	return version
}

// wantData fails the test unless key holds data at version.
func wantData(t *testing.T, b bucket.Bucket, key, data, version string) {
	t.Helper()
	got, err := b.Get(t.Context(), key)
	if err != nil {
		t.Fatalf("Get(%q): %v", key, err)
	}
	if string(got.Data) != data || got.Version != version {
		t.Errorf("Get(%q) = %.40q (%d bytes) at version %q, want %.40q (%d bytes) at %q",
			key, got.Data, len(got.Data), got.Version, data, len(data), version)
	}
}

// wantKeys fails the test unless List(prefix) returns exactly keys.
func wantKeys(t *testing.T, b bucket.Bucket, prefix string, keys ...string) {
	t.Helper()
	got, err := b.List(t.Context(), prefix)
	if err != nil {
		t.Fatalf("List(%q): %v", prefix, err)
	}
	if !slices.Equal(keys, got) {
		t.Errorf("List(%q): (-want +got)\n%s", prefix, cmp.Diff(keys, got))
	}
}

// wantError fails the test unless err is target.
func wantError(t *testing.T, what string, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("%s: got error %v, want %v", what, err, target)
	}
}

// operations are the methods of b on one key, reduced to their error.
func operations(b bucket.Bucket) map[string]func(ctx context.Context, key string) error {
	return map[string]func(ctx context.Context, key string) error{
		"Get": func(ctx context.Context, key string) error { _, err := b.Get(ctx, key); return err },
		"Put": func(ctx context.Context, key string) error {
			_, err := b.Put(ctx, key, nil, bucket.Condition{})
			return err
		},
		"List":   func(ctx context.Context, key string) error { _, err := b.List(ctx, key); return err },
		"Delete": b.Delete,
		"Lock": func(ctx context.Context, key string) error {
			unlock, err := b.Lock(ctx, key, "buckettest")
			if err == nil {
				_ = unlock()
			}
			return err
		},
		"URL": func(ctx context.Context, key string) error { _, err := b.URL(ctx, key); return err },
	}
}

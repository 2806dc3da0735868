// Package buckettest is what every driver of a bucket.Bucket must pass, so that a test on one of them says something
// about the others. It is for the tests of drivers only. It knows nothing of files, processes and servers: what is
// particular to a driver is tested beside that driver.
//
// It fails as tests do, with the property as the name of the subtest.
package buckettest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/store/bucket"
)

// Run tests the buckets that open returns. Each must be empty, share nothing with the others and need no closing
// before the end of the test it was opened for. Open is called concurrently.
func Run(t *testing.T, open func(t *testing.T) bucket.Bucket) {
	t.Helper()
	for _, property := range []struct {
		name string
		test func(t *testing.T, b bucket.Bucket)
	}{
		{"an empty store has nothing", testEmpty},
		{"what was put is got", testRoundTrip},
		{"bytes are the caller's own", testAliasing},
		{"put replaces and delete removes", testReplaceDelete},
		{"list is by prefix and sorted by bytes", testList},
		{"conditions", testConditions},
		{"invalid keys are refused everywhere", testInvalidKeys},
		{"extreme keys are kept", testExtremeKeys},
		{"a context that ended stops everything", testEndedContext},
		{"a URL is there before the object", testURL},
		{"one of many wins IfAbsent", testOneWins},
		{"counters by IfVersion lose nothing", testCounter},
		{"readers see whole objects", testWholeObjects},
		{"put and delete of neighbours", testNeighbours},
		{"a lock excludes", testLockExcludes},
		{"locks of other names and objects are free", testLockNames},
		{"waiting for a lock ends with the context", testLockContext},
		{"unlocking twice does no harm", testUnlockTwice},
	} {
		t.Run(property.name, func(t *testing.T) {
			t.Parallel()
			property.test(t, open(t))
		})
	}
	t.Run("behaves as a map does", func(t *testing.T) {
		t.Parallel()
		testModel(t, open)
	})
}

// put stores data unconditionally and returns its version.
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

// operations are the methods of b, each on one key, reduced to the error that they return.
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

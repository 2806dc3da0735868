package bucket_test

import (
	"errors"
	"testing"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

func TestMemory(t *testing.T) {
	buckettest.Run(t, func(*testing.T) bucket.Bucket { return bucket.NewMemory() })
}

func TestMemoryRefusesCollisions(t *testing.T) { testCollisions(t, bucket.NewMemory()) }

// testCollisions is not part of the suite, for S3 cannot tell.
func testCollisions(t *testing.T, b bucket.Bucket) {
	ctx := t.Context()
	if _, err := b.Put(ctx, "a/b/c", nil, bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "a/b", "a/b/c/d", "a/b/c/d/e"} {
		for _, cond := range []bucket.Condition{{}, bucket.IfAbsent()} {
			if _, err := b.Put(ctx, key, []byte("x"), cond); !errors.Is(err, bucket.ErrKey) {
				t.Errorf("Put(%q, %+v) beside a/b/c: got error %v, want %v", key, cond, err, bucket.ErrKey)
			}
		}
		if _, err := b.Put(ctx, key, nil, bucket.IfVersion("1")); !errors.Is(err, bucket.ErrConflict) {
			t.Errorf("Put(%q, IfVersion) beside a/b/c: got error %v, want %v", key, err, bucket.ErrConflict)
		}
		if _, err := b.Get(ctx, key); !errors.Is(err, bucket.ErrNotExist) {
			t.Errorf("Get(%q) beside a/b/c: got error %v, want %v", key, err, bucket.ErrNotExist)
		}
		if err := b.Delete(ctx, key); err != nil {
			t.Errorf("Delete(%q) beside a/b/c: %v", key, err)
		}
	}
	if keys, err := b.List(ctx, ""); err != nil || len(keys) != 1 {
		t.Errorf("List = %q, error %v; want a/b/c only", keys, err)
	}
}

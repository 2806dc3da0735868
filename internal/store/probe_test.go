package store

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"testing"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// faulty is a bucket that fails in some of its methods.
type faulty struct {
	bucket.Bucket
	put, get, remove error
	other            bool // it reads back something else
}

func (f faulty) Put(ctx context.Context, key string, data []byte, c bucket.Condition) (string, error) {
	if f.put != nil {
		return "", f.put
	}
	return f.Bucket.Put(ctx, key, data, c)
}

func (f faulty) Get(ctx context.Context, key string) (bucket.Object, error) {
	object, err := f.Bucket.Get(ctx, key)
	if f.other {
		object.Data = append(object.Data, 0)
	}
	return object, errors.Join(err, f.get)
}

func (f faulty) Delete(ctx context.Context, key string) error {
	return errors.Join(f.remove, f.Bucket.Delete(ctx, key))
}

// T22: a store that is read-only or full does not pass for one that works.
func TestProbe(t *testing.T) {
	refused := errors.New("access denied")
	for _, tt := range []struct {
		name string
		with faulty
		want string // a part of the error; empty for none
	}{
		{"all well", faulty{}, ""},
		{"read-only", faulty{put: syscall.EROFS}, "writing tenants/t/doctor-"},
		{"disk full", faulty{put: syscall.ENOSPC}, "no space left"},
		{"it cannot be read", faulty{get: refused}, "reading tenants/t/doctor-"},
		{"it reads something else", faulty{other: true}, "bytes that were not written"},
		{"it cannot be deleted", faulty{remove: refused}, "deleting tenants/t/doctor-"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			memory := buckettest.NewMemory()
			tt.with.Bucket = memory
			err := ForTenant(tt.with, "t").Probe(t.Context())
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			if keys, err := memory.List(t.Context(), ""); err != nil || len(keys) > 0 {
				t.Errorf("left are %v (%v)", keys, err)
			}
		})
	}
}

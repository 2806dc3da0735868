package app

import (
	"context"
	"errors"
	"fmt"

	"secure-score-reporter/internal/store/bucket"
)

// emptyBucket is the store of a job without one: it has nothing and keeps
// nothing.
type emptyBucket struct{}

var errNoStore = errors.New("there is no store; set store in the configuration")

func (emptyBucket) Get(_ context.Context, key string) (bucket.Object, error) {
	return bucket.Object{}, fmt.Errorf("reading %s: %w", key, bucket.ErrNotExist)
}

func (emptyBucket) Put(context.Context, string, []byte, bucket.Condition) (string, error) {
	return "", errNoStore
}

func (emptyBucket) List(context.Context, string) ([]string, error) { return nil, nil }

func (emptyBucket) Delete(context.Context, string) error { return nil }

func (emptyBucket) Lock(context.Context, string, string) (func() error, error) {
	return nil, errNoStore
}

func (emptyBucket) URL(context.Context, string) (string, error) { return "", errNoStore }

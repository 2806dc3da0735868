package buckettest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"secure-score-reporter/internal/store/bucket"
)

// Memory is a bucket that lasts as long as the process, for tests that need a
// bucket but no disk and no server. It passes Run.
type Memory struct {
	mu      sync.Mutex // guards all below, and the owners of the locks
	objects map[string][]byte
	locks   map[string]*memoryLock

	LockWait time.Duration // how long Lock waits; 0 is bucket.LockWait
}

type memoryLock struct {
	free  chan struct{} // holds one value while the lock is free
	owner string
}

// NewMemory returns an empty bucket.
func NewMemory() *Memory {
	return &Memory{objects: map[string][]byte{}, locks: map[string]*memoryLock{}}
}

// Get implements [bucket.Bucket].
func (m *Memory) Get(ctx context.Context, key string) (bucket.Object, error) {
	if err := cmp.Or(ctx.Err(), bucket.CheckKey(key)); err != nil {
		return bucket.Object{}, memoryError(key, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.objects[key]
	if !ok {
		return bucket.Object{}, memoryError(key, bucket.ErrNotExist)
	}
	return bucket.Object{Data: slices.Clone(data), Version: version(data)}, nil
}

// Put implements [bucket.Bucket].
func (m *Memory) Put(ctx context.Context, key string, data []byte, cond bucket.Condition) (string, error) {
	if err := cmp.Or(ctx.Err(), bucket.CheckKey(key)); err != nil {
		return "", memoryError(key, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	old, exists := m.objects[key]
	wanted, versioned := cond.Version()
	if cond.Absent() && exists || versioned && (!exists || wanted != version(old)) {
		return "", memoryError(key, bucket.ErrConflict)
	}
	for other := range m.objects {
		if strings.HasPrefix(other, key+"/") || strings.HasPrefix(key, other+"/") {
			return "", memoryError(key, fmt.Errorf("%w: %s is stored, and a key cannot be an object and a folder",
				bucket.ErrKey, other))
		}
	}
	m.objects[key] = append([]byte{}, data...)
	return version(data), nil
}

// List implements [bucket.Bucket].
func (m *Memory) List(ctx context.Context, prefix string) ([]string, error) {
	if err := cmp.Or(ctx.Err(), bucket.CheckPrefix(prefix)); err != nil {
		return nil, memoryError(prefix, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var keys []string
	for key := range m.objects {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// Delete implements [bucket.Bucket].
func (m *Memory) Delete(ctx context.Context, key string) error {
	if err := cmp.Or(ctx.Err(), bucket.CheckKey(key)); err != nil {
		return memoryError(key, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.objects, key)
	return nil
}

// Lock implements [bucket.Bucket] among the goroutines that share m.
func (m *Memory) Lock(ctx context.Context, name, owner string) (unlock func() error, err error) {
	if err := cmp.Or(ctx.Err(), bucket.CheckKey(name)); err != nil {
		return nil, memoryError(name, err)
	}
	l := m.lock(name)
	waiting, cancel := context.WithTimeoutCause(ctx, cmp.Or(m.LockWait, bucket.LockWait), bucket.ErrLocked)
	defer cancel()
	select {
	case <-l.free:
	case <-waiting.Done():
		m.mu.Lock()
		defer m.mu.Unlock()
		return nil, memoryError(name, fmt.Errorf("locked by %s: %w", l.owner, cmp.Or(ctx.Err(), context.Cause(waiting))))
	}
	m.own(l, owner)
	return sync.OnceValue(func() error {
		m.own(l, "")
		l.free <- struct{}{}
		return nil
	}), nil
}

// lock returns the lock with that name and makes it at first use.
func (m *Memory) lock(name string) *memoryLock {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, ok := m.locks[name]
	if !ok {
		l = &memoryLock{free: make(chan struct{}, 1)}
		l.free <- struct{}{}
		m.locks[name] = l
	}
	return l
}

func (m *Memory) own(l *memoryLock, owner string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l.owner = owner
}

// URL implements [bucket.Bucket]. No program opens such a URL.
func (m *Memory) URL(ctx context.Context, key string) (string, error) {
	if err := cmp.Or(ctx.Err(), bucket.CheckKey(key)); err != nil {
		return "", memoryError(key, err)
	}
	return "memory:///" + key, nil
}

func version(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

func memoryError(key string, err error) error {
	return fmt.Errorf("store in memory: %s: %w", key, err)
}

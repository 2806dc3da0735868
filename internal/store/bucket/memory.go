package bucket

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Memory keeps objects until the process ends. It is for tests and for trying things out.
type Memory struct {
	mu      sync.Mutex // guards all below, and the owners of the locks
	objects map[string][]byte
	locks   map[string]*memoryLock
}

type memoryLock struct {
	free  chan struct{} // holds one value while nobody holds the lock
	owner string
}

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{objects: map[string][]byte{}, locks: map[string]*memoryLock{}}
}

// Get implements [Bucket].
func (m *Memory) Get(ctx context.Context, key string) (Object, error) {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return Object{}, memoryError(key, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.objects[key]
	if !ok {
		return Object{}, memoryError(key, ErrNotExist)
	}
	return Object{Data: slices.Clone(data), Version: contentVersion(data)}, nil
}

// Put implements [Bucket].
func (m *Memory) Put(ctx context.Context, key string, data []byte, cond Condition) (string, error) {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return "", memoryError(key, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.objects[key]
	if err := cond.check(ok, contentVersion(old)); err != nil {
		return "", memoryError(key, err)
	}
	for other := range m.objects {
		if strings.HasPrefix(other, key+"/") || strings.HasPrefix(key, other+"/") {
			return "", memoryError(key, fmt.Errorf("%w %q: an object cannot be a folder of others too", ErrKey, key))
		}
	}
	m.objects[key] = append([]byte{}, data...)
	return contentVersion(data), nil
}

// List implements [Bucket].
func (m *Memory) List(ctx context.Context, prefix string) ([]string, error) {
	if err := cmp.Or(ctx.Err(), CheckPrefix(prefix)); err != nil {
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

// Delete implements [Bucket].
func (m *Memory) Delete(ctx context.Context, key string) error {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return memoryError(key, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.objects, key)
	return nil
}

// Lock implements [Bucket], among the goroutines that share m.
func (m *Memory) Lock(ctx context.Context, name, owner string) (unlock func() error, err error) {
	if err := cmp.Or(ctx.Err(), CheckKey(name)); err != nil {
		return nil, memoryError(name, err)
	}
	l := m.lock(name)
	select {
	case <-l.free:
	case <-ctx.Done():
		return nil, fmt.Errorf("store in memory: %w", lockError(name, m.holder(l), ctx.Err()))
	}
	m.hold(l, owner)
	return sync.OnceValue(func() error {
		m.hold(l, "")
		l.free <- struct{}{}
		return nil
	}), nil
}

// lock returns the lock of that name, which it makes where there is none.
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

func (m *Memory) hold(l *memoryLock, owner string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l.owner = owner
}

func (m *Memory) holder(l *memoryLock) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return l.owner
}

// URL implements [Bucket]. Nobody can open what it returns.
func (m *Memory) URL(ctx context.Context, key string) (string, error) {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return "", memoryError(key, err)
	}
	return "memory:///" + key, nil
}

func memoryError(key string, err error) error {
	return fmt.Errorf("store in memory: %s: %w", key, err)
}

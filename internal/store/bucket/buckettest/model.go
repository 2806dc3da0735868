package buckettest

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secure-score-reporter/internal/store/bucket"
)

// There are few keys, so that calls meet. No key is a folder of another.
var (
	modelKeys     = rapid.SampledFrom([]string{"a", "a-b/c", "a.b", "d/e", "d/e.json", "d/f/g", "d-/e", "d0"})
	modelPrefixes = rapid.SampledFrom([]string{"", "a", "a-", "a/", "d", "d/", "d/e", "d/f/", "d/f/g/h", "z"})
	modelData     = rapid.SampledFrom([]string{"", "1", "2", "3"})
)

// testModel makes random sequences of calls and compares each result with a
// map's.
func testModel(t *testing.T, open func(t *testing.T) bucket.Bucket) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &model{b: open(t), data: map[string]string{}, versions: map[string]string{}}
		rt.Repeat(map[string]func(*rapid.T){
			"get":       m.get,
			"list":      m.list,
			"delete":    m.delete,
			"put":       m.put,
			"ifAbsent":  m.putIfAbsent,
			"ifVersion": m.putIfVersion,
		})
	})
}

type model struct {
	b        bucket.Bucket
	data     map[string]string
	versions map[string]string // of data, as Put returned them
	stale    []string          // all versions so far
}

func (m *model) get(t *rapid.T) {
	key := modelKeys.Draw(t, "key")
	got, err := m.b.Get(t.Context(), key)
	want, ok := m.data[key]
	switch {
	case !ok && !errors.Is(err, bucket.ErrNotExist):
		t.Fatalf("Get(%q): got error %v, want %v", key, err, bucket.ErrNotExist)
	case ok && (err != nil || string(got.Data) != want || got.Version != m.versions[key]):
		t.Fatalf("Get(%q) = %q at %q, error %v; want %q at %q", key, got.Data, got.Version, err, want, m.versions[key])
	}
}

func (m *model) list(t *rapid.T) {
	prefix := modelPrefixes.Draw(t, "prefix")
	got, err := m.b.List(t.Context(), prefix)
	want := slices.DeleteFunc(slices.Sorted(maps.Keys(m.data)), func(key string) bool {
		return !strings.HasPrefix(key, prefix)
	})
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("List(%q) = %q, error %v; want %q", prefix, got, err, want)
	}
}

func (m *model) delete(t *rapid.T) {
	key := modelKeys.Draw(t, "key")
	if err := m.b.Delete(t.Context(), key); err != nil {
		t.Fatalf("Delete(%q): %v", key, err)
	}
	delete(m.data, key)
	delete(m.versions, key)
}

func (m *model) put(t *rapid.T) {
	cond := rapid.SampledFrom([]bucket.Condition{{}, bucket.SeenFirst()}).Draw(t, "condition")
	m.check(t, modelKeys.Draw(t, "key"), cond, true)
}

func (m *model) putIfAbsent(t *rapid.T) {
	key := modelKeys.Draw(t, "key")
	_, ok := m.data[key]
	m.check(t, key, bucket.IfAbsent(), !ok)
}

func (m *model) putIfVersion(t *rapid.T) {
	key := modelKeys.Draw(t, "key")
	version := rapid.SampledFrom(append(m.stale, "", m.versions[key])).Draw(t, "version")
	_, ok := m.data[key]
	m.check(t, key, bucket.IfVersion(version), ok && version == m.versions[key])
}

// check puts with a condition that must hold or fail, and updates the model.
func (m *model) check(t *rapid.T, key string, cond bucket.Condition, holds bool) {
	data := modelData.Draw(t, "data")
	version, err := m.b.Put(t.Context(), key, []byte(data), cond)
	if !holds {
		if !errors.Is(err, bucket.ErrConflict) {
			t.Fatalf("Put(%q, %+v): got error %v, want %v", key, cond, err, bucket.ErrConflict)
		}
		return
	}
	if err != nil {
		t.Fatalf("Put(%q, %+v): %v", key, cond, err)
	}
	m.data[key], m.versions[key] = data, version
	m.stale = append(m.stale, version)
}

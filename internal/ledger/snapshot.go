package ledger

import (
	"bytes"
	"slices"
	"sync"

	"secure-score-reporter/internal/score"
)

// Snapshot is a snapshot as a ledger has it, together with its stored form. A
// run writes the same one into several ledgers, and each of them more than
// once: it is encoded for the first of them only. It must not be changed.
type Snapshot struct {
	score.Snapshot
	stored func() ([]byte, error) // JSON
}

// Keep is a snapshot that a ledger can have.
func Keep(s score.Snapshot) *Snapshot {
	return &Snapshot{s, sync.OnceValues(func() ([]byte, error) { return score.Encode(s) })}
}

// Is says whether a stored form is this snapshot's.
func (s *Snapshot) Is(stored []byte) bool {
	own, err := s.stored()
	return err == nil && bytes.Equal(own, stored)
}

// Find is the snapshot with a stored form among those that are known; nil where
// it is none of them.
func Find(known []*Snapshot, stored []byte) *Snapshot {
	i := slices.IndexFunc(known, func(s *Snapshot) bool { return s.Is(stored) })
	if i < 0 {
		return nil
	}
	return known[i]
}

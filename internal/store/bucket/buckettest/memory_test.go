package buckettest

import (
	"testing"
	"time"

	"secure-score-reporter/internal/store/bucket"
)

func TestMemory(t *testing.T) {
	Run(t, func(*testing.T) bucket.Bucket { return NewMemory() })
}

func TestMemoryRefusesCollisions(t *testing.T) { Collisions(t, NewMemory()) }

func TestMemoryLockLimit(t *testing.T) {
	m := NewMemory()
	m.LockWait = 10 * time.Millisecond
	LockLimit(t, m)
}

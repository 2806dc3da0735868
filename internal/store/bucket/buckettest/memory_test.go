package buckettest

import (
	"testing"

	"secure-score-reporter/internal/store/bucket"
)

func TestMemory(t *testing.T) {
	Run(t, func(*testing.T) bucket.Bucket { return NewMemory() })
}

func TestMemoryRefusesCollisions(t *testing.T) { Collisions(t, NewMemory()) }

package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

func TestOnlyTheFirstCollectionIsLate(t *testing.T) {
	before := debug.SetGCPercent(usualGarbage)
	defer debug.SetGCPercent(before)

	debug.SetGCPercent(50) // as GOGC does
	collectLate()()
	if got := garbage(); got != 50 {
		t.Errorf("with GOGC=50: %d percent", got)
	}

	debug.SetGCPercent(usualGarbage)
	collectLate()
	if got := garbage(); got != lateGarbage {
		t.Errorf("before the first collection: %d percent", got)
	}
	if collectSooner(); garbage() != soonGarbage {
		t.Errorf("before the first collection of a report: %d percent", garbage())
	}
	for end := time.Now().Add(10 * time.Second); garbage() != usualGarbage; time.Sleep(time.Millisecond) {
		if runtime.GC(); time.Now().After(end) {
			t.Fatalf("after collections: %d percent", garbage())
		}
	}
}

func TestEveryCollectionIsLate(t *testing.T) {
	before := debug.SetGCPercent(usualGarbage)
	defer debug.SetGCPercent(before)
	keep := collectLate()
	keep()
	cleanedUp := make(chan bool)
	runtime.AddCleanup(&struct{ _ *int }{}, func(c chan bool) { close(c) }, cleanedUp)
	for range 2 {
		runtime.GC()
	}
	<-cleanedUp
	if got := garbage(); got != 3*usualGarbage {
		t.Errorf("after a collection: %d percent", got)
	}
	debug.SetGCPercent(usualGarbage)
	keep()
	if got := garbage(); got != 3*usualGarbage {
		t.Errorf("kept again: %d percent", got)
	}
}

func garbage() uint64 {
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

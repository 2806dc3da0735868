package main

import (
	"runtime"
	"runtime/debug"
	"sync"
)

// usualGarbage is the runtime's own default: the heap grows by this many
// percent of what is in use until garbage is collected.
const usualGarbage = 100

// lateGarbage has the first garbage collection come when the heap has 12 MB in
// place of 4 MB, and soonGarbage when it has 6 MB.
const (
	lateGarbage = 3 * usualGarbage
	soonGarbage = 3 * usualGarbage / 2
)

// collectLate delays the first garbage collection, unless GOGC says otherwise.
// A watch ends before that; three collections took a fifth of its CPU and saved
// no memory. After the first one the heap grows as usual, because a first run
// has 20 MB in use.
//
// After keep every collection comes as late. A portfolio is a fifth faster by
// that: it reads far more than it keeps.
func collectLate() (keep func()) {
	if asked := debug.SetGCPercent(lateGarbage); asked != usualGarbage {
		debug.SetGCPercent(asked)
		return func() {}
	}
	var decided sync.Once
	type collected struct{ _ *int } // a pointer: objects without one share their memory
	runtime.AddCleanup(&collected{}, func(percent int) {
		decided.Do(func() { debug.SetGCPercent(percent) })
	}, usualGarbage)
	return func() {
		decided.Do(func() {})
		debug.SetGCPercent(lateGarbage)
	}
}

// collectSooner takes back a part of what collectLate delays. A report has its
// documents in memory beside what it was made from.
func collectSooner() {
	if asked := debug.SetGCPercent(soonGarbage); asked != lateGarbage {
		debug.SetGCPercent(asked)
	}
}

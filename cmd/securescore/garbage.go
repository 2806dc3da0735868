package main

import (
	"runtime"
	"runtime/debug"
	"sync"
)

// usualGarbage is the runtime's own default: the heap grows by this many
// percent of what is in use until garbage is collected.
const usualGarbage = 100

// collectLate delays the first garbage collection until the heap has 6 MB in
// place of 4 MB, unless GOGC says otherwise: a watch then takes a tenth less
// CPU, and a report not more memory. After the first one the heap grows as
// usual, because a first run has 20 MB in use.
//
// After keep every collection comes late. A portfolio is a fifth faster by
// that: it reads far more than it keeps.
func collectLate() (keep func()) {
	const early, late = 3 * usualGarbage / 2, 3 * usualGarbage
	if asked := debug.SetGCPercent(early); asked != usualGarbage {
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
		debug.SetGCPercent(late)
	}
}

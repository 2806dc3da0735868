package job

import (
	"cmp"
	"sync"
)

// Parallel is how many tenants are served side by side where nothing else is
// said. Most of the time of a run is spent waiting for answers.
const Parallel = 8

// SideBySide calls do for each number below count, at most width at once; 0 is
// Parallel. It begins them in their order, and returns when all have ended.
func SideBySide(width, count int, do func(i int)) {
	var running sync.WaitGroup
	next := make(chan int)
	for range min(cmp.Or(width, Parallel), count) {
		running.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range count {
		next <- i
	}
	close(next)
	running.Wait()
}

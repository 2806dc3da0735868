package slashcommand

import (
	"maps"
	"sync"
	"time"
)

// replays remembers the signatures of requests for as long as their timestamps
// are valid: five minutes into the past and five into the future.
//
// Each instance of the function has its own memory. A request that is sent
// again to another instance within these minutes runs again: today's score is
// stored once more, and the user who sent the command gets a second answer. The
// sender of the copy gets nothing.
type replays struct {
	mu   sync.Mutex
	seen map[string]time.Time
}

const remembered = 11 * time.Minute

// isNew says whether the signature comes for the first time, and remembers it.
func (r *replays) isNew(signature string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.seen, func(_ string, at time.Time) bool { return now.Sub(at) > remembered })
	if _, again := r.seen[signature]; again {
		return false
	}
	if r.seen == nil {
		r.seen = map[string]time.Time{}
	}
	r.seen[signature] = now
	return true
}

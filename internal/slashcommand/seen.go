package slashcommand

import (
	"maps"
	"sync"
	"time"
)

// seen remembers the signatures of requests for as long as Slack's timestamp
// lets them pass, which is five minutes into the past and five into the future.
//
// Each instance of the function has its own memory. What replays a request to
// another instance within these minutes gets the command run again, which stores
// today's score once more and answers who had asked: nothing is sent to anybody
// else, and nothing is sent to whom replays it.
type seen struct {
	mu   sync.Mutex
	when map[string]time.Time
}

const remembered = 11 * time.Minute

// first tells whether the signature comes for the first time.
func (s *seen) first(signature string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.when, func(_ string, at time.Time) bool { return now.Sub(at) > remembered })
	if _, again := s.when[signature]; again {
		return false
	}
	if s.when == nil {
		s.when = map[string]time.Time{}
	}
	s.when[signature] = now
	return true
}

package slashcommand

import (
	"maps"
	"slices"
	"sync"
	"time"
)

// Seen remembers the ids of requests for as long as a copy of one may come. The
// zero value remembers nothing yet.
//
// Each instance of a function has its own memory. What must not happen twice
// over all instances has the request's id as its idempotency key.
type Seen struct {
	mu  sync.Mutex
	ids map[string]time.Time
}

// remembered is longer than Slack's timestamps are valid, five minutes into the
// past and five into the future, and than a request may reach the reporter.
const remembered = Expires + time.Minute

// Add remembers an id. It says whether it comes for the first time.
func (s *Seen) Add(id string, now time.Time) (first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.ids, func(_ string, at time.Time) bool { return now.Sub(at) > remembered })
	if _, again := s.ids[id]; again {
		return false
	}
	if s.ids == nil {
		s.ids = map[string]time.Time{}
	}
	s.ids[id] = now
	return true
}

// Limit counts commands of users. The zero value has counted none.
type Limit struct {
	mu     sync.Mutex
	byUser map[string][]time.Time
}

// MaxPerMinute is how many commands a user may send in any minute. A person who
// reads the answers sends fewer.
const MaxPerMinute = 10

// Allow says whether the user may send one more command, and counts it. What is
// refused does not count.
func (l *Limit) Allow(user string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	old := func(at time.Time) bool { return now.Sub(at) >= time.Minute }
	for other, times := range l.byUser {
		if times = slices.DeleteFunc(times, old); len(times) == 0 {
			delete(l.byUser, other)
		} else {
			l.byUser[other] = times
		}
	}
	if len(l.byUser[user]) >= MaxPerMinute {
		return false
	}
	if l.byUser == nil {
		l.byUser = map[string][]time.Time{}
	}
	l.byUser[user] = append(l.byUser[user], now)
	return true
}

package job

import (
	"context"
	"slices"
	"sync"

	"secure-score-reporter/internal/health"
)

// Tests are the test messages of one run of the doctor. Tenants can share a
// channel: it gets one message, and all of them what it found. A nil *Tests
// sends none. The methods may be called from several goroutines.
type Tests struct {
	mu   sync.Mutex
	list []*test
}

// TestsIf are new tests where they are wanted, else nil.
func TestsIf(wanted bool) *Tests {
	if wanted {
		return &Tests{}
	}
	return nil
}

// Sharer is a channel that may be the same as another tenant's.
type Sharer interface{ Same(other Channel) bool }

// test is the check of a channel with a message.
type test struct {
	of    Channel
	mu    sync.Mutex // held while it is checked
	done  bool
	found []health.Finding
}

// check has the channel say whether it would work.
func (s *Tests) check(ctx context.Context, c Channel) []health.Finding {
	if route, ok := c.(Route); ok {
		c = route.Channel
	}
	checker, ok := c.(Checker)
	switch {
	case !ok:
		return nil
	case s == nil:
		return checker.Check(ctx, false)
	}
	t := s.of(c)
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.done {
		t.found, t.done = checker.Check(ctx, true), true
	}
	return slices.Clone(t.found)
}

// of is the test of a channel, or of the same one of another tenant.
func (s *Tests) of(c Channel) *test {
	s.mu.Lock()
	defer s.mu.Unlock()
	sharer, ok := c.(Sharer)
	i := slices.IndexFunc(s.list, func(t *test) bool { return ok && sharer.Same(t.of) })
	if i < 0 {
		i = len(s.list)
		s.list = append(s.list, &test{of: c})
	}
	return s.list[i]
}

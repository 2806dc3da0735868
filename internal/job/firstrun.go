package job

import (
	"context"
	"sync"

	"secure-score-reporter/internal/score"
)

// firstRuns is how many tenants at once have the days in memory that Microsoft
// keeps. They are most of what a first run needs, a few MB, and with many
// tenants that would be most of the memory. Other runs do not wait for these.
const firstRuns = 3

// place is a task's place among the first runs. It takes one when it reads the
// history, and gives it back once that is stored.
type place struct {
	places chan struct{} // shared by the tasks of a run
	mu     sync.Mutex
	taken  bool
}

func (p *place) take(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken {
		return nil
	}
	select {
	case p.places <- struct{}{}:
		p.taken = true
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (p *place) giveBack() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken {
		<-p.places
		p.taken = false
	}
}

// queued is a source whose history is read in its place.
type queued struct {
	Source
	place *place
}

func (q queued) History(ctx context.Context, catalogue []score.Profile) ([]score.Snapshot, error) {
	if err := q.place.take(ctx); err != nil {
		return nil, err
	}
	return q.Source.History(ctx, catalogue)
}

package job

import (
	"context"
	"sync"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
)

// ahead is what is read first and all at once, as none of it depends on the
// rest. Each result is waited for where it is used.
type ahead struct {
	today func() (Reading, error)
	dates func() (storedDates, error)
	index func() (indexed, error)
	end   func() // stops what is still read, and waits for that
}

type storedDates struct{ snapshots, history []score.Date }

// indexed are the days of the history, as Store.Days returns them.
type indexed struct {
	days    []score.Day
	damaged []damage.Finding
}

// readAhead begins to read the score and the stored dates.
func (t Tenant) readAhead(ctx context.Context) ahead {
	reading, stop := context.WithCancel(ctx)
	var all sync.WaitGroup
	return ahead{
		today: meanwhile(&all, func() (Reading, error) { return t.Source.Today(reading) }),
		dates: meanwhile(&all, func() (storedDates, error) { return t.dates(reading) }),
		index: func() (indexed, error) { return t.index(ctx) },
		end:   func() { stop(); all.Wait() },
	}
}

// readAhead begins to read what a run needs; beside the tenant's, the index of
// days.
func (k task) readAhead(ctx context.Context) ahead {
	first := k.Tenant.readAhead(ctx)
	reading, stop := context.WithCancel(ctx)
	var all sync.WaitGroup
	first.index = meanwhile(&all, func() (indexed, error) { return k.index(reading) })
	end := first.end
	first.end = func() { stop(); end(); all.Wait() }
	return first
}

func (t Tenant) dates(ctx context.Context) (d storedDates, err error) {
	d.snapshots, d.history, err = t.Store.Dates(ctx)
	return d, err
}

func (t Tenant) index(ctx context.Context) (i indexed, err error) {
	i.days, i.damaged, err = t.Store.Days(ctx)
	return i, err
}

// meanwhile calls a function beside its caller, and returns one that waits for
// the result. A panic is the waiting caller's.
func meanwhile[T any](all *sync.WaitGroup, call func() (T, error)) func() (T, error) {
	var value T
	var err error
	var fault *relayed
	done := make(chan struct{})
	all.Go(func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				fault = &relayed{p, panicked()}
			}
		}()
		value, err = call()
	})
	return func() (T, error) {
		if <-done; fault != nil {
			panic(*fault)
		}
		return value, err
	}
}

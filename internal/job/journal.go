package job

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

const (
	// recordTime is how long a record may take: longer than one try of the
	// store's that hangs. It is not taken from the run's own time: what a channel
	// accepted is recorded also when the run was cancelled or its time is up.
	recordTime = 30 * time.Second
	// recordTries is how often the store is asked to record what a channel
	// accepted, also where it refuses, as it would else be sent again.
	recordTries = 3
	recordPause = time.Second // before another try
)

// journal keeps the ledger of one channel. The ledger is written whole, so that
// a baseline never moves without its delivery on record. That takes time, so
// each step that the channel accepted is stored on its own at once, and the
// ledger when the delivery ended.
type journal struct {
	store    Store
	name     string        // of the ledger
	ledger   ledger.Ledger // with all that is known
	unsaved  bool          // the stored ledger lacks steps that are stored on their own
	whole    bool          // a step could not be stored on its own, so no other is tried
	oneByOne bool          // the last step is stored before the ledger, and not beside it
	now      time.Time
	keepFrom time.Time // older entries are dropped
}

// write replaces the ledger, in time of its own.
func (j *journal) write(ctx context.Context, l ledger.Ledger) error {
	ctx, cancel := ownTime(ctx)
	defer cancel()
	return j.put(ctx, l)
}

// put stores a ledger, and deletes the drafts of deliveries that are done. The
// steps that it has now stay until others take their place: they say nothing
// new to it.
func (j *journal) put(ctx context.Context, l ledger.Ledger) error {
	l, needless := withoutDrafts(l)
	if err := j.store.PutLedger(ctx, j.name, l); err != nil {
		return err
	}
	j.ledger, j.unsaved = l, false
	for _, digest := range needless {
		j.deleteDraft(ctx, digest)
	}
	return nil
}

// withoutDrafts is the ledger in which no delivery that is done has a draft.
// Needless are the digests of those that had one.
func withoutDrafts(l ledger.Ledger) (after ledger.Ledger, needless []string) {
	l.Entries = slices.Clone(l.Entries)
	for i, e := range l.Entries {
		if e.Done && e.Drafted {
			l.Entries[i].Drafted = false
			needless = append(needless, e.Digest)
		}
	}
	return l, needless
}

// ownTime is a context for a record.
func ownTime(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), recordTime)
}

// insist tries several times, in time of its own, to record what was accepted.
func insist(ctx context.Context, record func(context.Context) error) error {
	ctx, cancel := ownTime(ctx)
	defer cancel()
	for try := 1; ; try++ {
		err := record(ctx)
		if err == nil || try == recordTries {
			return err
		}
		select {
		case <-time.After(recordPause):
		case <-ctx.Done():
			return err
		}
	}
}

// begin records that a delivery is tried, and what it is about to announce. A
// draft that is sent in several steps is stored, too, before the first of them.
func (j *journal) begin(ctx context.Context, key ledger.Key, draft report.Draft, p ledger.Pending) error {
	entry := key.Entry(j.now)
	entry.Drafted = !draft.OneStep
	var all sync.WaitGroup
	drafted := func() (any, error) { return nil, nil }
	if entry.Drafted {
		drafted = meanwhile(&all, func() (any, error) {
			return nil, j.store.PutDraft(ctx, j.name, entry.Digest, draft.Body)
		})
	}
	err := j.write(ctx, j.ledger.Since(j.keepFrom).Begin(entry, p))
	if _, failed := drafted(); failed != nil {
		err = failed
	}
	if err != nil && entry.Drafted {
		j.deleteDraft(ctx, entry.Digest)
	}
	return err
}

// record returns the Record of a delivery that is on record. A step is stored
// on its own; where that cannot be done, the whole ledger is written at once.
// After the last one the ledger is due anyway, so the two are written together.
func (j *journal) record(ctx context.Context, digest string) Record {
	return func(progress string, complete bool) error {
		step := ledger.Step{
			Digest: digest, N: j.ledger.Next(digest), At: j.now.UTC(), Progress: progress, Complete: complete,
		}
		l, _ := j.ledger.Accepted(step)
		if complete && !j.whole && !j.oneByOne && j.recordLast(ctx, step, l) {
			return nil
		}
		if !j.whole && insist(ctx, func(ctx context.Context) error { return j.store.PutStep(ctx, j.name, step) }) == nil {
			j.ledger, j.unsaved = l, true
			return nil
		}
		j.whole = true
		if err := insist(ctx, func(ctx context.Context) error { return j.put(ctx, l) }); err != nil {
			return fmt.Errorf("it was accepted, but recording that failed; it may be sent again: %w", err)
		}
		return nil
	}
}

// recordLast stores a step and the ledger with it at once, and says whether the
// step is on record. One of the two is enough for that.
func (j *journal) recordLast(ctx context.Context, step ledger.Step, l ledger.Ledger) bool {
	ctx, cancel := ownTime(ctx)
	defer cancel()
	var all sync.WaitGroup
	stored := meanwhile(&all, func() (any, error) { return nil, j.store.PutStep(ctx, j.name, step) })
	saved := j.put(ctx, l)
	_, err := stored()
	if saved != nil && err == nil {
		j.ledger, j.unsaved = l, true
	}
	return saved == nil || err == nil
}

// save writes the ledger where it lacks steps that are stored on their own. If
// that fails nothing is lost: the next run reads them.
func (j *journal) save(ctx context.Context) error {
	if !j.unsaved {
		return nil
	}
	return insist(ctx, func(ctx context.Context) error { return j.put(ctx, j.ledger) })
}

// giveUp ends a delivery of which the rest is not sent any more.
func (j *journal) giveUp(ctx context.Context, entry ledger.Entry) error {
	entry.At, entry.Owed, entry.Done = j.now.UTC(), false, true
	return j.write(ctx, j.ledger.With(entry))
}

// deleteDraft removes a draft that nobody needs. One that stays does no harm.
func (j *journal) deleteDraft(ctx context.Context, digest string) {
	ctx, cancel := ownTime(ctx)
	defer cancel()
	_ = j.store.DeleteDraft(ctx, j.name, digest)
}

// replace sets the baseline where nothing had to be sent.
func (j *journal) replace(ctx context.Context, baseline score.Snapshot) error {
	l := j.ledger
	l.Baseline = ledger.Keep(baseline)
	return j.write(ctx, l)
}

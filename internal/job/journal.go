package job

import (
	"context"
	"fmt"
	"slices"
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

// journal keeps the ledger of one channel. Each of its methods writes the
// ledger whole, so a baseline never moves without its delivery on record.
type journal struct {
	store    Store
	name     string        // of the ledger
	ledger   ledger.Ledger // as it is stored
	now      time.Time
	keepFrom time.Time // older entries are dropped
}

// announcement is what people know once a message was accepted.
type announcement struct {
	snapshot  score.Snapshot // the next baseline
	unstable  []string       // controls that the message reports as unstable, by folded id
	regressed []string       // controls whose regression it reports, by folded id
	recovered []string       // controls whose recovery it reports, by folded id
}

// write replaces the ledger, in time of its own.
func (j *journal) write(ctx context.Context, l ledger.Ledger) error {
	ctx, cancel := ownTime(ctx)
	defer cancel()
	return j.put(ctx, l)
}

func (j *journal) put(ctx context.Context, l ledger.Ledger) error {
	if err := j.store.PutLedger(ctx, j.name, l); err != nil {
		return err
	}
	j.ledger = l
	return nil
}

// ownTime is a context for a record.
func ownTime(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), recordTime)
}

// insist is write for what was accepted.
func (j *journal) insist(ctx context.Context, l ledger.Ledger) error {
	ctx, cancel := ownTime(ctx)
	defer cancel()
	for try := 1; ; try++ {
		err := j.put(ctx, l)
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

// begin records that a delivery is tried. A draft that is sent in several steps
// is stored before the first of them.
func (j *journal) begin(ctx context.Context, key ledger.Key, draft report.Draft) (ledger.Entry, error) {
	entry := key.Entry(j.now)
	if !draft.OneStep {
		if err := j.store.PutDraft(ctx, j.name, entry.Digest, draft.Body); err != nil {
			return entry, err
		}
		entry.Drafted = true
	}
	return entry, j.write(ctx, j.ledger.Since(j.keepFrom).With(entry))
}

// announced returns the Record of a delivery. The first step that is accepted
// is the message itself: with it the baseline moves.
func (j *journal) announced(ctx context.Context, entry ledger.Entry, a announcement) Record {
	first := true
	return func(progress string, complete bool) error {
		l := j.ledger
		if first {
			entry.Regressed = a.regressed
			l = l.Announced(a.snapshot, a.unstable).Forget(slices.Concat(a.regressed, a.recovered), entry)
		}
		entry = step(entry, j.now, progress, complete)
		err := j.finish(ctx, l, entry)
		first = first && err != nil
		return err
	}
}

// continued returns a Record for the rest of a delivery.
func (j *journal) continued(ctx context.Context, entry ledger.Entry) Record {
	return func(progress string, complete bool) error {
		entry = step(entry, j.now, progress, complete)
		return j.finish(ctx, j.ledger, entry)
	}
}

func step(entry ledger.Entry, now time.Time, progress string, complete bool) ledger.Entry {
	entry.At, entry.Progress = now.UTC(), progress
	entry.Owed, entry.Done = !complete, complete
	return entry
}

// finish writes the ledger, and deletes the draft of a delivery that is done.
func (j *journal) finish(ctx context.Context, l ledger.Ledger, entry ledger.Entry) error {
	needless := entry.Done && entry.Drafted
	entry.Drafted = entry.Drafted && !needless
	if err := j.insist(ctx, l.With(entry)); err != nil {
		return fmt.Errorf("it was accepted, but recording that failed; it may be sent again: %w", err)
	}
	if needless {
		j.deleteDraft(ctx, entry.Digest)
	}
	return nil
}

// deleteDraft removes a draft that nobody needs. One that stays does no harm.
func (j *journal) deleteDraft(ctx context.Context, digest string) {
	ctx, cancel := ownTime(ctx)
	defer cancel()
	_ = j.store.DeleteDraft(ctx, j.name, digest)
}

// replace sets the baseline where nothing had to be sent.
func (j *journal) replace(ctx context.Context, baseline *score.Snapshot) error {
	l := j.ledger
	l.Baseline = baseline
	return j.write(ctx, l)
}

package job

import (
	"context"
	"maps"
	"slices"
	"time"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
)

// journal records one delivery in the ledger of its channel. Each of its
// methods writes the ledger whole, so a baseline never moves without its
// delivery on record.
type journal struct {
	store    Store
	name     string        // of the ledger
	ledger   ledger.Ledger // as it was before this run
	key      ledger.Key
	now      time.Time
	keepFrom time.Time      // older entries are dropped
	snapshot score.Snapshot // the next baseline
	unstable []string       // controls that the message reports as unstable, by folded id
}

func (k task) journal(s situation, r recipient) journal {
	return journal{
		store: k.Store, name: ledgerName(r.channel), ledger: r.ledger, key: r.key, now: s.now,
		keepFrom: k.Retention.Before(s.now), snapshot: s.snapshot, unstable: slices.Sorted(maps.Keys(s.unstable)),
	}
}

// progress is how far an earlier try of the delivery came, in the channel's
// words.
func (j journal) progress() string {
	entry, _ := j.ledger.Find(j.key)
	return entry.Progress
}

// tried records a delivery that is not complete.
func (j journal) tried(ctx context.Context, progress string) error {
	return j.store.PutLedger(ctx, j.name, j.entry(progress, false))
}

// done records a complete delivery, and moves the baseline.
func (j journal) done(ctx context.Context, progress string, regressed, recovered []string) error {
	l := j.entry(progress, true).Announced(j.snapshot, j.unstable).WithRegressed(j.key, regressed, recovered)
	return j.store.PutLedger(ctx, j.name, l)
}

// advance moves the baseline where nothing had to be sent.
func (j journal) advance(ctx context.Context) error {
	return j.store.PutLedger(ctx, j.name, j.ledger.Announced(j.snapshot, j.unstable))
}

func (j journal) entry(progress string, done bool) ledger.Ledger {
	return j.ledger.Since(j.keepFrom).With(j.key, j.now, progress, done)
}

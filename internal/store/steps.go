package store

import (
	"context"
	"errors"
	"fmt"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// stepSlots is how many objects the steps of a channel's deliveries take turns
// in. With two, one that a crash of the machine damaged takes none of the steps
// before it along.
const stepSlots = 2

// PutStep stores a step of a delivery on its own, as soon as that can be done.
func (t *Tenant) PutStep(ctx context.Context, channel string, s ledger.Step) error {
	data, err := s.Encode()
	if err != nil {
		return err
	}
	key := t.stepKeys(channel)[s.N%stepSlots]
	if _, err := t.bucket.Put(ctx, key, data, bucket.SeenFirst()); err != nil {
		return fmt.Errorf("writing %s: %w", key, err)
	}
	return nil
}

// Steps are the last steps that PutStep stored. A damaged one is left out: a
// crash of the machine may damage the one that is just written.
func (t *Tenant) Steps(ctx context.Context, channel string) (steps []ledger.Step, err error) {
	for _, key := range t.stepKeys(channel) {
		object, err := t.bucket.Get(ctx, key)
		if errors.Is(err, bucket.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", key, err)
		}
		s, err := ledger.DecodeStep(object.Data)
		if errors.Is(err, score.ErrFromTheFuture) {
			return nil, unreadable(key, err)
		}
		if err == nil {
			steps = append(steps, s)
		}
	}
	return steps, nil
}

// stepKeys are the objects of a channel's steps. They are beside its ledger, in
// a folder that is never empty: a new one has to be synced too.
func (t *Tenant) stepKeys(channel string) (keys [stepSlots]string) {
	for slot := range keys {
		keys[slot] = fmt.Sprintf("%sledger/%s.accepted-%d", t.prefix, channel, slot)
	}
	return keys
}

package store

import (
	"context"
	"errors"
	"fmt"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/store/bucket"
)

// Ledger reads the channel's ledger. Before the first announcement it is empty.
func (t *Tenant) Ledger(ctx context.Context, channel string) (ledger.Ledger, error) {
	key := t.ledgerKey(channel)
	data, version, err := t.read(ctx, key)
	if errors.Is(err, bucket.ErrNotExist) {
		t.versions.Delete(channel)
		return ledger.Ledger{}, nil
	}
	if err != nil {
		return ledger.Ledger{}, err
	}
	l, err := t.decodeLedger(data)
	if err != nil {
		return ledger.Ledger{}, unreadable(key, err)
	}
	t.versions.Store(channel, version)
	return l, nil
}

// PutLedger replaces the ledger that Ledger read last. If another process has
// written it since, the error is bucket.ErrConflict.
func (t *Tenant) PutLedger(ctx context.Context, channel string, l ledger.Ledger) error {
	data, err := ledger.Encode(l)
	if err != nil {
		return err
	}
	condition := bucket.IfAbsent()
	if version, wasRead := t.versions.Load(channel); wasRead {
		condition = bucket.IfVersion(version.(string))
	}
	version, err := t.write(ctx, t.ledgerKey(channel), data, condition)
	if err != nil {
		return err
	}
	t.versions.Store(channel, version)
	return nil
}

// PutDraft stores a message until it is delivered whole.
func (t *Tenant) PutDraft(ctx context.Context, channel, digest string, body []byte) error {
	_, err := t.write(ctx, t.draftKey(channel, digest), body, bucket.Condition{})
	return err
}

// Draft reads a message that PutDraft stored. If there is none, the error is
// ledger.ErrNoDraft.
func (t *Tenant) Draft(ctx context.Context, channel, digest string) ([]byte, error) {
	data, _, err := t.read(ctx, t.draftKey(channel, digest))
	if errors.Is(err, bucket.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w", ledger.ErrNoDraft, err)
	}
	return data, err
}

// DeleteDraft deletes a message that was delivered.
func (t *Tenant) DeleteDraft(ctx context.Context, channel, digest string) error {
	return t.delete(ctx, t.draftKey(channel, digest))
}

func (t *Tenant) draftKey(channel, digest string) string {
	return t.prefix + "drafts/" + channel + "-" + digest + ".gz"
}

func (t *Tenant) ledgerKey(channel string) string { return t.prefix + "ledger/" + channel + ".json.gz" }

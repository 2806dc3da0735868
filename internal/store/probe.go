package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"secure-score-reporter/internal/store/bucket"
)

// probePrefix begins the names of the objects that Probe makes.
const probePrefix = "doctor-"

// Probe writes an object beside the tenant's others, reads it back, compares
// and deletes it. The error says which of these failed.
func (t *Tenant) Probe(ctx context.Context) error {
	text := rand.Text()
	key, data := t.prefix+probePrefix+text, []byte(text)
	if _, err := t.bucket.Put(ctx, key, data, bucket.IfAbsent()); err != nil {
		return fmt.Errorf("writing %s: %w", key, err)
	}
	object, err := t.bucket.Get(ctx, key)
	switch {
	case err != nil:
		err = fmt.Errorf("reading %s back: %w", key, err)
	case !bytes.Equal(object.Data, data):
		err = fmt.Errorf("reading %s back: it has %d bytes that were not written", key, len(object.Data))
	}
	if errDelete := t.bucket.Delete(ctx, key); errDelete != nil {
		err = errors.Join(err, fmt.Errorf("deleting %s: %w", key, errDelete))
	}
	return err
}

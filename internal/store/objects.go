package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

func (t *Tenant) read(ctx context.Context, key string) (data []byte, version string, err error) {
	object, err := t.bucket.Get(ctx, key)
	if err != nil {
		return nil, "", fmt.Errorf("reading %s: %w", key, err)
	}
	t.look.saw(key, object.Version)
	data, err = unpack(object.Data, t.maxObject)
	if err != nil {
		return nil, object.Version, unreadable(key, err)
	}
	return data, object.Version, nil
}

func (t *Tenant) write(
	ctx context.Context, key string, data []byte, condition bucket.Condition,
) (version string, err error) {
	packed, err := pack(data)
	if err != nil {
		return "", fmt.Errorf("writing %s: %w", key, err)
	}
	return t.writePacked(ctx, key, packed, condition)
}

func (t *Tenant) writePacked(
	ctx context.Context, key string, packed []byte, condition bucket.Condition,
) (version string, err error) {
	version, err = t.bucket.Put(ctx, key, packed, condition)
	if err != nil {
		return "", fmt.Errorf("writing %s: %w", key, err)
	}
	t.wrote(key)
	t.look.saw(key, version)
	return version, nil
}

// unreadable is the error of an object that this program must not replace.
func unreadable(key string, err error) error { return &unreadableError{key: key, err: err} }

type unreadableError struct {
	key  string
	err  error
	date score.Date // of the day in it that was to be read; empty for the object's own
}

func (e *unreadableError) Error() string {
	if errors.Is(e.err, score.ErrFromTheFuture) {
		return fmt.Sprintf("reading %s: %v; run that version, the object is left untouched", e.key, e.err)
	}
	return fmt.Sprintf("%s is damaged (%v): restore it from a backup, or run securescore store rebuild", e.key, e.err)
}

// Damage is what is wrong with the object.
func (e *unreadableError) Damage() damage.Finding {
	f := damage.Finding{Object: e.key, Part: partOf(e.key), Kind: damage.Unreadable, Detail: e.err.Error()}
	if errors.Is(e.err, score.ErrFromTheFuture) {
		f.Kind, f.Detail = damage.Newer, ""
	}
	if f.Date = e.date; f.IsDay() && f.Date == "" {
		f.Date, _ = dayIn(e.key)
	}
	return f
}

// partOf is what an object is, by its key.
func partOf(key string) damage.Part {
	if strings.HasPrefix(key, "ids/") {
		return damage.Claim
	}
	rest, ofPortfolio := strings.CutPrefix(key, portfolioPrefix)
	if !ofPortfolio {
		_, rest, _ = strings.Cut(strings.TrimPrefix(key, "tenants/"), "/")
	}
	switch folder, _, _ := strings.Cut(rest, "/"); folder {
	case "snapshots":
		return damage.Snapshot
	case "history":
		return damage.History
	case "ledger":
		if strings.Contains(rest, ".accepted-") {
			return damage.Step
		}
		return damage.Ledger
	case "drafts":
		return damage.Draft
	case "days.json.gz":
		return damage.Index
	case "id.json.gz":
		return damage.Identity
	}
	return damage.Other
}

func (e *unreadableError) Unwrap() error { return e.err }

// Temporary says that another try reads the same.
func (e *unreadableError) Temporary() bool { return false }

// A compressor takes 1.2 MB, more than most objects. One is kept, which each
// garbage collection would take out of a pool. The level is one that there is.
var (
	packing   sync.Mutex
	packer, _ = gzip.NewWriterLevel(nil, gzip.BestSpeed)
	unpackers = sync.Pool{New: func() any { return new(gzip.Reader) }}
)

func pack(data []byte) ([]byte, error) {
	return packParts(slices.Values([][]byte{data}))
}

// packParts packs parts one after the other. Only one of them is in memory.
func packParts(parts iter.Seq[[]byte]) ([]byte, error) {
	packing.Lock()
	defer packing.Unlock()
	var packed bytes.Buffer
	packer.Reset(&packed)
	for part := range parts {
		if packed.Len() == 0 {
			packed.Grow(len(part) / 4)
		}
		if _, err := packer.Write(part); err != nil {
			return nil, err
		}
	}
	if err := packer.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// These say what became of an object.
var (
	errEmpty   = errors.New("it is empty")
	errCut     = errors.New("it is cut short")
	errChanged = errors.New("its content has changed")
)

func unpack(packed []byte, most int64) ([]byte, error) {
	if len(packed) == 0 {
		return nil, errEmpty
	}
	z := unpackers.Get().(*gzip.Reader)
	defer unpackers.Put(z)
	if err := z.Reset(bytes.NewReader(packed)); err != nil {
		return nil, spoiled(err)
	}
	const mostRatio = 1032                                            // of gzip
	size := int64(binary.LittleEndian.Uint32(packed[len(packed)-4:])) // as the end says
	var data bytes.Buffer
	data.Grow(int(min(size, most, mostRatio*int64(len(packed)))) + bytes.MinRead)
	if _, err := data.ReadFrom(io.LimitReader(z, most+1)); err != nil {
		return nil, spoiled(err)
	}
	if int64(data.Len()) > most {
		return nil, fmt.Errorf("it unpacks to more than %d bytes", most)
	}
	return slices.Clip(data.Bytes()), z.Close()
}

// spoiled is why an object cannot be unpacked.
func spoiled(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errCut
	}
	return errChanged
}

package s3bucket

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"secure-score-reporter/internal/grace"
	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/store/bucket"
)

// timing of calls, locks and retries. Tests use shorter times.
type timing struct {
	attempt time.Duration // one try of a call, with its whole answer
	call    time.Duration // all tries of a call

	lease   time.Duration // a lock that was not renewed for so long is free
	renew   time.Duration // how often the holder renews it
	hold    time.Duration // how long it does so for a caller without a deadline: the longest run of a function
	release time.Duration // how long the holder tries to unlock; the lease expires all the same
	wait    time.Duration // how long another process waits
	poll    time.Duration // how often it checks
	backoff time.Duration // before the first retry of a write, doubled with each
}

var defaultTiming = timing{
	attempt: httpbound.Attempt, call: 45 * time.Second,
	lease: 30 * time.Second, renew: 8 * time.Second, hold: 15 * time.Minute, release: 5 * time.Second,
	wait: bucket.LockWait, poll: 250 * time.Millisecond, backoff: 100 * time.Millisecond,
}

// lease is the content of a lock's object. The nonce gives each renewal another
// version, so that a waiting process can see it.
type lease struct {
	Owner string `json:"owner,omitempty"`
	Held  bool   `json:"held"`
	Nonce string `json:"nonce"`
}

// Lock implements [bucket.Bucket] with a lease, which the holder renews until
// the deadline of ctx, or for 15 minutes where it has none: a run that hangs
// does not keep others out for ever. A process that waits takes the lock over
// if it sees no renewal for 30 seconds by its own clock. The clocks of two
// machines are never compared.
//
// A process may be suspended for longer and then continue, as Lambda does
// between two invocations. Its lock may then have been taken over, and unlock
// returns an error that says so. A write that must not happen twice therefore
// needs a condition as well.
//
// A lock that S3 gave while ctx ended is the caller's, and no error.
func (b *Bucket) Lock(ctx context.Context, name, owner string) (unlock func() error, err error) {
	client, err := b.ready(ctx, name)
	if err != nil {
		return nil, err
	}
	key := ".locks/" + lockName(name) // no caller's key starts with a dot
	waiting, cancel := context.WithTimeoutCause(ctx, b.timing.wait,
		fmt.Errorf("not free within %s: %w", b.timing.wait, bucket.ErrLocked))
	defer cancel()
	var seen, holder string
	since := time.Now()
	for {
		version, other, err := b.acquire(waiting, client, key, owner, seen, time.Since(since) > b.timing.lease)
		switch {
		case err == nil && other == "":
			return b.hold(ctx, client, name, key, owner, version), nil
		case err == nil:
			holder = ", held by " + other
			if version != seen {
				seen, since = version, time.Now()
			}
		case waiting.Err() == nil && !errors.Is(err, bucket.ErrConflict):
			return nil, fmt.Errorf("locking %s: %w", name, err)
		}
		if wait(waiting, b.timing.poll/2+mathrand.N(b.timing.poll)) != nil {
			return nil, b.errorf("waiting for lock", name+holder, cmp.Or(ctx.Err(), context.Cause(waiting)))
		}
	}
}

// acquire tries once. If it gets the lock, it returns the new version and no
// holder, else the current version and the holder. Dead says that the holder
// did not renew the version seen.
func (b *Bucket) acquire(
	ctx context.Context, client *s3.Client, key, owner, seen string, dead bool,
) (version, holder string, err error) {
	cond := bucket.IfAbsent()
	object, err := b.get(ctx, client, key)
	switch {
	case errors.Is(err, bucket.ErrNotExist):
	case err != nil:
		return "", "", err
	default:
		var l lease
		// An object that cannot be read is a lock without renewals: it
		// expires.
		if json.Unmarshal(object.Data, &l) != nil || l.Held {
			if !dead || object.Version != seen {
				return object.Version, cmp.Or(l.Owner, "an unknown process"), nil
			}
		}
		cond = bucket.IfVersion(object.Version)
	}
	// A write that is under way may be done although nobody waits for its answer:
	// the lock would then be this process's own, and nobody could release it.
	writing, cancel, err := grace.Answer(ctx)
	if err != nil {
		return "", "", err
	}
	defer cancel()
	version, err = b.put(writing, client, key, state(owner, true), cond)
	return version, "", err
}

// hold renews the lease until it is unlocked, or until the caller's time is
// over.
func (b *Bucket) hold(
	ctx context.Context, client *s3.Client, name, key, owner, version string,
) (unlock func() error) {
	end, limited := ctx.Deadline()
	if !limited {
		end = time.Now().Add(b.timing.hold)
	}
	holding, over := context.WithDeadline(context.WithoutCancel(ctx), end)
	stop, done := make(chan struct{}), make(chan error, 1)
	write := func(ctx context.Context, longest time.Duration, state []byte) error {
		ctx, cancel := context.WithTimeout(ctx, longest)
		defer cancel()
		next, err := b.put(ctx, client, key, state, bucket.IfVersion(version))
		if err == nil {
			version = next
		}
		if errors.Is(err, bucket.ErrConflict) {
			return b.errorf("holding lock", name, errTakenOver)
		}
		return err
	}
	go func() {
		for {
			select {
			case <-stop:
				done <- nil
				return
			case <-holding.Done():
				done <- nil
				return
			case <-time.After(b.timing.renew):
			}
			if err := write(holding, b.timing.lease, state(owner, true)); errors.Is(err, errTakenOver) {
				done <- err
				return
			} // after any other error the next renewal may succeed in time
		}
	}()
	return sync.OnceValue(func() error {
		close(stop)
		defer over()
		defer time.AfterFunc(b.timing.release, over).Stop() // a renewal that is under way may end
		if err := <-done; err != nil {
			return err
		}
		return write(context.WithoutCancel(ctx), b.timing.release, state("", false))
	})
}

func state(owner string, held bool) []byte {
	data, err := json.Marshal(lease{Owner: owner, Held: held, Nonce: rand.Text()})
	if err != nil {
		panic("s3bucket: " + err.Error()) // strings and a bool always marshal
	}
	return data
}

func lockName(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

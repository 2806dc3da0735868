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

	"secure-score-reporter/internal/store/bucket"
)

// timing of locks and of tries; tests have less patience.
type timing struct {
	lease   time.Duration // after so long without a sign of life a lock is free
	renew   time.Duration // how often its holder gives one
	poll    time.Duration // how often those who wait look
	backoff time.Duration
}

var usualTiming = timing{lease: 30 * time.Second, renew: 8 * time.Second, poll: 250 * time.Millisecond, backoff: 100 * time.Millisecond}

// lease is what the object of a lock holds. The nonce makes every state of it
// another version, so that whoever waits can see signs of life.
type lease struct {
	Owner string `json:"owner,omitempty"`
	Held  bool   `json:"held"`
	Nonce string `json:"nonce"`
}

// Lock implements [bucket.Bucket] by a lease. Its holder renews it; a lock that
// shows no sign of life for 30 seconds, by the clock of whoever waits, is taken
// over. No two machines' clocks are compared.
//
// A process that is suspended longer than that, as Lambda may do between two
// invocations, and then goes on, may find its lock taken over; unlock then says
// so. What must not happen twice is therefore written on a condition as well.
func (b *Bucket) Lock(ctx context.Context, name, owner string) (unlock func() error, err error) {
	client, err := b.ready(ctx, name)
	if err != nil {
		return nil, err
	}
	key := ".locks/" + lockName(name) // no key of the caller's: these have no segment with a dot in front
	var seen, holder string
	since := time.Now()
	for {
		version, other, err := b.acquire(ctx, client, key, owner, seen, time.Since(since) > b.timing.lease)
		switch {
		case err == nil && other == "":
			return b.hold(client, name, key, owner, version), nil
		case err == nil:
			holder = ", held by " + other
			if version != seen {
				seen, since = version, time.Now()
			}
		case ctx.Err() == nil && !errors.Is(err, bucket.ErrConflict):
			return nil, fmt.Errorf("locking %s: %w", name, err)
		}
		if err := wait(ctx, b.timing.poll/2+mathrand.N(b.timing.poll)); err != nil {
			return nil, b.errorf("waiting for lock", name+holder, err)
		}
	}
}

// acquire tries once. It returns the new version and no holder where the lock is
// ours now, else the version that was seen and who holds it.
func (b *Bucket) acquire(ctx context.Context, client *s3.Client, key, owner, seen string, dead bool) (version, holder string, err error) {
	cond := bucket.IfAbsent()
	object, err := b.get(ctx, client, key)
	switch {
	case errors.Is(err, bucket.ErrNotExist):
	case err != nil:
		return "", "", err
	default:
		var l lease
		// What cannot be read is nobody's sign of life either, and times out.
		if json.Unmarshal(object.Data, &l) != nil || l.Held {
			if !dead || object.Version != seen {
				return object.Version, cmp.Or(l.Owner, "somebody"), nil
			}
		}
		cond = bucket.IfVersion(object.Version)
	}
	version, err = b.put(ctx, client, key, state(owner, true), cond)
	return version, "", err
}

// hold renews the lease until it is given back.
func (b *Bucket) hold(client *s3.Client, name, key, owner, version string) (unlock func() error) {
	stop, done := make(chan struct{}), make(chan error, 1)
	write := func(state []byte) error {
		ctx, cancel := context.WithTimeout(context.Background(), b.timing.lease)
		defer cancel()
		next, err := b.put(ctx, client, key, state, bucket.IfVersion(version))
		if err == nil {
			version = next
		}
		if errors.Is(err, bucket.ErrConflict) {
			return b.errorf("holding lock", name, errNotOwn)
		}
		return err
	}
	go func() {
		for {
			select {
			case <-stop:
				done <- nil
				return
			case <-time.After(b.timing.renew):
			}
			if err := write(state(owner, true)); errors.Is(err, errNotOwn) {
				done <- err
				return
			} // any other error may pass before the lease ends
		}
	}()
	return sync.OnceValue(func() error {
		close(stop)
		if err := <-done; err != nil {
			return err
		}
		return write(state("", false))
	})
}

func state(owner string, held bool) []byte {
	data, err := json.Marshal(lease{Owner: owner, Held: held, Nonce: rand.Text()})
	if err != nil {
		panic("s3bucket: " + err.Error()) // texts and a bool always marshal
	}
	return data
}

func lockName(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

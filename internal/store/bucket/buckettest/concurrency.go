package buckettest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"secure-score-reporter/internal/store/bucket"
)

// writers is the number of goroutines that compete.
const writers = 8

// compete runs f in all writers' goroutines at once and waits for them.
func compete(f func(writer int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range writers {
		wg.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wg.Wait()
}

func testOneWins(t *testing.T, b bucket.Bucket) {
	for round := range 20 {
		key := fmt.Sprintf("ledger/%d", round)
		var won [writers]bool
		var winner atomic.Int32
		compete(func(i int) {
			_, err := b.Put(t.Context(), key, []byte{byte(i)}, bucket.IfAbsent())
			won[i] = err == nil
			if err == nil {
				winner.Store(int32(i))
			} else if !errors.Is(err, bucket.ErrConflict) {
				t.Errorf("IfAbsent: %v", err)
			}
		})
		winners := 0
		for _, w := range won {
			if w {
				winners++
			}
		}
		if winners != 1 {
			t.Fatalf("round %d: %d writers won", round, winners)
		}
		got, err := b.Get(t.Context(), key)
		if err != nil || !bytes.Equal(got.Data, []byte{byte(winner.Load())}) {
			t.Errorf("round %d: got %v, error %v; want what the winner %d wrote", round, got.Data, err, winner.Load())
		}
	}
}

func testCounter(t *testing.T, b bucket.Bucket) {
	const each = 10
	put(t, b, "counter", "0")
	compete(func(int) {
		for range each {
			if err := Increment(t.Context(), b, "counter"); err != nil {
				t.Error(err)
			}
		}
	})
	got, err := b.Get(t.Context(), "counter")
	if want := strconv.Itoa(writers * each); err != nil || string(got.Data) != want {
		t.Errorf("the counter is %s, error %v; want %s", got.Data, err, want)
	}
}

// Increment adds one to the number in key, which must exist. It tries again
// while other writers are faster.
func Increment(ctx context.Context, b bucket.Bucket, key string) error {
	for {
		old, err := b.Get(ctx, key)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(string(old.Data))
		if err != nil {
			return err
		}
		_, err = b.Put(ctx, key, []byte(strconv.Itoa(n+1)), bucket.IfVersion(old.Version))
		if !errors.Is(err, bucket.ErrConflict) {
			return err
		}
	}
}

func testWholeObjects(t *testing.T, b bucket.Bucket) {
	object := func(i int) string { return strings.Repeat(string(rune('a'+i)), 100_000+i) }
	put(t, b, "k", object(0))
	compete(func(i int) {
		for range 10 {
			if i < 2 {
				cond := []bucket.Condition{{}, bucket.SeenFirst()}[i]
				if _, err := b.Put(t.Context(), "k", []byte(object(i)), cond); err != nil {
					t.Error(err)
				}
				continue
			}
			got, err := b.Get(t.Context(), "k")
			if data := string(got.Data); err != nil || data != object(0) && data != object(1) {
				t.Errorf("Get while it is written: %d bytes, %.10q…, error %v", len(data), data, err)
			}
		}
	})
}

// testNeighbours is for drivers with folders: one writer empties a folder while
// another fills it.
func testNeighbours(t *testing.T, b bucket.Bucket) {
	compete(func(i int) {
		key := fmt.Sprintf("a/b/%d", i)
		for range 10 {
			if _, err := b.Put(t.Context(), key, nil, bucket.IfAbsent()); err != nil {
				t.Error(err)
			}
			if _, err := b.List(t.Context(), "a/"); err != nil {
				t.Error(err)
			}
			if err := b.Delete(t.Context(), key); err != nil {
				t.Error(err)
			}
		}
	})
	wantKeys(t, b, "")
}

func testLockExcludes(t *testing.T, b bucket.Bucket) {
	var inside, entered atomic.Int32
	compete(func(i int) {
		for range 5 {
			unlock, err := b.Lock(t.Context(), "tenants/a", fmt.Sprintf("writer %d", i))
			if err != nil {
				t.Error(err)
				return
			}
			if n := inside.Add(1); n != 1 {
				t.Errorf("%d writers hold the lock", n)
			}
			entered.Add(1)
			time.Sleep(time.Millisecond)
			inside.Add(-1)
			if err := unlock(); err != nil {
				t.Errorf("unlocking: %v", err)
			}
		}
	})
	if entered.Load() != writers*5 {
		t.Errorf("the lock was held %d times, want %d", entered.Load(), writers*5)
	}
}

func testLockNames(t *testing.T, b bucket.Bucket) {
	for _, name := range []string{"a", "b", "a/b"} {
		unlock, err := b.Lock(t.Context(), name, "buckettest")
		if err != nil {
			t.Fatal(err)
		}
		defer unlock()
	}
	put(t, b, "a/b", "a lock does not lock the object with its name")
	wantKeys(t, b, "", "a/b")
}

func testLockContext(t *testing.T, b bucket.Bucket) {
	unlock, err := b.Lock(t.Context(), "a", "the first one")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var cancelled time.Time
	time.AfterFunc(30*time.Millisecond, func() {
		cancelled = time.Now()
		cancel()
	})
	_, err = b.Lock(ctx, "a", "the second one")
	if late := time.Since(cancelled); late > time.Second {
		t.Errorf("Lock returned %v after the context ended", late)
	}
	wantError(t, "Lock while it is held", err, context.Canceled)
	if err != nil && !strings.Contains(err.Error(), "the first one") {
		t.Errorf("the error does not name the lock's holder: %v", err)
	}

	waiting := make(chan error)
	go func() {
		unlock, err := b.Lock(t.Context(), "a", "the third one")
		if err == nil {
			err = unlock()
		}
		waiting <- err
	}()
	if err := unlock(); err != nil {
		t.Error(err)
	}
	if err := <-waiting; err != nil {
		t.Errorf("Lock after waiting: %v", err)
	}
}

func testUnlockTwice(t *testing.T, b bucket.Bucket) {
	first, err := b.Lock(t.Context(), "a", "first")
	if err != nil {
		t.Fatal(err)
	}
	if err := first(); err != nil {
		t.Error(err)
	}
	second, err := b.Lock(t.Context(), "a", "second")
	if err != nil {
		t.Fatal(err)
	}
	if err := first(); err != nil {
		t.Errorf("unlocking again: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err = b.Lock(ctx, "a", "third")
	wantError(t, "Lock after the first holder unlocked twice", err, context.DeadlineExceeded)
	if err := second(); err != nil {
		t.Error(err)
	}
}

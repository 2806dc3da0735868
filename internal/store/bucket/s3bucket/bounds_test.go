package s3bucket

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// silentS3 takes connections and never answers, or only with the beginning of
// an answer.
func silentS3(t *testing.T, begins bool) string {
	t.Helper()
	end := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if begins && r.Method == http.MethodGet {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("begin"))
			w.(http.Flusher).Flush()
		}
		select {
		case <-r.Context().Done():
		case <-end:
		}
	}))
	t.Cleanup(func() { close(end); server.CloseClientConnections(); server.Close() })
	return server.URL
}

// T17: S3 accepts the connection and never answers. Every call is an error that
// names the store, the key and the reason.
func TestSilentS3(t *testing.T) {
	calls := map[string]struct {
		do   func(context.Context, *Bucket) error
		want string
	}{
		"Get": {func(ctx context.Context, b *Bucket) error { _, err := b.Get(ctx, "k"); return err }, "reading k"},
		"Put": {func(ctx context.Context, b *Bucket) error {
			_, err := b.Put(ctx, "k", []byte("x"), bucket.IfAbsent())
			return err
		}, "writing k"},
		"List":   {func(ctx context.Context, b *Bucket) error { _, err := b.List(ctx, "k/"); return err }, "listing k/"},
		"Delete": {func(ctx context.Context, b *Bucket) error { return b.Delete(ctx, "k") }, "deleting k"},
		"Lock": {func(ctx context.Context, b *Bucket) error {
			_, err := b.Lock(ctx, "run", "me")
			return err
		}, "locking run"},
	}
	for _, tt := range []struct {
		name          string
		attempt, call time.Duration
		begins        bool
	}{
		{"the attempts end it", time.Millisecond, time.Minute, false},
		{"the call ends it", time.Minute, time.Millisecond, false},
		{"after the beginning of an answer", 50 * time.Millisecond, time.Minute, true},
	} {
		endpoint := silentS3(t, tt.begins)
		for name, call := range calls {
			t.Run(tt.name+"/"+name, func(t *testing.T) {
				if tt.begins && name != "Get" {
					t.Skip("only a Get reads more than a header")
				}
				t.Parallel()
				b := open(t, endpoint, "&prefix=p")
				b.timing.attempt, b.timing.call = tt.attempt, tt.call
				b.options = []func(*s3.Options){func(o *s3.Options) {
					o.Retryer = retry.NewStandard(func(r *retry.StandardOptions) { r.MaxBackoff = time.Millisecond })
				}}
				err := call.do(t.Context(), b)
				var temporary interface{ Temporary() bool }
				if !errors.As(err, &temporary) || !temporary.Temporary() || errors.Is(err, context.DeadlineExceeded) {
					t.Fatalf("error %v", err)
				}
				for _, want := range []string{"store s3://scores/p/", call.want, "no answer (an attempt ends after " +
					tt.attempt.String() + ", a call after " + tt.call.String() + "); check the network"} {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("error %v, want %q", err, want)
					}
				}
			})
		}
	}
}

// The caller's own end is its own error, and not the store's.
func TestSilentS3AndTheCallersEnd(t *testing.T) {
	t.Parallel()
	b := open(t, silentS3(t, false), "")
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := b.Get(ctx, "k"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestWaitingForALockHasALimit(t *testing.T) {
	t.Parallel()
	b := open(t, fakeS3(t, nil), "")
	b.timing.wait, b.timing.lease = 100*time.Millisecond, time.Minute
	buckettest.LockLimit(t, b)
}

// A run that hangs keeps its lock until the end of its time and no longer.
func TestALeaseIsNotRenewedPastTheRun(t *testing.T) {
	for _, tt := range []struct {
		name     string
		deadline time.Duration // of the run; 0 for none
		hold     time.Duration
	}{
		{"until the run's deadline", 100 * time.Millisecond, time.Hour},
		{"without a deadline", 0, 100 * time.Millisecond},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var writes atomic.Int32
			endpoint := fakeS3(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Method == http.MethodPut {
						writes.Add(1)
					}
					next.ServeHTTP(w, r)
				})
			})
			ctx, cancel := t.Context(), context.CancelFunc(func() {})
			if tt.deadline > 0 {
				ctx, cancel = context.WithTimeout(ctx, tt.deadline)
			}
			defer cancel()
			hanging, other := open(t, endpoint, ""), open(t, endpoint, "")
			hanging.timing.hold, hanging.timing.renew = tt.hold, 5*time.Millisecond
			unlock, err := hanging.Lock(ctx, "run", "the hanging one")
			if err != nil {
				t.Fatal(err)
			}
			release, err := other.Lock(t.Context(), "run", "the other one")
			if err != nil {
				t.Fatal(err)
			}
			if writes.Load() < 3 {
				t.Errorf("%d writes: the lease was not renewed while it had to be", writes.Load())
			}
			if err := unlock(); !errors.Is(err, errTakenOver) {
				t.Errorf("unlocking by the hanging one: %v", err)
			}
			if err := release(); err != nil {
				t.Error(err)
			}
		})
	}
}

// A proxy's page in place of S3's answer is no object and no write.
func TestAPageIsNoAnswerOfS3(t *testing.T) {
	pages := 0
	endpoint := fakeS3(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if pages--; pages >= 0 {
				w.Header().Set("Content-Type", "text/html")
				_, _ = w.Write([]byte("<html>Welcome to the guest network</html>"))
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	b := open(t, endpoint, "")
	pages = 1
	version, err := b.Put(t.Context(), "k", []byte("x"), bucket.IfAbsent())
	if err != nil || version == "" {
		t.Errorf("a page in place of the first answer: version %q, %v", version, err)
	}
	pages = maxTries
	if _, err := b.Put(t.Context(), "k", []byte("y"), bucket.IfVersion(version)); !errors.Is(err, errStranger) {
		t.Errorf("a page in place of every answer: %v", err)
	}
	pages = 1
	if _, err := b.Get(t.Context(), "k"); !errors.Is(err, errStranger) {
		t.Errorf("a page in place of the object: %v", err)
	}
	if object, err := b.Get(t.Context(), "k"); err != nil || string(object.Data) != "x" {
		t.Errorf("%q, %v", object.Data, err)
	}
}

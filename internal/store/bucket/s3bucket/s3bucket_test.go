package s3bucket

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

var testTiming = timing{
	attempt: 10 * time.Second, call: 30 * time.Second,
	lease: 300 * time.Millisecond, renew: 50 * time.Millisecond, hold: time.Minute, release: 5 * time.Second,
	wait: time.Minute, poll: 2 * time.Millisecond, backoff: time.Millisecond,
}

// fakeS3 is a new gofakes3 with one bucket. The middleware may be nil.
func fakeS3(t *testing.T, middleware func(http.Handler) http.Handler) (endpoint string) {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("scores"); err != nil {
		t.Fatal(err)
	}
	handler := gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	if middleware != nil {
		handler = middleware(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func open(t *testing.T, endpoint, query string) *Bucket {
	t.Helper()
	b, err := Open("s3://scores?region=eu-central-1&endpoint="+endpoint+query, awsConfig("secret"))
	if err != nil {
		t.Fatal(err)
	}
	b.timing = testTiming
	return b
}

func awsConfig(secret string) func(context.Context) (aws.Config, error) {
	return func(context.Context) (aws.Config, error) {
		keys := credentials.NewStaticCredentialsProvider("access", secret, "")
		return aws.Config{Region: "eu-central-1", Credentials: keys}, nil
	}
}

func TestConformance(t *testing.T) {
	buckettest.Run(t, func(t *testing.T) bucket.Bucket { return open(t, fakeS3(t, nil), "") })
}

func TestPrefixesShareNothing(t *testing.T) {
	endpoint := fakeS3(t, nil)
	a, b := open(t, endpoint, "&prefix=a"), open(t, endpoint, "&prefix=b/")
	if _, err := a.Put(t.Context(), "k", []byte("x"), bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Get(t.Context(), "k"); !errors.Is(err, bucket.ErrNotExist) {
		t.Errorf("b has a's object: %v", err)
	}
	if keys, err := open(t, endpoint, "").List(t.Context(), ""); err != nil || !slices.Equal(keys, []string{"a/k"}) {
		t.Errorf("keys %v (%v)", keys, err)
	}
}

func TestListReadsAllPages(t *testing.T) {
	b := open(t, fakeS3(t, nil), "&prefix=p/")
	var want []string
	for i := range 1100 {
		key := fmt.Sprintf("days/%05d", i)
		want = append(want, key)
		if _, err := b.Put(t.Context(), key, nil, bucket.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	if keys, err := b.List(t.Context(), "days/"); err != nil || !slices.Equal(keys, want) {
		t.Errorf("%d keys (%v), want %d", len(keys), err, len(want))
	}
}

// lostAnswers does the first n writes, but answers them with an error.
func lostAnswers(n int) func(http.Handler) http.Handler {
	var mu sync.Mutex
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			lose := r.Method == http.MethodPut && n > 0
			if lose {
				n--
			}
			mu.Unlock()
			if lose {
				next.ServeHTTP(httptest.NewRecorder(), r)
				http.Error(w, "", http.StatusServiceUnavailable)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func TestLostAnswerIsNoConflict(t *testing.T) {
	b := open(t, fakeS3(t, lostAnswers(2)), "")
	version, err := b.Put(t.Context(), "k", []byte("x"), bucket.IfAbsent())
	if err != nil {
		t.Fatalf("IfAbsent: %v", err)
	}
	if next, err := b.Put(t.Context(), "k", []byte("y"), bucket.IfVersion(version)); err != nil || next == version {
		t.Errorf("IfVersion: %q, %v", next, err)
	}
	other := open(t, fakeS3(t, lostAnswers(0)), "")
	if _, err := other.Put(t.Context(), "k", []byte("x"), bucket.IfAbsent()); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Put(t.Context(), "k", []byte("x"), bucket.IfAbsent()); !errors.Is(err, bucket.ErrConflict) {
		t.Errorf("another write of the same content: %v, want a conflict", err)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	for name, tt := range map[string]struct {
		status    int
		body      string
		want      string
		temporary bool
	}{
		"denied": {403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
			"allow s3:GetObject on arn:aws:s3:::scores/p/*", false},
		"no bucket":    {404, "<Error><Code>NoSuchBucket</Code></Error>", "the bucket does not exist", false},
		"other region": {301, "<Error><Code>PermanentRedirect</Code></Error>", "another region", false},
		"wrong key":    {403, "<Error><Code>SignatureDoesNotMatch</Code></Error>", "credentials", false},
		"outage":       {500, "<Error><Code>InternalError</Code></Error>", "InternalError", true},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			defer server.Close()
			_, err := open(t, server.URL, "&prefix=p").Get(t.Context(), "k")
			var found *failure
			if !errors.As(err, &found) || found.Temporary() != tt.temporary ||
				!strings.Contains(err.Error(), tt.want) ||
				!strings.Contains(err.Error(), "s3://scores/p/: reading k") {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestLockOfDeadHolderIsTakenOver(t *testing.T) {
	t.Parallel()
	endpoint := fakeS3(t, nil)
	dead, alive := open(t, endpoint, ""), open(t, endpoint, "")
	dead.timing.renew = time.Hour // suspended
	unlock, err := dead.Lock(t.Context(), "run", "the dead one")
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	release, err := alive.Lock(t.Context(), "run", "the other one")
	if err != nil || time.Since(begin) < testTiming.lease {
		t.Fatalf("taken over after %v (%v), want it to last %v", time.Since(begin), err, testTiming.lease)
	}
	if err := unlock(); !errors.Is(err, errTakenOver) {
		t.Errorf("unlocking by the first holder: error %v, want %v", err, errTakenOver)
	}
	if err := release(); err != nil {
		t.Errorf("unlocking: %v", err)
	}
}

// The caller's patience ends while S3 writes the lock: the caller has it, and
// does not lock itself out.
func TestALockThatIsGivenAtTheEnd(t *testing.T) {
	t.Parallel()
	ctx, giveUp := context.WithCancel(t.Context())
	defer giveUp()
	endpoint := fakeS3(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPut {
				next.ServeHTTP(w, r)
				return
			}
			answer := httptest.NewRecorder()
			next.ServeHTTP(answer, r)
			giveUp()
			time.Sleep(10 * time.Millisecond) // time for a caller that does not wait
			maps.Copy(w.Header(), answer.Header())
			w.WriteHeader(answer.Code)
			_, _ = w.Write(answer.Body.Bytes())
		})
	})
	b := open(t, endpoint, "")
	b.timing.wait, b.timing.lease = time.Second, time.Minute
	unlock, err := b.Lock(ctx, "run", "me")
	if err != nil {
		t.Fatal(err)
	}
	if err := unlock(); err != nil {
		t.Error(err)
	}
	if unlock, err = b.Lock(t.Context(), "run", "me again"); err != nil {
		t.Fatal(err)
	}
	if err := unlock(); err != nil {
		t.Error(err)
	}
	if _, err := b.Lock(ctx, "run", "me"); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

func TestRenewedLockIsNotTakenOver(t *testing.T) {
	t.Parallel()
	endpoint := fakeS3(t, nil)
	unlock, err := open(t, endpoint, "").Lock(t.Context(), "run", "the first one")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*testTiming.lease)
	defer cancel()
	_, err = open(t, endpoint, "").Lock(ctx, "run", "the other one")
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "the first one") {
		t.Errorf("error %v", err)
	}
	if err := unlock(); err != nil {
		t.Error(err)
	}
}

func TestPutSendsTypeAndKey(t *testing.T) {
	var header http.Header
	endpoint := fakeS3(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPut {
				header = r.Header.Clone()
			}
			next.ServeHTTP(w, r)
		})
	})
	b := open(t, endpoint, "&kmsKey=arn:aws:kms:eu-central-1:1:key/k")
	if _, err := b.Put(t.Context(), "reports/2026-11-23.pdf", []byte("%PDF"), bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/pdf", "X-Amz-Server-Side-Encryption": "aws:kms",
		"X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id": "arn:aws:kms:eu-central-1:1:key/k",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	link, err := b.URL(t.Context(), "reports/2026-11-23.pdf")
	if err != nil || !strings.Contains(link, "X-Amz-Expires=86400") {
		t.Fatalf("link %s (%v)", link, err)
	}
	response, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if data, err := io.ReadAll(response.Body); err != nil || !bytes.Equal(data, []byte("%PDF")) {
		t.Errorf("the link opens %q (%v)", data, err)
	}
}

func TestConfigurationIsLoadedAtFirstUse(t *testing.T) {
	loads := 0
	b, err := Open("s3://scores", func(context.Context) (aws.Config, error) {
		loads++
		return aws.Config{}, errors.New("no credentials")
	})
	if err != nil || loads != 0 {
		t.Fatalf("loaded %d times (%v) before the first call", loads, err)
	}
	for range 2 {
		if _, err := b.Get(t.Context(), "k"); err == nil || !strings.Contains(err.Error(), "no credentials") {
			t.Errorf("error %v", err)
		}
	}
	if loads != 2 {
		t.Errorf("loaded %d times, want again after a failure", loads)
	}
}

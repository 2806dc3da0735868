package httpbound

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// answers is a server whose answer has this status and so many bytes.
func answers(t *testing.T, status int, size int64) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		chunk := bytes.Repeat([]byte("x"), 1<<16)
		for left := size; left > 0; left -= int64(len(chunk)) {
			if _, err := w.Write(chunk[:min(left, int64(len(chunk)))]); err != nil {
				return // the reader has had enough
			}
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestAHeaderHasABound(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", MaxHeader/2))
		if r.URL.Path == "/twice" {
			w.Header().Set("X-Too-Long", strings.Repeat("x", MaxHeader/2))
		}
	}))
	t.Cleanup(server.Close)
	client := http.Client{Transport: Transport(nil)}
	for path, refused := range map[string]bool{"/once": false, "/twice": true} {
		response, err := client.Get(server.URL + path)
		if err == nil {
			_ = response.Body.Close()
		}
		if (err != nil) != refused {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// T26: an answer of 300 MB is refused after a few.
func TestAnAnswerHasABound(t *testing.T) {
	const most = 8 << 20
	for _, tt := range []struct {
		name   string
		client Doer
		status int
		size   int64
		refuse bool
	}{
		{"as large as allowed", &http.Client{Transport: Transport(nil)}, 200, MaxAnswer, false},
		{"a byte more", &http.Client{Transport: Transport(nil)}, 200, MaxAnswer + 1, true},
		{"T26: 300 MB", &http.Client{Transport: Transport(nil)}, 200, 300 << 20, true},
		{"to the AWS SDK", Client(http.DefaultClient, time.Minute, most), 200, most, false},
		{"to the AWS SDK, a byte more", Client(http.DefaultClient, time.Minute, most), 200, most + 1, true},
		{"an error to the AWS SDK", Client(http.DefaultClient, time.Minute, most), 500, MaxAnswer + 1, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, answers(t, tt.status, tt.size), nil)
			if err != nil {
				t.Fatal(err)
			}
			response, err := tt.client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			n, err := io.Copy(io.Discard, response.Body)
			if err := response.Body.Close(); err != nil {
				t.Error(err)
			}
			var over *TooLargeError
			if errors.As(err, &over) != tt.refuse || !tt.refuse && (err != nil || n != tt.size) || n > most {
				t.Errorf("read %d bytes, error %v", n, err)
			}
			if tt.refuse && !strings.Contains(err.Error(), request.URL.Host+" has more than ") {
				t.Errorf("error %v", err)
			}
		})
	}
}

// roundTrip is a Doer that is a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) Do(r *http.Request) (*http.Response, error) { return f(r) }

// untilItsEnd waits for the end of the request and fails as net/http does.
func untilItsEnd(r *http.Request) error {
	<-r.Context().Done()
	return r.Context().Err()
}

func TestAnAttemptHasABound(t *testing.T) {
	silent := func(r *http.Request) (*http.Response, error) { return nil, untilItsEnd(r) }
	halfway := func(r *http.Request) (*http.Response, error) {
		body := io.MultiReader(strings.NewReader("half"), readerFunc(func([]byte) (int, error) { return 0, untilItsEnd(r) }))
		return &http.Response{StatusCode: 200, Body: io.NopCloser(body)}, nil
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tt := range []struct {
		name string
		ctx  context.Context
		do   roundTrip
		want string
	}{
		{"no answer", t.Context(), silent, "no answer from s3.example within 1ms"},
		{"half an answer", t.Context(), halfway, "no answer from s3.example within 1ms"},
		{"the caller's end", ended, silent, "context canceled"},
		{"another failure", t.Context(), func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF },
			"unexpected EOF"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(tt.ctx, http.MethodGet, "https://s3.example/secret", nil)
			if err != nil {
				t.Fatal(err)
			}
			response, err := Client(tt.do, time.Millisecond, MaxAnswer).Do(request)
			if err == nil {
				_, err = io.ReadAll(response.Body)
				_ = response.Body.Close()
			}
			if err == nil || err.Error() != tt.want {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestAConnectionHasABound(t *testing.T) {
	ours, theirs := net.Pipe()
	defer ours.Close()
	go func() {
		defer theirs.Close()
		_, _ = theirs.Write(bytes.Repeat([]byte("x"), 101))
	}()
	data, err := io.ReadAll(iotest.OneByteReader(Conn(ours, "mail.example:25", 100)))
	var over *TooLargeError
	if len(data) != 100 || !errors.As(err, &over) {
		t.Errorf("%d bytes, error %v", len(data), err)
	}
}

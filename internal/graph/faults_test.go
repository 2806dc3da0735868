package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/graph/graphtest"
)

func TestFaults(t *testing.T) {
	const scores, profiles = "secureScores", "secureScoreControlProfiles"
	html := http.Header{"Content-Type": {"text/html"}}
	for name, c := range map[string]struct {
		fault fault
		cause error    // nil if a retry succeeds
		want  []string // in the error or in the oddities
		tries int      // of the faulty request; 0 is any
	}{
		"throttled for once": {fault{Path: scores, Times: 2, Status: 429, RetryAfter: "1"}, nil, nil, 3},
		"throttled for long": {
			fault{Path: scores, Status: 429, RetryAfter: "300"}, ErrThrottled,
			[]string{"HTTP 429", "wait 5m0s", "GET /v1.0/security/secureScores", "request-id 1111"}, 1,
		},
		"throttled for good": {
			fault{Path: scores, Status: 429, RetryAfter: "1"}, ErrThrottled,
			[]string{"reading the secure score", "TooManyRequests", "wait 1s"}, 4,
		},
		"outage for once": {fault{Path: profiles, Times: 3, Status: 503}, nil, nil, 4},
		"outage": {
			fault{Path: profiles, Status: 503}, ErrUnavailable, []string{"reading the control profiles", "HTTP 503"}, 4,
		},
		"gateway":   {fault{Path: scores, Times: 1, Status: 504}, nil, nil, 2},
		"500 twice": {fault{Path: scores, Times: 2, Status: 500}, nil, nil, 3},
		"500": {
			fault{Path: scores, Status: 500}, ErrUnavailable, []string{"InternalServerError", "run again later"}, 3,
		},
		"502":            {fault{Path: scores, Status: 502}, ErrUnavailable, []string{"HTTP 502 Bad Gateway"}, 3},
		"reset for once": {fault{Path: scores, Times: 1, Reset: true}, nil, nil, 0},
		"reset": {
			fault{Path: scores, Reset: true}, ErrUnavailable, []string{"reading the secure score", "check the network"}, 0,
		},
		"unauthorized": {fault{Path: scores, Status: 401}, ErrSignIn, []string{"HTTP 401", "audience"}, 1},
		"odd challenge": {
			fault{Path: scores, Status: 401, Header: http.Header{"Www-Authenticate": {`Bearer error="x", claims=a`}}},
			ErrSignIn, nil, 1,
		},
		"challenge with comma": {
			fault{Path: scores, Status: 401, Header: http.Header{"Www-Authenticate": {`Bearer claims="a,b"`}}}, ErrSignIn, nil,
			1,
		},
		"forbidden": {
			fault{Path: scores, Status: 403, Message: "Missing scope permissions"}, ErrPermission,
			[]string{"Authorization_RequestDenied: Missing scope permissions", "SecurityEvents.Read.All", "Security Reader"}, 1,
		},
		"forbidden, in the words of HTTP": {
			fault{Path: scores, Status: 403, Code: "Forbidden", Message: "Insufficient privileges"}, ErrPermission, []string{
				"reading the secure score: permission missing; a person's token needs the delegated permission " +
					"SecurityEvents.Read.All with admin consent, and the person the role Security Reader or Global Reader (GET /v1.0/security/secureScores: HTTP 403 Forbidden: Insufficient privileges, request-id",
			}, 1,
		},
		"not found": {fault{Path: profiles, Status: 404}, ErrRejected, []string{"graph.url"}, 1},
		"bad request": {
			fault{Path: profiles, Status: 400, Message: "a\nb\t" + strings.Repeat("c", 500)}, ErrRejected,
			[]string{"BadRequest: a b ccc", "…"}, 1,
		},
		"error as html": {
			fault{Path: scores, Status: 418, Body: "<html>teapot</html>"}, ErrRejected, []string{"HTTP 418"}, 1,
		},
		"redirect": {
			fault{Path: scores, Status: 302, Header: http.Header{"Location": {"http://127.0.0.1:1/login?secret=x"}}},
			ErrRejected, []string{"does not redirect"}, 1,
		},
		"no content":   {fault{Path: scores, Status: 203, Body: "{}"}, ErrMalformed, []string{"without a list"}, 1},
		"cut off":      {fault{Path: scores, CutAfter: 700}, ErrMalformed, []string{"ends early, at byte 700"}, 1},
		"wrong length": {fault{Path: scores, WrongSize: true}, ErrMalformed, []string{"ends early, at byte"}, 1},
		"cut catalogue": {
			fault{Path: profiles, CutAfter: 5000}, ErrMalformed, []string{"control profiles", "ends early, at byte 5000"}, 1,
		},
		"html with 200": {
			fault{Path: scores, Body: "<html>Sign in</html>", Header: html}, ErrMalformed,
			[]string{"at byte 0: this is text/html, not JSON"}, 1,
		},
		"half a document": {
			fault{Path: scores, Body: `{"value":[{"id":"a"`}, ErrMalformed, []string{"ends early, at byte 19"}, 1,
		},
		"empty":    {fault{Path: scores, Body: " "}, ErrMalformed, []string{"ends early, at byte 1"}, 1},
		"bad JSON": {fault{Path: scores, Body: `{"value":[{"id":tru}]}`}, ErrMalformed, []string{"at byte"}, 1},
		"two documents": {
			fault{Path: scores, Body: `{"value":[]}{}`}, ErrMalformed, []string{"at byte 13: there is more"}, 1,
		},
		"no list":       {fault{Path: scores, Body: `{"error":{"code":"x"}}`}, ErrMalformed, []string{"no list"}, 1},
		"not a list":    {fault{Path: scores, Body: `{"value":{}}`}, ErrMalformed, []string{"value is not a list"}, 1},
		"not objects":   {fault{Path: scores, Body: `{"value":[1]}`}, ErrMalformed, []string{"not an object"}, 1},
		"not an object": {fault{Path: scores, Body: `[]`}, ErrMalformed, []string{"not an object"}, 1},
		"profiles not objects": {
			fault{Path: profiles, Body: `{"value":["x"]}`}, ErrMalformed, []string{"unexpected string"}, 1,
		},
		"no score": {fault{Path: scores, Empty: true}, ErrNoScore, []string{"no secure score yet"}, 1},
		"null":     {fault{Path: scores, Body: `{"value":null}`}, ErrNoScore, nil, 1},
		"no catalogue": {
			fault{Path: profiles, Empty: true}, nil, []string{"catalogueEmpty"}, 1,
		},
		"bomb": {
			fault{Path: scores, Pad: 2 << 20}, ErrTooLarge, []string{"more than 1 MiB", "no real answer has this size"}, 1,
		},
		"large but allowed": {fault{Path: profiles, Pad: 2 << 20}, nil, nil, 1},
		"partial score": {
			fault{Path: scores, Warning: `199 - "Contoso/Provider/timeout"`}, nil,
			[]string{`partialScore  199 - "Contoso/Provider/timeout"`}, 1,
		},
		"partial catalogue": {
			fault{Path: profiles, Warning: "299 x"}, nil, []string{"partialCatalogue  299 x"}, 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := newFake(t, graphtest.Options{})
			fake.Fail(c.fault)
			client := newClient(t, fake.URL)
			client.limits.score = 1 << 20
			reading, err := client.Today(t.Context())
			if !errors.Is(err, c.cause) {
				t.Fatalf("got %v, want %v", err, c.cause)
			}
			message := fmt.Sprint(reading.Oddities)
			if err != nil {
				message = err.Error()
			}
			for _, want := range c.want {
				if !strings.Contains(message, want) {
					t.Errorf("%q lacks %q", message, want)
				}
			}
			for _, secret := range []string{"\t", "secret=", "$", testToken} {
				if strings.Contains(message, secret) {
					t.Errorf("%q contains %q", message, secret)
				}
			}
			if reading.Partial != (c.fault.Warning != "") {
				t.Errorf("partial %t", reading.Partial)
			}
			if tries := requestsTo(fake, c.fault.Path); c.tries != 0 && tries != c.tries {
				t.Errorf("%d tries, want %d", tries, c.tries)
			}
		})
	}
}

func requestsTo(fake *graphtest.Server, path string) int {
	n := 0
	for _, r := range fake.Requests() {
		if strings.HasSuffix(r.Path, path) {
			n++
		}
	}
	return n
}

func TestRetriesWait(t *testing.T) {
	for name, c := range map[string]struct {
		retryAfter string
		status     int
		least      []time.Duration
		most       []time.Duration
	}{
		"as asked": {"7", 429, []time.Duration{7 * time.Second}, []time.Duration{7 * time.Second}},
		"at once":  {"0", 429, []time.Duration{0}, []time.Duration{0}},
		"fraction": {"1.2", 503, []time.Duration{2 * time.Second}, []time.Duration{2 * time.Second}},
		"negative": {"-1", 503, []time.Duration{time.Second}, []time.Duration{2 * time.Second}},
		"nonsense": {"soon", 503, []time.Duration{time.Second}, []time.Duration{2 * time.Second}},
		"NaN":      {"NaN", 503, []time.Duration{time.Second}, []time.Duration{2 * time.Second}},
		"past":     {"Mon, 23 Nov 2015 06:00:00 GMT", 503, []time.Duration{time.Second}, []time.Duration{2 * time.Second}},
		"date": {time.Now().Add(20 * time.Second).UTC().Format(http.TimeFormat), 503,
			[]time.Duration{15 * time.Second}, []time.Duration{20 * time.Second}},
		"no header": {"", 503, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second},
			[]time.Duration{1500 * time.Millisecond, 2500 * time.Millisecond, 4500 * time.Millisecond}},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t, graphtest.Options{})
			fake.Fail(fault{Times: len(c.least), Status: c.status, RetryAfter: c.retryAfter})
			var waited waits
			client := newClient(t, fake.URL, func(o *Options) { o.Wait = waited.wait })
			if _, err := client.History(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			if len(waited) != len(c.least) {
				t.Fatalf("waited %v", waited)
			}
			for i, d := range waited {
				if d < c.least[i] || d > c.most[i] {
					t.Errorf("wait %d was %s, want %s to %s", i, d, c.least[i], c.most[i])
				}
			}
		})
	}
}

func TestDoesNotWaitPastTheDeadline(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	fake.Fail(fault{Status: 429, RetryAfter: "30"})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var waited waits
	_, err := newClient(t, fake.URL, func(o *Options) { o.Wait = waited.wait }).Today(ctx)
	if !errors.Is(err, ErrThrottled) || len(waited) != 0 {
		t.Errorf("waited %v, then %v", waited, err)
	}
}

func TestTimeLimits(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	fake.Fail(fault{Path: "secureScores", Delay: time.Minute})

	t.Run("the client's", func(t *testing.T) {
		client := newClient(t, fake.URL, func(o *Options) { o.Timeout, o.MaxRetries = 40*time.Millisecond, 1 })
		_, err := client.Today(t.Context())
		if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "no full answer within 40ms") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("the client's, within the answer", func(t *testing.T) {
		stalled := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"value":[`)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}))
		defer stalled.Close()
		client := newClient(t, stalled.URL+"/v1.0", func(o *Options) { o.Timeout = 40 * time.Millisecond })
		_, err := client.Today(t.Context())
		if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "no more data arrived after byte 10") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a silent Graph is asked once more", func(t *testing.T) {
		fake.Forget()
		client := newClient(t, fake.URL, func(o *Options) {
			o.Timeout, o.Wait = 10*time.Millisecond, func(context.Context, time.Duration) error { return nil }
		})
		_, err := client.History(t.Context(), nil)
		if n := len(fake.Requests()); !errors.Is(err, ErrUnavailable) || n != 2 {
			t.Errorf("%d requests, %v", n, err)
		}
	})
	t.Run("the caller's", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 40*time.Millisecond)
		defer cancel()
		_, err := newClient(t, fake.URL).Today(ctx)
		if !errors.Is(err, ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("cancelled while waiting", func(t *testing.T) {
		fake.Fail(fault{Status: 503, RetryAfter: "30"})
		ctx, cancel := context.WithCancel(t.Context())
		client := newClient(t, fake.URL, func(o *Options) {
			o.Wait = func(ctx context.Context, d time.Duration) error { cancel(); return sleep(ctx, d) }
		})
		_, err := client.Today(ctx)
		if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "cancelled") {
			t.Errorf("got %v", err)
		}
	})
}

func TestNetworkDown(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	root := "http://" + listener.Addr().String() + "/v1.0"
	listener.Close()
	var waited waits
	_, err = newClient(t, root, func(o *Options) { o.Wait = waited.wait }).History(t.Context(), nil)
	if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "connection refused") || len(waited) != 2 {
		t.Errorf("after %d waits: %v", len(waited), err)
	}
}

// Equal errors of several tenants are one line for people.
func TestTheErrorOfTheScoreComesFirst(t *testing.T) {
	for name, slow := range map[string]string{"score": "secureScores", "catalogue": "secureScoreControlProfiles"} {
		t.Run("slow "+name, func(t *testing.T) {
			fake := newFake(t, graphtest.Options{})
			fake.Fail(fault{Path: slow, Status: 403, Delay: 50 * time.Millisecond}, fault{Status: 403})
			_, err := newClient(t, fake.URL).Today(t.Context())
			var refused *Error
			if !errors.As(err, &refused) || refused.Request != "GET /v1.0/security/secureScores" {
				t.Errorf("%v, want that of the score", err)
			}
		})
	}
}

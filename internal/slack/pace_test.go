package slack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"secure-score-reporter/internal/slack/slacktest"
)

// strictSlack takes a message a second in each channel and answers 429 to any
// other, with a wait for the whole workspace.
type strictSlack struct {
	mu      sync.Mutex
	next    map[string]time.Time
	posts   map[string]int // by channel
	limited int
	after   string // Retry-After
	every   time.Duration
}

func (s *strictSlack) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(200 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	answer := &http.Response{StatusCode: http.StatusOK, Request: r, Header: http.Header{
		"Content-Type": {"application/json"},
	}}
	body := `{"ok":true,"channel":"C1","ts":"1.1"}`
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	if to := r.Form.Get("channel"); strings.HasSuffix(r.URL.Path, "chat.postMessage") {
		if time.Now().Before(s.next[to]) {
			s.limited++
			answer.StatusCode, body = http.StatusTooManyRequests, ""
			answer.Header.Set("Retry-After", s.after)
		} else {
			s.next[to] = time.Now().Add(s.every)
			s.posts[to]++
		}
	}
	answer.Body = io.NopCloser(strings.NewReader(body))
	return answer, nil
}

func newStrictSlack() *strictSlack {
	return &strictSlack{next: map[string]time.Time{}, posts: map[string]int{}, after: "1", every: time.Second}
}

// tenants are channels that share one token, each to the channel of its place.
func (s *strictSlack) tenants(workspaces *Workspaces, to ...string) (list []*Channel) {
	for _, name := range to {
		list = append(list, New(Options{
			Token:   func(context.Context) (string, error) { return testToken, nil },
			Channel: name, Transport: s, Workspaces: workspaces,
		}))
	}
	return list
}

// together delivers one message for each at once, and returns the errors.
func together(ctx context.Context, t *testing.T, channels []*Channel) []error {
	t.Helper()
	errs := make([]error, len(channels))
	var all sync.WaitGroup
	for i, c := range channels {
		draft, err := c.Prepare(slacktest.Watching())
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			errs[i] = c.Deliver(ctx, draft.Body, "", func(string, bool) error { return nil })
		})
	}
	all.Wait()
	return errs
}

// Many tenants post to one workspace at once. Each message arrives once, and
// Slack has to refuse few.
func TestPostsOfOneWorkspace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStrictSlack()
		var to []string
		for range 24 {
			to = append(to, "#all")
		}
		for i := range 8 {
			to = append(to, fmt.Sprintf("#own-%d", i))
		}
		begin := time.Now()
		if err := errors.Join(together(t.Context(), t, s.tenants(&Workspaces{}, to...))...); err != nil {
			t.Fatal(err)
		}
		if s.posts["#all"] != 24 || len(s.posts) != 9 || s.limited > 2*burst {
			t.Errorf("posts %v, %d refused", s.posts, s.limited)
		}
		for i := range 8 {
			if n := s.posts[fmt.Sprintf("#own-%d", i)]; n != 1 {
				t.Errorf("#own-%d has %d posts", i, n)
			}
		}
		if took := time.Since(begin); took > 40*time.Second {
			t.Errorf("24 posts to one channel took %s", took)
		}
	})
}

// Several processes post to one channel. None knows of the others but by what
// Slack refuses, and each message arrives once.
func TestPostsOfSeveralProcesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStrictSlack()
		var channels []*Channel
		for range 5 {
			channels = append(channels, s.tenants(&Workspaces{}, "#all", "#all", "#all", "#all")...)
		}
		if err := errors.Join(together(t.Context(), t, channels)...); err != nil {
			t.Error(err)
		}
		if n := s.posts["#all"]; n != len(channels) {
			t.Errorf("%d posts of %d", n, len(channels))
		}
	})
}

// While Slack asks for a pause, nothing is sent for any tenant. A pause that is
// too long is not waited for.
func TestAPauseIsForTheWholeWorkspace(t *testing.T) {
	for name, tt := range map[string]struct {
		after   string
		left    time.Duration // of the run's time; 0 without end
		refused int           // of the tenants
	}{
		"a short one":           {"10", 0, 0},
		"too long":              {"3600", 0, 8},
		"longer than the run":   {"10", 5 * time.Second, 8},
		"as the run just takes": {"10", 30 * time.Second, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStrictSlack()
				s.after = tt.after
				s.next["#first"] = time.Now().Add(5 * time.Second)
				workspaces := &Workspaces{}
				ctx := t.Context()
				if tt.left > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, tt.left)
					defer cancel()
				}
				var first sync.WaitGroup
				first.Go(func() { together(ctx, t, s.tenants(workspaces, "#first")) })
				time.Sleep(time.Second) // it was refused
				refused := 0
				for _, err := range together(ctx, t, s.tenants(workspaces, "#a", "#b", "#c", "#d", "#e", "#f", "#g", "#h")) {
					var delivery *Error
					if errors.As(err, &delivery) && delivery.Temporary() && strings.Contains(err.Error(), "asks to wait") {
						refused++
					} else if err != nil {
						t.Error(err)
					}
				}
				first.Wait()
				if refused != tt.refused || s.limited != 1 {
					t.Errorf("%d were not posted, want %d; Slack refused %d", refused, tt.refused, s.limited)
				}
			})
		})
	}
}

// A place among the posts that is later than the end of the run is not waited
// for, and not taken from the others.
func TestThereIsNoTimeForAPost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStrictSlack()
		s.every = 0
		ctx, cancel := context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer cancel()
		var to []string
		for range 20 {
			to = append(to, "#all")
		}
		failed := 0
		for _, err := range together(ctx, t, s.tenants(&Workspaces{}, to...)) {
			var delivery *Error
			if err != nil && (!errors.As(err, &delivery) || !delivery.Temporary()) {
				t.Error(err)
			}
			if err != nil {
				failed++
			}
		}
		if want := burst + 3; s.posts["#all"] != want || failed != 20-want {
			t.Errorf("%d were posted, %d failed; want %d", s.posts["#all"], failed, want)
		}
	})
}

// Two tokens are two workspaces.
func TestWorkspaces(t *testing.T) {
	var w Workspaces
	first, again, other := w.of("a"), w.of("a"), w.of("b")
	if first != again || first == other {
		t.Error("a secret is a workspace")
	}
}

//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
)

// busySlack takes a post in each channel at a time, and a number of calls in
// all. It refuses the others for a second.
type busySlack struct {
	*httptest.Server
	every time.Duration // for a post to a channel
	calls int           // in a second

	mu      sync.Mutex
	next    map[string]time.Time // by channel
	recent  []time.Time          // calls
	taken   map[string]int       // posts and files, by what and where they are
	posts   int
	refused int
}

func newBusySlack(t *testing.T) *busySlack {
	s := &busySlack{every: 300 * time.Millisecond, calls: 20, next: map[string]time.Time{}, taken: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *busySlack) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	s.mu.Lock()
	defer s.mu.Unlock()
	method, now := filepath.Base(r.URL.Path), time.Now()
	for len(s.recent) > 0 && now.Sub(s.recent[0]) > time.Second {
		s.recent = s.recent[1:]
	}
	channel := r.Form.Get("channel")
	posting := method == "chat.postMessage"
	if len(s.recent) >= s.calls || posting && now.Before(s.next[channel]) {
		s.refused++
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	s.recent = append(s.recent, now)
	w.Header().Set("Content-Type", "application/json")
	switch {
	case posting:
		s.next[channel] = now.Add(s.every)
		s.posts++
		s.taken[r.Form.Get("thread_ts")+r.Form.Get("blocks")]++
		fmt.Fprintf(w, `{"ok":true,"channel":"C1","ts":"%d.1"}`, s.posts)
	case method == "files.getUploadURLExternal":
		fmt.Fprintf(w, `{"ok":true,"upload_url":"%s/upload","file_id":"F1"}`, s.URL)
	case method == "files.completeUploadExternal":
		s.taken[r.Form.Get("thread_ts")+r.Form.Get("files")]++
		fmt.Fprint(w, `{"ok":true,"files":[{"id":"F1"}]}`)
	default:
		fmt.Fprint(w, `{"ok":true}`)
	}
}

// Several processes share a workspace, and none knows of the others. Each
// report is posted whole and once.
func TestSeveralProcessesShareAWorkspace(t *testing.T) {
	t.Parallel()
	const processes = 5
	const tenants = 2 * processes
	const parts = 3 * tenants // of each report: the message, a post in its thread, the PDF
	w, slack := newWorld(t), newBusySlack(t)
	w.slack.URL = slack.URL
	days := graphtest.Scores(string(score.DateOf(time.Now())), 8, 20)
	for i := range days {
		days[i] = bytes.ReplaceAll(days[i], []byte(graphtest.TenantID), []byte(demo.TenantID))
	}
	w.graph.Serve(days, graphtest.Profiles(20))
	if err := w.openFleet(tenants, nil); err != nil {
		t.Fatal(err)
	}
	round := func() (deliveries []string) {
		found := make([]job.Result, processes)
		var all sync.WaitGroup
		for i := range processes {
			all.Go(func() {
				var err error
				if found[i], err = w.process(t.Context(), fmt.Sprintf(`{"tenants": ["customer-%d", "customer-%d"],
					"deliver": ["slack"], "report": {"period": "P7D"}, "scheduledAt": "2026-11-16T06:00:00Z"}`,
					2*i+1, 2*i+2)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, result := range found {
			for _, tenant := range result.Tenants {
				for _, d := range tenant.Deliveries {
					deliveries = append(deliveries, string(d.Status))
				}
			}
		}
		return deliveries
	}
	for _, want := range []job.DeliveryStatus{job.Sent, job.Already} {
		if got := round(); !slices.Equal(got, slices.Repeat([]string{string(want)}, tenants)) {
			t.Errorf("the deliveries are %q, want each %q", got, want)
		}
	}
	if len(slack.taken) != parts || slack.refused < tenants {
		t.Errorf("Slack has %d parts of %d, and refused %d", len(slack.taken), parts, slack.refused)
	}
	for what, times := range slack.taken {
		if times > 1 {
			t.Errorf("%d times: %s", times, what)
		}
	}
}

// process runs the command in a process of its own.
func (w *world) process(ctx context.Context, event string) (result job.Result, err error) {
	self, err := os.Executable()
	if err != nil {
		return result, err
	}
	command := exec.CommandContext(ctx, self, "run", "-")
	command.Env = append(os.Environ(), asCommand+"=yes")
	for name, value := range w.env {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Stdin = strings.NewReader(event)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return result, fmt.Errorf("%w\n%s%s", err, stderr.String(), stdout.String())
	}
	return result, json.Unmarshal(stdout.Bytes(), &result)
}

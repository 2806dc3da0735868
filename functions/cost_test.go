package functions

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/cost"
	"secure-score-reporter/internal/graph/graphtest"
)

var measureCost = flag.Bool("cost", false, "measure what a run uses, and write it to internal/cost")

// What the services take to answer, where time is measured.
const (
	slowStore   = 25 * time.Millisecond
	slowService = 200 * time.Millisecond
)

// usage counts what a function uses of its services.
type usage struct {
	mu   sync.Mutex
	slow bool // the services take their time
	now  cost.Usage
}

// of counts a request.
func (u *usage) of(r *http.Request) {
	u.mu.Lock()
	pause := slowService
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/scores"):
		pause = slowStore
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			if path == "/scores" || path == "/scores/" {
				u.now.Writes++ // a list costs as much
			} else {
				u.now.Reads++
			}
		case http.MethodPut, http.MethodPost:
			u.now.Writes++
			u.now.Kept += int(r.ContentLength)
		}
	case strings.Contains(path, "outbound-emails"):
		u.now.Mails++
		u.now.Mailed += int(r.ContentLength)
	case strings.HasPrefix(path, "/chat."), strings.HasPrefix(path, "/files."), strings.HasPrefix(path, "/upload"):
		u.now.Slack++
	}
	slow := u.slow
	u.mu.Unlock()
	if slow {
		time.Sleep(pause)
	}
}

// TestCost compares what docs/cost.md computes with, as far as it can be
// counted. With -cost it measures everything again.
func TestCost(t *testing.T) {
	t.Parallel()
	const name = "../internal/cost/measured.json"
	want, err := cost.Read(name)
	if err != nil && !*measureCost {
		t.Fatal(err)
	}
	got := measured(t, *measureCost)
	if *measureCost {
		data, err := json.MarshalIndent(got, "", "  ")
		if err != nil || os.WriteFile(name, append(data, '\n'), 0o600) != nil {
			t.Fatal("writing what was measured:", err)
		}
		return
	}
	timed := cmp.FilterPath(func(p cmp.Path) bool {
		field := p.Last().String()
		return strings.HasSuffix(field, "CPU") || strings.HasSuffix(field, "Wait") || field == ".Start" || field == ".Memory"
	}, cmp.Ignore())
	// A lock is renewed in time, and bytes depend on names of the day.
	near := cmp.Comparer(func(x, y int) bool { return math.Abs(float64(x-y)) <= 0.05*float64(max(x, y)) })
	if diff := cmp.Diff(want, got, timed, near); diff != "" {
		t.Errorf("a run uses something else than docs/cost.md computes with (-want +got): make bench-cost\n%s", diff)
	}
}

// measured is a first run, the watch of a quiet day and a report: 234 controls
// and 433 profiles.
func measured(t *testing.T, slow bool) cost.Measured {
	c := newCloud(t)
	c.usage = &usage{slow: slow}
	if slow {
		c.graph.Fail(graphtest.Fault{Delay: slowService})
	}
	var m cost.Measured
	days := graphtest.Scores(time.Now().UTC().Format(time.DateOnly), 92, 234)
	begin := time.Now()
	reporter := start(t, binary(t, "reporter"), c.env...)
	<-reporter.polled
	m.Start = min(reporter.cpu(), time.Since(begin).Seconds())
	run := func(before int, event map[string]any) cost.Usage {
		event["scheduledAt"] = time.Now().UTC().Add(-time.Duration(before) * time.Minute).Format(time.RFC3339)
		scores := days[before : before+90]
		if before == 0 {
			scores = withChanges(t, scores)
		}
		c.graph.Serve(scores, graphtest.Profiles(433))
		return c.used(reporter, asJSON(t, event))
	}
	watch := map[string]any{"deliver": []string{"all"}}
	m.First, m.Watch = run(2, watch), run(1, watch)
	m.Report = run(0, map[string]any{"deliver": []string{"all"}, "report": map[string]any{"period": "P7D"}})
	m.Memory = reporter.memory()
	// All of the log is there only when the process has ended.
	for i, log := range strings.SplitAfter(reporter.said().String(), `"CleanRuns":1`)[:3] {
		of := []*cost.Usage{&m.First, &m.Watch, &m.Report}[i]
		of.Logged, of.Metrics = len(log), tenantMetrics(log)
	}
	return m
}

// used is what the invocation uses.
func (c *cloud) used(l *lambda, event string) cost.Usage {
	c.t.Helper()
	c.usage.now = cost.Usage{}
	c.graph.Forget()
	cpu, begin := l.cpu(), time.Now()
	if a := l.invoke(event, usual); a.failed || strings.Contains(a.body, `"failed":1`) {
		c.t.Fatalf("%s: %+v", event, a)
	}
	u := c.usage.now
	u.Wait, u.CPU = time.Since(begin).Seconds(), l.cpu()-cpu
	u.Wait = max(0, u.Wait-u.CPU)
	u.Graph = len(c.graph.Requests())
	return u
}

// tenantMetrics counts the metrics with the dimension Tenant.
func tenantMetrics(log string) (n int) {
	for line := range strings.Lines(log) {
		var written struct {
			AWS struct {
				CloudWatchMetrics []struct {
					Dimensions [][]string
					Metrics    []struct{ Name string }
				}
			} `json:"_aws"`
		}
		if json.Unmarshal([]byte(line), &written) != nil {
			continue // the last line is cut off
		}
		for _, set := range written.AWS.CloudWatchMetrics {
			if strings.Contains(fmt.Sprint(set.Dimensions), "Tenant") {
				n += len(set.Metrics)
			}
		}
	}
	return n
}

// withChanges gives each fifteenth action of the newest day another score.
func withChanges(t *testing.T, days []json.RawMessage) []json.RawMessage {
	t.Helper()
	var day map[string]any
	if err := json.Unmarshal(days[0], &day); err != nil {
		t.Fatal(err)
	}
	sum := day["currentScore"].(float64)
	for i, control := range day["controlScores"].([]any) {
		if i%15 == 0 {
			fields := control.(map[string]any)
			sum -= fields["score"].(float64)
			fields["score"] = float64(i % 2)
			sum += float64(i % 2)
		}
	}
	day["currentScore"] = sum
	changed, err := json.Marshal(day)
	if err != nil {
		t.Fatal(err)
	}
	return append([]json.RawMessage{changed}, days[1:]...)
}

// cpu is what the process used of the processor, in seconds.
func (l *lambda) cpu() (seconds float64) {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", l.process.Process.Pid))
	for _, thread := range threads { // none where this is not Linux; -cost is for Linux
		stat, _ := os.ReadFile(thread)
		var nanoseconds float64
		_, _ = fmt.Sscan(string(stat), &nanoseconds)
		seconds += nanoseconds / 1e9
	}
	return seconds
}

// memory is the most that the process held, in bytes.
func (l *lambda) memory() float64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", l.process.Process.Pid))
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var kilobytes float64
	_, _ = fmt.Sscan(after, &kilobytes)
	return kilobytes * 1024
}

package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/fleet"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
)

func repeated(n int, channels string) []string { return slices.Repeat([]string{channels}, n) }

// F3: a run that has no time for all goes on where the last one ended, also on
// a day on which nothing is sent. When each tenant was served, the tries have
// done it, although none had time for all. For another event nobody was served.
func TestNoTailStarves(t *testing.T) {
	c := newCustomers(t, repeated(16, "slack")...)
	c.job.Run(t.Context(), event.Event{Deliver: event.Channels{"slack"}, ScheduledAt: c.now}, "first")
	c.today("2026-11-17", control("A", 1, 2))
	var served []string
	for i, s := range c.sources {
		s.before = func() {
			c.pass(time.Second)
			served = append(served, fmt.Sprintf("t%03d", i))
		}
	}
	e := event.Event{Deliver: event.Channels{"slack"}, ScheduledAt: c.now}
	for try, failed := range []int{9, 2, 0, 0} {
		served = nil
		r := c.job.Run(c.within(8*time.Second), e, "tries")
		first := try * 7 % 16
		var want []string
		for i := range 7 {
			want = append(want, fmt.Sprintf("t%03d", (first+i)%16))
		}
		if !slices.Equal(served, want) || r.Failed != failed || r.Tenants[0].Tenant != "t000" {
			t.Errorf("try %d served %v, want %v; %d failed, want %d", try+1, served, want, r.Failed, failed)
		}
	}
	e.Report = &event.Report{}
	if r := c.job.Run(c.within(8*time.Second), e, "tries"); r.Failed == 0 {
		t.Errorf("another event of the same time: %+v", r)
	}
}

// A tenant that fails in each run does not keep the others from their turn.
func TestFailingTenantsStarveNobody(t *testing.T) {
	c := newCustomers(t, repeated(6, "")...)
	reads := make([]int, 6)
	for i, s := range c.sources {
		s.before = func() { c.pass(time.Second); reads[i]++ }
		if i < 3 {
			s.err = errors.New("503")
		}
	}
	for range 4 {
		c.job.Run(c.within(4*time.Second), event.Event{ScheduledAt: c.now}, "")
	}
	if want := []int{2, 2, 2, 2, 2, 2}; !slices.Equal(reads, want) {
		t.Errorf("reads by tenant are %v, want %v", reads, want)
	}
}

// A tenant that waited long for a service says nothing about the others.
func TestATenantsOutageHoldsNobody(t *testing.T) {
	c := newCustomers(t, repeated(3, "slack")...)
	c.sources[0].err = errors.New("no answer")
	c.sources[0].before = func() { c.pass(200 * time.Second) }
	r := c.job.Run(c.within(300*time.Second), event.Event{Deliver: event.Channels{"slack"}}, "")
	if r.Failed != 1 || r.Tenants[0].Error == nil {
		t.Errorf("%d failed: %+v", r.Failed, r.Tenants)
	}
}

// The order needs the store's list of runs. Without it the run goes on.
func TestTheListOfRunsCannotBeRead(t *testing.T) {
	c := newCustomers(t, "", "")
	c.job.LastRuns = unlisted{c.job.LastRuns}
	if r := c.job.Run(c.within(time.Hour), event.Event{}, ""); r.Failed > 0 {
		t.Errorf("%+v", r)
	}
}

type unlisted struct{ job.LastRuns }

func (unlisted) All(context.Context) (map[string]fleet.Last, error) { return nil, errors.New("503") }

// What a run does is the same, however many tenants are served at once: the
// result in the order of the configuration, what is stored, and what each
// channel receives.
func TestSideBySideIsLikeOneByOne(t *testing.T) {
	docs := []string{
		`{"deliver": ["all"]}`, `{"deliver": ["slack"], "scheduledAt": "2026-11-17T06:00:00Z"}`,
		`{"deliver": ["all"], "report": {"formats": ["pdf", "html", "csv"]}}`,
	}
	ran := func(width int) (outcome []string) {
		c := newCustomers(t, repeated(12, "slack email")...)
		c.job.Parallel = width
		c.sources[3].err = errors.New("403")
		c.job.Tenants[5].Source = panics{}
		c.channels[7]["slack"].err = errors.New("not_in_channel")
		c.job.Tenants[9].Channels = c.job.Tenants[9].Channels[:1]
		for n, doc := range docs {
			c.today(score.Date("2026-11-17").AddDays(n), control("A", float64(n%2), 2), control("B", 3, 5))
			e, err := event.Parse([]byte(doc))
			if err != nil {
				t.Fatal(err)
			}
			result, err := json.Marshal(c.job.Run(t.Context(), e, doc))
			if err != nil {
				t.Fatal(err)
			}
			outcome = append(outcome, string(result))
		}
		keys, err := c.bucket.List(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			object, err := c.bucket.Get(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			outcome = append(outcome, key+" "+object.Version)
		}
		for i, channels := range c.channels {
			for _, name := range []string{"slack", "email"} {
				outcome = append(outcome, fmt.Sprint(i, name, len(channels[name].received)))
			}
		}
		return outcome
	}
	if diff := cmp.Diff(ran(1), ran(8)); diff != "" {
		t.Errorf("one by one, and side by side:\n%s", diff)
	}
}

// As many as were asked for are served at once, and no more.
func TestTheNumberSideBySide(t *testing.T) {
	for width, want := range map[int]int{0: job.Parallel, 1: 1, 3: 3, 50: 20} {
		synctest.Test(t, func(t *testing.T) {
			var begun atomic.Int32
			var all sync.WaitGroup
			all.Go(func() {
				job.SideBySide(width, 20, func(int) {
					begun.Add(1)
					time.Sleep(time.Second)
				})
			})
			synctest.Wait()
			if got := int(begun.Load()); got != want {
				t.Errorf("%d: %d at once, want %d", width, got, want)
			}
			all.Wait()
		})
	}
}

// Progress is reported once for each tenant.
func TestEachEndIsReported(t *testing.T) {
	c := newCustomers(t, repeated(9, "")...)
	c.job.Parallel = 4
	var ended []string
	c.job.Ended = func(r job.TenantResult) { ended = append(ended, r.Tenant) }
	c.job.Run(t.Context(), event.Event{}, "")
	slices.Sort(ended)
	if got := strings.Join(ended, " "); got != "t000 t001 t002 t003 t004 t005 t006 t007 t008" {
		t.Errorf("ended %s", got)
	}
}

// Package channeltest is what every channel has to keep, as tests: a message is
// delivered once, what was refused is said, what is left is delivered in place,
// and no text breaks it. Each channel runs it against a server of its own.
package channeltest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// Channel is a channel as a run uses it.
type Channel interface {
	Name() string
	To() string
	Prepare(m report.Message) (report.Draft, error)
	Deliver(ctx context.Context, draft []byte, progress string, record func(progress string, complete bool) error) error
}

// Server is a channel and the other side of it.
type Server struct {
	Channel
	// Accepted are the messages that the other side took, as it has them; each
	// has the message's key in it, unless it is keyless.
	Accepted func() []string
	Keyless  bool // a message has no place for a key
	// Answer has the other side refuse everything for good, fail for now, or
	// accept again.
	Answer func(Answer)
}

// Answer is how the other side answers.
type Answer int

// The answers.
const (
	Accepts Answer = iota
	Refuses        // for good
	Fails          // for now
)

// Key is the key of the messages.
const Key = "5ec0de5ec0de5ec0"

// messages are one of each occasion.
func messages(m report.Model) map[report.Occasion]report.Message {
	news := m.Account
	named := report.Model{Tenant: m.Tenant, TenantID: m.TenantID, Date: m.Date, Made: m.Made}
	return map[report.Occasion]report.Message{
		report.Watching: {Occasion: report.Watching, Model: m, Key: Key},
		report.Alert:    {Occasion: report.Alert, Model: m, News: &news, Key: Key},
		report.Periodic: {Occasion: report.Periodic, Model: m, News: &news, Key: Key,
			Files: []report.File{{Name: "report.pdf", MediaType: "application/pdf", Data: []byte("%PDF-1.4 a report")}},
			Links: map[string]string{"pdf": "https://x.example/report.pdf"}},
		report.Notified: {Occasion: report.Notified, Model: named, Key: Key,
			Notice: &report.Notice{Trouble: report.Stale, Newest: score.Date("2026-11-19")}},
	}
}

// Run runs the suite; start makes a channel and its server anew.
func Run(t *testing.T, start func(t *testing.T) Server) {
	names := slices.DeleteFunc(reporttest.CaseNames(), func(name string) bool {
		return name == "nothing-known" // it has numbers that no run has
	})
	for _, name := range names {
		for occasion, m := range messages(reporttest.Case(name)) {
			t.Run("delivers "+name+" "+string(occasion), func(t *testing.T) { delivers(t, start(t), m) })
		}
	}
	m := messages(reporttest.Case("ordinary"))[report.Periodic]
	t.Run("refused for good", func(t *testing.T) { refused(t, start(t), m, Refuses) })
	t.Run("refused for now", func(t *testing.T) { refused(t, start(t), m, Fails) })
	t.Run("goes on where it stopped", func(t *testing.T) { resumes(t, start(t), m) })
	t.Run("is not sent after a cancel", func(t *testing.T) { cancelled(t, start(t), m) })
	t.Run("draws the same bytes", func(t *testing.T) { repeats(t, start(t), m) })
}

func prepared(t *testing.T, s Server, m report.Message) report.Draft {
	t.Helper()
	draft, err := s.Prepare(m)
	if err != nil {
		t.Fatal(err)
	}
	return draft
}

// records are what a delivery recorded, in order; stopAt is the number of the
// record that fails, 0 for none.
type records struct {
	progress []string
	complete bool
	stopAt   int
}

var errRecord = errors.New("the store is away")

func (r *records) record(progress string, complete bool) error {
	if r.stopAt > 0 && len(r.progress)+1 == r.stopAt {
		return errRecord
	}
	r.progress, r.complete = append(r.progress, progress), complete
	return nil
}

func (r *records) last() string {
	if len(r.progress) == 0 {
		return ""
	}
	return r.progress[len(r.progress)-1]
}

// delivers wants each message accepted, with its key, and complete at the end.
func delivers(t *testing.T, s Server, m report.Message) {
	var r records
	draft := prepared(t, s, m)
	if err := s.Deliver(t.Context(), draft.Body, "", r.record); err != nil {
		t.Fatal(err)
	}
	got := s.Accepted()
	if len(got) == 0 || !s.Keyless && !strings.Contains(got[0], Key) {
		t.Errorf("accepted %d messages, or one without the key", len(got))
	}
	if !r.complete || r.last() == "" {
		t.Errorf("recorded %q, complete %v", r.progress, r.complete)
	}
	if draft.OneStep && len(r.progress) != 1 {
		t.Errorf("one step has %d records", len(r.progress))
	}
}

// refused wants an error that says whether a later try can help, and nothing
// recorded; afterwards the same draft is delivered once.
func refused(t *testing.T, s Server, m report.Message, answer Answer) {
	var r records
	draft := prepared(t, s, m)
	s.Answer(answer)
	err := s.Deliver(t.Context(), draft.Body, "", r.record)
	var says interface{ Temporary() bool }
	if !errors.As(err, &says) || says.Temporary() != (answer == Fails) {
		t.Errorf("the error does not say that it is for good or for now: %v", err)
	}
	if len(r.progress) > 0 || len(s.Accepted()) > 0 {
		t.Errorf("recorded %q, accepted %d", r.progress, len(s.Accepted()))
	}
	s.Answer(Accepts)
	if err := s.Deliver(t.Context(), draft.Body, "", r.record); err != nil || !r.complete {
		t.Errorf("afterwards: %v, complete %v", err, r.complete)
	}
}

// resumes stops at each record in turn. What was recorded is not sent again.
func resumes(t *testing.T, s Server, m report.Message) {
	var whole records
	draft := prepared(t, s, m)
	if err := s.Deliver(t.Context(), draft.Body, "", whole.record); err != nil {
		t.Fatal(err)
	}
	once := len(s.Accepted())
	for stop := 2; stop <= len(whole.progress); stop++ {
		before := len(s.Accepted())
		r := records{stopAt: stop}
		if err := s.Deliver(t.Context(), draft.Body, "", r.record); !errors.Is(err, errRecord) {
			t.Fatalf("a record that fails: %v", err)
		}
		r.stopAt = 0
		if err := s.Deliver(t.Context(), draft.Body, r.last(), r.record); err != nil || !r.complete {
			t.Fatalf("going on after record %d: %v, complete %v", stop-1, err, r.complete)
		}
		// The step whose record failed is the one that may be there twice.
		if more := len(s.Accepted()) - before; more > once+1 {
			t.Errorf("stopped at record %d: %d messages, %d without a stop", stop, more, once)
		}
	}
	before := len(s.Accepted())
	var r records
	if err := s.Deliver(t.Context(), draft.Body, whole.last(), r.record); err != nil || len(s.Accepted()) != before {
		t.Errorf("a complete delivery again: %v, %d more messages", err, len(s.Accepted())-before)
	}
}

// cancelled wants nothing sent once the run has ended.
func cancelled(t *testing.T, s Server, m report.Message) {
	var r records
	draft := prepared(t, s, m)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Deliver(ctx, draft.Body, "", r.record); err == nil || len(s.Accepted()) > 0 || len(r.progress) > 0 {
		t.Errorf("after a cancel: %v, accepted %d, recorded %q", err, len(s.Accepted()), r.progress)
	}
}

func repeats(t *testing.T, s Server, m report.Message) {
	if one, two := prepared(t, s, m), prepared(t, s, m); !bytes.Equal(one.Body, two.Body) {
		t.Error("two drafts of one message differ")
	}
}

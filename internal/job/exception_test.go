package job_test

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
)

// ended are the notices of ended exceptions that a channel got: the controls of
// each.
func (c *channel) ended() []string {
	var list []string
	for _, m := range c.received {
		if m.Occasion != report.Notified || m.Notice.Trouble != report.ExceptionEnded {
			continue
		}
		var ids []string
		for _, d := range m.Notice.Ended {
			ids = append(ids, d.Control)
		}
		list = append(list, strings.Join(ids, " "))
	}
	return list
}

func exception(control string, until score.Date) score.Exception {
	return score.Exception{Control: control, Reason: "Scanner in plant 2", Owner: "kim", Ticket: "SEC-1", Until: until}
}

// november runs on each day of November from one to another.
func (w *world) november(event string, from, to int, controls ...score.Control) {
	w.t.Helper()
	for day := from; day <= to; day++ {
		w.day(score.Date("2026-11-01").AddDays(day-1), controls...)
		w.run(event)
	}
}

const daily = `{"deliver": ["slack", "email"]}`

// G9: an exception that ends is one message on each channel, whatever else the
// run does, and none on a day after.
func TestAnEndedExceptionIsAnnouncedOnce(t *testing.T) {
	for _, tc := range []struct {
		name       string
		exceptions []score.Exception
		change     func(w *world, day int) // before the run of a day, 16 to 27 November
		want       []string
	}{
		{"one", []score.Exception{exception("a", "2026-11-19")}, nil, []string{"a"}},
		{"none has an end", []score.Exception{exception("A", "")}, nil, nil},
		{"two on one day", []score.Exception{exception("B", "2026-11-19"), exception("A", "2026-11-19")}, nil,
			[]string{"A B"}},
		{"two on two days", []score.Exception{exception("B", "2026-11-20"), exception("A", "2026-11-19")}, nil,
			[]string{"A", "B"}},
		{"over before the first run", []score.Exception{exception("A", "2026-01-01")}, nil, []string{"A"}},
		{"of an action that is not scored", []score.Exception{exception("X", "2026-11-19")}, nil, nil},
		{"of an action that is completed", []score.Exception{exception("done", "2026-11-19")}, nil, nil},
		{"extended, and over again", []score.Exception{exception("A", "2026-11-19")}, func(w *world, day int) {
			if day == 21 {
				w.exceptions[0].Until = "2026-11-24"
			}
		}, []string{"A", "A"}},
		{"removed, and back", []score.Exception{exception("A", "2026-11-19")}, func(w *world, day int) {
			w.exceptions = []score.Exception{exception("A", "2026-11-19")}
			if day > 21 && day < 24 {
				w.exceptions = nil
			}
		}, []string{"A"}},
		{"removed in time", []score.Exception{exception("A", "2026-11-19")}, func(w *world, day int) {
			if day == 19 {
				w.exceptions = nil
			}
		}, nil},
		{"Slack down for three days", []score.Exception{exception("A", "2026-11-19")}, func(w *world, day int) {
			w.slack.err = nil
			if day >= 20 && day <= 22 {
				w.slack.err = errors.New("down")
			}
		}, []string{"A"}},
		{"Graph down for three days", []score.Exception{exception("A", "2026-11-19")}, func(w *world, day int) {
			w.source.err = nil
			if day == 20 || day == 21 {
				w.source.err = errors.New("down")
			}
		}, []string{"A"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.store, w.exceptions = newValues(), tc.exceptions
			for day := 16; day <= 27; day++ {
				if tc.change != nil {
					tc.change(w, day)
				}
				w.november(daily, day, day, control("A", 1, 10), control("B", 2, 10), control("done", 5, 5))
			}
			for _, c := range []*channel{w.slack, w.email} {
				if got := c.ended(); !slices.Equal(got, tc.want) {
					t.Errorf("%s was notified of %q, want %q", c.name, got, tc.want)
				}
			}
		})
	}
}

// An exception that ended is not announced again after it was not overdue for
// some days, whatever was announced in these days.
func TestAnEndedExceptionIsNotAnnouncedAgain(t *testing.T) {
	for name, meanwhile := range map[string]func(w *world, day int){
		"the action was completed": func(w *world, day int) {
			w.november(daily, day, day, control("A", 10, 10), control("B", 2, 10))
		},
		"the action was not scored": func(w *world, day int) {
			w.november(daily, day, day, control("B", 2, 10))
		},
		"the exception was removed": func(w *world, day int) {
			all := w.exceptions
			w.exceptions = all[1:]
			w.november(daily, day, day, control("A", 1, 10), control("B", 2, 10))
			w.exceptions = all
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.exceptions = []score.Exception{exception("A", "2026-11-17"), exception("B", "2026-11-19")}
			w.november(daily, 16, 19, control("A", 1, 10), control("B", 2, 10))
			meanwhile(w, 20)
			w.november(daily, 21, 22, control("A", 1, 10), control("B", 2, 10))
			for _, c := range []*channel{w.slack, w.email} {
				if got := c.ended(); !slices.Equal(got, []string{"A", "B"}) {
					t.Errorf("%s was notified of %q, want A and B once each", c.name, got)
				}
			}
		})
	}
}

// A channel that fails is owed the message, while the other one has it once.
// Only the day after the last one is over does it begin.
func TestAFailedChannelIsOwedTheEndOfAnException(t *testing.T) {
	w := newWorld(t)
	w.exceptions = []score.Exception{exception("A", "2026-11-19")}
	a := control("A", 1, 10)
	w.november(daily, 16, 19, a)
	if got := len(w.slack.ended()) + len(w.email.ended()); got != 0 {
		t.Fatalf("%d notices on the last day", got)
	}
	w.slack.err = errors.New("down")
	w.day("2026-11-20", a)
	r := w.run(daily)
	failed := slices.ContainsFunc(r.Deliveries, func(d job.DeliveryResult) bool {
		return d.Channel == "slack" && d.Status == job.Failed && d.Text != ""
	})
	if !failed || len(w.email.ended()) != 1 {
		t.Fatalf("deliveries %+v, emails %q", r.Deliveries, w.email.ended())
	}
	w.slack.err = nil
	w.run(daily)
	w.run(daily)
	if got := w.slack.ended(); len(got) != 1 || len(w.email.ended()) != 1 {
		t.Errorf("Slack %q, email %q", got, w.email.ended())
	}
}

// A message that was accepted, and whose ledger could not be written, is not
// sent again.
func TestTheEndOfAnExceptionSurvivesALedgerThatFails(t *testing.T) {
	synctest.Test(t, theEndSurvivesALedgerThatFails)
}

func theEndSurvivesALedgerThatFails(t *testing.T) {
	w := newWorld(t)
	w.exceptions = []score.Exception{exception("A", "2026-11-16")}
	a := control("A", 1, 10)
	w.november(daily, 16, 16, a)
	failing := &lateLedgers{Store: store.ForTenant(w.bucket, "t")}
	w.slack.called = func() { failing.down = true }
	w.store = failing
	w.november(`{"deliver": ["slack"]}`, 17, 17, a)
	w.slack.called, w.store = nil, store.ForTenant(w.bucket, "t")
	w.november(daily, 18, 20, a)
	if got := w.slack.ended(); len(got) != 1 || len(w.email.ended()) != 1 {
		t.Errorf("Slack %q, email %q", got, w.email.ended())
	}
}

// lateLedgers is a store whose ledgers cannot be written once it is down.
type lateLedgers struct {
	job.Store
	down bool
}

func (s *lateLedgers) PutLedger(ctx context.Context, channel string, l ledger.Ledger) error {
	if s.down {
		return errors.New("503")
	}
	return s.Store.PutLedger(ctx, channel, l)
}

// The message waits for the end of the quiet times. A dry run says that it
// would be sent, and leaves it to a run that sends.
func TestTheEndOfAnExceptionWaits(t *testing.T) {
	w := newWorld(t)
	w.exceptions = []score.Exception{exception("A", "2026-11-19")}
	a := control("A", 1, 10)
	w.quiet = job.Quiet{Days: []time.Weekday{time.Friday, time.Saturday}}
	w.november(daily, 16, 21, a) // Monday to Saturday
	if got := w.slack.ended(); len(got) != 0 {
		t.Errorf("in quiet times %q", got)
	}
	w.day("2026-11-22", a)
	dry := w.run(`{"deliver": ["slack", "email"], "dryRun": true}`)
	last := dry.Deliveries[len(dry.Deliveries)-1]
	if last.Status != job.WouldSend || !strings.Contains(last.Text, "exception has ended") || len(w.slack.ended()) != 0 {
		t.Errorf("a dry run: %+v, sent %q", last, w.slack.ended())
	}
	w.run(daily)
	if got := w.slack.ended(); len(got) != 1 {
		t.Errorf("after quiet times %q", got)
	}
}

// The result has every exception beside what Microsoft records, and a warning
// about an id that Microsoft does not have.
func TestExceptionsOfAResult(t *testing.T) {
	w := newWorld(t)
	w.exceptions = []score.Exception{exception("a", "2026-11-15"), exception("typo", "")}
	a := control("A", 1, 10)
	a.State, a.StateBy, a.StateAssigned, a.StateComment = "Ignored", "kim", "sam", "scanner until 2027"
	a.StateAt = time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	w.day("2026-11-16", a)
	w.source.today.Catalogue = []score.Profile{{ID: "A", Title: "Do A"}}
	r := w.well(`{}`)
	var got []string
	for _, e := range r.Analysis.Exceptions {
		line := strings.Join([]string{e.Control, e.Title, string(e.State), string(e.Status), string(e.Until)}, "|")
		if d := e.Decided; d != nil {
			line += "|" + strings.Join([]string{d.By, d.AssignedTo, d.At, d.Comment}, "|")
		}
		got = append(got, line)
	}
	want := []string{
		"a|Do A|overdue|riskAccepted|2026-11-15|kim|sam|2026-11-01T08:00:00Z|scanner until 2027", "typo||notScored||",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if len(saying(r.Warnings, "typo")) != 1 || len(saying(r.Warnings, "exception")) != 1 {
		t.Errorf("warnings %q", r.Warnings)
	}
}

// The doctor finds exceptions that are overdue, or of no action.
func TestTheDoctorReadsTheExceptions(t *testing.T) {
	w := newWorld(t)
	w.exceptions = []score.Exception{exception("A", "2026-11-15"), exception("typo", ""), exception("B", "")}
	w.day("2026-11-16", control("A", 1, 10), control("B", 1, 10))
	w.source.today.Catalogue = []score.Profile{{ID: "A"}}
	j := w.job()
	var got []string
	for _, f := range j.Examine(t.Context(), j.Tenants[0], nil)() {
		if f.Check == "exceptions" {
			got = append(got, cmp.Or(f.Message, "?"))
		}
	}
	want := []string{
		"1 exception in the configuration without a recommended action of that id: typo", "1 exception overdue: Do A",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

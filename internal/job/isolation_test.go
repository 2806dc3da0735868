package job_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// T25: a fault of this program in one channel or tenant stops no other.
func TestAPanicConcernsNobodyElse(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.slack.called = func() { panic("index out of range") }
	r := w.well(both)
	w.want(r, job.Failed, job.Sent)
	if text := r.Deliveries[0].Error; !strings.Contains(text, "internal error: index out of range; please report it") {
		t.Errorf("error %q", text)
	}

	j := w.job()
	j.Tenants[0].Source = panics{}
	next := j.Tenants[0]
	next.Name, next.ID, next.Source, next.Store = "next", "u", w.source, store.ForTenant(buckettest.NewMemory(), "u")
	next.Channels = nil
	j.Tenants = append(j.Tenants, next)
	result := j.Run(t.Context(), event.Event{}, "one")
	if result.Failed != 1 || result.Tenants[0].Error == nil || result.Tenants[1].Error != nil {
		t.Errorf("results %+v", result)
	}
}

type panics struct{}

func (panics) Today(context.Context) (job.Reading, error) { panic("nil map") }

func (panics) History(context.Context, []score.Profile) ([]score.Snapshot, error) {
	return nil, errors.New("not asked for")
}

// T24: a store that may not delete keeps more than it should, and that is all.
func TestAFailedPruneIsAWarning(t *testing.T) {
	w := newWorld(t)
	w.store = undeletable{store.ForTenant(w.bucket, "t")}
	w.day("2026-11-16", control("A", 5, 10))
	r := w.well(both)
	w.want(r, job.Sent, job.Sent)
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "old days could not be deleted: s3:DeleteObject is missing") {
		t.Errorf("warnings %q", r.Warnings)
	}
}

type undeletable struct{ job.Store }

func (undeletable) Prune(context.Context, score.Date) error {
	return errors.New("s3:DeleteObject is missing")
}

// A history that cannot be read leaves the trend short, and is read later.
func TestAMissingHistoryIsAWarning(t *testing.T) {
	w := newWorld(t)
	w.source.historyErr = errors.New("503")
	w.day("2026-11-16", control("A", 5, 10))
	r := w.well(both)
	w.want(r, job.Sent, job.Sent)
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "the history that Microsoft keeps could not be read") {
		t.Errorf("warnings %q", r.Warnings)
	}
	w.source.historyErr = nil
	w.source.history = []score.Snapshot{thin("2026-11-15", 3), thin("2026-11-16", 5)}
	w.day("2026-11-17", control("A", 5, 10))
	w.well(both)
	if _, history, err := w.store.Dates(t.Context()); err != nil || len(history) != 1 || history[0] != "2026-11-15" {
		t.Errorf("history %v (%v), want the day that was not stored", history, err)
	}
}

package job_test

import (
	"context"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
)

func TestRetentionCountsFromTheScore(t *testing.T) {
	w := newWorld(t)
	w.day("2024-01-01", control("A", 1, 2))
	w.now = w.now.AddDate(3, 0, 0) // Microsoft has not computed one since
	r := w.well(`{"report": {}}`)
	object, err := w.bucket.Get(context.Background(), strings.TrimPrefix(r.Report["pdf"], "memory:///"))
	if err != nil || len(object.Data) == 0 {
		t.Errorf("the report of an old score was pruned at once: %v", err)
	}
	w.day("2025-12-01", control("A", 1, 2))
	w.well(`{}`)
	dates, _, err := store.ForTenant(w.bucket, "t").Dates(context.Background())
	if err != nil || len(dates) != 1 || dates[0] != "2025-12-01" {
		t.Errorf("stored are %v (%v), want only the day within 400 days", dates, err)
	}
}

func TestTheLedgerForgetsOldDeliveries(t *testing.T) {
	w := newWorld(t)
	for i, day := range []score.Date{"2024-01-01", "2025-12-01", "2025-12-02"} {
		w.day(day, control("A", float64(i), 10))
		w.well(`{"deliver": ["slack"]}`)
	}
	l, err := w.store.Ledger(context.Background(), "slack")
	if err != nil || len(l.Entries) != 2 {
		t.Errorf("the ledger has %d deliveries (%v), want the two within 400 days", len(l.Entries), err)
	}
}

package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"testing"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report/portfolio/portfoliotest"
)

// BenchmarkPortfolioOfAThousand reads a directory with 1,000 tenants, and draws
// the report over all of them as PDF.
func BenchmarkPortfolioOfAThousand(b *testing.B) {
	objects, err := bucket.OpenDir(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	j := &job.Job{Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	for i := range 1000 {
		r := portfoliotest.Read(i)
		t := store.ForTenant(objects, fmt.Sprintf("tenant-%d.example", i))
		for _, s := range []*score.Snapshot{r.Since, &r.Snapshot} {
			if s == nil || s.Date == "" {
				continue
			}
			if _, err := t.PutSnapshot(context.Background(), *s); err != nil {
				b.Fatal(err)
			}
		}
		if err := t.PutDays(context.Background(), r.Days, ""); err != nil {
			b.Fatal(err)
		}
		j.Tenants = append(j.Tenants, job.Tenant{
			Name: r.Name, ID: fmt.Sprintf("tenant-%d.example", i), Store: t, Zones: r.Zones, Goal: r.Goal,
		})
		now := r.Now
		j.Now = func() time.Time { return now }
	}
	b.ReportAllocs()
	for b.Loop() {
		m, _, err := j.PortfolioOf(context.Background(), job.PortfolioQuery{Since: job.PortfolioPeriod})
		if err != nil || m.Current < 500 {
			b.Fatal(m.Current, err)
		}
		if _, err := job.DrawPortfolio(m, event.Formats{event.PDF}); err != nil {
			b.Fatal(err)
		}
	}
}

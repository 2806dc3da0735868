//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
)

// BenchmarkPortfolioOfAThousand is the report over 1,000 tenants in a
// directory, as PDF: 96 actions, two days and a history of ten weeks each. With
// entries it is what a portfolio takes after the day's runs, and with days only
// where their entries cannot be used.
func BenchmarkPortfolioOfAThousand(b *testing.B) {
	w := newWorld(b)
	w.storeTenants(b, 1000)
	for _, from := range []struct{ name, period string }{{"entries", "P7D"}, {"days", "P6D"}} {
		b.Run(from.name, func(b *testing.B) {
			var costs []cost
			for b.Loop() {
				costs = append(costs, w.measureCommand(b, "", "portfolio", from.period, "--out", w.dir+"/portfolio.pdf"))
			}
			reportMedians(b, costs)
		})
	}
}

// storeTenants configures so many tenants of portfoliotest, and stores what
// their runs would today.
func (w *world) storeTenants(b *testing.B, n int) {
	b.Helper()
	objects, err := bucket.OpenDir(w.dir + "/data")
	if err != nil {
		b.Fatal(err)
	}
	later := int(score.DateOf(time.Now()).Time().Sub(portfoliotest.Day.Time()).Hours() / 24)
	doc := new(strings.Builder)
	fmt.Fprintf(doc, "store: file://%s/data\ntenants:\n", w.dir)
	for i := range n {
		r := portfoliotest.Read(i)
		fmt.Fprintf(doc, "- {name: %q, id: %s, auth: {token: env://GRAPH_TOKEN}", r.Name, r.ID)
		if r.Goal != nil {
			fmt.Fprintf(doc, ", goal: {percent: %g, by: %s}", r.Goal.Percent, r.Goal.By)
		}
		doc.WriteString("}\n")
		for d := range r.Days {
			r.Days[d].Date = r.Days[d].Date.AddDays(later)
		}
		for _, s := range []*score.Snapshot{r.Since, &r.Snapshot} {
			if s != nil {
				s.Date = s.Date.AddDays(later)
			}
		}
		r.Now, r.Exceptions = time.Now(), nil
		if err := storeReading(b.Context(), store.ForTenant(objects, r.ID), r); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.write("config.yaml", doc.String()); err != nil {
		b.Fatal(err)
	}
}

// storeReading stores the days of a reading, and the entry of a portfolio.
func storeReading(ctx context.Context, t *store.Tenant, r portfolio.Reading) error {
	unlock, errLock := t.Lock(ctx, "benchmark")
	_, _, errDates := t.Dates(ctx)
	errs := []error{errLock, errDates, t.PutDays(ctx, r.Days, "")}
	var days []score.Date
	for _, s := range []*score.Snapshot{&r.Snapshot, r.Since} {
		if s != nil {
			_, err := t.PutSnapshot(ctx, *s)
			days, errs = append(days, s.Date), append(errs, err)
		}
	}
	r.Owner, r.Stored = r.ID, slices.Sorted(slices.Values(days))
	basis, errBasis := r.Basis(string(job.PortfolioPeriod))
	entry, errEntry := portfolio.Encode(portfolio.Reduce(r))
	errs = append(errs, errBasis, errEntry)
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return errors.Join(t.PutEntry(ctx, days, basis, entry), unlock())
}

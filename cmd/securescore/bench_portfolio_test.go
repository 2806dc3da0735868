//go:build unix

package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report/portfolio/portfoliotest"
)

// BenchmarkPortfolioOfAThousand is the report over 1,000 tenants in a
// directory, as PDF: 96 actions, two days and a history of ten weeks each.
func BenchmarkPortfolioOfAThousand(b *testing.B) {
	w := newWorld(b)
	w.storeTenants(b, 1000)
	var costs []cost
	for b.Loop() {
		costs = append(costs, w.measureCommand(b, "", "portfolio", "--out", w.dir+"/portfolio.pdf"))
	}
	reportMedians(b, costs)
}

// storeTenants configures so many tenants of portfoliotest, and stores what
// they would have today.
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
		t := store.ForTenant(objects, r.ID)
		for d := range r.Days {
			r.Days[d].Date = r.Days[d].Date.AddDays(later)
		}
		if err := t.PutDays(b.Context(), r.Days, ""); err != nil {
			b.Fatal(err)
		}
		for _, s := range []*score.Snapshot{r.Since, &r.Snapshot} {
			if s == nil {
				continue
			}
			s.Date = s.Date.AddDays(later)
			if _, err := t.PutSnapshot(b.Context(), *s); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := w.write("config.yaml", doc.String()); err != nil {
		b.Fatal(err)
	}
}

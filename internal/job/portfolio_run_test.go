package job_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

const (
	monday  = `{"portfolio": {}, "deliver": ["all"], "scheduledAt": "2026-11-16T06:00:00Z"}`
	tuesday = `{"portfolio": {}, "deliver": ["all"], "scheduledAt": "2026-11-17T06:00:00Z"}`
)

// overall is a run of a portfolio.
func (w *world) overallRun(doc string) (job.Result, job.PortfolioRun) {
	w.t.Helper()
	e, err := event.Parse([]byte(doc))
	if err != nil {
		w.t.Fatal(err)
	}
	j := w.job()
	if err := j.Check(e); err != nil {
		w.t.Fatal(err)
	}
	w.request++
	r := j.Run(context.Background(), e, fmt.Sprintf("request-%d", w.request))
	if r.Portfolio == nil {
		w.t.Fatalf("no portfolio in %+v", r)
	}
	return r, *r.Portfolio
}

// wantOverall runs a portfolio and compares the statuses of its deliveries.
func (w *world) wantOverall(doc, statuses string) (job.Result, job.PortfolioRun) {
	w.t.Helper()
	r, p := w.overallRun(doc)
	var got []string
	for _, d := range p.Deliveries {
		got = append(got, d.Channel+" "+string(d.Status))
	}
	if strings.Join(got, ", ") != statuses {
		w.t.Errorf("%s: %q, want %q; %+v", doc, got, statuses, p)
	}
	return r, p
}

func withAScore(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.day("2026-11-16", control("a", 5, 10))
	w.well(`{}`)
	w.source.err = errors.New("Microsoft was asked")
	return w
}

// A portfolio goes to its own channels, with its documents in its own part of
// the store, and once for each schedule and period.
func TestAPortfolioIsDeliveredOnce(t *testing.T) {
	w := withAScore(t)
	r, p := w.wantOverall(monday, "slack sent, email sent")
	if r.Failed != 0 || len(r.Tenants) != 0 || p.Error != nil || p.Tenants != 1 || p.Current != 1 || *p.Mean != 50 ||
		p.Day != "2026-11-16" || p.Period != "P7D" {
		t.Errorf("%+v, %+v", r, p)
	}
	if !strings.HasPrefix(p.Report["pdf"], "memory:///portfolio/reports/2026-11-16-") || p.Deliveries[0].Text == "" {
		t.Errorf("%v, %q", p.Report, p.Deliveries[0].Text)
	}
	m := w.slack.received[0]
	if m.Occasion != portfolio.Occasion || len(m.Files) != 1 || m.Links["pdf"] != p.Report["pdf"] || len(m.Key) != 32 ||
		m.Model.Tenant != "Northwind" {
		t.Errorf("%+v", m)
	}
	w.wantOverall(monday, "slack already, email already")
	w.now = w.now.AddDate(0, 0, 1)
	w.wantOverall(tuesday, "slack sent, email sent")
	w.wantOverall(strings.Replace(tuesday, `"deliver"`, `"tenants": ["contoso"], "deliver"`, 1), "slack sent, email sent")
	monthly := strings.Replace(tuesday, `{}`, `{"period": "P30D"}`, 1)
	w.wantOverall(monthly, "slack sent, email sent")
	w.wantOverall(monthly, "slack already, email already")
	w.wantOverall(`{"portfolio": {}, "deliver": ["slack"]}`, "slack sent")
	w.wantOverall(`{"portfolio": {}, "deliver": ["slack"]}`, "slack sent")
	w.wantReceived(w.email, portfolio.Occasion, portfolio.Occasion, portfolio.Occasion, portfolio.Occasion)
}

// One channel's failure does not stop the other, and a retry sends what is
// left.
func TestAPortfolioOfWhichOneChannelFails(t *testing.T) {
	w := withAScore(t)
	w.slack.err = errors.New("no answer")
	r, _ := w.wantOverall(monday, "slack failed, email sent")
	if r.Failed != 1 || !r.Retryable() {
		t.Errorf("%d failed, retryable %v", r.Failed, r.Retryable())
	}
	w.slack.err = nil
	r, _ = w.wantOverall(monday, "slack sent, email already")
	if r.Failed != 0 || r.Retryable() {
		t.Errorf("%d failed, retryable %v", r.Failed, r.Retryable())
	}
}

// What is owed is sent by the next run as it was drawn, and the message itself
// is not repeated.
func TestAPortfolioOwesItsFiles(t *testing.T) {
	for name, tt := range map[string]struct{ next, statuses string }{
		"the same event": {monday, "slack sent, email already"},
		"the next one":   {tuesday, "slack sent, email sent, slack sent"},
	} {
		t.Run(name, func(t *testing.T) {
			w := withAScore(t)
			w.slack.steps, w.slack.progress, w.slack.restErr = 2, "", errors.New("upload failed")
			w.wantOverall(monday, "slack failed, email sent")
			w.slack.restErr, w.now = nil, w.now.AddDate(0, 0, 1)
			w.wantOverall(tt.next, tt.statuses)
			if w.slack.rest[0] != "0/2" {
				t.Errorf("the rest was %v", w.slack.rest)
			}
			w.wantOverall(monday, "slack already, email already")
		})
	}
}

// A run that ends between what a channel accepted and the ledger sends nothing
// twice.
func TestAPortfolioThatWasKilled(t *testing.T) {
	for name, fails := range map[string][]string{
		"after the step":  {"slack: record as done"},
		"before anything": {"slack: record as pending"},
	} {
		t.Run(name, func(t *testing.T) {
			w := withAScore(t)
			killed := &witness{Store: w.overall, fails: fails}
			w.overall = killed
			w.overallRun(`{"portfolio": {}, "deliver": ["slack"], "scheduledAt": "2026-11-16T06:00:00Z"}`)
			w.overall = store.ForPortfolio(w.bucket)
			w.overallRun(monday)
			w.wantOverall(monday, "slack already, email already")
			w.wantReceived(w.slack, portfolio.Occasion)
		})
	}
}

func TestAPortfolioInADryRun(t *testing.T) {
	w := withAScore(t)
	_, p := w.wantOverall(strings.Replace(monday, "{", `{"dryRun": true, `, 1), "slack dry-run, email dry-run")
	if len(p.Report) != 0 || p.Deliveries[0].Text == "" || len(w.slack.drafts) > 0 {
		t.Errorf("%+v", p)
	}
	keys, err := w.bucket.List(context.Background(), "portfolio/")
	if err != nil || len(keys) > 0 {
		t.Errorf("stored %v, %v", keys, err)
	}
}

// A tenant that cannot be read is in the report, and holds it back only where
// there is no other.
func TestAPortfolioOfWhatCannotBeRead(t *testing.T) {
	w := withAScore(t)
	w.corrupt("2026-11-16")
	r, p := w.wantOverall(monday, "")
	if r.Failed != 1 || p.Error == nil || !strings.Contains(*p.Error, "contoso: ") {
		t.Errorf("%+v", p)
	}
	if list := p.Failures(); len(list) != 1 {
		t.Errorf("%q", list)
	}
	j := w.twoTenants()
	e, _ := event.Parse([]byte(monday))
	both := j.Run(t.Context(), e, "request").Portfolio
	if both.Error != nil || len(both.Warnings) != 1 || !strings.HasPrefix(both.Warnings[0], "contoso: ") {
		t.Errorf("%+v", both)
	}
	w.wantReceived(w.email, portfolio.Occasion)
}

// A store that cannot be read is one line, however many tenants it has.
func TestAPortfolioOfManyThatCannotBeRead(t *testing.T) {
	w := withAScore(t)
	w.store = broken{Store: w.store, dates: errors.New("listing: HTTP 403 AccessDenied")}
	j := w.job()
	for i := range 40 {
		t := j.Tenants[0]
		t.Name, t.ID = fmt.Sprintf("customer-%02d", i), fmt.Sprint(i)
		j.Tenants = append(j.Tenants, t)
	}
	e, _ := event.Parse([]byte(monday))
	list := j.Run(t.Context(), e, "request").Portfolio.Failures()
	if len(list) != 1 || strings.Count(list[0], "AccessDenied") != 3 || strings.Contains(list[0], "\n") ||
		!strings.HasSuffix(list[0], "; and 38 more") {
		t.Errorf("%q", list)
	}
}

// Of two runs at once one waits for the other, and then has nothing to send.
func TestTwoPortfoliosAtOnce(t *testing.T) {
	w := withAScore(t)
	first, done := true, make(chan job.PortfolioRun)
	w.slack.called = func() {
		if !first {
			return
		}
		first = false
		go func() {
			j := w.job()
			j.Portfolio.Store = store.ForPortfolio(w.bucket)
			e, _ := event.Parse([]byte(monday))
			done <- *j.Run(context.Background(), e, "other").Portfolio
		}()
	}
	w.wantOverall(monday, "slack sent, email sent")
	if other := <-done; len(other.Deliveries) != 2 || other.Deliveries[0].Status != job.Already {
		t.Errorf("the other: %+v", other)
	}
	w.wantReceived(w.slack, report.Occasion("portfolio"))
}

package job

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/result"
	"secure-score-reporter/report/words"
)

// PortfolioChannel is a channel of the portfolio.
type PortfolioChannel interface {
	Channel
	// PreparePortfolio is Prepare for the report over all tenants.
	PreparePortfolio(m portfolio.Message) (report.Draft, error)
}

// PortfolioRun is what a run did for all tenants together.
type PortfolioRun struct {
	Name    string     `json:"name"`    // what the tenants together are called
	Period  string     `json:"period"`  // what the changes count from
	Tenants int        `json:"tenants"` // in the report
	Current int        `json:"current"` // of these, tenants with a current score
	Day     score.Date `json:"day"`     // of the newest score; empty without one
	// The mean of the current scores, in percent, each tenant once; null where
	// there is none.
	Mean *float64 `json:"mean"`
	// The mean of the changes that are known, in percentage points; null where
	// none is.
	Change *float64 `json:"change"`
	// Where each format of the report can be opened: a file, or a link that
	// expires.
	Report map[string]string `json:"report"`
	// As a tenant's: one entry for each channel of the event, and what was left
	// of earlier messages.
	Deliveries []DeliveryResult `json:"deliveries"`
	Warnings   []string         `json:"warnings"` // what a reader of the report has to know
	Error      *string          `json:"error"`    // why the run failed, and what to do; null where it did not

	retryable bool
}

func (r *PortfolioRun) warn(list warnings) { r.Warnings = append(r.Warnings, list...) }

func (r *PortfolioRun) failed() bool {
	return r != nil && (r.Error != nil || slices.ContainsFunc(r.Deliveries, DeliveryResult.isFailed))
}

// Failures are why the run and its deliveries failed, each in one line.
func (r *PortfolioRun) Failures() (list []string) {
	if r.Error != nil {
		list = append(list, *r.Error)
	}
	for _, d := range r.Deliveries {
		if d.isFailed() {
			list = append(list, d.Channel+" "+d.To+": "+d.Error)
		}
	}
	return list
}

// canRetry says whether a failure is temporary.
func (r *PortfolioRun) canRetry() bool {
	return r != nil && (r.retryable || slices.ContainsFunc(r.Deliveries, DeliveryResult.canRetry))
}

func (d DeliveryResult) isFailed() bool { return d.Status == Failed }
func (d DeliveryResult) canRetry() bool { return d.retryable }

// overall is the portfolio's part of a run: a task like a tenant's, with the
// portfolio's own store and channels, so that its deliveries have the same
// promises.
type overall struct {
	task
	job *Job
}

// runPortfolio makes the report over all tenants from what is stored, and
// delivers it.
func (j *Job) runPortfolio(ctx context.Context, e event.Event, requestID string) Result {
	done := &PortfolioRun{
		Name: words.English.PortfolioTitle(j.Portfolio.Name), Period: string(e.Portfolio.Period),
		Report:     map[string]string{},
		Deliveries: []DeliveryResult{}, Warnings: []string{},
	}
	k := j.overall(e, requestID)
	err := k.enough(ctx, leastForTenant)
	if err != nil {
		err = fmt.Errorf("not begun: %w", err)
	} else {
		err = guard(k.log, func() error { return k.run(ctx, done) })
	}
	if err != nil {
		message := err.Error()
		done.Error, done.retryable = &message, Temporary(err)
		k.log.Error(LogFailed, "error", message)
	}
	result := Result{Tenants: []TenantResult{}, Portfolio: done, Configured: len(j.Tenants)}
	if done.failed() {
		result.Failed = 1
	}
	return result
}

// portfolioID is the portfolio in the keys of its deliveries. A tenant may have
// this id: its deliveries have other kinds, and another store.
const portfolioID = "portfolio"

func (j *Job) overall(e event.Event, requestID string) overall {
	t := j.Portfolio.stored()
	return overall{job: j, task: task{
		Tenant: t, event: e, requestID: requestID, clock: j.Now, log: j.Log.With("portfolio", t.Name),
		oneByOne: j.Parallel == 1,
	}}
}

func (p Portfolio) channels() []Channel {
	var list []Channel
	for _, c := range p.Channels {
		list = append(list, c)
	}
	return list
}

// run passes through the stages with the portfolio's lock.
func (k overall) run(ctx context.Context, done *PortfolioRun) error {
	if !k.event.DryRun {
		unlock, err := k.lock(ctx, k.requestID, k.log)
		if err != nil {
			return err
		}
		defer unlock()
	}
	recipients := k.recipients(ctx)
	err := guard(k.log, func() error { return k.stages(ctx, recipients, done) })
	if err != nil && len(done.Deliveries) == 0 {
		var w warnings
		done.Deliveries = append(done.Deliveries, k.settleAll(ctx, recipients, &w)...)
		done.warn(w)
	}
	return err
}

func (k overall) stages(ctx context.Context, recipients []recipient, done *PortfolioRun) error {
	p := k.event.Portfolio
	m, w, err := k.job.PortfolioOf(ctx, PortfolioQuery{Tenants: k.event.Tenants, Since: p.Period})
	done.warn(w)
	if err != nil {
		return err
	}
	done.Tenants, done.Current, done.Day = len(m.Tenants), m.Current, m.Day
	done.Mean, done.Change = result.Known(m.Mean), result.Known(m.Change)
	if err := k.unreadable(m, done); err != nil {
		return err
	}
	files, err := DrawPortfolio(m, p.Formats)
	if err != nil {
		return err
	}
	s := situation{now: m.Made, message: report.Message{
		Occasion: report.Periodic, Model: report.Model{Locale: k.Locale}, Files: files,
	}}
	s.message.Links, w, err = k.keep(ctx, m, files)
	done.Report = s.message.Links
	done.warn(w)
	if err != nil {
		return err
	}
	k.portfolio = &m
	done.Deliveries, w, err = k.notifyAll(ctx, recipients, s)
	done.warn(w)
	return err
}

// unreadable warns of tenants of which nothing can be read. They are in the
// report, and hold it back only where there is nothing else in it.
func (k overall) unreadable(m portfolio.Model, done *PortfolioRun) error {
	var found warnings
	for _, t := range m.Tenants {
		if t.Trouble.Kind == portfolio.Unreadable {
			found.add(t.Name + words.In(k.Locale).Colon(t.Trouble.Detail))
		}
	}
	if len(found) == 0 || len(found) < len(m.Tenants) {
		done.warn(found)
		return nil
	}
	if more := len(found) - mostUnreadable; more > 0 {
		found = append(found[:mostUnreadable], words.English.MoreRows(more))
	}
	return errors.New("nothing could be read of any tenant: " + strings.Join(found, "; "))
}

// mostUnreadable is how many tenants an error names: what hides all of them is
// mostly one cause.
const mostUnreadable = 3

// keep stores the documents, and returns where each can be opened.
func (k overall) keep(
	ctx context.Context, m portfolio.Model, files []report.File,
) (links map[string]string, w warnings, err error) {
	links = map[string]string{}
	if k.event.DryRun {
		return links, nil, nil
	}
	if err := k.storeReports(ctx, score.DateOf(m.Made), files, links, &w); err != nil {
		return links, w, err
	}
	if err := k.Store.Prune(ctx, score.DateOf(k.Retention.Before(m.Made))); err != nil {
		w.add(words.In(k.Locale).NotPruned(err)) // what is too old does no harm
	}
	return links, w, nil
}

// prepare draws a message in a channel's form.
func (k task) prepare(c Channel, m report.Message) (report.Draft, error) {
	if of, ok := c.(PortfolioChannel); ok && k.portfolio != nil {
		return of.PreparePortfolio(portfolio.Message{Model: *k.portfolio, Files: m.Files, Links: m.Links, Key: m.Key})
	}
	return c.Prepare(m)
}

// headline is a message in one line.
func (k task) headline(m report.Message) string {
	if k.portfolio != nil {
		return words.In(k.Locale).PortfolioHeadline(*k.portfolio)
	}
	return words.In(k.Locale).Headline(m)
}

// periodic says whether what is sent was asked for, changed or not.
func (k task) periodic() bool { return k.event.Report != nil || k.event.Portfolio != nil }

package job

import (
	"context"
	"fmt"
	"sync"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/page"
	"secure-score-reporter/report/pdf"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// PortfolioPeriod is what the changes of a portfolio count from where nobody
// says.
const PortfolioPeriod = event.DefaultPeriod

// Portfolio is how the report over all tenants looks.
type Portfolio struct {
	Name   string // may be empty
	Locale report.Locale
	// Appearance is how its documents look, with warnings about what is left out
	// because it could not be read; nil for the built-in look.
	Appearance Appearance
	Channels   []PortfolioChannel // that a run of the portfolio can notify
	Store      Store              // of its documents and deliveries
	Retention  period.Period
}

// PortfolioQuery says what a portfolio is of.
type PortfolioQuery struct {
	Tenants []string // names or ids; empty for all
	// Since is what each newest score is compared with; empty: the stored day
	// before it.
	Since event.Period
}

// PortfolioOf reads what is stored of each tenant, and adds it up. It asks
// Microsoft for nothing, stores nothing and notifies nobody. What cannot be
// read of one tenant is in the model. It fails only where the period is none,
// and where it was stopped.
func (j *Job) PortfolioOf(ctx context.Context, q PortfolioQuery) (m portfolio.Model, warnings []string, err error) {
	if q.Since != "" {
		if err := q.Since.Check(); err != nil {
			return portfolio.Model{}, nil, err
		}
	}
	in := portfolio.Input{
		Name: j.Portfolio.Name, Now: j.Now().UTC(), Period: string(q.Since), Locale: j.Portfolio.Locale,
	}
	if in.Tenants, err = j.readTenants(ctx, q, in.Now); err != nil {
		return portfolio.Model{}, nil, err
	}
	if j.Portfolio.Appearance != nil {
		in.Appearance, warnings = j.Portfolio.Appearance(ctx, words.In(in.Locale))
	}
	return portfolio.Build(in), warnings, nil
}

// DrawPortfolio draws a portfolio in each of the formats.
func DrawPortfolio(m portfolio.Model, formats event.Formats) (files []report.File, err error) {
	for _, format := range formats {
		drawer := portfolioDrawers[format]
		if drawer == nil {
			return nil, fmt.Errorf("drawing the portfolio: there is no format %q", format)
		}
		data, err := drawer(m)
		if err != nil {
			return nil, fmt.Errorf("drawing the portfolio as %s: %w", format, err)
		}
		files = append(files, report.File{
			Name: fmt.Sprintf("secure-score-%s-%s%s.%s", portfolioName(m.Name), score.DateOf(m.Made),
				languageSuffix(format, m.Locale), format),
			MediaType: drawers[format].mediaType, Data: data,
		})
	}
	return files, nil
}

var portfolioDrawers = map[event.Format]func(portfolio.Model) ([]byte, error){
	event.PDF: pdf.DrawPortfolio, event.HTML: page.DrawPortfolio, event.CSV: csv.Portfolio,
}

// portfolioName is the portfolio's name in that of a file.
func portfolioName(name string) string {
	if name == "" {
		return "portfolio"
	}
	return fileName(name) + "-portfolio"
}

// readTenants reads several tenants at once. Of each only what a portfolio
// needs stays in memory.
func (j *Job) readTenants(ctx context.Context, q PortfolioQuery, now time.Time) ([]portfolio.Tenant, error) {
	chosen := j.Chosen(q.Tenants)
	list := make([]portfolio.Tenant, len(chosen))
	texts := sharedTexts{texts: map[string]string{}}
	SideBySide(j.Parallel, len(chosen), func(i int) {
		t := chosen[i]
		if ctx.Err() != nil {
			return
		}
		if t.Broken != nil {
			list[i] = portfolio.Nothing(t.Name, t.ID)
			list[i].Trouble.Kind = portfolio.Misconfigured
			return
		}
		var read portfolio.Tenant
		err := guard(j.Log, func() (err error) {
			read, err = t.stored(ctx, now, q.Since, texts.share)
			return err
		})
		if err != nil {
			read = portfolio.Nothing(t.Name, t.ID)
			read.Trouble = portfolio.Trouble{
				Kind: portfolio.Unreadable, Detail: outward(words.In(j.Portfolio.Locale), t.ID, err),
			}
		}
		list[i] = read
	})
	return list, ctx.Err()
}

// stored is what the store has of the tenant.
func (t Tenant) stored(
	ctx context.Context, now time.Time, since event.Period, share func(string) string,
) (portfolio.Tenant, error) {
	c, err := t.known(ctx, now, score.DateOf(now))
	if err != nil {
		return portfolio.Tenant{}, err
	}
	days := c.stored()
	if len(days) == 0 {
		return t.troubled(ctx, portfolio.Nothing(t.Name, t.ID)), nil
	}
	in := t.reading(c)
	in.Share = share
	if read, ok := t.entry(ctx, c, in, since); ok {
		return t.troubled(ctx, read), nil
	}
	if c, err = t.readStored(ctx, c, days[len(days)-1]); err != nil {
		return portfolio.Tenant{}, err
	}
	read, _, err := t.reduced(ctx, c, in, since)
	if err != nil {
		return portfolio.Tenant{}, err
	}
	return t.troubled(ctx, read), nil
}

// reading is what a portfolio has of a tenant before its days are read.
func (t Tenant) reading(c collected) portfolio.Reading {
	return portfolio.Reading{
		Name: t.Name, ID: t.ID, Now: c.now, Zones: t.Zones, Goal: t.Goal, Exceptions: t.Exceptions,
		Owner: c.gate.TenantID, Stored: c.stored(),
	}
}

// reduced keeps what a portfolio needs of the score that was read, compared
// with the start of a period. Since is what it was compared with; nil for
// nothing.
func (t Tenant) reduced(
	ctx context.Context, c collected, in portfolio.Reading, period event.Period,
) (read portfolio.Tenant, since *score.Snapshot, err error) {
	var compared comparison // nothing is before a score that is as old as the period, or older
	start, err := startOf(period, c.snapshot.Date)
	if err == nil && start < c.snapshot.Date {
		compared, err = t.compareFrom(ctx, c.before(c.snapshot.Date), start)
	}
	if err != nil {
		return portfolio.Tenant{}, nil, err
	}
	in.Snapshot, in.Since, in.SinceIsOldest = c.snapshot, compared.since, compared.oldest
	if t.Goal != nil {
		if in.Days, _, err = t.Store.Days(ctx); err != nil {
			return portfolio.Tenant{}, nil, err
		}
	}
	return portfolio.Reduce(in), compared.since, nil
}

// troubleAge is the age in days of a score from which the ledgers are read for
// the reason: yesterday's score is as new as Microsoft's often are.
const troubleAge = 2

// troubled is the tenant with why it has no current score, as far as the
// ledgers of its channels say.
func (t Tenant) troubled(ctx context.Context, read portfolio.Tenant) portfolio.Tenant {
	if read.Scored() && read.Age < troubleAge {
		return read
	}
	enough := failuresLeast
	if read.Trouble.Kind == portfolio.NoScore {
		enough = 1 // it is why there is none
	}
	for _, channel := range t.Channels {
		l, err := t.Store.Ledger(ctx, ledgerName(channel))
		if err != nil {
			continue // another channel may know, and doctor names the damage
		}
		found := portfolio.Trouble{}
		for _, trouble := range l.Troubles {
			if kind, known := troubleKinds[report.Trouble(trouble.Kind)]; known {
				found = portfolio.Worse(found, portfolio.Trouble{Kind: kind, Since: trouble.Since})
			}
		}
		if l.Failures >= enough {
			found = portfolio.Worse(found, portfolio.Trouble{Kind: portfolio.Failing})
		}
		if found.Kind == portfolio.Failing {
			found.Runs = l.Failures
		}
		read.Trouble = portfolio.Worse(read.Trouble, found)
	}
	return read
}

var troubleKinds = map[report.Trouble]portfolio.TroubleKind{
	report.Failing: portfolio.Failing, report.HeldBack: portfolio.HeldBack, report.Stale: portfolio.Old,
}

// sharedTexts keeps equal texts of all tenants once: the titles of actions.
type sharedTexts struct {
	mu    sync.Mutex
	texts map[string]string
}

func (s *sharedTexts) share(text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	same, known := s.texts[text]
	if !known {
		s.texts[text], same = text, text
	}
	return same
}

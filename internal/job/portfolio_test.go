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
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

// portfolioOf is the portfolio of a job, by the tenants' names.
func portfolioOf(t *testing.T, j *job.Job, since event.Period) (portfolio.Model, map[string]portfolio.Tenant) {
	t.Helper()
	m, _, err := j.PortfolioOf(context.Background(), job.PortfolioQuery{Since: since})
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]portfolio.Tenant{}
	for _, tenant := range m.Tenants {
		byName[tenant.Name] = tenant
	}
	return m, byName
}

// A tenant of a portfolio is as in its own report of the stored day.
func TestPortfolioIsWhatIsStored(t *testing.T) {
	w := newWorld(t)
	for i, points := range []float64{5, 7, 4} {
		w.day(score.Date("2026-11-16").AddDays(i), control("a", points, 10), control("b", 1, 8))
		w.well(`{}`)
	}
	w.source.err = errors.New("Microsoft was asked")
	j := w.twoTenants()
	for _, since := range []event.Period{"", "P1D", "P7D", "2026-11-16"} {
		m, got := portfolioOf(t, j, since)
		own, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{At: "2026-11-18", Since: since})
		if err != nil {
			t.Fatal(err)
		}
		contoso := got["contoso"]
		if contoso.Change != own.Model.Account.Percent || contoso.Now.Current != own.Model.Current ||
			contoso.Since.Date != own.Model.Since.Date || contoso.SinceIsOldest != own.Model.SinceIsOldest {
			t.Errorf("since %q: %v since %s; its own report has %v since %s", since, contoso.Change, contoso.Since.Date,
				own.Model.Account.Percent, own.Model.Since.Date)
		}
		if got["fabrikam"].Trouble.Kind != portfolio.NoScore || m.Current != 1 || m.Actions[0].Left != 7 {
			t.Errorf("since %q: %+v; %d current", since, got["fabrikam"].Trouble, m.Current)
		}
	}
	if _, _, err := j.PortfolioOf(context.Background(), job.PortfolioQuery{Since: "P0D"}); err == nil {
		t.Error("P0D is a period")
	}
}

// A date can be a period. A score of that day or of an earlier one is compared
// with nothing, and keeps what the ledgers say about it.
func TestPortfolioSinceTheDayOfAScore(t *testing.T) {
	w := newWorld(t)
	for _, date := range []score.Date{"2026-11-15", "2026-11-16"} {
		w.day(date, control("a", 5, 10))
		w.well(`{}`)
	}
	for since, compared := range map[event.Period]bool{"2026-11-15": true, "2026-11-16": false, "2026-11-17": false} {
		m, got := portfolioOf(t, w.job(), since)
		contoso := got["contoso"]
		if m.Current != 1 || contoso.Now.Current != 5 || contoso.Trouble.Kind != "" || contoso.Compared() != compared {
			t.Errorf("since %s: %+v, compared %t, trouble %+v", since, contoso.Now, contoso.Compared(), contoso.Trouble)
		}
	}
	w.now = w.now.AddDate(0, 0, 4)
	if _, got := portfolioOf(t, w.job(), "2026-11-17"); got["contoso"].Trouble.Kind != portfolio.Old {
		t.Errorf("an old score: %+v", got["contoso"].Trouble)
	}
}

// Why there is no current score is read from the ledgers.
func TestPortfolioOfTroubles(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("a", 5, 10))
	w.well(`{"deliver": ["slack"]}`)
	w.source.err = errors.New("no answer")
	for i := range 4 {
		w.now = w.now.AddDate(0, 0, 1)
		if i == 3 {
			break
		}
		w.run(`{"deliver": ["slack"]}`)
	}
	_, got := portfolioOf(t, w.job(), "P7D")
	trouble := got["contoso"].Trouble
	if trouble.Kind != portfolio.Failing || trouble.Runs != 3 || trouble.Since.IsZero() {
		t.Errorf("%+v", trouble)
	}
	if got["contoso"].Age != 4 {
		t.Errorf("%d days old", got["contoso"].Age)
	}
}

// A run that fails before there is a score is why there is none.
func TestPortfolioOfATenantThatNeverHadAScore(t *testing.T) {
	w := newWorld(t)
	w.source.err = errors.New("403")
	w.run(`{"deliver": ["slack"]}`)
	_, got := portfolioOf(t, w.job(), "P7D")
	if trouble := got["contoso"].Trouble; trouble.Kind != portfolio.Failing || trouble.Runs != 1 {
		t.Errorf("%+v", trouble)
	}
}

// One tenant that cannot be read concerns no other, not even with a panic.
func TestPortfolioOfWhatCannotBeRead(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("a", 5, 10))
	w.well(`{}`)
	j := w.twoTenants()
	w.store = store.ForTenant(w.bucket, "u")
	w.id = "u"
	w.well(`{}`)
	w.corrupt("2026-11-16") // of the first
	panics := j.Tenants[0]
	panics.Name, panics.ID, panics.Store = "panics", "v", nil
	j.Tenants = append(j.Tenants, panics)
	m, got := portfolioOf(t, j, "P7D")
	for name, want := range map[string]string{"contoso": "2026-11-16", "panics": "internal error"} {
		trouble := got[name].Trouble
		if trouble.Kind != portfolio.Unreadable || !strings.Contains(trouble.Detail, want) {
			t.Errorf("%s: %+v", name, trouble)
		}
	}
	if !got["fabrikam"].Current() || m.Current != 1 {
		t.Errorf("fabrikam: %+v", got["fabrikam"].Trouble)
	}
	j.Portfolio.Locale = report.Locale{}.In(report.German) // the tenants stay English
	_, got = portfolioOf(t, j, "P7D")
	if why := got["panics"].Trouble.Detail; !strings.HasSuffix(why, "“ (englische Fehlermeldung)") {
		t.Error(why)
	}
}

func TestPortfolioStops(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := w.job().PortfolioOf(ctx, job.PortfolioQuery{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestDrawPortfolio(t *testing.T) {
	w := newWorld(t)
	m, _ := portfolioOf(t, w.job(), "P7D")
	m.Name = "Northwind & Söhne"
	files, err := job.DrawPortfolio(m, event.Formats{event.PDF, event.HTML, event.CSV})
	if err != nil || len(files) != 3 {
		t.Fatal(len(files), err)
	}
	if files[0].Name != "secure-score-northwind-s-hne-portfolio-2026-11-16.pdf" ||
		files[2].MediaType != "text/csv; charset=utf-8" {
		t.Errorf("%s, %s", files[0].Name, files[2].MediaType)
	}
	if _, err := job.DrawPortfolio(m, event.Formats{"docx"}); err == nil {
		t.Error("docx is a format")
	}
}

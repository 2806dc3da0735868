package job

import (
	"context"

	"secure-score-reporter/report/words"
)

// stored is the portfolio's part of the store, as a tenant without days.
func (p Portfolio) stored() Tenant {
	return Tenant{
		Name: words.English.PortfolioTitle(p.Name), ID: portfolioID, Store: p.Store, Channels: p.channels(),
		Retention: p.Retention, Locale: p.Locale,
	}
}

// RebuildPortfolio repairs the portfolio's part of the store; false where there
// is nothing in it.
func (j *Job) RebuildPortfolio(ctx context.Context) (Rebuilt, bool) {
	t := j.Portfolio.stored()
	if v := t.verify(ctx, j.Now()); v.Empty() && !v.Failed() {
		return Rebuilt{}, false
	}
	return j.Rebuild(ctx, t), true
}

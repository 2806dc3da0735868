package blockkit

import (
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// How many lines the parts of a portfolio's post have: it fits one screen.
const (
	portfolioTroubled = 3
	portfolioNews     = 6 // with those of the largest falls, and of regressions
	portfolioActions  = 3
	portfolioChanges  = 3
	portfolioReason   = 140 // characters of why a score moved
)

// Portfolio draws the report over all tenants as one post. Links are the
// addresses of its documents, by format.
func Portfolio(m portfolio.Model, links map[string]string) Post {
	c := composer{Words: words.In(m.Locale), message: report.Message{Links: links}}
	content := content{sections: []section{
		header(mrkdwn.Clip(c.PortfolioHeadline(m), maxHeader)),
		paragraph{{plain(mrkdwn.Clean(c.PortfolioAnswer(m)))}, {plain(c.PortfolioCounts(m))}},
	}}
	for _, l := range []list{c.tenantsFirst(m), c.openInMost(m), c.changedForMany(m)} {
		if len(l.items) > 0 {
			content.add(l)
		}
	}
	if n := len(m.Exceptions); n > 0 {
		content.add(paragraph{{plain("⏰ " + c.ExceptionsEnding(m))}})
	}
	if documents := c.documents(); documents != nil {
		content.add(documents)
	}
	return content.post(c.Words)
}

// tenantsFirst are the tenants to look at first.
func (c composer) tenantsFirst(m portfolio.Model) list {
	first, more := m.First(portfolioTroubled, portfolioNews)
	l := list{heading: line{bold(c.Text(words.PortfolioNews))}}
	for _, t := range first {
		item := line{bold(mrkdwn.Clip(c.TenantTitle(t.Name), longTenant))}
		if t.Compared() {
			item = append(item, plainf(" %s, %s", c.ScoreOrNot(t), c.ChangeOrNot(t)))
		}
		l.items = append(l.items, append(item, plain(" · "+mrkdwn.Clip(c.TenantFirst(t), portfolioReason))))
	}
	if more > 0 {
		l.rest = c.MoreRows(more)
	}
	return l
}

// openInMost are the actions that most tenants have open.
func (c composer) openInMost(m portfolio.Model) list {
	l := list{heading: line{bold(c.Text(words.PortfolioActions))}}
	for _, a := range m.Actions[:min(len(m.Actions), portfolioActions)] {
		l.items = append(l.items, line{c.title(a.Title, a.ID, report.ActionURL(a.ID)), plain(c.Colon(c.OpenIn(a, m)))})
	}
	return l
}

// changedForMany is what Microsoft changed.
func (c composer) changedForMany(m portfolio.Model) list {
	l := list{heading: line{bold(c.Text(words.PortfolioChanges))}}
	for _, change := range m.Changes[:min(len(m.Changes), portfolioChanges)] {
		l.items = append(l.items, line{c.title(change.Title, change.ID, change.URL()),
			plain(c.Colon(c.ChangedByMicrosoft(change) + ", " + c.InTenants(change.Tenants, m.Compared)))})
	}
	return l
}

package words

import (
	"cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/portfolio"
)

// The words of a tenant in the report over all tenants.

const (
	noChangeOfTenant    Text = "portfolio.tenant.noActionChanged"
	tenantUnreadable    Text = "portfolio.tenant.unreadable"
	tenantMisconfigured Text = "portfolio.tenant.misconfigured"
	tenantFailing       Text = "portfolio.tenant.failing"
	tenantHeldBack      Text = "portfolio.tenant.heldBack"
	tenantNoScore       Text = "portfolio.tenant.noScore"
	tenantNotScored     Text = "portfolio.tenant.notScored"
)

// ZoneWithin is the word for a zone within a sentence.
func (w Words) ZoneWithin(z score.Zone) string {
	return w.say("portfolio.tenant.zone", "zone", string(z))
}

// TenantWhy is why a tenant's score changed: the main cause with its part of
// the change, and the action that moved the score furthest.
func (w Words) TenantWhy(t portfolio.Tenant) string {
	switch {
	case t.Since.Date == "":
		return w.Text(LabelFirstReport)
	case len(t.Causes) == 0 && t.Unattributed != 0:
		return w.Text(LabelUnattributed)
	case len(t.Causes) == 0:
		return w.Text(noChangeOfTenant)
	}
	return w.causeInFull(t.Causes[0])
}

func (w Words) causeInFull(c portfolio.Cause) string {
	text := w.causeInShort(c)
	switch {
	case c.Cause == score.Drift || c.Title == "":
		return text
	case c.Count > 1:
		return w.say("portfolio.tenant.mostBy", "cause", text, "action", c.Title)
	default:
		return w.say("portfolio.tenant.by", "cause", text, "action", c.Title)
	}
}

// causeInShort is a cause with its part of the change.
func (w Words) causeInShort(c portfolio.Cause) string {
	text := capitalised(w.CauseRow(c.Count, c.Cause))
	if c.Tenths != 0 {
		return w.say("slack.withPP", "text", text, "effect", w.SignedTenths(c.Tenths))
	}
	return text
}

// TenantNewsInShort is TenantNews in a narrow line: without the action.
func (w Words) TenantNewsInShort(t portfolio.Tenant) string {
	if trouble := w.troubleKind(t); trouble != "" || len(t.Causes) == 0 {
		return cmp.Or(trouble, w.TenantWhy(t))
	}
	return w.causeInShort(t.Causes[0])
}

// TenantNews is why a tenant has no current score, or else why its score
// changed.
func (w Words) TenantNews(t portfolio.Tenant) string {
	return cmp.Or(w.TenantTrouble(t), w.TenantWhy(t))
}

// TenantFirst is why a tenant is one to look at first: TenantNews, or what
// regressed where the score did not fall.
func (w Words) TenantFirst(t portfolio.Tenant) string {
	if loss := t.Loss(); t.Compared() && !t.Fell() && t.Moves.Lost > 0 && loss.Effect < 0 {
		return w.causeInFull(loss)
	}
	return w.TenantNews(t)
}

// TenantTrouble is why a tenant has no current score; empty where it has one.
func (w Words) TenantTrouble(t portfolio.Tenant) string {
	text := w.troubleKind(t)
	if !t.Trouble.Since.IsZero() && t.Trouble.Kind != portfolio.Old {
		text = w.since(text, score.DateOf(t.Trouble.Since))
	}
	if t.Now.Date == "" || t.Trouble.Kind == portfolio.Old || text == "" || t.Age == 0 {
		return text
	}
	return w.say("portfolio.tenant.troubleAndAge", "trouble", text, "n", t.Age)
}

func (w Words) troubleKind(t portfolio.Tenant) string {
	switch t.Trouble.Kind {
	case portfolio.Unreadable:
		return w.Text(tenantUnreadable)
	case portfolio.Misconfigured:
		return w.Text(tenantMisconfigured)
	case portfolio.Failing:
		if t.Trouble.Runs > 0 {
			return w.say("portfolio.tenant.runsFailed", "n", t.Trouble.Runs)
		}
		return w.Text(tenantFailing)
	case portfolio.HeldBack:
		return w.Text(tenantHeldBack)
	case portfolio.NoScore:
		return w.Text(tenantNoScore)
	case portfolio.Old:
		return w.say("portfolio.tenant.old", "n", t.Age)
	}
	if !t.Scored() {
		return w.Text(tenantNotScored)
	}
	return ""
}

// TenantVerdict is the verdict on a tenant's goal in a narrow column.
func (w Words) TenantVerdict(t portfolio.Tenant) string {
	if t.Goal == nil {
		return w.Text(NoGoalSet)
	}
	return w.say("portfolio.tenant.verdict", "goal", w.RoundPercent(t.Goal.Goal), "verdict",
		w.verdictWithin(t.Goal.Verdict))
}

// ScoreOrNot is a tenant's percent with one decimal, or n/a.
func (w Words) ScoreOrNot(t portfolio.Tenant) string {
	if !t.Scored() {
		return w.NotAvailable()
	}
	return w.TenthsPercent(t.Percent())
}

// ChangeOrNot is the change of a current score with one decimal, or a dash.
func (w Words) ChangeOrNot(t portfolio.Tenant) string {
	if !t.Compared() {
		return "–"
	}
	return w.SignedTenths(t.Change)
}

// Heads of the terminal's columns.
const (
	HeadTenant Text = "portfolio.tenant.headTenant"
	HeadChange Text = "portfolio.tenant.headChange"
	HeadDay    Text = "portfolio.tenant.headDay"
	HeadZone   Text = "portfolio.tenant.headZone"
	HeadGoal   Text = "portfolio.tenant.headGoal"
	HeadWhy    Text = "portfolio.tenant.headWhy"

	HeadTenants Text = "portfolio.tenant.headTenants"
)

// DayOrNot is the day of a tenant's newest score, or a dash.
func (w Words) DayOrNot(t portfolio.Tenant) string {
	if t.Now.Date == "" {
		return "–"
	}
	return w.ShortDate(t.Now.Date)
}

// ZoneOrNot is the zone of a tenant, or a dash.
func (w Words) ZoneOrNot(t portfolio.Tenant) string {
	if t.Zone == "" {
		return "–"
	}
	return w.ZoneWithin(t.Zone)
}

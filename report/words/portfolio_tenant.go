package words

import (
	"cmp"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/portfolio"
)

// The words of a tenant in the report over all tenants.

// TenantWhy is why a tenant's score changed: the main cause with its part of
// the change, and the action that moved the score furthest.
func (w Words) TenantWhy(t portfolio.Tenant) string {
	switch {
	case t.Since.Date == "":
		return w.Text(LabelFirstReport)
	case len(t.Causes) == 0 && t.Unattributed != 0:
		return w.Text(LabelUnattributed)
	case len(t.Causes) == 0:
		return "No action changed"
	}
	return w.causeInFull(t.Causes[0])
}

func (w Words) causeInFull(c portfolio.Cause) string {
	text := w.causeInShort(c)
	switch {
	case c.Cause == score.Drift || c.Title == "":
		return text
	case c.Count > 1:
		return text + ", most by " + c.Title
	default:
		return text + ": " + c.Title
	}
}

// causeInShort is a cause with its part of the change.
func (w Words) causeInShort(c portfolio.Cause) string {
	text := capitalised(w.CauseRow(c.Count, c.Cause))
	if c.Tenths != 0 {
		text += " (" + w.SignedTenths(c.Tenths) + ")"
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
		text += " since " + w.LongDate(score.DateOf(t.Trouble.Since))
	}
	if t.Now.Date == "" || t.Trouble.Kind == portfolio.Old || text == "" || t.Age == 0 {
		return text
	}
	return text + "; newest score " + Count(t.Age, "day") + " old"
}

func (w Words) troubleKind(t portfolio.Tenant) string {
	switch t.Trouble.Kind {
	case portfolio.Unreadable:
		return "What is stored cannot be read"
	case portfolio.Misconfigured:
		return "Wrong configuration"
	case portfolio.Failing:
		if t.Trouble.Runs > 0 {
			return Count(t.Trouble.Runs, "run") + " failed in a row"
		}
		return "Runs fail"
	case portfolio.HeldBack:
		return "Microsoft's score is held back"
	case portfolio.NoScore:
		return "No score is stored yet"
	case portfolio.Old:
		return "No new score for " + Count(t.Age, "day")
	}
	if !t.Scored() {
		return "Microsoft scores no action"
	}
	return ""
}

// TenantVerdict is the verdict on a tenant's goal in a narrow column.
func (w Words) TenantVerdict(t portfolio.Tenant) string {
	if t.Goal == nil {
		return w.Text(NoGoalSet)
	}
	return w.RoundPercent(t.Goal.Goal) + " " + strings.ToLower(w.VerdictName(t.Goal.Verdict))
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
	return strings.ToLower(w.ZoneName(t.Zone))
}

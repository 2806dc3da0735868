package words

import (
	"strings"

	"secure-score-reporter/internal/score"
)

// These are what run shows a person, and the totals of checks over several
// tenants.

// Heads of the table of a run, and marks before what is wrong.
const (
	HeadDeliveries Text = "outcome.headDeliveries"

	MarkFail Text = "outcome.markFail"
	MarkNote Text = "outcome.markNote"
	MarkOK   Text = "outcome.markOK"

	NoChannel Text = "outcome.noChannel"

	NoScore = "–"
)

// TenantsDone is how far a run came, with the tenant that ended last or what is
// done for one.
func (w Words) TenantsDone(done, all int, last string) string {
	if last == "" {
		return w.say("outcome.tenantsDone", "done", done, "n", all)
	}
	return w.say("outcome.tenantsDoneLast", "done", done, "n", all, "tenant", last)
}

// Steps of a tenant that can take long.
const (
	ReadingScore Text = "outcome.readingScore"
	ReadingDays  Text = "outcome.readingDays"
)

// StoringDays is the step after it.
func (w Words) StoringDays(n int) string { return w.say("outcome.storingDays", "n", n) }

// TenantStep is what is done for a tenant.
func (w Words) TenantStep(tenant, step string) string {
	return w.say("outcome.tenantStep", "tenant", tenant, "step", step)
}

// Outcomes of tenants and of their checks.
const (
	Done   = "done"
	Failed = "failed"
	Well   = "well"
	Noted  = "noted"
)

// Tally is how many there are of an outcome, or of a status of a delivery.
type Tally struct {
	N  int
	Of string
}

// TenantsTotal is how many tenants there are, with what became of them: 40
// tenants: 38 done, 2 failed. Parts of which there are none are left out.
func (w Words) TenantsTotal(all int, parts ...Tally) string {
	text := tallied(parts, func(t Tally) string { return w.say("outcome.tenantTally", "n", t.N, "outcome", t.Of) })
	if text == "" {
		return w.say("outcome.tenants", "n", all)
	}
	return w.say("outcome.tenantsTotal", "n", all, "parts", text)
}

// MessagesTotal is the same of messages.
func (w Words) MessagesTotal(all int, parts ...Tally) string {
	if text := w.Deliveries(parts...); text != "" {
		return w.say("outcome.messagesTotal", "n", all, "parts", text)
	}
	return w.say("outcome.messages", "n", all)
}

// Deliveries is a list such as 3 sent, 1 failed.
func (w Words) Deliveries(parts ...Tally) string {
	return tallied(parts, func(t Tally) string { return w.say("outcome.deliveryTally", "n", t.N, "status", t.Of) })
}

func tallied(parts []Tally, text func(Tally) string) string {
	var texts []string
	for _, p := range parts {
		if p.N > 0 {
			texts = append(texts, text(p))
		}
	}
	return strings.Join(texts, ", ")
}

// Delivery is what became of a delivery, by its status in the run's result.
func (w Words) Delivery(status string) string { return w.say("outcome.delivery", "status", status) }

// ServedBefore is why a run did nothing for a tenant although it has not
// failed.
const ServedBefore Text = "outcome.servedBefore"

// LogFailed is the line of a run's log that a tenant failed.
const LogFailed = "run failed"

// ChecksWell is how many checks of a tenant found nothing.
func (w Words) ChecksWell(n int) string { return w.say("outcome.checks", "n", n) }

// AsFor refers to what was said of another tenant.
func (w Words) AsFor(tenant string) string { return w.say("outcome.asFor", "tenant", tenant) }

// NotesAsFor refers to what was noted of another tenant, which may have failed
// beside that.
func (w Words) NotesAsFor(tenant string) string { return w.say("outcome.notesAsFor", "tenant", tenant) }

// InNames are the first names of a list, and how many more there are.
func (w Words) InNames(names []string) string {
	const most = 3
	if more := len(names) - most; more > 1 {
		return w.NamesAndMore(names[:most], more)
	}
	return w.NamesAndMore(names, 0)
}

// ScoreInPoints is the score in points and its day.
func (w Words) ScoreInPoints(current, maximum float64, d score.Date) string {
	return w.say("outcome.scoreOf", "points", w.ScorePoints(current, maximum), "day", w.LongDate(d))
}

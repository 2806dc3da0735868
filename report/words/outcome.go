package words

import (
	"strconv"
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

	NoScore        = "–"
	NoChannel Text = "outcome.noChannel"
)

// TenantsDone is how far a run came, with the tenant that ended last.
func (w Words) TenantsDone(done, all int, last string) string {
	text := strconv.Itoa(done) + " of " + Count(all, "tenant") + " done"
	if last == "" {
		return text
	}
	return text + ", " + last
}

// Tally is how many there are of something.
type Tally struct {
	N    int
	Name string
}

// Total is a sum with its parts: 40 tenants: 38 done, 2 failed. Parts of which
// there are none are left out.
func (w Words) Total(all int, noun string, parts ...Tally) string {
	text := w.Tallies(parts...)
	if text == "" {
		return Count(all, noun) + "."
	}
	return Count(all, noun) + ": " + text + "."
}

// Tallies is a list such as 38 done, 2 failed.
func (w Words) Tallies(parts ...Tally) string {
	var texts []string
	for _, p := range parts {
		if p.N > 0 {
			texts = append(texts, strconv.Itoa(p.N)+" "+p.Name)
		}
	}
	return strings.Join(texts, ", ")
}

// Outcomes of tenants and checks, for a Tally.
const (
	TenantDone      Text = "outcome.tenantDone"
	TenantFailed    Text = "outcome.tenantFailed"
	TenantWell      Text = "outcome.tenantWell"
	TenantNoted     Text = "outcome.tenantNoted"
	DeliverySent    Text = "outcome.deliverySent"
	DeliveryFailed  Text = "outcome.deliveryFailed"
	DeliveryAgain   Text = "outcome.deliveryAgain"
	DeliveryNothing Text = "outcome.deliveryNothing"
	DeliveryDry     Text = "outcome.deliveryDry"
)

// ServedBefore is why a run did nothing for a tenant although it has not
// failed.
const ServedBefore Text = "outcome.servedBefore"

// LogFailed is the line of a run's log that a tenant failed.
const LogFailed = "run failed"

// Deliveries is the noun for what a run sends, of which Total makes a plural.
const Deliveries Text = "outcome.deliveries"

// ChecksWell is how many checks of a tenant found nothing.
func (w Words) ChecksWell(n int) string { return Count(n, "check") }

// AsFor refers to what was said of another tenant.
func (w Words) AsFor(tenant string) string { return "as for " + tenant }

// InNames are the first names of a list, and how many more there are.
func (w Words) InNames(names []string) string {
	const most = 3
	if more := len(names) - most; more > 1 {
		return strings.Join(names[:most], ", ") + " and " + strconv.Itoa(more) + " more"
	}
	return strings.Join(names, ", ")
}

// ScoreInPoints is the score in points and its day.
func (w Words) ScoreInPoints(current, maximum float64, d score.Date) string {
	return w.ScorePoints(current, maximum) + ", score of " + w.LongDate(d)
}

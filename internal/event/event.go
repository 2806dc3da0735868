// Package event is the JSON document that starts a run: what to do, for which
// tenants, and where to send it.
//
// It holds the document's types and reads it strictly. It does not know which
// tenants and channels are configured; package job checks that. It draws
// nothing, so the slash command can write an event without linking a report.
//
// Parse and ParseFile fail with a ProblemsError that lists all that is wrong.
package event

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
)

// Event says what a run does. The zero value is a snapshot of every tenant:
// the score is stored and nobody is notified.
type Event struct {
	Tenants []string `json:"tenants,omitempty"` // names or ids as the configuration has them; absent means all
	// Channels to notify: slack, email, teams, webhook, or all for every channel
	// that a tenant has; absent means none.
	Deliver Channels `json:"deliver,omitempty"`
	Report  *Report  `json:"report,omitempty"` // the report to make; absent means none
	// One report over all tenants, from what is stored; absent means none. Not
	// together with report or filter. The channels of deliver are then the
	// portfolio's own.
	Portfolio *Portfolio `json:"portfolio,omitempty"`
	// Try everything that a run needs, where this runs, as securescore doctor
	// does; absent means a run. Together with tenants only.
	Doctor *Doctor `json:"doctor,omitempty"`
	Filter Filter  `json:"filter,omitzero"` // narrows the recommended actions that the report lists
	// The schedule's own time, part of the delivery's idempotency key; absent
	// in an ad hoc event. More than 15 minutes ahead of the clock is an error.
	ScheduledAt time.Time `json:"scheduledAt,omitzero"`
	DryRun      bool      `json:"dryRun,omitempty"` // store and send nothing; the result says what would be sent
}

// Doctor says how everything is tried.
type Doctor struct {
	SendTest bool `json:"sendTest,omitempty"` // send a test message to each channel
}

// ahead is how far scheduledAt may be in front of the clock: clocks differ, and
// a schedule may begin early.
const ahead = 15 * time.Minute

// CheckTime adds a problem where scheduledAt is yet to come. The delivery of
// that schedule would find its key taken, and notify nobody.
func (e Event) CheckTime(now time.Time, problems *ProblemsError) {
	if e.ScheduledAt.Sub(now) > ahead {
		problems.Add("scheduledAt", "%s is more than 15 minutes ahead of the clock, which shows %s; "+
			"leave it out for a run of now", e.ScheduledAt.Format(time.RFC3339), now.UTC().Format(time.RFC3339))
	}
}

// Channels are names of channels, each once.
type Channels []string

// AllChannels in an event's deliver stands for every channel that a tenant has.
// Other names beside it add nothing.
const AllChannels = "all"

// channelNames are what an event may name; AllChannels is the last.
var channelNames = Channels{"slack", "email", "teams", "webhook", AllChannels}

// portfolioChannels are those that can have the report over all tenants.
var portfolioChannels = Channels{"slack", "email"}

// Meant are the channels that a name in deliver stands for, as a choice.
func Meant(name string) string {
	if name == AllChannels {
		return either(channelNames[:len(channelNames)-1])
	}
	return name
}

// All says whether every channel of a tenant is meant.
func (c Channels) All() bool { return slices.Contains(c, AllChannels) }

// Report says which report is wanted.
type Report struct {
	// What the report compares with: an ISO 8601 duration or a date; P7D by
	// default.
	Period  Period  `json:"period,omitempty"`
	Formats Formats `json:"formats,omitzero"` // pdf, html, csv; pdf by default, and no file for an empty list
	// How much the PDF and the email say: summary or full; the configuration's
	// by default.
	Edition Edition `json:"edition,omitempty"`
	// The report's language: en, de or fr; the configuration's by default.
	Language Language `json:"language,omitempty"`
}

// Portfolio says which report over all tenants is wanted.
type Portfolio struct {
	// What the report compares with: an ISO 8601 duration or a date; P7D by
	// default.
	Period  Period  `json:"period,omitempty"`
	Formats Formats `json:"formats,omitzero"` // pdf, html, csv; pdf by default, and no file for an empty list
}

// Edition is how much a report says; empty is the configuration's.
type Edition string

// The editions.
const (
	Summary Edition = "summary" // two to five pages
	Full    Edition = "full"    // everything
)

// Language is that of a report's words; empty is the configuration's.
type Language string

var languages = []Language{"en", "de", "fr"}

// Formats are forms of a report, each once.
type Formats []Format

// Format is one form of a report.
type Format string

// The formats. Their order here is the order in messages about them.
const (
	PDF  Format = "pdf"
	HTML Format = "html"
	CSV  Format = "csv"
)

// Period says what a report compares with: an ISO 8601 duration (P7D), counted
// back from the snapshot just taken, or a date (2026-11-16). Empty is
// DefaultPeriod.
type Period string

// DefaultPeriod is how far back a report compares where the event does not say.
const DefaultPeriod Period = "P7D"

// Start is the day whose snapshot the report compares with, counted back from
// the given day where the period is a duration.
func (p Period) Start(from score.Date) (score.Date, error) {
	return cmp.Or(p, DefaultPeriod).start(from)
}

// Check returns an error where the period is neither a duration nor a date.
func (p Period) Check() error {
	_, err := p.start("2000-01-01")
	return err
}

func (p Period) start(from score.Date) (score.Date, error) {
	if date, err := score.ParseDate(string(p)); err == nil {
		return date, nil
	}
	span, err := period.Parse(string(p))
	switch {
	case err != nil && !strings.HasPrefix(string(p), "P"):
		return "", fmt.Errorf("%q is neither an ISO 8601 duration like P7D nor a date like 2026-11-16%s", short(p), p.meant())
	case err != nil:
		return "", fmt.Errorf("%q: %w", short(p), err)
	case span.IsZero():
		return "", fmt.Errorf("%q is a period of no days; the shortest is P1D", short(p))
	}
	return score.DateOf(span.Before(from.Time())), nil
}

// usualPeriods are words that people write for a duration.
var usualPeriods = map[string]Period{
	"day": "P1D", "daily": "P1D", "yesterday": "P1D", "week": "P7D", "weekly": "P7D", "month": "P1M", "monthly": "P1M",
	"quarter": "P3M", "quarterly": "P3M", "year": "P1Y", "yearly": "P1Y",
}

// meant asks whether the period is the duration that a wrong one looks like:
// p7d, 7D, 7 or weekly.
func (p Period) meant() string {
	text := strings.ToUpper(strings.TrimSpace(string(p)))
	guess, known := usualPeriods[strings.ToLower(text)]
	for _, form := range []string{text, "P" + text, "P" + text + "D"} {
		if span, err := period.Parse(form); err == nil && !span.IsZero() && !known {
			guess, known = Period(form), true
		}
	}
	if !known {
		return ""
	}
	return "; did you mean " + string(guess) + "?"
}

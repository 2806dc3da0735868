package job

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"secure-score-reporter/report"
	"secure-score-reporter/report/result"
	"secure-score-reporter/report/words"
)

// Result is what a run did; docs/reference/result.md describes its JSON.
type Result struct {
	// In the order of the event, or of the configuration; none with portfolio or
	// doctor.
	Tenants []TenantResult `json:"tenants"`
	// What a run with portfolio did for all tenants together; absent in others.
	Portfolio *PortfolioRun `json:"portfolio,omitempty"`
	// What a run with doctor found, one entry for each tenant and one for the
	// portfolio's channels; absent in others.
	Doctor []Checkup `json:"doctor,omitempty"`
	// Tenants with an error or a failed delivery; with portfolio 1 where it
	// failed; with doctor the entries of which something does not work.
	Failed int `json:"failed"`

	Configured int `json:"-"` // tenants of the configuration
}

// Retryable says whether running the same event again can help with nothing
// changed in between. It is so unless every failure is permanent.
func (r Result) Retryable() bool {
	for _, t := range r.Tenants {
		if t.retryable || slices.ContainsFunc(t.Deliveries, DeliveryResult.canRetry) {
			return true
		}
	}
	return r.Portfolio.canRetry()
}

// Temporary says whether a later try may succeed with nothing changed. It is so
// unless the error has a method Temporary that returns false.
func Temporary(err error) bool {
	var says interface{ Temporary() bool }
	return !errors.As(err, &says) || says.Temporary()
}

// TenantResult is what a run did for one tenant.
type TenantResult struct {
	Tenant   string `json:"tenant"`   // its name in the configuration
	TenantID string `json:"tenantId"` // its directory id or domain in the configuration
	result.Score
	// Where each format of the report can be opened: a file, or a link that
	// expires.
	Report map[string]string `json:"report"`
	// One entry for each channel of the event, or two where an email reached
	// some recipients only. After them what was left of earlier messages, and
	// notices that the score cannot be relied on, or can be again, and that an
	// exception ended.
	Deliveries []DeliveryResult `json:"deliveries"`
	Warnings   []string         `json:"warnings"` // what a reader of the numbers has to know
	// Why the run failed for this tenant, and what to do; null where it did
	// not.
	Error *string `json:"error"`

	// Stages are how long the parts of the run took, in their order. They are
	// for metrics, and not in the JSON.
	Stages []Stage `json:"-"`

	readID       string // the id of the score that was read; empty without one
	knownID      string // the id of a tenant that is configured by its domain, where it is known
	outwardError string // the error for people on a channel
	retryable    bool   // the error is temporary
	begun        bool   // there was time for it
	busy         bool   // another run held the lock: the tenant has another turn
}

// Stage is one part of a run.
type Stage struct {
	Name string // lock, collect, compare, report, store, deliver
	Took time.Duration
}

// worked is how long the tenant took, without its wait for the lock.
func (r TenantResult) worked() (sum time.Duration) {
	for _, s := range r.Stages {
		if s.Name != "lock" {
			sum += s.Took
		}
	}
	return sum
}

// DeliveryStatus says what became of a delivery.
type DeliveryStatus string

// The outcomes of a delivery.
const (
	Sent      DeliveryStatus = "sent"
	Unchanged DeliveryStatus = "unchanged" // there is nothing to send
	Already   DeliveryStatus = "already"   // the same key was delivered before
	Failed    DeliveryStatus = "failed"
	WouldSend DeliveryStatus = "dry-run"
)

// DeliveryResult is what became of one delivery.
type DeliveryResult struct {
	Channel string `json:"channel"` // slack, email, teams or webhook, as the event names it
	To      string `json:"to"`      // the recipient
	// Sent, unchanged (nothing to report), already (the same key was delivered
	// before), failed, dry-run.
	Status DeliveryStatus `json:"status"`
	Text   string         `json:"text,omitempty"`  // the headline that was or would be sent, or why an alert waits
	Error  string         `json:"error,omitempty"` // why it failed

	retryable bool // the failure is temporary
	said      bool // the error is in the tenant's language
}

func newResult(t Tenant) TenantResult {
	return TenantResult{
		Tenant: t.Name, TenantID: t.ID, Score: result.Score{Changes: []result.Change{}}, Report: map[string]string{},
		Deliveries: []DeliveryResult{}, Warnings: []string{},
	}
}

func (r *TenantResult) warn(list warnings) { r.Warnings = append(r.Warnings, list...) }

func (r *TenantResult) fail(w words.Words, err error) {
	message := err.Error()
	r.Error, r.retryable = &message, Temporary(err)
	r.outwardError = outward(w, cmp.Or(r.knownID, r.TenantID), err)
}

// failed is the delivery with the reason why it failed.
func (d DeliveryResult) failed(err error) DeliveryResult {
	d.Status, d.Error, d.retryable = Failed, err.Error(), Temporary(err)
	_, d.said = errors.AsType[words.Said](err)
	return d
}

// Why is the error for people on a channel.
func (d DeliveryResult) Why(w words.Words) string {
	if d.said {
		return d.Error
	}
	return w.Failure("", d.Error)
}

// describe puts a report's model into the result.
func (r *TenantResult) describe(m report.Model) { r.Score = result.Of(m) }

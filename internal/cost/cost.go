// Package cost computes what the stack of template.yaml costs on AWS in a
// month, from what one run was measured to use and from AWS's list prices.
//
// It is not part of the program: its test writes the tables of docs/cost.md.
// What a run uses is in measured.json, which make bench-cost measures again on
// the built function. Only reading that file can fail.
package cost

import (
	"encoding/json"
	"fmt"
	"os"
)

// Usage is what one run of one tenant uses.
type Usage struct {
	CPU     float64 `json:"cpuSeconds"`    // on a whole processor
	Wait    float64 `json:"waitSeconds"`   // for Graph, Slack, mail and S3
	Reads   int     `json:"s3Reads"`       // GET and HEAD
	Writes  int     `json:"s3Writes"`      // PUT, POST and LIST; S3 deletes for nothing
	Kept    int     `json:"s3KeptBytes"`   // that the run adds to the store
	Mails   int     `json:"mails"`         // by SES, one for each recipient
	Mailed  int     `json:"mailBytes"`     // of all of them
	Logged  int     `json:"logBytes"`      // metrics and log
	Metrics int     `json:"metrics"`       // of the tenant, with a value
	Graph   int     `json:"graphRequests"` // that Microsoft does not charge for
	Slack   int     `json:"slackRequests"` // nor Slack
}

// Measured is what was measured.
type Measured struct {
	Start  float64 `json:"startSeconds"`  // of the processor, from the process to its first poll
	First  Usage   `json:"first"`         // the first run, with the 90 days that Microsoft keeps
	Watch  Usage   `json:"watch"`         // a quiet day
	Report Usage   `json:"report"`        // the weekly report, by Slack and email
	Memory float64 `json:"residentBytes"` // the most that the process held
}

// Read reads a file of what was measured.
func Read(name string) (Measured, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return Measured{}, err
	}
	var m Measured
	if err := json.Unmarshal(data, &m); err != nil {
		return Measured{}, fmt.Errorf("reading %s: %w", name, err)
	}
	return m, nil
}

// What the template says.
const (
	memory      = 512.0            // MB of the reporter
	wholeCPU    = 1769.0           // MB for which Lambda gives one whole processor
	retention   = 400.0            // days
	alarms      = 13.0             // of the stack, with a queue
	daysInMonth = 365.25 / 12      // watches
	reports     = daysInMonth / 7  // reports
	hours       = daysInMonth * 24 // of a month
	// perTenant is how many requests to SQS a run of a tenant makes: its part of
	// a batch of ten, a receive and a delete.
	perTenant = 0.1 + 1 + 1
	// transitions is how many a run of the state machine has where nothing fails.
	transitions = 3.0
	// metered is up to how many tenants have metrics of their own.
	metered = 25
	// polls is how often the event source mapping asks an empty queue: five
	// pollers, each waits 20 seconds.
	polls = 5 * hours * 3600 / 20
)

// AWS's list prices in US dollars, in US East (N. Virginia), as of 2026; other
// regions differ by some percent. See https://aws.amazon.com/pricing for each
// service.
const (
	lambdaGBSecond = 0.0000133334 // on Arm
	lambdaRequest  = 0.20e-6
	s3Write        = 0.005e-3
	s3Read         = 0.0004e-3
	s3GBMonth      = 0.023
	sqsRequest     = 0.40e-6
	schedule       = 1.00e-6  // an invocation by EventBridge Scheduler
	transition     = 0.025e-3 // of Step Functions
	logGB          = 0.50
	metricMonth    = 0.30 // that has a value in every hour
	metricBeyond   = 0.10 // beyond fullPrice of them
	fullPrice      = 10_000
	alarmMonth     = 0.10
	mail           = 0.10e-3
	mailGB         = 0.12 // of attachments
	internetGB     = 0.09 // out of AWS: PDFs to Slack
)

// Line is what one service costs in a month, in US dollars.
type Line struct {
	Service string
	Dollars float64
}

// Month is what tenants cost in a month, by service, with a store that has
// reached its retention. Nothing is taken off for AWS's free tier.
func Month(m Measured, tenants int) []Line {
	runs := func(of func(Usage) float64) float64 { // of all tenants in a month
		return float64(tenants) * (daysInMonth*of(m.Watch) + reports*of(m.Report))
	}
	one := func(Usage) float64 { return 1 }
	scheduled := daysInMonth + reports // with several tenants they start the dispatcher
	seconds := runs(func(u Usage) float64 { return billed(m.Start, u) })
	lambda := runs(one)*lambdaRequest + seconds*memory/1024*lambdaGBSecond
	queue, entry := 0.0, 0.0
	if tenants > 1 {
		entry = s3Write + s3Read // for the portfolio: the day that it compares with, and the entry
		queue = (polls + perTenant*runs(one)) * sqsRequest
		lambda += scheduled * (lambdaRequest + dispatch*memory/1024*lambdaGBSecond)
	}
	requests := func(u Usage) float64 { return float64(u.Writes)*s3Write + float64(u.Reads)*s3Read + entry }
	kept := float64(m.First.Kept) + retention*float64(m.Watch.Kept) + retention/7*float64(m.Report.Kept)
	mails := func(u Usage) float64 { return float64(u.Mails)*mail + float64(u.Mailed)/1e9*mailGB }
	values := runs(func(u Usage) float64 { return float64(u.Metrics) })
	if tenants > metered {
		values = 0
	}
	return []Line{
		{"Lambda", lambda},
		{"S3, requests", runs(requests)},
		{"S3, storage", float64(tenants) * kept / 1e9 * s3GBMonth},
		{"SQS", queue},
		{"EventBridge Scheduler", scheduled * schedule},
		{"Step Functions", scheduled * transitions * transition},
		{"SES", runs(mails)},
		// The same PDF goes to Slack as by mail.
		{"Transfer to Slack", runs(func(u Usage) float64 { return float64(u.Mailed) }) / 1e9 * internetGB},
		{"CloudWatch, logs", runs(func(u Usage) float64 { return float64(u.Logged) }) / 1e9 * logGB},
		{"CloudWatch, metrics", metrics(values)},
		{"CloudWatch, alarms", alarms * alarmMonth},
	}
}

// dispatch is what the dispatcher takes at most, in seconds, however many
// tenants there are.
const dispatch = 10.0

// billed are the seconds of a run that Lambda charges for: each begins with a
// cold start, and computes on the part of a processor that the memory gives.
func billed(start float64, u Usage) float64 { return u.Wait + (start+u.CPU)*wholeCPU/memory }

// metrics is the price of metrics, which cost for each hour in which they have
// a value.
func metrics(valueHours float64) float64 {
	n := valueHours / hours
	return min(n, fullPrice)*metricMonth + max(0, n-fullPrice)*metricBeyond
}

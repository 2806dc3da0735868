// Package slackanswer writes the answers to slash commands, in Slack's mrkdwn:
// the result of a run, the actions to do, why the score changed. It sends
// nothing.
//
// An answer is short; it says where the rest is. All that comes from Microsoft
// Graph, the configuration or an error is escaped.
package slackanswer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// What an answer shows at most; the rest is counted. Slack takes 40,000
// characters in a text and folds it long before that.
// https://docs.slack.dev/reference/methods/chat.postMessage
const (
	mostTenants = 10
	mostChanges = 8
	mostTitle   = 120 // runes
	mostError   = 600 // runes
)

// Answer is a run's result in Slack's mrkdwn.
func Result(r job.Result) string {
	var parts []string
	for _, t := range r.Tenants[:min(len(r.Tenants), mostTenants)] {
		parts = append(parts, ofTenant(t))
	}
	if more := len(r.Tenants) - mostTenants; more > 0 {
		parts = append(parts, fmt.Sprintf("… and %s: ask for one with `for NAME`.", words.Count(more, "more tenant")))
	}
	return strings.Join(parts, "\n\n")
}

// Refusal is for a user who may not send commands.
func Refusal() string {
	return "You are not among those who may ask here: slack.askers in the configuration names them."
}

// Problem is the reason why nothing was run.
func Problem(text string) string {
	return "That did not work:\n" + mrkdwn.Plain(strings.ReplaceAll(text, "\n", "; "), mostError)
}

func ofTenant(t job.TenantResult) string {
	name := "*" + mrkdwn.Plain(t.Tenant, mostTitle) + "*"
	var lines []string
	if s := t.Snapshot; s != nil {
		name += fmt.Sprintf(" %s, %s: %s of %s points on %s", words.Percent(s.Percent), strings.ToLower(words.ZoneName(s.Zone)),
			words.Points(s.Current), words.Points(s.Max), words.LongDate(s.Date))
	}
	if t.Since != nil && t.Delta != nil {
		lines = append(lines, fmt.Sprintf("%s percentage points since %s (%s), %s",
			words.SignedHundredths(t.Delta.Percent), words.LongDate(t.Since.Date), words.Percent(t.Since.Percent), words.Count(len(t.Changes), "change")))
	}
	lines = append(lines, changes(t.Changes)...)
	for _, format := range slices.Sorted(maps.Keys(t.Report)) {
		lines = append(lines, link(format, t.Report[format]))
	}
	for _, d := range t.Deliveries {
		switch {
		case d.Channel == job.Direct && d.Status == job.Sent:
			lines = append(lines, "The report is in your direct messages.")
		case d.Status == job.Sent:
			lines = append(lines, "The report is in "+mrkdwn.Plain(d.To, mostTitle)+".")
		case d.Status == job.Failed:
			lines = append(lines, "The report could not be sent: "+mrkdwn.Plain(d.Error, mostError))
		}
	}
	for _, w := range t.Warnings {
		lines = append(lines, "Note: "+mrkdwn.Plain(w, mostError))
	}
	if t.Error != nil {
		lines = append(lines, "This failed: "+mrkdwn.Plain(*t.Error, mostError))
	}
	return strings.Join(append([]string{name}, lines...), "\n")
}

func changes(list []job.ChangeResult) []string {
	var lines []string
	for _, c := range list[:min(len(list), mostChanges)] {
		kinds := make([]string, len(c.Kinds))
		for i, k := range c.Kinds {
			kinds[i] = strings.ToLower(words.KindName(k))
		}
		if c.RenamedFrom != "" {
			kinds = append(kinds, "renamed")
		}
		if c.MovedFrom != "" {
			kinds = append(kinds, "moved from "+mrkdwn.Plain(c.MovedFrom, 40))
		}
		title := c.Title
		if title == "" {
			title = c.Control
		}
		lines = append(lines, fmt.Sprintf("• %s  %s (%s): %s", words.SignedHundredths(c.Effect), mrkdwn.Plain(title, mostTitle), mrkdwn.Plain(c.Service, 40), strings.Join(kinds, ", ")))
	}
	if more := len(list) - mostChanges; more > 0 {
		lines = append(lines, fmt.Sprintf("… and %s: `/securescore report` has all.", words.Count(more, "more change")))
	}
	return lines
}

// link is to a stored report. The address is our own store's, but must not
// break Slack's marks around it. One that Slack cannot open is plain text.
func link(format, address string) string {
	if !strings.HasPrefix(address, "https://") || strings.ContainsAny(address, "<>|") {
		return "Report: " + mrkdwn.Plain(address, mostError)
	}
	return "<" + strings.ReplaceAll(address, "&", "&amp;") + "|Report as " + strings.ToUpper(format) + ">"
}

// Package slackanswer writes the answers to slash commands, in Slack's mrkdwn:
// the result of a run, the actions to do, why the score changed. It sends
// nothing.
//
// An answer is short; it says where the rest is. Everything that comes from
// Microsoft Graph, the configuration or an error is escaped.
package slackanswer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/result"
	"secure-score-reporter/report/words"
)

// MaxTenants is how many tenants an answer has at most.
const MaxTenants = 10

// What an answer shows at most; the rest is counted. Slack takes 40,000
// characters in a text and folds it long before that.
// https://docs.slack.dev/reference/methods/chat.postMessage
const (
	maxText = 39_000 // bytes of all tenants; leaves room for the count of the rest

	restOfText  = 500 // bytes of it for the line that says what is left out
	maxChanges  = 8
	maxActions  = 10
	maxWarnings = 3

	longName  = 120 // runes of a title, a tenant, a channel
	longWord  = 40  // runes of a product, a status
	longError = 600 // runes
	longFacts = 900 // of one action
)

// The answers to somebody who may be a stranger. They say nothing of tenants
// or of the configuration.

// Help is for everybody.
func Help(w words.Words) string { return w.Text(words.CommandHelp) }

// Refusal is for a user who may not send commands.
func Refusal(w words.Words) string { return w.Text(words.CommandRefused) }

// Unavailable is the answer while it cannot be judged who may send commands.
func Unavailable() string { return words.CommandUnavailable }

// Misunderstood says what is not understood of a command, and what would be.
func Misunderstood(w words.Words, what string) string {
	return mrkdwn.Plain(what, longError) + "\n" + Help(w)
}

// Problem is the reason why nothing was run.
func Problem(w words.Words, text string) string {
	return w.Text(words.CommandFailed) + "\n" + mrkdwn.Plain(strings.ReplaceAll(text, "\n", "; "), longError)
}

// Result is the result of a run. The locale is that of the tenant of a name.
func Result(w words.Words, r job.Result, locale func(tenant string) report.Locale) string {
	var parts []string
	for _, t := range r.Tenants[:min(len(r.Tenants), MaxTenants)] {
		parts = append(parts, tenantResult(words.In(locale(t.Tenant)), t))
	}
	return Tenants(w, parts, len(r.Tenants))
}

// Tenants is an answer of one part for each tenant. It counts the tenants that
// have no part or no room.
func Tenants(w words.Words, parts []string, tenants int) string {
	var shown []string
	size := 0
	for _, part := range parts[:min(len(parts), MaxTenants)] {
		part = fitting(w, part)
		if size += len(part) + 2; size > maxText && len(shown) > 0 {
			break
		}
		shown = append(shown, part)
	}
	if more := tenants - len(shown); more > 0 {
		shown = append(shown, "… "+w.MoreTenants(more))
	}
	return strings.Join(shown, "\n\n")
}

// fitting is a part with the lines that have room in an answer. Each "&" of
// what others wrote takes five bytes.
func fitting(w words.Words, part string) string {
	if len(part) <= maxText {
		return part
	}
	lines := part[:max(0, strings.LastIndexByte(part[:maxText-restOfText], '\n'))]
	return lines + "\n… " + w.Text(words.RestDoesNotFit)
}

func tenantResult(w words.Words, t job.TenantResult) string {
	head := bold(t.Tenant)
	if s := t.Snapshot; s != nil {
		head += " " + w.ScoreOn(s.Percent, s.Zone, s.Current, s.Max, s.Date)
	}
	lines := []string{head}
	if t.Since != nil && t.Delta != nil {
		others, drift := t.Drift()
		lines = append(lines, w.MovedSince(t.Delta.Percent, t.Since.Date, t.Since.Percent)+", "+
			w.ChangesAndDrift(len(others), len(drift)))
		lines = append(lines, changes(w, others, drift)...)
	}
	for _, format := range slices.Sorted(maps.Keys(t.Report)) {
		lines = append(lines, link(w, format, t.Report[format]))
	}
	for _, d := range t.Deliveries {
		switch {
		case d.Channel == job.Direct && d.Status == job.Sent:
			lines = append(lines, w.Text(words.ReportSentToMe))
		case d.Status == job.Sent:
			lines = append(lines, w.ReportSentTo(mrkdwn.Plain(d.To, longName)))
		case d.Status == job.Failed:
			lines = append(lines, w.ReportNotSent(mrkdwn.Plain(d.Why(w), longError)))
		}
	}
	var warnings []string
	for _, w := range t.Warnings {
		warnings = append(warnings, t.Outward(w))
	}
	lines = append(lines, notes(w, warnings, w.MoreWarnings)...)
	if t.Error != nil {
		lines = append(lines, w.FailedBecause(mrkdwn.Plain(t.OutwardError(), longError)))
	}
	return strings.Join(lines, "\n")
}

// changes lists the changes, and drift in one line.
func changes(w words.Words, list, drift []result.Change) []string {
	var lines []string
	for _, c := range list[:min(len(list), maxChanges)] {
		what := w.CauseAndKinds(c.Cause, c.Kinds)
		if names := w.FormerNames(score.Change{RenamedFrom: c.RenamedFrom, MovedFrom: c.MovedFrom}); names != "" {
			what = append(what, mrkdwn.Plain(names, longName))
		}
		lines = append(lines, fmt.Sprintf("• %s  %s (%s)%s", w.PP(c.Effect),
			title(w, c.Title, c.Control), mrkdwn.Plain(c.Service, longWord), w.Colon(strings.Join(what, ", "))))
	}
	if more := len(list) - maxChanges; more > 0 {
		lines = append(lines, "… "+w.MoreChanges(more))
	}
	if len(drift) > 0 {
		sum := 0.0
		for _, c := range drift {
			sum += c.Effect
		}
		lines = append(lines, "• "+w.PP(sum)+"  "+w.Drifted(len(drift)))
	}
	return lines
}

// link is to a stored report. The address is our own store's, but must not
// break Slack's marks around it. One that Slack cannot open is plain text.
func link(w words.Words, format, address string) string {
	name := strings.ToUpper(format)
	if !strings.HasPrefix(address, "https://") || strings.ContainsAny(address, "<>|") {
		return w.DocumentLine(name, mrkdwn.Plain(address, longError))
	}
	return "<" + strings.ReplaceAll(address, "&", "&amp;") + "|" + w.DocumentName(name) + ">"
}

func bold(name string) string { return "*" + mrkdwn.Plain(name, longName) + "*" }

func title(w words.Words, title, id string) string {
	return mrkdwn.Plain(w.ActionTitle(title, id), longName)
}

// notes are the first warnings; rest counts the others.
func notes(w words.Words, warnings []string, rest func(n int) string) []string {
	var lines []string
	for _, warning := range warnings[:min(len(warnings), maxWarnings)] {
		lines = append(lines, w.Text(words.NoteLabel)+" "+mrkdwn.Plain(warning, longError))
	}
	if more := len(warnings) - maxWarnings; more > 0 {
		lines = append(lines, "… "+rest(more))
	}
	return lines
}

package words

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
)

// Texts of the answers to slash commands, beside those that messages have too.
const (
	CommandFailed      = "The command failed:"
	CommandRefused     = "You may not send this command here. The operator of the Secure Score Reporter can permit it."
	CommandUnavailable = "Nothing was done, because the reporter is not ready. Its operator finds the reason in its log."

	NothingMatches = "No action matches. `/securescore actions` lists all."
	ReportSentToMe = "The report is in your direct messages."
)

// ReportSentTo says where a report was sent.
func ReportSentTo(channel string) string { return "The report is in " + channel + "." }

// ReportNotSent says why a report was not sent.
func ReportNotSent(reason string) string { return "The report could not be sent: " + reason }

// FailedBecause says why a command failed.
func FailedBecause(reason string) string { return CommandFailed + " " + reason }

// RestDoesNotFit says that an answer is cut.
const RestDoesNotFit = "and more that does not fit here"

// MoreTenants says how many tenants an answer leaves out.
func MoreTenants(n int) string {
	return "and " + Count(n, "more tenant") + ": name one with `for`."
}

// MoreChanges says how many changes an answer leaves out.
func MoreChanges(n int) string {
	return "and " + Count(n, "more change") + ": `/securescore report` lists all."
}

// MoreActions says how many actions an answer leaves out.
func MoreActions(n int) string {
	return "and " + Count(n, "more action") + ": add a filter, or `/securescore report csv` lists all."
}

// ScoreOn is 61.95 %, okay: 698.17 of 1127 points on 23 November 2026.
func (w Words) ScoreOn(percent float64, zone score.Zone, points, maximum float64, d score.Date) string {
	return w.Percent(percent) + ", " + strings.ToLower(ZoneName(zone)) + ": " +
		w.ScorePoints(points, maximum) + " on " + w.LongDate(d)
}

// MovedSince is +0.34 percentage points since 16 November 2026 (61.61 %).
func (w Words) MovedSince(delta float64, d score.Date, percentThen float64) string {
	return w.SignedHundredths(delta) + " " + w.Since(d) + " (" + w.Percent(percentThen) + ")"
}

// ChangesAndDrift counts changes, drift apart from the others.
func ChangesAndDrift(changes, drifted int) string {
	switch {
	case drifted == 0:
		return Changes(changes)
	case changes == 0:
		return Drifted(drifted)
	}
	return Changes(changes) + ", " + Drifted(drifted)
}

// Drifted counts the actions that drifted.
func Drifted(n int) string { return Count(n, "action") + " drifted" }

// CauseAndKinds are the cause of a change and the kinds beside it, in a
// sentence: regressed, status changed.
func CauseAndKinds(cause score.Cause, kinds []score.Kind) []string {
	names := []string{strings.ToLower(CauseName(cause))}
	if cause != score.Repointing && slices.Contains(kinds, score.Repointed) {
		names = append(names, strings.ToLower(CauseName(score.Repointing)))
	}
	if cause != score.StatusOnly && slices.Contains(kinds, score.StatusChanged) {
		names = append(names, strings.ToLower(CauseName(score.StatusOnly)))
	}
	return names
}

package words

import (
	"slices"

	"secure-score-reporter/internal/score"
)

// Texts of the answers to slash commands, beside those that messages have too.
const (
	CommandFailed  Text = "answer.commandFailed"
	CommandRefused Text = "answer.commandRefused"

	NothingMatches Text = "answer.nothingMatches"
	ReportSentToMe Text = "answer.reportSentToMe"
)

// ReportSentTo says where a report was sent.
func (w Words) ReportSentTo(channel string) string {
	return w.say("answer.reportSentTo", "channel", channel)
}

// ReportNotSent says why a report was not sent.
func (w Words) ReportNotSent(reason string) string {
	return w.say("answer.reportNotSent", "reason", reason)
}

// FailedBecause says why a command failed.
func (w Words) FailedBecause(reason string) string {
	return w.say("answer.failedBecause", "reason", reason)
}

// RestDoesNotFit says that an answer is cut.
const RestDoesNotFit Text = "answer.restDoesNotFit"

// MoreTenants says how many tenants an answer leaves out.
func (w Words) MoreTenants(n int) string {
	return w.say("answer.moreTenants", "n", n)
}

// MoreChanges says how many changes an answer leaves out.
func (w Words) MoreChanges(n int) string {
	return w.say("answer.moreChanges", "n", n)
}

// MoreActions says how many actions an answer leaves out.
func (w Words) MoreActions(n int) string {
	return w.say("answer.moreActions", "n", n)
}

// ScoreOn is 61.95 %, okay: 698.17 of 1127 points on 23 November 2026.
func (w Words) ScoreOn(percent float64, zone score.Zone, points, maximum float64, d score.Date) string {
	return w.say("answer.scoreOn", "percent", w.Percent(percent), "zone", string(zone),
		"points", w.ScorePoints(points, maximum), "day", w.LongDate(d))
}

// MovedSince is +0.34 percentage points since 16 November 2026 (61.61 %).
func (w Words) MovedSince(delta float64, d score.Date, percentThen float64) string {
	return w.say("answer.movedSince", "change", w.signedHundredths(delta), "day", w.LongDate(d),
		"percent", w.Percent(percentThen))
}

// ChangesAndDrift counts changes, drift apart from the others.
func (w Words) ChangesAndDrift(changes, drifted int) string {
	switch {
	case drifted == 0:
		return w.Changes(changes)
	case changes == 0:
		return w.Drifted(drifted)
	}
	return w.Changes(changes) + ", " + w.Drifted(drifted)
}

// Drifted counts the actions that drifted.
func (w Words) Drifted(n int) string { return w.say("answer.drifted", "n", n) }

// CauseAndKinds are the cause of a change and the kinds beside it, in a
// sentence: regressed, status changed.
func (w Words) CauseAndKinds(cause score.Cause, kinds []score.Kind) []string {
	names := []string{w.CauseWithin(cause)}
	if cause != score.Repointing && slices.Contains(kinds, score.Repointed) {
		names = append(names, w.CauseWithin(score.Repointing))
	}
	if cause != score.StatusOnly && slices.Contains(kinds, score.StatusChanged) {
		names = append(names, w.CauseWithin(score.StatusOnly))
	}
	return names
}

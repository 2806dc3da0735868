package words

import (
	"fmt"
	"strings"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
)

// These are a run's warnings: what people should know about the score, and
// about what a report leaves out.

// ChannelsMissing says that a tenant lacks channels which the event names.
func (w Words) ChannelsMissing(names []string) string {
	if len(names) == 1 && names[0] == event.AllChannels {
		return "the configuration has no channel for this tenant, so no message is sent"
	}
	return "the configuration has no " + strings.Join(names, " or ") + " settings for this tenant, so it is left out there"
}

// SentTwice says that Microsoft's answer has a control twice.
func (w Words) SentTwice(control string) string {
	return fmt.Sprintf("Microsoft sent the action %s twice; the first one counts", control)
}

// PartialAnswer says that Microsoft's answer lacks something.
func (w Words) PartialAnswer() string {
	return w.Text(partialAnswer) + "(206); try again later"
}

// SumDiffers says that the controls add up to a little more or less than the
// score.
func (w Words) SumDiffers(s score.Snapshot) string {
	return fmt.Sprintf(w.Text(actionsAddUp)+"%s, but the score says %s; the rest is shown as unattributed",
		w.InPoints(s.Sum()), w.Points(s.Current))
}

// ScoreIsOld says how old the newest score is.
func (w Words) ScoreIsOld(days int) string {
	return w.Text(theNewestScore) + "is " + Count(days, "day") + " old"
}

// WithoutProfile names the controls that Microsoft's catalogue does not
// describe.
func (w Words) WithoutProfile(ids []string) string {
	have := "has"
	if len(ids) > 1 {
		have = "have"
	}
	return fmt.Sprintf("%s %s no profile in Microsoft's catalogue, so title and maximum may be missing: %s",
		Count(len(ids), "action"), have, strings.Join(ids, ", "))
}

// NothingAsOld says that a report compares with a later day than was asked for.
func (w Words) NothingAsOld(start, oldest score.Date) string {
	return fmt.Sprintf("no score as old as %s is stored; the report compares with %s, the oldest there is",
		w.LongDate(start), w.LongDate(oldest))
}

// LeftOutOfTrend says that the day before the score could not be read.
func (w Words) LeftOutOfTrend(day score.Date, err error) string {
	return fmt.Sprintf("the changes since %s are left out of the trend: %v", w.LongDate(day), err)
}

// LeftOutBetween says that a day of the history could not be read.
func (w Words) LeftOutBetween(day score.Date, err error) string {
	return fmt.Sprintf("%s is left out of the history, so its changes are listed on the next day, without those that "+
		"were undone by then: %v", w.LongDate(day), err)
}

// ShowingStored says that a stored score is shown, as there is none of today.
func (w Words) ShowingStored(day score.Date, err error) string {
	return fmt.Sprint(err) + w.Text(showingStored) + w.LongDate(day)
}

// NoLogo says why a report has no logo.
func (w Words) NoLogo(err error) string { return fmt.Sprintf("the report has no logo: %v", err) }

// BuiltInFonts says why a report is not written in the configured font.
func (w Words) BuiltInFonts(err error) string {
	return fmt.Sprintf("the report has only its built-in fonts: %v", err)
}

// SourceIsBehind says that Microsoft serves an older score than was announced.
func (w Words) SourceIsBehind(channel string, served, announced score.Date) string {
	return fmt.Sprintf("Microsoft serves the score of %s, but %s has been sent that of %s; its alerts wait for a newer one",
		w.LongDate(served), channel, w.LongDate(announced))
}

// HeldForDigest says that an alert waits for one of these days.
func (w Words) HeldForDigest(days []time.Weekday) string {
	names := make([]string, len(days))
	for i, d := range days {
		names[i] = d.String()
	}
	return "waits for the digest on " + strings.Join(names, " and ")
}

// HeldOnQuietDay says that an alert waits for the end of a quiet day.
func (w Words) HeldOnQuietDay(day time.Weekday) string {
	return "waits: " + day.String() + " is a quiet day"
}

// HeldInQuietHours says until which time of day an alert waits.
func (w Words) HeldInQuietHours(until time.Duration) string {
	return fmt.Sprintf("waits until the quiet hours end at %02d:%02d", int(until.Hours()), int(until.Minutes())%60)
}

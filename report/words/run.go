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

const (
	noChannelAtAll  Text = "run.noChannelAtAll"
	answerIsPartial Text = "run.answerIsPartial"
)

// ChannelsMissing says that a tenant lacks channels which the event names.
func (w Words) ChannelsMissing(names []string) string {
	if len(names) == 1 && names[0] == event.AllChannels {
		return w.Text(noChannelAtAll)
	}
	return w.say("run.channelsMissing", "channels", w.alternatives(names))
}

// PartialAnswer says that Microsoft's answer lacks something.
func (w Words) PartialAnswer() string {
	return w.Text(answerIsPartial)
}

// Oddity says what is odd about Microsoft's answer.
func (w Words) Oddity(o score.Oddity) string {
	text := w.say("run.oddity", "kind", string(o.Kind), "field", o.Field)
	switch {
	case o.Of == "":
	case o.Kind == score.PartialScore || o.Kind == score.PartialCatalogue:
		text += w.Colon(w.Failure("", o.Of))
	default:
		text += w.Colon(o.Of)
	}
	return w.NamesAndMore([]string{text}, o.Times-1)
}

// SumDiffers says that the controls add up to a little more or less than the
// score.
func (w Words) SumDiffers(s score.Snapshot) string {
	return w.say("run.sumDiffers", "sum", w.number(s.Sum()), "points", w.Points(s.Current))
}

// ScoreIsOld says how old the newest score is.
func (w Words) ScoreIsOld(days int) string {
	return w.say("run.scoreIsOld", "n", days)
}

// WithoutProfile names the controls that Microsoft's catalogue does not
// describe.
func (w Words) WithoutProfile(ids []string) string {
	return w.say("run.withoutProfile", "n", len(ids), "ids", strings.Join(ids, ", "))
}

// NothingAsOld says that a report compares with a later day than was asked for.
func (w Words) NothingAsOld(start, oldest score.Date) string {
	return w.say("run.nothingAsOld", "start", w.LongDate(start), "oldest", w.LongDate(oldest))
}

// LeftOutOfTrend says that the day before the score could not be read.
func (w Words) LeftOutOfTrend(day score.Date, err error) string {
	return w.say("run.leftOutOfTrend", "day", w.LongDate(day), "error", w.cause(err))
}

// LeftOutBetween says that a day of the history could not be read.
func (w Words) LeftOutBetween(day score.Date, err error) string {
	return w.say("run.leftOutBetween", "day", w.LongDate(day), "error", w.cause(err))
}

// ShowingStored says that a stored score is shown, as there is none of today.
func (w Words) ShowingStored(day score.Date, why string) Said {
	return Said(w.say("run.showingStored", "error", why, "day", w.LongDate(day)))
}

// NoLogo says why a report has no logo.
func (w Words) NoLogo(err error) string { return w.say("run.noLogo", "error", err.Error()) }

// BuiltInFonts says why a report is not written in the configured font.
func (w Words) BuiltInFonts(err error) string {
	return w.say("run.builtInFonts", "error", err.Error())
}

// SourceIsBehind says that Microsoft serves an older score than was announced.
func (w Words) SourceIsBehind(channel string, served, announced score.Date) string {
	return w.say("run.sourceIsBehind", "served", w.LongDate(served), "channel", channel, "announced",
		w.LongDate(announced))
}

// HeldForDigest says that an alert waits for one of these days.
func (w Words) HeldForDigest(days []time.Weekday) string {
	names := make([]string, len(days))
	for i, d := range days {
		names[i] = w.weekday(d)
	}
	return w.say("run.heldForDigest", "days", w.list(names))
}

// HeldOnQuietDay says that an alert waits for the end of a quiet day.
func (w Words) HeldOnQuietDay(day time.Weekday) string {
	return w.say("run.heldOnQuietDay", "day", w.weekday(day))
}

// HeldInQuietHours says until which time of day an alert waits.
func (w Words) HeldInQuietHours(until time.Duration) string {
	return w.say("run.heldInQuietHours", "time", fmt.Sprintf("%02d:%02d", int(until.Hours()), int(until.Minutes())%60))
}

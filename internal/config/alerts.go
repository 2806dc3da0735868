package config

import (
	"strings"
	"time"
)

// Alerts says what is worth an alert, and when.
type Alerts struct {
	MinPoints float64           // smaller total moves are noise, in points
	Mention   map[string]string // a change kind (see score.Kinds), or zone, to the Slack text that calls somebody
	// MentionPoints is how many points regressions have to cost before somebody is
	// called for them.
	MentionPoints float64
	Snooze        []Snooze
	Quiet         Quiet
	Digest        []time.Weekday // alerts are told on these days only; empty: on any
}

// Snooze is a control whose changes are no reason for an alert for a while.
type Snooze struct {
	Control string
	Until   time.Time // midnight UTC of the last day
}

// Quiet is when nobody is alerted.
type Quiet struct {
	Days     []time.Weekday
	Hours    Hours
	TimeZone string // of these and of the digest; empty for UTC
}

// Hours are a stretch of every day, over midnight where From is the later.
type Hours struct {
	From, To time.Duration // since midnight; equal for none
}

func alerts() kind[Alerts] {
	notNegative := func(v float64) bool { return v >= 0 }
	return mapping(
		at("minPoints", numeric(schema{"minimum": 0}, notNegative, "must not be negative").or(0.5),
			func(a *Alerts) *float64 { return &a.MinPoints }, about{
				"Smallest move", "Smaller total moves, in points, are noise, unless a status or the catalogue changed.", like(0.5, 2)}),
		at("mention", byKey(append(changeKinds(), "zone"), textual(schema{"pattern": oneLinePattern}, checkLine)),
			func(a *Alerts) *map[string]string { return &a.Mention }, about{
				"Mentions", "Who is called on Slack for a kind of change, or where the score falls into a worse zone: the kind or zone, and what Slack reads as a mention.",
				like(map[string]string{"regressed": "<!subteam^S012>"})}),
		at("mentionPoints", numeric(schema{"minimum": 0}, notNegative, "must not be negative"), func(a *Alerts) *float64 { return &a.MentionPoints }, about{
			"Points for a mention", "How many points regressions have to cost before somebody is called for them. Left out: any.", like(3)}),
		at("snooze", list(snooze()), func(a *Alerts) *[]Snooze { return &a.Snooze }, about{
			"Snoozed controls", "Controls whose changes are no reason for an alert up to a day. They are listed where something else is told.",
			like([]any{map[string]any{"control": "mdo_safelinks", "until": "2027-01-31"}})}),
		at("quiet", quiet(), func(a *Alerts) *Quiet { return &a.Quiet }, about{
			"Quiet times", "When nobody is alerted. What is held then is told by the next run after it.",
			like(map[string]any{"days": []string{"saturday", "sunday"}, "hours": "22:00-07:00", "timeZone": "Europe/Berlin"})}),
		at("digest", list(weekday()), func(a *Alerts) *[]time.Weekday { return &a.Digest }, about{
			"Digest", "The only days on which alerts are told; what happened between is told together. Left out: any day.", like([]string{"monday", "thursday"})}),
	)
}

func snooze() kind[Snooze] {
	return mapping(
		must(at("control", identifier(schema{"pattern": noSpacePattern}, checkWord), func(s *Snooze) *string { return &s.Control }, about{
			"Control", "The control's id, as Microsoft and the CSV have it.", like("mdo_safelinks")})),
		must(at("until", parsed(schema{"format": "date"}, parseDay), func(s *Snooze) *time.Time { return &s.Until }, about{
			"Until", "The last day of the snooze.", like("2027-01-31")})),
	)
}

func quiet() kind[Quiet] {
	return mapping(
		at("days", list(weekday()), func(q *Quiet) *[]time.Weekday { return &q.Days }, about{
			"Quiet days", "Days without alerts.", like([]string{"saturday", "sunday"})}),
		at("hours", parsed(schema{"pattern": hoursPattern}, parseHours), func(q *Quiet) *Hours { return &q.Hours }, about{
			"Quiet hours", "From when to when there are no alerts, also over midnight.", like("22:00-07:00")}),
		at("timeZone", textual(schema{"pattern": noSpacePattern}, checkZone), func(q *Quiet) *string { return &q.TimeZone }, about{
			"Time zone", "Of days and hours, by its IANA name. Left out: UTC.", like("Europe/Berlin")}),
	)
}

const hoursPattern = `^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$`

var hoursForm = lazily(hoursPattern)

func parseHours(v string) (h Hours, problem string) {
	if !hoursForm().MatchString(v) {
		return h, "must be two times of the day, as in 22:00-07:00"
	}
	clock := func(s string) time.Duration {
		t, _ := time.Parse("15:04", s) // the pattern saw to it
		return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	}
	a, b, _ := strings.Cut(v, "-")
	if h = (Hours{clock(a), clock(b)}); h.From == h.To {
		return Hours{}, "begins and ends at the same time"
	}
	return h, ""
}

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func weekday() kind[time.Weekday] {
	return parsed(schema{"enum": weekdays}, func(v string) (time.Weekday, string) {
		for i, name := range weekdays {
			if v == name {
				return time.Weekday(i), ""
			}
		}
		return 0, "must be " + listed(weekdays, "or", "")
	})
}

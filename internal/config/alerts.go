package config

import (
	"strings"
	"time"

	"secure-score-reporter/internal/score"
)

// Alerts says what is worth an alert, and when.
type Alerts struct {
	// Drift that adds up to less causes no alert. Drift is moves of less than
	// half a point and less than a tenth of an action's maximum. Any other
	// change causes an alert.
	MinPoints float64 `key:"minPoints" check:"points" default:"5" title:"Least drift" example:"5 | 8"`
	// Who is mentioned on Slack for a kind of change, or if the score falls
	// into a worse zone: the kind or zone, and what Slack reads as a mention.
	Mention Mentions `key:"mention" check:"line" title:"Mentions" example:"{regressed: '<!subteam^S012>'}"`
	// The smallest sum of regressed points that causes a mention for them. Left
	// out: every regression.
	MentionPoints float64 `key:"mentionPoints" check:"points" title:"Points for a mention" example:"3"`
	// Recommended actions whose changes cause no alert up to a day. They are
	// listed if there is an alert anyway.
	Snooze []Snooze `key:"snooze" title:"Snoozed actions" example:"[{control: mdo_safelinks, until: 2027-01-31}]"`
	// When no alerts are sent. The next run after that sends what waited.
	Quiet Quiet `key:"quiet" title:"Quiet times" example:"{days: [saturday, sunday], hours: '22:00-07:00'}"`
	// The only days on which alerts are sent. What happened in between is sent
	// together. Left out: every day.
	Digest []time.Weekday `key:"digest" check:"weekday" example:"[monday, thursday]"`
}

// Mentions are texts for Slack by the kind of change that they are for, as in
// score.Kinds, or "zone".
type Mentions map[string]string

// Snooze is a recommended action whose changes cause no alert for a while.
type Snooze struct {
	// The id of the recommended action, as Microsoft and the CSV file have it.
	Control string `key:"control,required" check:"identifier" example:"mdo_safelinks"`
	// The last day of the snooze.
	Until time.Time `key:"until,required" check:"day" example:"2027-01-31"` // midnight UTC
}

// Quiet is when no alerts are sent.
type Quiet struct {
	// Days without alerts.
	Days []time.Weekday `key:"days" check:"weekday" title:"Quiet days" example:"[saturday, sunday]"`
	// The time of day without alerts, from and to. It can go over midnight.
	Hours Hours `key:"hours" check:"hours" title:"Quiet hours" example:"22:00-07:00"`
	// The time zone of quiet days, quiet hours and the digest, by its IANA
	// name. Left out: UTC.
	TimeZone string `key:"timeZone" check:"timeZone" example:"Europe/Berlin"`
}

// Hours are a part of every day, over midnight if From is the later. They are
// counted from midnight, and equal for none.
type Hours struct{ From, To time.Duration }

const hoursPattern = `^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$`

var hoursForm = lazily(hoursPattern)

func parseHours(v string) (h Hours, problem string) {
	if !hoursForm().MatchString(v) {
		return h, "must be two times of the day, as in 22:00-07:00"
	}
	clock := func(s string) time.Duration {
		t, _ := time.Parse("15:04", s) // the pattern has checked it
		return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	}
	from, to, _ := strings.Cut(v, "-")
	if h = (Hours{clock(from), clock(to)}); h.From == h.To {
		return Hours{}, "begins and ends at the same time"
	}
	return h, ""
}

func weekdays() []string {
	var names []string
	for d := time.Sunday; d <= time.Saturday; d++ {
		names = append(names, strings.ToLower(d.String()))
	}
	return names
}

func parseWeekday(v string) (time.Weekday, string) {
	for d, name := range weekdays() {
		if v == name {
			return time.Weekday(d), ""
		}
	}
	return 0, "must be " + listed(weekdays(), "or")
}

// changeKinds are score.Kinds as the words that the document has.
func changeKinds() []string {
	var names []string
	for _, k := range score.Kinds() {
		names = append(names, string(k))
	}
	return names
}

// mentionable are the keys of alerts.mention.
func mentionable() []string { return append(changeKinds(), "zone") }

// Package demo is the made-up tenant Fabrikam Robotics, in the JSON of
// Microsoft Graph: 90 days of secureScores and a catalogue of
// secureScoreControlProfiles, with the irregularities of real answers.
//
// It is for everything that runs without a real tenant: the demo command, and
// tests that need data of real size. It does not describe Microsoft's
// catalogue: titles, texts, ids and numbers are invented, so do not follow its
// recommendations blindly.
//
// The history is in history.tsv, day by day. It depends only on the date, so
// two runs agree on every day that both can see. After its last line nothing
// changes. The package returns no errors: its tables are part of the binary,
// and a mistake in them panics at the first use, in the tests of this package.
package demo

import (
	"encoding/json"
	"time"
)

// TenantID and TenantName belong to the demo's tenant.
const (
	TenantID   = "7d1c5e0a-3b52-4c86-9a41-0f6e2d8b9c17"
	TenantName = "Fabrikam Robotics"
)

// daysKept is the number of days that Microsoft keeps, with today.
const daysKept = 90

// dateLayout is the form of dates in the tables and in the ids of scores.
const dateLayout = "2006-01-02"

// missing are days without a score. They are before the scenes, so that no
// report compares with a missing day.
var missing = map[string]bool{"2026-08-30": true, "2026-09-19": true, "2026-10-11": true, "2026-11-01": true}

// Scene is one day of the demo.
type Scene struct {
	Name string
	Now  time.Time // of the run, in UTC
}

// Scenes returns the play in order.
func Scenes() []Scene {
	at := func(day int) time.Time { return time.Date(2026, time.November, day, 6, 0, 0, 0, time.UTC) }
	return []Scene{
		{"first run", at(16)},
		{"quiet day", at(17)},
		{"a day with changes of every kind", at(18)},
		{"quiet day", at(19)},
		{"a regression is fixed", at(20)},
		{"small moves only", at(21)},
		{"quiet day", at(22)},
		{"weekly report", at(23)},
	}
}

// Graph returns what Microsoft Graph serves at a time: the elements of
// secureScores, newest first, and those of secureScoreControlProfiles. The
// newest score is whole, the older ones are as thin as in real answers. The
// same time gives the same bytes, which the caller may change.
func Graph(now time.Time) (scores, profiles []json.RawMessage) {
	t, now := loaded(), now.UTC()
	days := t.replay(now)
	newest := len(days) - 1
	scores = append(scores, t.today(days[newest], now))
	for i := newest - 1; i >= 0; i-- {
		scores = append(scores, t.older(days[i]))
	}
	return scores, t.profiles(days[newest], now.Format(dateLayout))
}

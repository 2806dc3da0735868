// Package demo is the made-up tenant Fabrikam Robotics, as Microsoft Graph would put it on the wire: 90 days of
// secureScores and a catalogue of secureScoreControlProfiles, with the irregularities that real answers have.
//
// Use it wherever a whole cycle should run without a tenant: for the demo command, for a fake Graph server, for
// tests that want data of real size. It is no model of Microsoft's catalogue: titles, texts, ids and numbers were
// invented, and what it recommends should not be followed blindly.
//
// The history is a play that is written down day by day in history.tsv. It depends on nothing but the date, so that
// two moments agree on every day that both can see; after the last line it stands still. Nothing here can fail: the
// tables are part of the binary, and a mistake in them panics at the first use, which the tests of this package see to.
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

// daysKept is how far back Microsoft serves secureScores, today included.
const daysKept = 90

// dateLayout is the form of a day in the tables and in the ids of scores.
const dateLayout = "2006-01-02"

// missing are days that Microsoft never computed a score for. They lie outside the scenes, because a report that
// compares with a missing day is another play.
var missing = map[string]bool{"2026-08-30": true, "2026-09-19": true, "2026-10-11": true, "2026-11-01": true}

// Scene is one day of the play.
type Scene struct {
	Name string
	Now  time.Time // the moment of the run, UTC
}

// Scenes returns the play in order.
func Scenes() []Scene {
	at := func(day int) time.Time { return time.Date(2026, time.November, day, 6, 0, 0, 0, time.UTC) }
	return []Scene{
		{"first run", at(16)},
		{"quiet day", at(17)},
		{"a day with changes of every kind", at(18)},
		{"quiet day", at(19)},
		{"a regression is mended", at(20)},
		{"small moves only", at(21)},
		{"quiet day", at(22)},
		{"weekly report", at(23)},
	}
}

// Graph returns what Microsoft Graph serves at the moment now: the elements of secureScores' value, newest first, and
// those of secureScoreControlProfiles' value. The newest score is whole, the older ones are as thin as history is on
// the wire. The same moment gives the same bytes, and the caller may keep and change them.
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

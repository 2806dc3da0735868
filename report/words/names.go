package words

import (
	"strings"

	"secure-score-reporter/internal/score"
)

// StatusName is the portal's word for a status; an unknown one is shown as
// sent.
func (w Words) StatusName(s score.Status) string {
	if s == "" {
		return w.NotAvailable()
	}
	return w.say("names.status", "status", string(s))
}

// StatusWithin is the word for a status within a sentence.
func (w Words) StatusWithin(s score.Status) string {
	return w.say("names.statusWithin", "status", string(s), "name", w.clippedStatus(s))
}

// LevelName is the word for a cost or an impact.
func (w Words) LevelName(l score.Level) string { return w.say("names.level", "level", string(l)) }

// LevelWord is the word for a level within a sentence.
func (w Words) LevelWord(l score.Level) string { return w.say("names.levelWithin", "level", string(l)) }

// ZoneName is the word for a zone.
func (w Words) ZoneName(z score.Zone) string { return w.say("names.zone", "zone", string(z)) }

// CauseName is the word for a cause, in a list or over one.
func (w Words) CauseName(c score.Cause) string { return w.say("names.cause", "cause", string(c)) }

// CauseWithin is the word for a cause within a sentence.
func (w Words) CauseWithin(c score.Cause) string {
	return w.say("names.causeWithin", "cause", string(c))
}

// FormerNames says which id or category an action had before Microsoft gave it
// another; empty where Microsoft did not.
func (w Words) FormerNames(c score.Change) string {
	var parts []string
	if c.RenamedFrom != "" {
		parts = append(parts, w.say("names.previously", "name", c.RenamedFrom))
	}
	if c.MovedFrom != "" {
		parts = append(parts, w.say("names.movedFrom", "category", c.MovedFrom))
	}
	return strings.Join(parts, ", ")
}

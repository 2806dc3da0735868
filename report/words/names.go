package words

import (
	"strings"

	"secure-score-reporter/internal/score"
)

// StatusName is the portal's word for a status; an unknown one is shown as
// sent.
func (w Words) StatusName(s score.Status) string {
	switch s {
	case score.ToAddress:
		return "To address"
	case score.Planned:
		return "Planned"
	case score.RiskAccepted:
		return "Risk accepted"
	case score.ThirdParty:
		return "Resolved through third party"
	case score.AlternateMitigation:
		return "Resolved through alternate mitigation"
	case score.Completed:
		return "Completed"
	case "":
		return "n/a"
	}
	return string(s)
}

// LevelName is the word for a cost or an impact.
func (w Words) LevelName(l score.Level) string {
	switch l {
	case score.Low:
		return "Low"
	case score.Moderate:
		return "Moderate"
	case score.High:
		return "High"
	}
	return "Unknown"
}

// ZoneName is the word for a zone.
func (w Words) ZoneName(z score.Zone) string {
	switch z {
	case score.Good:
		return "Good"
	case score.Okay:
		return "Okay"
	}
	return "Bad"
}

// CauseName is the word for a cause, in a list or over one.
func (w Words) CauseName(c score.Cause) string {
	if name := causeNames[c]; name != "" {
		return name
	}
	return string(c)
}

var causeNames = map[score.Cause]string{
	score.Regression:  "Regressed",
	score.Undeclared:  "No longer reported",
	score.Acceptance:  "Risk accepted",
	score.Addition:    "Added",
	score.Improvement: "Improved",
	score.Declaration: "Reported as resolved",
	score.Repointing:  "Maximum changed",
	score.Retirement:  "Removed",
	score.StatusOnly:  "Status changed",
	score.Renaming:    "Renamed",
	score.Moving:      "Category changed",
	score.Drift:       "Drifted",
}

// FormerNames says which id or category an action had before Microsoft gave it
// another; empty where Microsoft did not.
func (w Words) FormerNames(c score.Change) string {
	var parts []string
	if c.RenamedFrom != "" {
		parts = append(parts, "previously "+c.RenamedFrom)
	}
	if c.MovedFrom != "" {
		parts = append(parts, "moved from "+c.MovedFrom)
	}
	return strings.Join(parts, ", ")
}

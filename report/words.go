package report

import (
	"math"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// Points writes points with as many decimals as they need, at most two: 10,
// 6.67, 1127.
func Points(x float64) string {
	if math.IsNaN(x) {
		return "n/a"
	}
	return minus(strconv.FormatFloat(score.Hundredths(x), 'f', -1, 64))
}

// SignedPoints is Points with a sign: +3.33, −2, ±0.
func SignedPoints(x float64) string { return signed(x, Points) }

// Percent writes a percentage with two decimals, 61.95 %, or n/a.
func Percent(x float64) string {
	if math.IsNaN(x) {
		return "n/a"
	}
	return Hundredths(x) + " %"
}

// Hundredths writes a number with two decimals: 61.95, −0.30.
func Hundredths(x float64) string {
	if math.IsNaN(x) {
		return "n/a"
	}
	return minus(strconv.FormatFloat(score.Hundredths(x), 'f', 2, 64))
}

// SignedHundredths is Hundredths with a sign: +0.34, −0.30, ±0.00. It is how a
// difference in percentage points is written.
func SignedHundredths(x float64) string { return signed(x, Hundredths) }

func signed(x float64, write func(float64) string) string {
	switch {
	case math.IsNaN(x):
		return "n/a"
	case score.Hundredths(x) > 0:
		return "+" + write(x)
	case score.Hundredths(x) == 0:
		return "±" + write(0)
	}
	return write(x)
}

// minus replaces the hyphen by a true minus sign, which is as wide as a plus.
func minus(s string) string { return strings.Replace(s, "-", "−", 1) }

// LongDate writes a day as 23 November 2026.
func LongDate(d score.Date) string {
	if d == "" {
		return "n/a"
	}
	return d.Time().Format("2 January 2006")
}

// ShortDate writes a day as 23 Nov.
func ShortDate(d score.Date) string {
	if d == "" {
		return "n/a"
	}
	return d.Time().Format("2 Jan")
}

// StatusName is the portal's word for a status; an unknown one is shown as sent.
func StatusName(s score.Status) string {
	switch s {
	case score.ToAddress:
		return "To address"
	case score.Planned:
		return "Planned"
	case score.RiskAccepted:
		return "Risk accepted"
	case score.ThirdParty:
		return "Third party"
	case score.AlternateMitigation:
		return "Alternate mitigation"
	case score.Completed:
		return "Completed"
	case "":
		return "n/a"
	}
	return string(s)
}

// LevelName is the word for a cost or an impact.
func LevelName(l score.Level) string {
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
func ZoneName(z score.Zone) string {
	switch z {
	case score.Good:
		return "Good"
	case score.Okay:
		return "Okay"
	}
	return "Bad"
}

// KindName is the word for a kind of change, in a list or over one.
func KindName(k score.Kind) string {
	switch k {
	case score.Improved:
		return "Improved"
	case score.Regressed:
		return "Regressed"
	case score.Added:
		return "New"
	case score.Retired:
		return "Retired"
	case score.Repointed:
		return "Re-pointed"
	case score.Restated:
		return "Status changed"
	}
	return string(k)
}

// CauseName is the word for a cause, in a list or over one.
func CauseName(c score.Cause) string {
	if name := causeNames[c]; name != "" {
		return name
	}
	return string(c)
}

var causeNames = map[score.Cause]string{
	score.Regression:  "Regressed",
	score.Undeclared:  "Declaration ended",
	score.Acceptance:  "Risk accepted",
	score.Addition:    "New",
	score.Improvement: "Improved",
	score.Declaration: "Declared",
	score.Repointing:  "Re-pointed",
	score.Retirement:  "Retired",
	score.Restatement: "Status changed",
	score.Renaming:    "Renamed",
	score.Moving:      "Moved category",
}

// Names says under which id or in which category a change's control was before,
// where Microsoft gave it another; empty where it did not.
func Names(c score.Change) string {
	var parts []string
	if c.RenamedFrom != "" {
		parts = append(parts, "was "+c.RenamedFrom)
	}
	if c.MovedFrom != "" {
		parts = append(parts, "moved from "+c.MovedFrom)
	}
	return strings.Join(parts, ", ")
}

// Count writes a number with its noun: 1 action, 2 actions.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

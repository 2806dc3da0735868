// Package words holds every sentence that people read, whatever form shows it:
// PDF, page, mail, Slack and terminal. A second language begins here.
//
// In makes Words for a locale; the locale writes numbers and dates. Names of
// programs, error texts and column names of CSV are not sentences and stand
// elsewhere. Nothing here fails, draws or escapes.
package words

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Points is Locale.Points without a locale.
func Points(x float64) string { return report.Locale{}.Points(x) }

// SignedPoints is Locale.SignedPoints without a locale.
func SignedPoints(x float64) string { return report.Locale{}.SignedPoints(x) }

// Percent is Locale.Percent without a locale.
func Percent(x float64) string { return report.Locale{}.Percent(x) }

// Hundredths is Locale.Hundredths without a locale.
func Hundredths(x float64) string { return report.Locale{}.Hundredths(x) }

// SignedHundredths is Locale.SignedHundredths without a locale.
func SignedHundredths(x float64) string { return report.Locale{}.SignedHundredths(x) }

// LongDate is Locale.LongDate without a locale.
func LongDate(d score.Date) string { return report.Locale{}.LongDate(d) }

// ShortDate is Locale.ShortDate without a locale.
func ShortDate(d score.Date) string { return report.Locale{}.ShortDate(d) }

// Why is Locale.Why without a locale.
func Why(a score.Account, zones score.Zones) string { return Words{}.Why(a, zones) }

// Progress is Locale.ProgressSays without a locale.
func Progress(p score.Progress) string { return Words{}.Progress(p) }

// Forecast is Locale.ForecastSays without a locale.
func Forecast(f score.Forecast) string { return Words{}.Forecast(f) }

// Words writes the sentences that people read. It embeds the Locale that
// writes their numbers and dates; make one with In.
type Words struct{ report.Locale }

// In is the words with the numbers and dates of a locale.
func In(l report.Locale) Words { return Words{l} }

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
	case score.StatusChanged:
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
	score.StatusOnly:  "Status changed",
	score.Renaming:    "Renamed",
	score.Moving:      "Moved category",
}

// FormerNames says under which id or in which category a change's control was before,
// where Microsoft gave it another; empty where it did not.
func FormerNames(c score.Change) string {
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

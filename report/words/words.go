// Package words holds every sentence that people read, whatever form shows it:
// PDF, page, mail, Slack and terminal. A second language begins here.
//
// In makes Words for a locale; the locale writes numbers and dates. Names of
// programs, error texts and column names of CSV are not sentences and stand
// elsewhere. Nothing here fails, draws or escapes.
package words

import (
	"strconv"

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

// Count writes a number with its noun: 1 action, 2 actions.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

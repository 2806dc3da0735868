// Package words holds every sentence that people read, whatever form shows it:
// PDF, page, email, Slack and terminal. A second language begins here.
//
// In makes Words for a locale; the locale writes numbers and dates. Names of
// programs, error texts and column names of CSV are not sentences and stand
// elsewhere. Nothing here fails, draws or escapes.
package words

import "secure-score-reporter/report"

// Words writes the sentences that people read. It embeds the Locale that
// writes their numbers and dates; make one with In.
type Words struct{ report.Locale }

// In is the words with the numbers and dates of a locale.
func In(l report.Locale) Words { return Words{l} }

// Package words holds every sentence that people read, whatever form shows it:
// PDF, page, email, Slack, Teams and terminal.
//
// The sentences are messages in languages, a file for each language; a method
// of Words chooses a message and its arguments. What only those commands say
// that set up, check and repair stands in English beside the code: damage,
// doctor, setup, setup_aws, signin, tenants. Names of programs, error texts and
// column names of CSV are not sentences and stand elsewhere. Nothing here
// fails, draws or escapes.
package words

import (
	"embed"
	"sync"

	"golang.org/x/text/language"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words/catalogue"
)

// Words writes the sentences that people read. It embeds the Locale that has
// their language and writes their numbers and dates; make one with In.
type Words struct{ report.Locale }

// In is the words with the language, the numbers and dates of a locale.
func In(l report.Locale) Words { return Words{l} }

// English is the words in English, with numbers and dates in the plain form.
var English Words

// Text is the key of a message without arguments.
type Text string

// Text is the message of a key.
func (w Words) Text(t Text) string { return w.say(string(t)) }

// say writes the message of a key. The arguments are pairs of a name and a
// value, as catalogue.Say has them.
func (w Words) say(key string, arguments ...any) string {
	return catalogues[w.Language()]().Say(key, arguments...)
}

// number is a number as the locale writes it with as many decimals as it needs,
// for a message that depends on it: 1 point, 6.67 points.
func (w Words) number(x float64) catalogue.Number {
	return catalogue.Number{Value: x, Text: w.Points(x)}
}

// signed is number with a sign: +1 point.
func (w Words) signed(x float64) catalogue.Number {
	return catalogue.Number{Value: x, Text: w.SignedPoints(x)}
}

// signedHundredths is a difference in percentage points with two decimals.
func (w Words) signedHundredths(x float64) catalogue.Number {
	return catalogue.Number{Value: x, Text: w.SignedHundredths(x)}
}

// signedTenths is a difference in percentage points with one decimal.
func (w Words) signedTenths(x float64) catalogue.Number {
	return catalogue.Number{Value: score.Tenths(x), Text: w.SignedTenths(x)}
}

// yesNo is a condition that a message chooses by.
func yesNo(condition bool) string {
	if condition {
		return "yes"
	}
	return "no"
}

//go:embed languages/*.json
var files embed.FS

// catalogues are the messages by language, each read when it is first needed.
var catalogues = map[report.Language]func() *catalogue.Catalogue{
	report.English: once(report.English), report.German: once(report.German), report.French: once(report.French),
}

func once(l report.Language) func() *catalogue.Catalogue {
	return sync.OnceValue(func() *catalogue.Catalogue {
		c, err := read(l)
		if err != nil {
			panic(err) // the files are part of the program, and a test reads them
		}
		return c
	})
}

func read(l report.Language) (*catalogue.Catalogue, error) {
	data, err := files.ReadFile("languages/" + string(l) + ".json")
	if err != nil {
		return nil, err
	}
	return catalogue.Parse(language.Make(string(l)), data)
}

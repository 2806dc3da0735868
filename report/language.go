package report

import (
	"strings"
	"time"
)

// Language is that of a report's words.
type Language string

// The languages that report/words has messages in.
const (
	English Language = "en"
	German  Language = "de"
	French  Language = "fr"
)

// Languages are all of them.
var Languages = []Language{English, German, French}

// NotAvailable is shown where there is no number.
func (l Locale) NotAvailable() string {
	switch l.language {
	case German:
		return "k.\u00a0A."
	case French:
		return "n.d."
	}
	return "n/a"
}

// monthNames are the names of months, in full and short, as CLDR has them.
// English is what the time package writes.
var monthNames = map[Language]struct{ full, short [12]string }{
	German: {
		[12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
			"November", "Dezember"},
		[12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
	},
	French: {
		[12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
			"novembre", "décembre"},
		[12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	},
}

// dayForm is a layout with the day as the language writes it before a month: 2.
// November, 1er novembre.
func (l Locale) dayForm(layout string) string {
	if l.language == German {
		return strings.Replace(layout, "2 Jan", "2. Jan", 1)
	}
	return layout
}

// named writes a day with the language's names of months.
func (l Locale) named(day time.Time, layout string) string {
	names, other := monthNames[l.language]
	if !other {
		return day.Format(layout)
	}
	if l.language == French && day.Day() == 1 {
		layout = strings.Replace(layout, "2 Jan", "2er Jan", 1)
	}
	// What is not replaced here is digits and punctuation.
	full, short := names.full[day.Month()-1], names.short[day.Month()-1]
	before, after, isFull := strings.Cut(layout, "January")
	if isFull {
		return day.Format(before) + full + day.Format(after)
	}
	before, after, isShort := strings.Cut(layout, "Jan")
	if isShort {
		return day.Format(before) + short + day.Format(after)
	}
	return day.Format(layout)
}

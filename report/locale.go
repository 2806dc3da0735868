package report

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	cldr "golang.org/x/text/number"

	"secure-score-reporter/internal/score"
)

// Locale is the language of a report, and how numbers, dates and times are
// written. The zero value is English and writes 1127, 61.95 %, 23 November 2026
// and UTC.
type Locale struct {
	language Language // empty for English
	tagged   bool     // numbers and dates are those of a tag rather than of the language
	decimal  string   // empty for a point
	group    string   // between thousands; empty for none
	tight    bool     // no blank before the percent sign
	order    dateOrder
	zone     *time.Location // nil for UTC
}

// dateOrder is the order of a date's parts.
type dateOrder int

const (
	dayFirst   dateOrder = iota // 23 November 2026
	monthFirst                  // November 23, 2026
	yearFirst                   // 2026-11-23
)

// In is the locale in another language: its words, and its names of months.
// Numbers and the order of dates are those of the locale's tag; without a tag
// they are the language's.
func (l Locale) In(other Language) Locale {
	if !l.tagged {
		l = plain(other, l.zone)
	}
	l.language = other
	return l
}

// plain is how a language writes numbers and dates where no tag says it.
func plain(l Language, zone *time.Location) Locale {
	if l == English {
		return Locale{zone: zone}
	}
	written := ofTag(language.Make(string(l)), zone)
	written.tagged = false
	return written
}

// Language is that of the words.
func (l Locale) Language() Language { return cmp.Or(l.language, English) }

// LocaleFor is the locale of a BCP 47 tag, such as en-US or de-CH, whose times
// are those of zone. An empty tag is the plain form, a nil zone is UTC. It
// fails on an invalid tag.
//
// Separators are Unicode's (CLDR). A blank between thousands is left out,
// because a line could break there.
func LocaleFor(tag string, zone *time.Location) (Locale, error) {
	if tag == "" {
		return Locale{zone: zone}, nil
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return Locale{}, fmt.Errorf("locale %q is not a BCP 47 tag such as en-GB, en-US or de-DE", tag)
	}
	return ofTag(parsed, zone), nil
}

func ofTag(tag language.Tag, zone *time.Location) Locale {
	l := Locale{tagged: true, zone: zone, order: orderOf(tag)}
	// The separators are read off a sample: the printer is too slow for
	// thousands of numbers. The digits are always Latin, as are the fonts and
	// the words.
	latin, err := tag.SetTypeForKey("nu", "latn")
	if err != nil {
		latin = tag
	}
	p := message.NewPrinter(latin)
	sample := p.Sprint(cldr.Decimal(1234567.5))
	if last := strings.LastIndexAny(sample, "7"); last >= 0 {
		l.decimal = strings.TrimSuffix(sample[last+1:], "5")
	}
	if from, to := strings.Index(sample, "4"), strings.Index(sample, "5"); from >= 0 && to > from {
		l.group = strings.TrimSpace(sample[from+1 : to])
	}
	l.tight = strings.HasSuffix(p.Sprint(cldr.Percent(0.5)), "0%")
	return l
}

func orderOf(tag language.Tag) dateOrder {
	base, _ := tag.Base()
	region, _ := tag.Region()
	switch region.String() {
	case "US", "PH", "FM", "PR", "GU":
		return monthFirst
	case "CA", "SE", "CN", "JP", "KR", "TW", "HU", "LT":
		return yearFirst
	}
	switch base.String() {
	case "zh", "ja", "ko", "hu", "lt", "sv":
		return yearFirst
	}
	return dayFirst
}

// Points writes points with as many decimals as they need, at most two: 10,
// 6.67, 1127.
func (l Locale) Points(x float64) string {
	if math.IsNaN(x) {
		return l.NotAvailable()
	}
	return l.write(strconv.FormatFloat(score.Hundredths(x), 'f', -1, 64))
}

// SignedPoints is Points with a sign: +3.33, −2, ±0.
func (l Locale) SignedPoints(x float64) string { return signed(x, l.Points) }

// Percent writes a percentage with two decimals, 61.95 %, or n/a.
func (l Locale) Percent(x float64) string {
	if math.IsNaN(x) {
		return l.NotAvailable()
	}
	return l.Hundredths(x) + l.percentSign()
}

// RoundPercent writes a percentage with as many decimals as it needs: 80 %.
func (l Locale) RoundPercent(x float64) string {
	if math.IsNaN(x) {
		return l.NotAvailable()
	}
	return l.Points(x) + l.percentSign()
}

func (l Locale) percentSign() string {
	if l.tight {
		return "%"
	}
	return " %"
}

// TenthsPercent writes a percentage with one decimal, 62 % as 62.0 %, or n/a.
func (l Locale) TenthsPercent(x float64) string {
	if math.IsNaN(x) {
		return l.NotAvailable()
	}
	return l.Tenths(x) + l.percentSign()
}

// Tenths writes a number with one decimal: 61.9, −0.3.
func (l Locale) Tenths(x float64) string {
	if math.IsNaN(x) {
		return l.NotAvailable()
	}
	return l.write(strconv.FormatFloat(score.Tenths(x), 'f', 1, 64))
}

// SignedTenths is Tenths with a sign: +0.3, −0.3, ±0.0.
func (l Locale) SignedTenths(x float64) string { return signed(score.Tenths(x), l.Tenths) }

// SignedBrief is SignedTenths of a move, or SignedHundredths where one decimal
// would hide it: +0.3, −0.04, ±0.0.
func (l Locale) SignedBrief(x float64) string {
	if score.TenthsHide(x) {
		return l.SignedHundredths(x)
	}
	return l.SignedTenths(x)
}

// Month writes the month of a day as November 2026.
func (l Locale) Month(d score.Date) string {
	if d == "" {
		return l.NotAvailable()
	}
	return l.named(d.Time(), months[l.order])
}

// Hundredths writes a number with two decimals: 61.95, −0.30.
func (l Locale) Hundredths(x float64) string {
	if math.IsNaN(x) {
		return l.NotAvailable()
	}
	return l.write(strconv.FormatFloat(score.Hundredths(x), 'f', 2, 64))
}

// SignedHundredths is Hundredths with a sign: +0.34, −0.30, ±0.00. It is how a
// difference in percentage points is written.
func (l Locale) SignedHundredths(x float64) string { return signed(x, l.Hundredths) }

func signed(x float64, write func(float64) string) string {
	switch {
	case math.IsNaN(x):
		return write(x)
	case score.Hundredths(x) > 0:
		return "+" + write(x)
	case score.Hundredths(x) == 0:
		return "±" + write(0)
	}
	return write(x)
}

// Group is what stands between thousands; empty for nothing.
func (l Locale) Group() string { return l.group }

// write gives a plain number its separators, and a true minus sign, which is as
// wide as a plus.
func (l Locale) write(s string) string {
	s, negative := strings.CutPrefix(s, "-")
	whole, fraction, hasFraction := strings.Cut(s, ".")
	if l.group != "" {
		for at := len(whole) - 3; at > 0; at -= 3 {
			whole = whole[:at] + l.group + whole[at:]
		}
	}
	if negative {
		whole = "−" + whole
	}
	if !hasFraction {
		return whole
	}
	if l.decimal == "" {
		return whole + "." + fraction
	}
	return whole + l.decimal + fraction
}

// LongDate writes a day as 23 November 2026.
func (l Locale) LongDate(d score.Date) string {
	if d == "" {
		return l.NotAvailable()
	}
	return l.named(d.Time(), l.dayForm(longDates[l.order]))
}

// ShortDate writes a day as 23 Nov.
func (l Locale) ShortDate(d score.Date) string {
	if d == "" {
		return l.NotAvailable()
	}
	return l.named(d.Time(), l.dayForm(shortDates[l.order]))
}

// Moment writes a time as 23 November 2026, 07:00 UTC, on the reader's clock.
func (l Locale) Moment(t time.Time) string {
	if l.zone != nil {
		t = t.In(l.zone)
	} else {
		t = t.UTC()
	}
	return l.LongDate(score.Date(t.Format("2006-01-02"))) + t.Format(", 15:04 MST")
}

// The layouts of dates, by the order of their parts.
var (
	longDates  = [...]string{dayFirst: "2 January 2006", monthFirst: "January 2, 2006", yearFirst: time.DateOnly}
	months     = [...]string{dayFirst: "January 2006", monthFirst: "January 2006", yearFirst: "2006-01"}
	shortDates = [...]string{dayFirst: "2 Jan", monthFirst: "Jan 2", yearFirst: "01-02"}
)

// Package period is a span of calendar days in the form of ISO 8601: P7D, P2W,
// P1M, P1Y2M.
//
// It is for how far back a report compares and for how long the store keeps
// snapshots. It is not for spans below a day (use time.Duration) and does not
// compare two periods: whether P30D or P1M is longer depends on the month.
//
// Only Parse and UnmarshalText can fail. Their errors say what is wrong with
// the text without repeating it.
package period

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Pattern is the form of a period as a regular expression for a JSON Schema. It
// also matches the bare "P", which [EmptyPattern] excludes, because not all
// validators of schemas support lookahead.
const Pattern = `^P([0-9]{1,5}Y)?([0-9]{1,5}M)?([0-9]{1,5}W)?([0-9]{1,5}D)?$`

// EmptyPattern matches the periods of zero days, and the bare "P".
const EmptyPattern = `^P(0+[YMWD])*$`

// maxYears keeps the results of Before in the range of dates that every other
// system can read.
const maxYears = 100

// Period is a number of years, months, weeks and days, none of them negative.
// The zero value is zero days.
type Period struct {
	Years, Months, Weeks, Days int
}

// Parse reads the form PnYnMnWnD, with at least one of the parts. Weeks can
// stand beside the other parts, as ISO 8601-2 allows. Fractions, signs and a
// time of day (T) are errors.
func Parse(s string) (Period, error) {
	rest, ok := strings.CutPrefix(s, "P")
	switch {
	case !ok:
		return Period{}, errors.New("an ISO 8601 period begins with P, like P7D, P2W, P1M or P1Y2M")
	case rest == "":
		return Period{}, errors.New("an ISO 8601 period needs a number and a unit after the P, like P7D")
	case strings.Contains(rest, "T"):
		return Period{}, errors.New("a period is counted in whole days: " +
			"hours, minutes and seconds (after a T) are not understood")
	}
	var p Period
	units := "YMWD"
	for rest != "" {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if digits == 0 || digits == len(rest) || digits > 5 {
			return Period{}, errors.New("an ISO 8601 period is whole numbers of at most 5 digits, " +
				"each with its unit, like P7D or P1Y2M")
		}
		at := strings.IndexByte(units, rest[digits])
		if at < 0 {
			return Period{}, errors.New("the units of a period are Y, M, W and D, each at most once and in this order")
		}
		n, _ := strconv.Atoi(rest[:digits]) // at most five digits: cannot fail
		*p.part(units[at]) = n
		units, rest = units[at+1:], rest[digits+1:]
	}
	if p.years() > maxYears {
		return Period{}, fmt.Errorf("a period is at most %d years", maxYears)
	}
	return p, nil
}

func (p *Period) part(unit byte) *int {
	switch unit {
	case 'Y':
		return &p.Years
	case 'M':
		return &p.Months
	case 'W':
		return &p.Weeks
	default:
		return &p.Days
	}
}

func (p Period) years() float64 {
	return float64(p.Years) + float64(p.Months)/12 + float64(p.Weeks*7+p.Days)/365
}

// IsZero says whether the period is zero days.
func (p Period) IsZero() bool { return p == Period{} }

// Before is the time that is the period before day, at the same time of day and
// in the same location. It goes back by years and months first. Where that
// month is too short, its last day counts: P1M before 31 March is 28 or 29
// February. Then it goes back by weeks and days.
func (p Period) Before(day time.Time) time.Time {
	year, month, date := day.Date()
	first := time.Date(year-p.Years, month-time.Month(p.Months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	hour, minute, second := day.Clock()
	return time.Date(first.Year(), first.Month(), min(date, last)-7*p.Weeks-p.Days,
		hour, minute, second, day.Nanosecond(), day.Location())
}

// String is the period in the form that Parse reads; the zero period is P0D.
func (p Period) String() string {
	var b strings.Builder
	b.WriteByte('P')
	for _, unit := range []byte("YMWD") {
		if n := *p.part(unit); n != 0 {
			b.WriteString(strconv.Itoa(n))
			b.WriteByte(unit)
		}
	}
	if b.Len() == 1 {
		return "P0D"
	}
	return b.String()
}

// MarshalText is String, so that JSON has the same form.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText is Parse.
func (p *Period) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

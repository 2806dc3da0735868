package period

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for _, tc := range []struct {
		text string
		want Period
	}{
		{"P7D", Period{Days: 7}},
		{"P400D", Period{Days: 400}},
		{"P2W", Period{Weeks: 2}},
		{"P1M", Period{Months: 1}},
		{"P1Y2M", Period{Years: 1, Months: 2}},
		{"P1Y2M3W4D", Period{Years: 1, Months: 2, Weeks: 3, Days: 4}},
		{"P0D", Period{}},
		{"P100Y", Period{Years: 100}},
		{"P99Y12M", Period{Years: 99, Months: 12}},
		{"P36500D", Period{Days: 36500}},
		{"P5214W", Period{Weeks: 5214}}, // 36498 days
		{"P5213W9D", Period{Weeks: 5213, Days: 9}},
	} {
		t.Run(tc.text, func(t *testing.T) {
			got, err := Parse(tc.text)
			if err != nil {
				t.Fatal(err)
			}
			if got != tc.want {
				t.Errorf("got %#v, want %#v", got, tc.want)
			}
			if got.String() != tc.text {
				t.Errorf("String() = %s, want %s", got, tc.text)
			}
			if !regexp.MustCompile(Pattern).MatchString(tc.text) {
				t.Errorf("Pattern does not match %s", tc.text)
			}
			if got.IsZero() != regexp.MustCompile(EmptyPattern).MatchString(tc.text) {
				t.Errorf("IsZero and EmptyPattern disagree about %s", tc.text)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for _, tc := range []struct {
		text, want string
		form       bool // Pattern matches it: it is too large, or it is the bare P
	}{
		{"", "begins with P", false},
		{"7D", "begins with P", false},
		{"p7d", "begins with P", false},
		{"-P7D", "begins with P", false},
		{"7 days", "begins with P", false},
		{"P", "needs a number", true},
		{"PT6H", "whole days", false},
		{"P1DT6H", "whole days", false},
		{"P1.5D", "the units of a period", false},
		{"P-7D", "whole numbers", false},
		{"P7", "whole numbers", false},
		{"PD", "whole numbers", false},
		{"P999999D", "whole numbers", false},
		{"P7d", "the units of a period", false},
		{"P1D1D", "each at most once", false},
		{"P1D1M", "in this order", false},
		{"P7D ", "whole numbers", false},
		{"P101Y", "at most 100 years", true},
		{"P100Y1M", "at most 100 years", true},
		{"P100Y1W", "at most 100 years", true},
		{"P100Y1D", "at most 100 years", true},
		{"P1201M", "at most 100 years", true},
		{"P5215W", "at most 100 years", true}, // 36505 days
		{"P5214W3D", "at most 100 years", true},
		{"P36501D", "at most 100 years", true},
		{"P99999D", "at most 100 years", true},
	} {
		t.Run(tc.text, func(t *testing.T) {
			got, err := Parse(tc.text)
			if err == nil {
				t.Fatalf("got %v, want an error", got)
			}
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %q does not say %q", err, tc.want)
			}
			if regexp.MustCompile(Pattern).MatchString(tc.text) != tc.form {
				t.Errorf("Pattern matches it: %v, want %v", !tc.form, tc.form)
			}
		})
	}
}

func TestBefore(t *testing.T) {
	for _, tc := range []struct{ period, day, want string }{
		{"P7D", "2026-11-23", "2026-11-16"},
		{"P2W", "2026-11-23", "2026-11-09"},
		{"P1M", "2026-11-23", "2026-10-23"},
		{"P1M", "2026-03-31", "2026-02-28"},
		{"P1M", "2028-03-31", "2028-02-29"},
		{"P1Y", "2028-02-29", "2027-02-28"},
		{"P1M1D", "2026-03-31", "2026-02-27"},
		{"P1Y2M", "2026-01-15", "2024-11-15"},
		{"P13M", "2026-01-31", "2024-12-31"},
		{"P3M", "2026-05-31", "2026-02-28"},
		{"P0D", "2026-11-23", "2026-11-23"},
		{"P400D", "2026-11-23", "2025-10-19"},
	} {
		t.Run(tc.period+" before "+tc.day, func(t *testing.T) {
			p, err := Parse(tc.period)
			if err != nil {
				t.Fatal(err)
			}
			day, _ := time.Parse(time.DateOnly, tc.day)
			if got := p.Before(day).Format(time.DateOnly); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestBeforeKeepsClockAndLocation(t *testing.T) {
	zone := time.FixedZone("east", 3*3600)
	day := time.Date(2026, 11, 23, 6, 30, 15, 7, zone)
	want := time.Date(2026, 11, 16, 6, 30, 15, 7, zone)
	if got := (Period{Days: 7}).Before(day); !got.Equal(want) || got.Location() != zone {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestJSON(t *testing.T) {
	var v struct{ Period Period }
	if err := json.Unmarshal([]byte(`{"Period":"P1Y2M"}`), &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(v)
	if err != nil || string(out) != `{"Period":"P1Y2M"}` {
		t.Errorf("got %s, %v, want the same text", out, err)
	}
	if err := json.Unmarshal([]byte(`{"Period":"PT1H"}`), &v); err == nil {
		t.Error("PT1H was accepted")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"P7D", "P1Y2M3W4D", "P", "PT1H", "P0D", "P00001D"} {
		f.Add(s)
	}
	day := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := Parse(s)
		if err != nil {
			return
		}
		if again, err := Parse(p.String()); err != nil || again != p {
			t.Errorf("%q: %v reads back as %v, %v", s, p, again, err)
		}
		if b := p.Before(day); b.After(day) || b.Year() < 1900 {
			t.Errorf("%q before %v is %v", s, day, b)
		}
	})
}

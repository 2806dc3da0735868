package report

import (
	"testing"
	"time"
)

func TestLocales(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		tag                                        string
		zone                                       *time.Location
		points, percent, round, day, short, moment string
	}{
		{"", nil, "−1234.5", "61.95 %", "80 %", "23 November 2026", "23 Nov", "23 November 2026, 23:30 UTC"},
		{"", berlin, "−1234.5", "61.95 %", "80 %", "23 November 2026", "23 Nov", "24 November 2026, 00:30 CET"},
		{"en-GB", nil, "−1,234.5", "61.95%", "80%", "23 November 2026", "23 Nov", "23 November 2026, 23:30 UTC"},
		{"en-US", nil, "−1,234.5", "61.95%", "80%", "November 23, 2026", "Nov 23", "November 23, 2026, 23:30 UTC"},
		{"de-DE", berlin, "−1.234,5", "61,95 %", "80 %", "23 November 2026", "23 Nov", "24 November 2026, 00:30 CET"},
		{"de-CH", nil, "−1’234.5", "61.95%", "80%", "23 November 2026", "23 Nov", "23 November 2026, 23:30 UTC"},
		{"fr-FR", nil, "−1234,5", "61,95 %", "80 %", "23 November 2026", "23 Nov", "23 November 2026, 23:30 UTC"},
		{"sv-SE", nil, "−1234,5", "61,95 %", "80 %", "2026-11-23", "11-23", "2026-11-23, 23:30 UTC"},
		{"ar-EG", nil, "−1,234.5", "61.95 %", "80 %", "23 November 2026", "23 Nov", "23 November 2026, 23:30 UTC"},
		{"ja", nil, "−1,234.5", "61.95%", "80%", "2026-11-23", "11-23", "2026-11-23, 23:30 UTC"},
	} {
		t.Run(c.tag, func(t *testing.T) {
			l, err := LocaleFor(c.tag, c.zone)
			if err != nil {
				t.Fatal(err)
			}
			for _, check := range [][2]string{
				{l.Points(-1234.5), c.points}, {l.Percent(61.95), c.percent}, {l.RoundPercent(80), c.round},
				{l.LongDate("2026-11-23"), c.day}, {l.ShortDate("2026-11-23"), c.short}, {l.Moment(at), c.moment},
			} {
				if check[0] != check[1] {
					t.Errorf("got %q, want %q", check[0], check[1])
				}
			}
		})
	}
}

// In another language a locale's tag still writes the numbers. Without a tag
// they follow the language, also from one language to the next.
func TestLocaleInALanguage(t *testing.T) {
	plain, err := LocaleFor("", nil)
	if err != nil {
		t.Fatal(err)
	}
	british, err := LocaleFor("en-GB", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		l    Locale
		want string
	}{
		{"English", plain.In(English), "n/a, 61.95 %, 1 November 2026"},
		{"German", plain.In(German), "k.\u00a0A., 61,95 %, 1. November 2026"},
		{"French", plain.In(French), "n.d., 61,95 %, 1er novembre 2026"},
		{"German, then English", plain.In(German).In(English), "n/a, 61.95 %, 1 November 2026"},
		{"German, then French", plain.In(German).In(French), "n.d., 61,95 %, 1er novembre 2026"},
		{"German, as the British write", british.In(German), "k.\u00a0A., 61.95%, 1. November 2026"},
		{"and back", british.In(German).In(English), "n/a, 61.95%, 1 November 2026"},
	} {
		got := c.l.NotAvailable() + ", " + c.l.Percent(61.95) + ", " + c.l.LongDate("2026-11-01")
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestInvalidLocale(t *testing.T) {
	if _, err := LocaleFor("not a locale", nil); err == nil {
		t.Error("no error")
	}
}

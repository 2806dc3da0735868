package mail

import (
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// The accent is readable in the dark design too, and changes no more than it
// has to.
func TestTheAccentIsReadableInTheDark(t *testing.T) {
	for _, tc := range []struct{ name, accent, want string }{
		{"violet", "#5b2a86", "#a58abc"},
		{"black", "#000000", "#8c8c8c"},
		{"red", "#b00020", "#d47384"},
		{"no colour at all", "#zzzzzz", "#8395b1"},
		{"none", "", builtIn.Dark},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := accentOf(report.Appearance{Accent: tc.accent})
			if got.Dark != tc.want {
				t.Errorf("%s, want %s", got.Dark, tc.want)
			}
			for _, ground := range []string{"#0f141a", "#171e27", darkGround} {
				if c := contrast(got.Dark, ground); c < readable {
					t.Errorf("%s on %s has a contrast of %.2f", got.Dark, ground, c)
				}
			}
			if c := contrast(got.Dark, "#0d1a2b"); c < readable {
				t.Errorf("the button's text has a contrast of %.2f", c)
			}
		})
	}
}

func contrast(light, dark string) float64 {
	return (luminance(channels(light)) + 0.05) / (luminance(channels(dark)) + 0.05)
}

// The configured colour is where the built-in one was, and text that looks like
// its mark stays text.
func TestTheAccentReachesTheMail(t *testing.T) {
	m := reporttest.Case("branded")
	m.Trend.Days, m.Note = nil, "look at <accent> and <accent-dark>"
	letter, err := Draw(report.Message{Occasion: report.Periodic, Model: m})
	if err != nil {
		t.Fatal(err)
	}
	own := accentOf(m.Appearance)
	for _, want := range []string{"border-top:4px solid " + own.Light, "background-color:" + own.Light,
		"border-top-color: " + own.Dark, "look at &lt;accent&gt; and &lt;accent-dark&gt;"} {
		if !strings.Contains(letter.HTML, want) {
			t.Errorf("the mail lacks %q", want)
		}
	}
	for _, other := range []string{builtIn.Light, builtIn.Dark, lightMark, darkMark} {
		if strings.Contains(letter.HTML, other) {
			t.Errorf("the mail has %q", other)
		}
	}
}

package mrkdwn

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"Turn on Safe Links":                "Turn on Safe Links",
		"<!here> & <@U1>":                   "&lt;!here&gt; &amp; &lt;@U1&gt;",
		"*bold* _it_ ~no~ `code`":           "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ",
		"scid_91_v2 _a_b_ x__y é_a":         "scid_91_v2 ˍa_bˍ xˍˍy éˍa",
		":x: Done:white_check_mark:":        ":\u2060x: Done:\u2060white_check_mark:",
		":a:b_c: :+1:":                      ":\u2060a:\u2060b_c: :\u2060+1:",
		"arn:aws:iam::123:role/a 06:30:00":  "arn:aws:iam::123:role/a 06:30:00",
		"two\r\nlines\tand  blanks ":        "two lines and blanks",
		"exe.png\u202E\u2066\u200B\x00":     "exe.png",
		"👩\u200D💻":                          "👩\u200D💻",
		"see https://x.example/ or www.x.y": "see https:\u2060//x.example/ or www\u2060.x.y",
		"\xff":                              "\uFFFD",
	} {
		if got := Plain(text, 100); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	if got := Clip("長い題名 and more", 6); got != "長い題名…" || utf8.RuneCountInString(got) > 6 {
		t.Errorf("got %q", got)
	}
	if got := Clip("as long", 7); got != "as long" {
		t.Errorf("got %q", got)
	}
}

func FuzzPlain(f *testing.F) {
	for _, text := range []string{"", "<!here>", "a:\u200B//b", "w\u200Bww.x", "&amp;", "a_b_", ":a:b_c:"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Plain(text, 50)
		if strings.ContainsAny(got, "<>*~`\r\n") || formats.MatchString(got) || emoji.MatchString(got) ||
			strings.Contains(got, "://") || !utf8.ValidString(got) {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}

// emoji finds the names of emoji that are not behind a word, or have an
// underscore.
var emoji = regexp.MustCompile(`(^|[^A-Za-z0-9]):[a-z][a-z0-9_]*:|:[a-z]+_[a-z]+:`)

// formats finds an underscore at the edge of a word.
var formats = regexp.MustCompile(`(^|[^A-Za-z0-9])_|_([^A-Za-z0-9]|$)`)

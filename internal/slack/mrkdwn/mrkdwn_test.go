package mrkdwn

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"Turn on Safe Links":                "Turn on Safe Links",
		"<!here> & <@U1>":                   "&lt;!here&gt; &amp; &lt;@U1&gt;",
		"*bold* _it_ ~no~ `code`":           "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ",
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
	for _, text := range []string{"", "<!here>", "a:\u200B//b", "w\u200Bww.x", "&amp;"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Plain(text, 50)
		if strings.ContainsAny(got, "<>*_~`\r\n") || strings.Contains(got, "://") || !utf8.ValidString(got) {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}

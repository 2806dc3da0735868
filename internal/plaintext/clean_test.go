package plaintext_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/plaintext/plaintexttest"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"S15: a direction of Arabic", "a\u061cb", "ab"},
		{"S15: a soft hyphen", "pass\u00adword", "password"},
		{"S15: a vowel separator", "a\u180eb", "ab"},
		{"S15: tags", "a\U000e0001\U000e0068\U000e0069\U000e007fb", "ab"},
		{"S15: interlinear marks", "a\ufff9b\ufffac\ufffbd", "abcd"},
		{"fillers", "a\u115f\u1160\u3164\uffa0b", "ab"},
		{"a joiner of graphemes", "a\u034fb", "ab"},
		{"variation selectors", "a\ufe0f\U000e0100b", "ab"},
		{"controls", "a\x00\x1b[31m\u0085\u009bb", "a[31m b"},
		{"lines", " a\r\n\tb\u2028c\u2029 ", "a b c"},
		{"private use", "a\ue000\U000f0000b", "a\ufffd\ufffdb"},
		{"no UTF-8", "a\xff\xed\xa0\x80b", "a\ufffd\ufffd\ufffd\ufffdb"},
		{"an emoji of several", "\U0001F469\U0001F3FD\u200d\U0001F4BB x", "\U0001F469\U0001F3FD\u200d\U0001F4BB x"},
		{"joiners in Latin text", "a\u200d\u200cb \u200dc", "ab c"},
		{"joiners one after the other", "\U0001F469\u200d\u200d\U0001F4BB", "\U0001F469\u200d\U0001F4BB"},
		{"Persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"Sinhala", "ශ්\u200dරී", "ශ්\u200dරී"},
		{"signs over numbers", "\u0600\u0661", "\u0600\u0661"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := plaintext.Clean(c.text); got != c.want {
				t.Errorf("%+q becomes %+q, want %+q", c.text, got, c.want)
			}
		})
	}
}

// Everything that Unicode calls a format character or default ignorable is
// removed, in whatever version of Unicode this Go has.
func TestCleanKnowsUnicode(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		ignorable := unicode.In(r, unicode.Cc, unicode.Co, unicode.Other_Default_Ignorable_Code_Point,
			unicode.Variation_Selector, unicode.Noncharacter_Code_Point, unicode.Zl, unicode.Zp) ||
			unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
		if got := plaintext.Clean("a" + string(r) + "b"); ignorable && strings.ContainsRune(got, r) {
			t.Errorf("%U is left", r)
		}
	}
}

func TestCleanedTexts(t *testing.T) {
	for _, text := range plaintexttest.Texts() {
		plaintexttest.Check(t, plaintext.Clean(text))
		plaintexttest.Check(t, plaintext.Drawable(text))
		plaintexttest.Check(t, string(plaintext.Escape([]byte(text))))
		plaintexttest.Check(t, plaintext.Link("https://x.example/?q="+strings.ReplaceAll(text, " ", ""), "https"))
	}
}

func TestLinkIsEncoded(t *testing.T) {
	const want = "https://x.example/?q=%22%3E%3Cscript%3E&b=1"
	if got := plaintext.Link(`https://x.example/?q="><script>&b=1`, "https"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Escape changes no value of JSON.
func FuzzEscape(f *testing.F) {
	f.Add("a\x7f\u009b\u202e\U000e0041\n\"\\")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		sent, err := json.Marshal([]string{text})
		if err != nil {
			t.Fatal(err)
		}
		escaped := plaintext.Escape(slices.Clone(sent))
		var read []string
		if err := json.Unmarshal(escaped, &read); err != nil || len(read) != 1 || read[0] != text {
			t.Errorf("%q becomes %s, %v", text, escaped, err)
		}
		plaintexttest.Check(t, string(escaped))
	})
}

// A clean text stays as it is, is one line of UTF-8 and shows all that it has.
func FuzzClean(f *testing.F) {
	for _, text := range []string{
		"a b", "\u200d\U0001F469\u200d\U0001F4BB", "\u0645\u200c\u200c\ufe0fx", " \xff\u00a0\ue000",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := plaintext.Clean(text)
		if plaintext.Clean(got) != got || strings.TrimSpace(got) != got || strings.ToValidUTF8(got, "") != got {
			t.Errorf("%+q becomes %+q, and that %+q", text, got, plaintext.Clean(got))
		}
		for _, r := range got {
			if plaintext.Hidden(r) && r != '\u200c' && r != '\u200d' {
				t.Errorf("%U in %+q", r, got)
			}
		}
	})
}

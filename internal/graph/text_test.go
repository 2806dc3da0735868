package graph

import "testing"

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "": "", " \t\r\n": "", "a\u00a0\u202f b": "a b", "\u2019s": "\u2019s", "a\x00b": "ab",
		"a\u202eb": "ab", "S15: a\u00ad\u061c\u180e\U000e0041\ufff9b": "S15: ab", "\ufeffa  b ": "a b", "a\u2028b\u2029c": "a b c", "日本 語": "日本 語",
	} {
		if got := cleanLine(in); got != want {
			t.Errorf("cleanLine(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"no tags": "no tags", "<p>a<p>b": "a b", "a&nbsp;&lt;b&gt;": "a <b>", "<b>bo</b>ld": "bold",
		"x<script>alert(1)</script>y": "xy", "x <style>b{}</style>y": "x y", "<br/>a<br>b": "a b", "<!-- c -->d": "d",
		"in <DomainName> now": "in <DomainName> now", "5 < 6 & 7": "5 < 6 & 7", "<a href='x'>link</a>, <unclosed": "link,",
		"&amp;nbsp;": "&nbsp;",
	} {
		if got := plainText(in); got != want {
			t.Errorf("plainText(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		" https://a.example/b?c=d#e ": "https://a.example/b?c=d#e", "HTTP://a": "HTTP://a", "\thttps://a\n": "https://a",
		"https://a/?q=<b>'":  "https://a/?q=%3Cb%3E%27",
		"https://a/b c\"<d>": "https://a/b%20c%22%3Cd%3E",
		"":                   "", "//a/b": "", "a/b": "", "https:///x": "", "https://%tenantdomain%/x": "",
		"javascript:alert(1)": "", "mailto:a@b": "", "data:text/html,x": "",
	} {
		if got := webLink(in); got != want {
			t.Errorf("webLink(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzSimpleText compares the two ways to read the text of HTML.
func FuzzSimpleText(f *testing.F) {
	for _, s := range []string{
		"You have 1 of 40 users <b>registered</b>.", "a<br>b<br/>c<br />d", "<p>&lt;b&gt; &ampx&amp;<ul><li>1</li></ul>",
		"a<b", "a<b>", "a</b>&lt", "<strong>5 &#60; 6</strong> < 7", "<title>a<b>c", "a\r\n<p>b&\r", "a<b \x00>\x00</b>",
		"<script>x</script>y", "in <DomainName> now", "</p><!-- <b> -->", "<B>a</B>", "<br\t/>a", "a>b<b>c>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := simpleText(s)
		if !ok {
			return
		}
		if got, want := cleanLine(got), cleanLine(visibleText(s)); got != want {
			t.Errorf("of %q: %q, want %q", s, got, want)
		}
	})
}

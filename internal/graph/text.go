package graph

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxMessage is the longest text of a server in an error or a warning, in
// characters.
const maxMessage = 300

// oneLine makes a server's text fit for an error or a log: one line, and not
// too long. It may hold a secret, which the process's scrubber masks.
func oneLine(s string) string {
	s = cleanLine(s)
	if utf8.RuneCountInString(s) > maxMessage {
		s = strings.TrimSpace(string([]rune(s)[:maxMessage])) + "…"
	}
	return s
}

// withoutURL removes the address that net/http adds to its errors. Its query
// may be confidential.
func withoutURL(err error) error {
	var wrapped *url.Error
	for errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return err
}

// cleanLine replaces each run of blanks, line breaks, control and direction
// characters by one plain blank, and removes them at both ends.
func cleanLine(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	pending := false
	for _, r := range s {
		if blank(r) {
			pending = b.Len() > 0
			continue
		}
		if pending {
			b.WriteByte(' ')
			pending = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plain is a quick check that there is nothing to clean: printable ASCII with
// single blanks inside.
func plain(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return s == "" || last != ' '
}

func blank(r rune) bool {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Z, r):
		return true
	case r == '\u200b', r == '\ufeff', r == '\u2060': // no width
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f': // direction
		return true
	}
	return false
}

// plainText is the visible text of HTML, on one line. Unknown tags such as
// <DomainName> are text that was not escaped, and stay.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return cleanLine(s)
	}
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(s))
	hidden := false
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return cleanLine(b.String())
		case html.TextToken:
			if !hidden {
				b.Write(tokens.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw := string(tokens.Raw())
			name, _ := tokens.TagName()
			switch tag := atom.Lookup(name); tag {
			case 0:
				b.WriteString(raw)
			case atom.Script, atom.Style:
				hidden = !strings.HasPrefix(raw, "</")
			case atom.B, atom.I, atom.U, atom.Em, atom.Strong, atom.Span, atom.A, atom.Code, atom.Sub, atom.Sup, atom.Font:
				// within a line
			default:
				b.WriteByte(' ')
			}
		}
	}
}

// webLink returns an http or https address, or "" for any other text.
func webLink(s string) string {
	s = cleanLine(s)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || !strings.EqualFold(u.Scheme, "https") && !strings.EqualFold(u.Scheme, "http") {
		return ""
	}
	if strings.ContainsAny(s, " \"'<>`\\") {
		return u.String() // escapes them
	}
	return s
}

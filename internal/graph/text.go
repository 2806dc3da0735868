package graph

import (
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secure-score-reporter/internal/plaintext"
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

// cleanLine is plaintext.Clean, and quick where there is nothing to clean.
func cleanLine(s string) string {
	if plaintext.Simple(s) {
		return s
	}
	return plaintext.Clean(s)
}

// plainText is the visible text of HTML, on one line. Unknown tags such as
// <DomainName> are text that was not escaped, and stay.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return cleanLine(s)
	}
	if text, ok := simpleText(s); ok {
		return cleanLine(text)
	}
	return cleanLine(visibleText(s))
}

// inPlaceOf says what stands in the text for a simple tag, as it is written.
// Microsoft's texts seldom have others.
var inPlaceOf = map[string]string{
	"b": "", "/b": "", "i": "", "/i": "", "u": "", "/u": "", "em": "", "/em": "", "strong": "", "/strong": "",
	"span": "", "/span": "", "br": " ", "br/": " ", "br /": " ", "p": " ", "/p": " ", "div": " ", "/div": " ",
	"ul": " ", "/ul": " ", "ol": " ", "/ol": " ", "li": " ", "/li": " ",
}

// simpleText is visibleText of HTML that has only simple tags; ok is false
// where it has others. A tokenizer takes four kilobytes for each text.
func simpleText(s string) (text string, ok bool) {
	var b strings.Builder
	b.Grow(len(s))
	for {
		before, rest, more := strings.Cut(s, "<")
		b.WriteString(html.UnescapeString(before))
		if !more {
			return b.String(), true
		}
		tag, after, _ := strings.Cut(rest, ">")
		blank, simple := inPlaceOf[tag]
		if !simple || len(rest) == len(tag) {
			return "", false
		}
		b.WriteString(blank)
		s = after
	}
}

// visibleText is the text of HTML outside of its tags.
func visibleText(s string) string {
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(s))
	hidden := false
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return b.String()
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
		return unsafeInLinks.Replace(u.String()) // String leaves a query as it is
	}
	return s
}

var unsafeInLinks = strings.NewReplacer(
	" ", "%20", `"`, "%22", "'", "%27", "<", "%3C", ">", "%3E", "`", "%60", `\`, "%5C")

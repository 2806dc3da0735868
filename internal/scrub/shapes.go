package scrub

import (
	"regexp"
	"strings"
	"sync"
)

// shape is what a kind of secret looks like.
type shape struct {
	begins  []string // in lower case, each what the pattern begins with
	pattern func() *regexp.Regexp
	unless  func(secret string) bool // it is none after all
	inside  bool                     // a word may stand before it without a blank
}

// longest is how far a secret is looked for behind what it begins with.
const longest = 16 << 10

// The shapes. The group of a pattern is the secret. Patterns are compiled when
// a text has what they begin with, so that a function starts sooner, and are
// tried only there.
var kinds = []shape{
	// A header, with the scheme of a sign-in.
	{[]string{"bearer", "basic", "auth plain", "auth login"}, lazily(
		`[a-z]+(?: plain| login)?[\s+:="']+([a-z0-9._~+/-]{8,}=*)`), notTokenLike, false},
	{[]string{"authorization"}, lazily(`[a-z]+["']?\s*[=:]\s*["']?([a-z0-9._~+/-]{8,}=*)`), notTokenLike, false},
	// Slack: https://docs.slack.dev/authentication/tokens
	{[]string{"xox", "xapp"}, lazily(`((?:xox[a-z]|xapp)[-.][a-z0-9.-]+)`), nil, false},
	// Slack: incoming webhooks, response URLs, uploads.
	{[]string{"slack.com/", "slack-gov.com/"}, lazily(
		`[a-z-]+\.com(/(?:services|workflows|triggers|commands|actions|upload)/[^\s"'<>]+)`), nil, true},
	{[]string{"/services/", "/workflows/", "/triggers/", "/commands/", "/actions/"}, lazily(
		`(/[a-z]+/[te][0-9][a-z0-9]*/[^\s"'<>]+)`), nil, true},
	// AWS.
	{[]string{"akia", "asia"}, lazily(`((?-i:AKIA|ASIA)[A-Z0-9]{12,})`), nil, false},
	{[]string{"aws4-hmac-sha256"}, lazily(`aws4-hmac-sha256\s+(credential=[^\s,]+(?:,\s*[a-z]+=[^\s,]+){0,2})`), nil, false},
	// A key in a file.
	{[]string{"-----begin "}, lazily(`(?s)-----begin [a-z ]*private key-----(.+?)(?:-----end|\z)`), nil, true},
	// The password of a URL.
	{[]string{"://"}, lazily(`://[^\s/:@"'<>]*:([^\s/@"'<>]+)@`), isNoSecret, true},
}

// lazily compiles a pattern that ignores case and matches at the beginning.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\A(?i)` + pattern) })
}

func notTokenLike(word string) bool { return !tokenLike(word) }

// isNoSecret is true of a stand-in for a secret, and of a reference to one.
func isNoSecret(value string) bool {
	return value == "password" || strings.HasPrefix(value, "[secret") || strings.HasPrefix(value, "env://") ||
		strings.HasPrefix(value, "file://") || strings.HasPrefix(value, "aws") && strings.Contains(value, "://")
}

// shapes finds what looks like a secret, in the text as it is and decoded.
func shapes(text string) []span {
	found := shapesIn(text)
	if strings.ContainsAny(text, `%\&`) {
		plain := decode(text, false)
		for _, at := range shapesIn(plain.text) {
			found = append(found, plain.origin(at))
		}
	}
	return found
}

func shapesIn(text string) []span {
	found := append(webTokens(text), pairs(text)...)
	lower := lowered(text)
	for _, kind := range kinds {
		for _, begin := range kind.begins {
			found = append(found, kind.find(text, lower, begin)...)
		}
	}
	return found
}

func (k shape) find(text, lower, begin string) (found []span) {
	for from := 0; ; {
		i := strings.Index(lower[from:], begin)
		if i < 0 {
			return found
		}
		i, from = from+i, from+i+1
		if !k.inside && i > 0 && isWord(text[i-1]) {
			continue
		}
		at := k.pattern().FindStringSubmatchIndex(text[i:min(len(text), i+longest)])
		if at != nil && (k.unless == nil || !k.unless(text[i+at[2]:i+at[3]])) {
			found = append(found, span{i + at[2], i + at[3]})
			from = i + at[3]
		}
	}
}

// lowered is the text with small letters of ASCII, and as long as it was.
func lowered(text string) string {
	data := []byte(text)
	for i, c := range data {
		if 'A' <= c && c <= 'Z' {
			data[i] = c + 'a' - 'A'
		}
	}
	return string(data)
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// webTokens finds JSON Web Tokens, also such that blanks or line breaks were
// put into.
func webTokens(text string) (found []span) {
	const begin = "eyJ" // {" in base64
	for from := 0; ; {
		i := strings.Index(text[from:], begin)
		if i < 0 {
			return found
		}
		at := span{from + i, from + i}
		at.to = endOfToken(text, at.from)
		if word := text[at.from:at.to]; len(word) >= 2*telling || strings.Contains(word, ".") && len(word) > telling {
			found = append(found, at)
		}
		from = at.to
	}
}

// endOfToken is where a web token that begins at i ends. A word behind a blank
// belongs to it if it looks like the rest of a token. After the two dots of a
// whole token an ordinary word does not.
func endOfToken(text string, i int) int {
	end := i + wordLength(text[i:])
	dots := strings.Count(text[i:end], ".")
	for {
		blanks := len(text[end:]) - len(strings.TrimLeft(text[end:], " \t\r\n"))
		word := text[end+blanks : end+blanks+wordLength(text[end+blanks:])]
		joined := strings.HasSuffix(text[:end], ".") || strings.HasPrefix(word, ".")
		if blanks == 0 || word == "" || !tokenLike(word) && (dots >= 2 || !joined) {
			return end
		}
		end += blanks + len(word)
		dots += strings.Count(word, ".")
	}
}

func wordLength(text string) int {
	return len(text) - len(strings.TrimLeft(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."))
}

package scrub

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// part is a part of a secret that must not be shown.
type part struct {
	text string
	only bool // as a whole only: its words may be anything's
}

// addresses are the schemes of URLs that may be resolved as secrets.
var addresses = []string{"https", "http", "smtp", "smtps", "ses", "s3", "file"}

// parts are the parts of a secret that must not be shown. Of a URL these are
// its password, what looks like a key, and all of it. Its host and the user's
// name are in every error, and the words of its path may be a tenant's name.
func parts(secret string) []part {
	scheme, _, _ := strings.Cut(secret, "://")
	u, err := url.Parse(secret)
	switch {
	case err == nil && slices.Contains(addresses, scheme):
		return partsOfURL(u, secret)
	case strings.Contains(secret, "PRIVATE KEY-----"):
		return keys(secret)
	case isWordOrDate(secret):
		return nil
	}
	return append(lines(secret), part{text: secret})
}

func partsOfURL(u *url.URL, secret string) (list []part) {
	password, ok := u.User.Password()
	if ok && !isWordOrDate(password) {
		list = append(list, part{text: password})
	}
	if user := u.User.Username(); !ok && keyLike(user) {
		list = append(list, part{text: user}) // some services have the key there
	}
	if !strings.HasPrefix(u.Scheme, "http") {
		return list
	}
	words := []string{}
	for segment := range strings.SplitSeq(u.EscapedPath(), "/") {
		if plain, err := url.PathUnescape(segment); err == nil {
			words = append(words, plain)
		}
	}
	for _, values := range u.Query() {
		words = append(words, values...)
	}
	for _, word := range words {
		if keyLike(word) {
			list = append(list, part{text: word})
		}
	}
	if uri := u.RequestURI(); len(uri) >= shortestKey {
		list = append(list, part{uri, true})
	}
	return append(list, part{secret, true})
}

// shortestKey is the length of the shortest word of a URL that is taken for a
// key. Slack's have 24 characters, and its ids of teams and apps at most 12.
const shortestKey = 16

// keyLike says whether a word of a URL looks like a key: it is long, and has
// characters that no name has, or letters and digits mixed. An id in the form
// of a GUID, such as a tenant's, is none.
func keyLike(word string) bool {
	if len(word) < shortestKey || guid.MatchString(word) || strings.Contains(word, "@") {
		return false
	}
	if strings.ContainsAny(word, "+/=~%") {
		return true
	}
	return slices.ContainsFunc(strings.FieldsFunc(word, isMark), mixed)
}

var guid = regexp.MustCompile(`(?i)^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func isMark(r rune) bool { return strings.ContainsRune("-_. ", r) }

// mixed says whether a word has letters and digits mixed, or changes between
// capitals and small letters more often than a name of several words.
func mixed(word string) bool {
	if len(word) < 8 {
		return false
	}
	turns, digits := 0, 0
	kind := func(i int) int {
		switch c := rune(word[i]); {
		case unicode.IsDigit(c):
			return 0
		case unicode.IsUpper(c):
			return 1
		}
		return 2
	}
	for i := range len(word) {
		if kind(i) == 0 {
			digits++
		}
		if i > 0 && kind(i) != kind(i-1) {
			turns++
		}
	}
	return digits > 0 && digits < len(word) || 3*turns >= len(word)
}

// isWordOrDate says whether a secret is a short word or a date, which every
// text may have. Text masks it beside its name.
func isWordOrDate(secret string) bool {
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	return len(secret) < 8 && !strings.ContainsFunc(secret, notLetter) || date.MatchString(secret)
}

var date = regexp.MustCompile(`^\d{4}-\d{2}(-\d{2})?$`)

var privateKey = regexp.MustCompile(`(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----(.+?)(?:-----END [A-Z ]*-----|\z)`)

// keys are the private keys of a PEM file. What stands beside them, such as the
// subject of the certificate, may have the name of the organisation.
func keys(pem string) (list []part) {
	for _, found := range privateKey.FindAllStringSubmatch(pem, -1) {
		key := strings.TrimSpace(found[1])
		list = append(list, append(lines(key), part{text: key}, part{found[0], true})...)
	}
	return list
}

// lines are the lines of a text that has several.
func lines(text string) (list []part) {
	if !strings.Contains(text, "\n") {
		return nil
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); len(line) >= telling {
			list = append(list, part{text: line})
		}
	}
	return list
}

// tokenLike says whether a word looks as if a machine made it: it has digits,
// or capitals inside, or is very long.
func tokenLike(word string) bool {
	if len(word) < shortest {
		return false
	}
	return len(word) >= 24 || strings.ContainsAny(word, "0123456789") ||
		strings.ToLower(word[1:]) != word[1:] && strings.ToUpper(word) != word
}

package scrub

import (
	"slices"
	"strings"
)

// names are how the names of secrets end in a pair of name and value, in lower
// case and without hyphens and underscores.
var names = []string{
	"secret", "password", "passwd", "pwd", "token", "assertion", "signature", "credential", "apikey", "accesskey",
	"accesskeyid", "secretkey",
}

// joined takes hyphens and underscores out of a name.
var joined = strings.NewReplacer("-", "", "_", "")

// shortNames are such names as a whole.
var shortNames = []string{"sig", "pass"}

const (
	longestName  = 60
	shortestPair = 3 // characters of a value that is masked
)

// pairs finds the values of secrets in pairs: name=value, as in a form or a
// query, and "name":"value", as in JSON.
func pairs(text string) (found []span) {
	for i := 1; i < len(text)-shortestPair; i++ {
		var at span
		switch text[i] {
		case '=':
			at = valueOf(text, i)
		case ':':
			at = memberOf(text, i)
		default:
			continue
		}
		if at.to-at.from >= shortestPair {
			found = append(found, at)
			i = at.to - 1
		}
	}
	return found
}

// valueOf is the value behind an equals sign, if the name before it is a
// secret's.
func valueOf(text string, i int) span {
	if !namesSecret(text[:i]) {
		return span{}
	}
	from := i + 1
	if text[from] == '"' || text[from] == '\'' {
		from++
	}
	return upTo(text, from, " \t\r\n&\"'<>;,|\\")
}

// memberOf is the value behind a colon, if it belongs to a member of an object
// whose name is a secret's.
func memberOf(text string, i int) span {
	before, quoted := strings.CutSuffix(strings.TrimRight(text[max(0, i-longestName):i], " "), `"`)
	rest := strings.TrimLeft(text[i+1:min(len(text), i+longestName)], " ")
	if !quoted || !strings.HasPrefix(rest, `"`) || !namesSecret(before) {
		return span{}
	}
	return upTo(text, i+1+strings.Index(text[i+1:], `"`)+1, `"`)
}

// upTo is the value that begins at from, unless it is no secret. A reference
// is not read to its end, because the text may consist of references.
func upTo(text string, from int, ends string) span {
	head := text[from:min(len(text), from+longestName)]
	if end := strings.IndexAny(head, ends); end >= 0 {
		head = head[:end]
	}
	if isNoSecret(head) {
		return span{}
	}
	if end := strings.IndexAny(text[from:], ends); end >= 0 {
		return span{from, from + end}
	}
	return span{from, len(text)}
}

// namesSecret says whether a text ends with the name of a secret.
func namesSecret(text string) bool {
	from := len(text)
	for from > max(0, len(text)-longestName) && (isWord(text[from-1]) || text[from-1] == '-' || text[from-1] == '.') {
		from--
	}
	name := joined.Replace(strings.ToLower(text[from:]))
	return slices.Contains(shortNames, name) ||
		slices.ContainsFunc(names, func(end string) bool { return strings.HasSuffix(name, end) })
}

// Package scrub keeps secrets out of what a process says: its logs, results,
// errors and answers.
//
// A [Scrubber] is made once in a process. The code that resolves a secret
// passes it to Know, and every outlet of the process goes through the scrubber.
// It masks in two ways:
//
//   - Known masks the secrets that it knows, as they are and in the forms in
//     which services repeat them: percent-encoded, escaped for JSON or HTML, in
//     base64 (also within user:password), broken by blanks and line breaks, and
//     cut off. Of a secret that is a URL it masks the parts that give access,
//     and of a PEM file the private key.
//   - Text also masks what looks like a secret: tokens, keys, passwords in
//     pairs of name and value. It is for errors and logs. What people read of
//     a report may name a password policy, so it goes through Known.
//
// A secret of fewer than 6 characters, a word of fewer than 8 letters or a
// date is masked only where Text sees its name beside it: masking it
// everywhere would make texts unreadable, and no service here issues such a
// secret. One of at most 15 letters or 12 digits is masked where it is on its
// own, and not within other words and GUIDs. Of any other one 12 characters in
// a row are masked. The effort grows with the length of the text and not with
// the number of secrets.
package scrub

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Mask stands in place of a secret.
const Mask = "[secret]"

const (
	shortest = 6  // characters of the shortest secret that is masked by its value
	telling  = 12 // characters in a row that may not be shown of a longer one
	// most is how many secrets are known, and mostText how many characters they
	// have: more than a process uses at a time. An access token of 2 KB takes
	// 100 KB here, and a run of a thousand tenants has one for each.
	most     = 1000
	mostText = 256 << 10

	// Base64 of a secret longer than this is found by fewer blocks, to save
	// memory: 36 of its characters in a row hold one.
	long = 1 << 10

	// A long text is decoded in windows, because a decoded one takes several
	// times its memory. They overlap, so that a secret between two is found.
	window  = 64 << 10
	overlap = 8 << 10
)

// Scrubber masks the secrets that it knows. The zero value knows none. It may
// be used by several goroutines.
type Scrubber struct {
	mu     sync.RWMutex
	known  map[string]*atomic.Int64 // and which use of all was the last
	uses   atomic.Int64
	size   int // characters of all
	blocks index
	words  index           // of secrets that are masked as whole words only
	links  map[string]bool // that Known leaves as they are
}

// Know adds a secret: a token, a password, a key, or a URL that gives access.
// Access tokens change every hour, so that after many others those secrets are
// forgotten that were not passed to Know for longest. So it is called before
// each use.
func (s *Scrubber) Know(secret string) {
	secret = strings.Trim(secret, "\ufeff \t\r\n") // editors leave a mark or a newline
	if secret == "" || s.knows(secret) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known, s.blocks, s.words = map[string]*atomic.Int64{}, index{}, index{}
	}
	if s.known[secret] != nil {
		return
	}
	if len(s.known) >= most || s.size+len(secret) > mostText {
		s.forget(max(len(s.known)/2, 1))
	}
	last := &atomic.Int64{}
	last.Store(s.uses.Add(1))
	s.known[secret], s.size = last, s.size+len(secret)
	s.add(secret)
}

// add adds the parts of a secret that must not be shown, in all of their forms.
func (s *Scrubber) add(secret string) {
	for _, p := range parts(secret) {
		list := forms(p.text)
		if isWeak(p.text) {
			s.words.addText(p.text, true, block)
			list = list[1:]
		}
		s.blocks.add(p, list)
	}
}

// knows says whether a secret is known. If it is, it was used just now.
func (s *Scrubber) knows(secret string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	last := s.known[secret]
	if last != nil {
		last.Store(s.uses.Add(1))
	}
	return last != nil
}

// forget drops the n secrets that were not used for longest.
func (s *Scrubber) forget(n int) {
	list := slices.Collect(maps.Keys(s.known))
	slices.SortFunc(list, func(a, b string) int { return cmp.Compare(s.known[a].Load(), s.known[b].Load()) })
	for _, old := range list[:min(n, len(list))] {
		delete(s.known, old)
		s.size -= len(old)
	}
	s.blocks, s.words = index{}, index{}
	for _, secret := range list[min(n, len(list)):] {
		s.add(secret)
	}
}

// Known is the text without the secrets that the scrubber knows. In JSON only
// texts and names are masked, and in names no secret that is a word or a
// number, so that it does no harm.
func (s *Scrubber) Known(text string) string {
	var found []span
	if d, ok := readDocument(text); ok {
		found = append(d.find(text, s.find), d.findInNames(text, s.findParts)...)
	} else {
		found = s.find(text)
	}
	return masked(text, s.outsideLinks(text, found))
}

// Text is the text without the secrets that the scrubber knows, and without
// what looks like one.
func (s *Scrubber) Text(text string) string {
	all := func(part string) []span { return append(s.find(part), shapes(part)...) }
	if d, ok := readDocument(text); ok {
		found := append(d.find(text, all), d.findInNames(text, s.findParts)...)
		return masked(text, append(found, d.named(text)...))
	}
	return masked(text, all(text))
}

// find finds all known secrets.
func (s *Scrubber) find(text string) []span {
	return append(s.findParts(text), s.findWords(text)...)
}

// findParts finds known secrets, but for those that are words, in the text as
// it is, and in what it stands for.
func (s *Scrubber) findParts(text string) []span {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if len(s.blocks) == 0 {
		return nil
	}
	found := s.blocks.find(text)
	for from := 0; from < len(text); from += window {
		part := text[from:min(len(text), from+window+overlap)]
		if tight, ok := withoutBlanks(part); ok && len(s.blocks.find(tight)) == 0 {
			continue
		}
		plain := decode(part, true)
		for _, at := range s.blocks.find(plain.text) {
			at = plain.origin(at)
			found = append(found, span{from + at.from, from + at.to})
		}
	}
	return found
}

// span is a part of a text, in bytes.
type span struct{ from, to int }

// masked is the text with a mask in place of each span.
func masked(text string, spans []span) string {
	if len(spans) == 0 {
		return text
	}
	for i := range spans {
		spans[i] = whole(text, spans[i])
	}
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	var b strings.Builder
	done := 0
	for i := 0; i < len(spans); {
		at := spans[i]
		for i++; i < len(spans) && spans[i].from <= at.to; i++ {
			at.to = max(at.to, spans[i].to)
		}
		b.WriteString(text[done:at.from])
		b.WriteString(Mask)
		done = at.to
	}
	return b.String() + text[done:]
}

// whole is the span without half of an escape of JSON at either end.
func whole(text string, at span) span {
	return span{escapeAround(text, at.from).from, escapeAround(text, at.to).to}
}

// escapeAround is the escape of JSON that a place is in the middle of, and
// nothing where it is in none.
func escapeAround(text string, i int) span {
	for from := max(0, i-5); from < i; from++ {
		if text[from] != '\\' || backslashes(text[:from])%2 == 1 {
			continue
		}
		to := from + 2
		if _, ok := hexValue(text, from+2, 4); ok && text[from+1] == 'u' {
			to = from + 6
		}
		if i < to && to <= len(text) {
			return span{from, to}
		}
	}
	return span{i, i}
}

// backslashes is how many of them the text ends with.
func backslashes(text string) int { return len(text) - len(strings.TrimRight(text, `\`)) }

// forms are what stands for a secret, beside what decode undoes: hexadecimal
// digits, and base64 of it, alone or between other bytes. Only the characters
// count that the other bytes leave as they are.
func forms(secret string) []string {
	digits := hex.EncodeToString([]byte(secret))
	list := []string{secret, digits, strings.ToUpper(digits)}
	for before := range 3 {
		data := append(make([]byte, before), secret...)
		first, last := (before*8+5)/6, len(data)*8/6
		for _, code := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if text := code.EncodeToString(data); !slices.Contains(list, text[first:]) {
				list = append(list, text[first:], text[first:last])
			}
		}
	}
	return list
}

package scrub

import (
	"net/url"
	"slices"
	"strings"
)

// index finds texts by blocks of their characters: each 6 characters of a text
// that begin at a multiple of 6, and its last 6. So any 11 characters in a row
// hold a whole block.
type index map[uint64][]place

// place is where a block is in a text.
type place struct {
	text string
	at   int
}

const (
	block     = 6
	blockMask = 1<<(8*block) - 1
	// sameBlock is how many places of one block are kept. More have only texts
	// that repeat themselves.
	sameBlock = 8
)

// add adds the parts of a secret that must not be shown, in all of their forms.
func (x index) add(secret string) {
	for _, part := range parts(secret) {
		for _, form := range forms(part) {
			x.addText(form)
			if plain := decode(form, true).text; plain != form {
				x.addText(plain)
			}
		}
	}
}

func (x index) addText(text string) {
	if len(text) < shortest {
		return
	}
	for at := 0; at+block <= len(text); at += block {
		x.addBlock(text, at)
	}
	x.addBlock(text, len(text)-block)
}

func (x index) addBlock(text string, at int) {
	key := keyOf(text[at : at+block])
	if len(x[key]) < sameBlock {
		x[key] = append(x[key], place{text, at})
	}
}

func keyOf(block string) (key uint64) {
	for i := range len(block) {
		key = key<<8 | uint64(block[i])
	}
	return key
}

// find finds the texts of the index, and what is long enough of them.
func (x index) find(in string) (found []span) {
	var key uint64
	free := 0 // what is before it was found already, maybe as a part of another text
	for i := range len(in) {
		key = (key<<8 | uint64(in[i])) & blockMask
		if i+1 < max(block, free) {
			continue
		}
		for _, p := range x[key] {
			at := p.around(in, i+1-block, max(0, free-2*telling))
			if at.to-at.from >= min(telling, len(p.text)) {
				found = append(found, at)
				free = max(free, at.to)
			}
		}
	}
	return found
}

// around is how far the text goes on around its block at i, from a place on.
func (p place) around(in string, i, from int) span {
	at := span{i, i + block}
	for left := p.at; at.from > from && left > 0 && in[at.from-1] == p.text[left-1]; left-- {
		at.from--
	}
	for right := p.at + block; at.to < len(in) && right < len(p.text) && in[at.to] == p.text[right]; right++ {
		at.to++
	}
	return at
}

// addresses are the schemes of URLs that may be resolved as secrets.
var addresses = []string{"https", "http", "smtp", "smtps", "ses", "s3", "file"}

// parts are the parts of a secret that must not be shown: all of it, except of
// a URL, whose host every error may name.
func parts(secret string) []string {
	scheme, _, _ := strings.Cut(secret, "://")
	u, err := url.Parse(secret)
	if err != nil || !slices.Contains(addresses, scheme) {
		return append(lines(secret), secret)
	}
	var list []string
	if password, ok := u.User.Password(); ok {
		list = append(list, password)
	}
	if user := u.User.Username(); tokenLike(user) && !strings.Contains(user, "@") {
		list = append(list, user) // some services have the key there
	}
	if !strings.HasPrefix(scheme, "http") {
		return list
	}
	segments := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i, segment := range segments {
		if tokenLike(segment) || i == len(segments)-1 && u.RawQuery == "" {
			list = append(list, segment)
		}
	}
	for _, values := range u.Query() {
		list = append(list, values...)
	}
	return append(list, u.Path)
}

// lines are the lines of a text that has several, such as a certificate with
// its key.
func lines(text string) (list []string) {
	if !strings.Contains(text, "\n") {
		return nil
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); len(line) >= telling && !strings.HasPrefix(line, "-----") {
			list = append(list, line)
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

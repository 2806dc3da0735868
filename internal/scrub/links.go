package scrub

import (
	"slices"
	"strings"
)

// Links that Show allows. A link ends with its first character that no URL has.
const (
	mostLinks   = 10_000 // more than a process makes in the 24 hours of a link
	longestLink = overlap
	endOfLink   = " \t\r\n\"'<>|"
)

// Show has Known leave a link as it is, though the link repeats a secret: a
// presigned link of AWS has the session token in it, and works only with it.
// Text still masks it: a log must not open the report.
func (s *Scrubber) Show(link string) {
	if !strings.HasPrefix(link, "http") || len(link) > longestLink {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.links == nil || len(s.links) >= mostLinks {
		s.links = map[string]bool{}
	}
	s.links[decode(link, false).text] = true
}

// outsideLinks are the spans that are not in a link that may be shown.
func (s *Scrubber) outsideLinks(text string, spans []span) []span {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if len(spans) == 0 || len(s.links) == 0 {
		return spans
	}
	for _, link := range s.linksIn(text) {
		spans = slices.DeleteFunc(spans, func(at span) bool { return link.from <= at.from && at.to <= link.to })
	}
	return spans
}

// linksIn finds links as they are, and as JSON, HTML and Slack escape them.
func (s *Scrubber) linksIn(text string) (found []span) {
	for from := 0; from < len(text); from += window {
		plain := decode(text[from:min(len(text), from+window+overlap)], false)
		for i := 0; i < len(plain.text); i++ {
			end := i + linkLength(plain.text[i:])
			begin := i + max(0, strings.Index(plain.text[i:end], "http"))
			if s.links[plain.text[begin:end]] {
				at := plain.origin(span{begin, end})
				found = append(found, span{from + at.from, from + at.to})
			}
			i = end
		}
	}
	return found
}

func linkLength(text string) int {
	if end := strings.IndexAny(text, endOfLink); end >= 0 {
		return end
	}
	return len(text)
}

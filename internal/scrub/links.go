package scrub

import (
	"slices"
	"strings"
)

// Links that Show allows. A link ends with its first character that no URL has.
const (
	mostLinks   = 10_000 // more than a process makes in the 24 hours of a link
	longestLink = 8 << 10
	endOfLink   = " \t\r\n\"'<>|"
)

// Show has Known leave a link as it is, though the link repeats a secret: a
// presigned link of AWS has the session token in it, and works only with it.
// Text still masks it: whoever reads a log should not get the report.
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

func (s *Scrubber) linksIn(text string) (found []span) {
	for from := 0; ; {
		i := strings.Index(text[from:], "http")
		if i < 0 {
			return found
		}
		from += i
		rest := text[from:min(len(text), from+longestLink)]
		if end := strings.IndexAny(rest, endOfLink); end >= 0 {
			rest = rest[:end]
		}
		plain := decode(rest, false) // as JSON, HTML and Slack escape it
		if end := strings.IndexAny(plain.text, endOfLink); end >= 0 {
			plain.text = plain.text[:end]
		}
		to := from + len("http")
		if s.links[plain.text] {
			to = from + plain.origin(span{0, len(plain.text)}).to
			found = append(found, span{from, to})
		}
		from = to
	}
}

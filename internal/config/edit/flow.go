package edit

import (
	"bytes"
	"slices"
	"strings"
)

// Lists in brackets, which is all that JSON has.

// span is a part of the text.
type span struct{ from, to int }

// flowList is where the list of tenants opens, if it is in brackets.
func (l *layout) flowList() (int, bool) {
	if at := l.skip(0); at < len(l.text) && l.text[at] == '{' {
		return l.valueOf(at, "tenants")
	}
	at, ok := offset(l.text, l.list)
	if !ok {
		return 0, false
	}
	at = l.properties(at)
	return at, at < len(l.text) && l.text[at] == '['
}

// valueOf is where the value of a key of a mapping in braces begins, if that is
// a list in brackets.
func (l *layout) valueOf(open int, key string) (int, bool) {
	entries := l.flowItems(open)
	for _, e := range entries {
		text := string(l.text[e.from:e.to])
		for _, form := range []string{key, `"` + key + `"`, "'" + key + "'"} {
			rest, ok := strings.CutPrefix(text, form)
			if rest = strings.TrimLeft(rest, " \t\r\n"); ok && strings.HasPrefix(rest, ":") {
				at := l.properties(l.skip(e.to - len(rest) + 1))
				return at, at < len(l.text) && l.text[at] == '['
			}
		}
	}
	return 0, false
}

// flowItems are the parts between the commas of a collection that opens here;
// none where it is not understood.
func (l *layout) flowItems(open int) (items []span) {
	at := l.skip(open + 1)
	for at < len(l.text) && !isClosing(l.text[at]) {
		end := l.endOfItem(at)
		items = append(items, span{at, end})
		at = l.skip(end)
		if at < len(l.text) && l.text[at] == ',' {
			at = l.skip(at + 1)
		} else if at < len(l.text) && !isClosing(l.text[at]) {
			return nil
		}
	}
	return items
}

// endOfItem is where the item ends that begins here, without blanks and
// comments after it.
func (l *layout) endOfItem(at int) int {
	depth, end, fresh := 0, at, true // fresh: a token may begin
	for at < len(l.text) {
		c := l.text[at]
		switch {
		case depth == 0 && is(c, ",]}"):
			return end
		case is(c, blanks), c == '#' && is(l.text[at-1], blanks):
			at = l.skip(at)
			continue
		case is(c, "{["):
			depth, fresh = depth+1, true
		case isClosing(c):
			depth, fresh = depth-1, false
		case c == ',', c == ':' && l.endsKey(at):
			fresh = true
		case fresh && is(c, `"'`):
			at, fresh = l.endOfQuote(at)-1, false
		default:
			fresh = fresh && is(c, "&!") // an anchor or a tag stands before a token
			at = l.endOfWord(at) - 1
		}
		at++
		end = at
	}
	return end
}

// endsKey says whether the colon here ends a key.
func (l *layout) endsKey(at int) bool {
	return at+1 == len(l.text) || strings.IndexByte(" \t\r\n,[]{}", l.text[at+1]) >= 0 ||
		at > 0 && (l.text[at-1] == '"' || l.text[at-1] == '\'')
}

// endOfWord is the end of the plain word that begins here.
func (l *layout) endOfWord(at int) int {
	for at++; at < len(l.text); at++ {
		c := l.text[at]
		if strings.IndexByte(" \t\r\n,[]{}", c) >= 0 || c == ':' && l.endsKey(at) {
			break
		}
	}
	return at
}

// endOfQuote is the end of the text in quotes that begins here.
func (l *layout) endOfQuote(at int) int {
	quote := l.text[at]
	for at++; at < len(l.text); at++ {
		switch {
		case quote == '"' && l.text[at] == '\\':
			at++
		case l.text[at] != quote:
		case quote == '\'' && at+1 < len(l.text) && l.text[at+1] == quote:
			at++
		default:
			return at + 1
		}
	}
	return at
}

// skip is the next place that is neither a blank nor in a comment.
func (l *layout) skip(at int) int {
	for at < len(l.text) {
		switch c := l.text[at]; {
		case is(c, blanks):
			at++
		case c == '#':
			for at < len(l.text) && !isBreak(l.text[at]) {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// properties skips an anchor.
func (l *layout) properties(at int) int {
	if at < len(l.text) && l.text[at] == '&' {
		return l.skip(l.endOfWord(at))
	}
	return at
}

const blanks = " \t\r\n"

// is says whether a byte is one of these.
func is(c byte, any string) bool { return strings.IndexByte(any, c) >= 0 }

func isClosing(c byte) bool { return is(c, "]}") }

// flowAdditions are the text with the entry after the last one: on a line of
// its own where that has one.
func (l *layout) flowAdditions(open int, e Entry) [][]byte {
	items := l.flowItems(open)
	v := value{mapping: e.pairs()}
	if len(items) == 0 {
		return [][]byte{slices.Concat(l.text[:open+1], []byte(v.flow(l.json)), l.text[open+1:])}
	}
	last := items[len(items)-1]
	same := slices.Concat(l.text[:last.to], []byte(", "+v.flow(l.json)), l.text[last.to:])
	before, own := l.indentation(last.from)
	end, comma, alone := l.restOfLine(last.to)
	if !own || !alone {
		return [][]byte{same}
	}
	entry := v.flow(l.json)
	if l.json && bytes.IndexByte(l.text[last.from:last.to], '\n') >= 0 {
		entry = v.tall(before, "  ", l.newline())
	}
	entry = l.newline() + before + entry
	if comma {
		return [][]byte{slices.Concat(l.text[:end], []byte(entry+","), l.text[end:]), same}
	}
	return [][]byte{
		slices.Concat(l.text[:last.to], []byte(","), l.text[last.to:end], []byte(entry), l.text[end:]), same,
	}
}

// restOfLine is where the line ends on which an item ends, and whether a comma
// stands there. Alone says that there is nothing else but a comment.
func (l *layout) restOfLine(at int) (end int, comma, alone bool) {
	end = at
	for end < len(l.text) && !isBreak(l.text[end]) {
		end++
	}
	rest, comma := bytes.CutPrefix(bytes.TrimLeft(l.text[at:end], " \t"), []byte(","))
	next := l.skip(end)
	following := !comma && next < len(l.text) && l.text[next] == ',' // on a later line
	return end, comma, isEmpty(rest) && end < len(l.text) && !following
}

// indentation is what stands before a place on its line, if that is only
// blanks.
func (l *layout) indentation(at int) (string, bool) {
	begin := at
	for begin > 0 && !isBreak(l.text[begin-1]) {
		begin--
	}
	before := string(l.text[begin:at])
	return before, begin > 0 && strings.Trim(before, " \t") == ""
}

// flowRemovals are texts that may be the list without an item, the best first.
func (l *layout) flowRemovals(open, i int) [][]byte {
	items := l.flowItems(open)
	if i >= len(items) {
		return nil
	}
	list := l.lineRemovals(items, i)
	item := items[i]
	if i == 0 { // with the comma after it, and the blanks up to the next
		comma := bytes.IndexByte(l.text[item.to:], ',') + item.to
		next := comma + 1
		for next < len(l.text) && is(l.text[next], blanks) {
			next++
		}
		return append(list, slices.Concat(l.text[:item.from], l.text[next:]))
	}
	comma := l.skip(items[i-1].to)
	first := item.from // of the blanks before the item
	for first > comma+1 && is(l.text[first-1], blanks) {
		first--
	}
	return append(list,
		slices.Concat(l.text[:comma], l.text[comma+1:first], l.text[item.to:]),
		slices.Concat(l.text[:comma], l.text[comma+1:item.from], l.text[item.to:]),
	)
}

// lineRemovals is the text without the lines of an item that stands on lines of
// its own, and without the comma before it where it has none after it.
func (l *layout) lineRemovals(items []span, i int) [][]byte {
	item := items[i]
	before, own := l.indentation(item.from)
	end, comma, alone := l.restOfLine(item.to)
	if !own || !alone {
		return nil
	}
	start := item.from - len(before)
	if end++; end < len(l.text) && l.text[end-1] == '\r' && l.text[end] == '\n' {
		end++
	}
	if comma {
		return [][]byte{slices.Concat(l.text[:start], l.text[end:])}
	}
	if i == 0 {
		return nil
	}
	at := l.skip(items[i-1].to)
	return [][]byte{slices.Concat(l.text[:at], l.text[at+1:start], l.text[end:])}
}

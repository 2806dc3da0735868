package edit

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"secure-score-reporter/internal/config/tree"
)

// additions are texts that may be the document with the entry, the best first.
func (l *layout) additions(e Entry) [][]byte {
	if open, ok := l.flowList(); ok {
		return l.flowAdditions(open, e)
	}
	starts := lineStarts(l.text)
	items, indent := l.blockItems(starts)
	if len(items) == 0 {
		return nil
	}
	newline := l.newline()
	last := items[len(items)-1]
	entry := e.block(indent, newline)
	if l.isFlowItem(len(items) - 1) {
		entry = []byte(indent + "- " + value{mapping: e.pairs()}.flow(false) + newline)
	}
	var list [][]byte
	for _, end := range []int{last.content, last.end} {
		added := entry
		if end > 0 && !isBreak(l.text[end-1]) { // the document ends without a line break
			added = append([]byte(newline), bytes.TrimSuffix(entry, []byte(newline))...)
		}
		list = append(list, slices.Concat(l.text[:end], added, l.text[end:]))
	}
	return list
}

// removals are texts that may be the document without an entry, the best first.
func (l *layout) removals(i int) [][]byte {
	if open, ok := l.flowList(); ok {
		return l.flowRemovals(open, i)
	}
	items, _ := l.blockItems(lineStarts(l.text))
	if i >= len(items) {
		return nil
	}
	item := items[i]
	var list [][]byte
	for _, end := range []int{item.content, item.end} {
		start := item.start
		if end == len(l.text) && end > 0 && !isBreak(l.text[end-1]) {
			start = len(bytes.TrimSuffix(bytes.TrimSuffix(l.text[:start], []byte("\n")), []byte("\r")))
		}
		list = append(list, slices.Concat(l.text[:start], l.text[end:]))
	}
	return list
}

// blockItem is an item of a list with dashes: from the line of its dash to the
// end of its last line, and to where the next thing begins.
type blockItem struct{ start, content, end int }

// blockItems are the items of the list, and what stands before their dashes.
func (l *layout) blockItems(starts []int) (items []blockItem, indent string) {
	if len(l.list.Items) == 0 {
		return nil, ""
	}
	line := func(n int) []byte { return l.text[starts[n-1]:starts[n]] } // lines count from 1
	begin := -1
	var dashes []int
	after := l.list.Line + 1
	for _, item := range l.list.Items {
		if item.Line >= len(starts) {
			return nil, ""
		}
		at := -1
		for n := item.Line; n >= after; n-- {
			if rest := bytes.TrimLeft(line(n), " "); isDash(rest) && (begin < 0 || len(line(n))-len(rest) == begin) {
				at = n
				break
			}
		}
		if at < 0 {
			return nil, ""
		}
		begin = len(line(at)) - len(bytes.TrimLeft(line(at), " "))
		dashes, after = append(dashes, at), item.Line+1
	}
	stop := l.lineAfter(starts)
	for i, n := range dashes {
		next := stop
		if i+1 < len(dashes) {
			next = dashes[i+1]
		}
		last := next - 1
		for last > n && isEmpty(line(last)) {
			last--
		}
		items = append(items, blockItem{starts[n-1], starts[last], starts[next-1]})
	}
	return items, strings.Repeat(" ", begin)
}

// lineAfter is the line of what follows the list: another key, the mark of the
// document's end, or nothing.
func (l *layout) lineAfter(starts []int) int {
	next := len(starts) // a line after the last
	for _, e := range l.root.Entries {
		if e.Line > l.list.Line {
			next = min(next, e.Line)
		}
	}
	for n := l.list.Line + 1; n < next; n++ {
		if rest, ok := bytes.CutPrefix(l.text[starts[n-1]:starts[n]], []byte("...")); ok && isEmpty(rest) {
			return n
		}
	}
	return next
}

func isDash(text []byte) bool {
	return len(text) > 0 && text[0] == '-' && (len(text) == 1 || strings.ContainsRune(" \t\r\n", rune(text[1])))
}

// isEmpty says whether a line has only blanks and a comment.
func isEmpty(line []byte) bool {
	rest := bytes.TrimSpace(line)
	return len(rest) == 0 || rest[0] == '#'
}

func isBreak(b byte) bool { return b == '\n' || b == '\r' }

// isFlowItem says whether an item is written in braces.
func (l *layout) isFlowItem(i int) bool {
	at, ok := offset(l.text, l.list.Items[i])
	return ok && at < len(l.text) && l.text[at] == '{'
}

// newline is the line break of the document.
func (l *layout) newline() string {
	if i := bytes.IndexByte(l.text, '\n'); i > 0 && l.text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// lineStarts are where the lines begin, as YAML counts them, and the end of the
// text.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case r == '\r' && i < len(text) && text[i] == '\n':
		case r == '\n', r == '\r', r == '\u2028', r == '\u2029':
			starts = append(starts, i)
		}
	}
	if starts[len(starts)-1] < len(text) {
		starts = append(starts, len(text))
	}
	return starts
}

// offset is where a node stands in the text.
func offset(text []byte, n tree.Node) (int, bool) {
	starts := lineStarts(text)
	if n.Line < 1 || n.Line >= len(starts) {
		return 0, false
	}
	at := starts[n.Line-1]
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return at, at < len(text)
}

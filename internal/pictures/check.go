package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// What must hold of each document.
const (
	fewestPages  = 2 // of a summary
	mostPages    = 5
	mostBytes    = 120 << 10 // of the demo's summary
	leastUsed    = 1.0 / 3   // of a page's height, but for the last one
	sideMargin   = 36.0      // points
	endMargin    = 18.0
	mostCovering = 1.0 // points that two words may share, across and down
	mostListed   = 12  // problems of one kind
)

// problems is all that is wrong with a document. Its name ends in its edition,
// .summary or .full.
func (d document) problems() (list []string) {
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	summary := strings.HasSuffix(d.name, ".summary")
	if n := len(d.pages); summary && (n < fewestPages || n > mostPages) {
		say("a summary of %d pages; %d to %d are wanted", n, fewestPages, mostPages)
	}
	if d.name == "demo.summary" && d.bytes > mostBytes {
		say("%d bytes; at most %d are wanted", d.bytes, mostBytes)
	}
	for _, font := range d.detached {
		say("a font is not embedded: %s", font)
	}
	for i, p := range d.pages {
		switch {
		case p.used == 0:
			say("page %d is blank", i+1)
		case !summary && i+1 < len(d.pages) && p.used < leastUsed:
			say("page %d is used to %.0f %% of its height", i+1, p.used*100)
		}
		for _, problem := range firstOf(slices.Concat(p.outside(), p.covering())) {
			say("page %d: %s", i+1, problem)
		}
	}
	return list
}

func firstOf(list []string) []string {
	if len(list) > mostListed {
		return append(list[:mostListed:mostListed], fmt.Sprintf("and %d more", len(list)-mostListed))
	}
	return list
}

// outside lists the words that leave the margins.
func (p page) outside() (list []string) {
	for _, w := range p.Words {
		if w.Left < sideMargin || w.Right > p.Width-sideMargin || w.Top < endMargin || w.Bottom > p.Height-endMargin {
			list = append(list, fmt.Sprintf("%q is outside of the margins: %.0f to %.0f across, %.0f to %.0f down", w.Text,
				w.Left, w.Right, w.Top, w.Bottom))
		}
	}
	return list
}

// covering lists the words that cover others.
func (p page) covering() (list []string) {
	words := make([]word, 0, len(p.Words))
	for _, w := range p.Words {
		words = append(words, w.letters())
	}
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(a.Top, b.Top) })
	for i, a := range words {
		for _, b := range words[i+1:] {
			if b.Top > a.Bottom-mostCovering {
				break
			}
			across := min(a.Right, b.Right) - max(a.Left, b.Left)
			if down := min(a.Bottom, b.Bottom) - b.Top; across > mostCovering && down > mostCovering {
				list = append(list, fmt.Sprintf("%q covers %q at %.0f, %.0f", a.Text, b.Text, b.Left, b.Top))
			}
		}
	}
	return list
}

// letters is the box without the room that a font leaves above and below most
// letters: lines that are set close share that room.
func (w word) letters() word {
	height := w.Bottom - w.Top
	w.Top += height / 5
	w.Bottom -= height / 4
	return w
}

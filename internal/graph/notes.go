package graph

import (
	"fmt"
	"strconv"
)

// notes collects warnings, each kind once: what is odd about one control is odd
// about two hundred, and nobody reads two hundred lines.
type notes struct {
	order []string
	found map[string]*note
}

type note struct {
	times int
	first string // of which control, profile or day
}

func newNotes() *notes { return &notes{found: map[string]*note{}} }

// add notes that something is odd about one of many.
func (n *notes) add(what, of string) {
	if known := n.found[what]; known != nil {
		known.times++
		return
	}
	n.order = append(n.order, what)
	n.found[what] = &note{times: 1, first: of}
}

// lines are the warnings in the order in which they were first noted.
func (n *notes) lines() []string {
	lines := make([]string, 0, len(n.order))
	for _, what := range n.order {
		line, known := what, n.found[what]
		if known.first != "" {
			line += ": " + oneLine(known.first)
		}
		if known.times > 1 {
			line += fmt.Sprintf(" and %d more", known.times-1)
		}
		lines = append(lines, line)
	}
	return lines
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }

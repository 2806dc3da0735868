package graph

import "fmt"

// notes collects warnings, with one line for each kind: what is odd about one
// control is often odd about two hundred.
type notes struct {
	order []string
	found map[string]*note
}

type note struct {
	times int
	first string // the first control, profile or day with it
}

func newNotes() *notes { return &notes{found: map[string]*note{}} }

// add adds a warning about one control, profile or day.
func (n *notes) add(what, of string) {
	if known := n.found[what]; known != nil {
		known.times++
		return
	}
	n.order = append(n.order, what)
	n.found[what] = &note{times: 1, first: of}
}

// lines returns the warnings in the order of their first occurrence.
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

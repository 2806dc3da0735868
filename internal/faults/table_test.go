package faults

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write the tables of docs/reliability.md; with SECURESCORE_FAULTS=all")

// columns are the faults that have a column of their own in the table.
var columns = []string{
	"refused", "reset before", "reset after", "hang before", "hang after", "4xx", "429", "5xx",
	"truncated", "empty", "wrong type", "slow", "death before", "death after", "outage",
}

func columnOf(p plan) string {
	switch f := string(p.fault); {
	case p.lasting:
		return "outage"
	case strings.HasPrefix(f, "429"):
		return "429"
	case strings.HasPrefix(f, "4"), strings.HasPrefix(f, "5"):
		return f[:1] + "xx"
	default:
		return f
	}
}

// table is the worst result by call and column.
type table struct {
	mu    sync.Mutex
	cells map[string]map[string]string
}

// worse are the results, the best first. Empty is a fault that there is not.
var worse = []string{"", "once", "twice", "lost"}

func (b *table) add(p plan, v verdict) {
	result := "once"
	switch {
	case len(v.lost) > 0:
		result = "lost"
	case len(v.twice) > 0:
		result = "twice"
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cells == nil {
		b.cells = map[string]map[string]string{}
	}
	if b.cells[p.name] == nil {
		b.cells[p.name] = map[string]string{}
	}
	if row, column := b.cells[p.name], columnOf(p); slices.Index(worse, result) > slices.Index(worse, row[column]) {
		row[column] = result
	}
}

// String is the table in Markdown.
func (b *table) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "| call | %s |\n|---|%s\n", strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
	names := []string{}
	for name := range b.cells {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&out, "| %s |", name)
		for _, column := range columns {
			mark := b.cells[name][column]
			if mark == "twice" || mark == "lost" {
				mark = "**" + mark + "**"
			}
			fmt.Fprintf(&out, " %s |", mark)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// within checks that no result is worse than on the page.
func (b *table) within(t *testing.T, page string) {
	t.Helper()
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		row := b.cells[strings.TrimSpace(cells[min(1, len(cells)-1)])]
		for i, column := range columns {
			if row[column] == "" {
				continue
			}
			known := strings.Trim(cells[i+2], " *")
			if slices.Index(worse, row[column]) > slices.Index(worse, known) {
				t.Errorf("%s, %s: %s, and %q in docs/reliability.md", cells[1], column, row[column], known)
			}
			delete(row, column)
		}
	}
	for name, row := range b.cells {
		for column, result := range row {
			t.Errorf("%s, %s: %s is not in docs/reliability.md", name, column, result)
		}
	}
}

const where = "../../docs/reliability.md"

// marks surround what a test writes.
func marks(what string) (begin, end string) {
	return "<!-- " + what + ": made by SECURESCORE_FAULTS=all go test ./internal/faults -update -->\n",
		"<!-- end of " + what + " -->"
}

func cut(t *testing.T, what string) (before, inside, after string) {
	t.Helper()
	data, err := os.ReadFile(where)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := marks(what)
	before, rest, found := strings.Cut(string(data), begin)
	inside, after, ends := strings.Cut(rest, end)
	if !found || !ends {
		t.Fatalf("%s lacks the marks %q and %q", where, begin, end)
	}
	return before, inside, after
}

// page is the part of docs/reliability.md that a test writes.
func page(t *testing.T, what string) string {
	t.Helper()
	_, inside, _ := cut(t, what)
	return inside
}

// onPage compares that part, or writes it.
func onPage(t *testing.T, what, want string) {
	t.Helper()
	before, got, after := cut(t, what)
	want = "\n" + want + "\n"
	switch begin, end := marks(what); {
	case *update:
		if err := os.WriteFile(where, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	case got != want:
		t.Errorf("the table %q of %s differs; SECURESCORE_FAULTS=all go test ./internal/faults -update writes it:\n%s",
			what, where, want)
	}
}

package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/rivo/uniseg"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

// progress is a line of a terminal that is written again and again.
type progress struct {
	p         process
	mu        sync.Mutex // the log and a sign-in clear the line
	all, done int        // tenants; without any only the steps are shown
	used      int        // columns of the line
}

// forPerson says whether a person reads what is printed.
func (cli *commandLine) forPerson(p process, json bool) bool {
	return p.terminal && !json && !cli.Quiet
}

// waiting begins a progress for a person who waits; nil where nobody does.
func (cli *commandLine) waiting(p process, json bool) *progress {
	if !cli.forPerson(p, json) {
		return nil
	}
	cli.line = &progress{p: p}
	return cli.line
}

func (g *progress) ended(t job.TenantResult) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.done++
	g.show(words.English.TenantsDone(g.done, g.all, plain(t.Tenant)))
}

// begin shows that something goes on.
func (g *progress) begin() { g.show(words.English.TenantsDone(0, g.all, "")) }

// began shows what is done for a tenant. Without a progress nobody sees it.
func (g *progress) began(tenant, step string) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	text := words.English.TenantStep(plain(tenant), step)
	if g.all > 0 {
		text = words.English.TenantsDone(g.done, g.all, text)
	}
	g.show(text)
}

// aboveProgress writes where the line of a progress is, and the next step shows
// it again below.
type aboveProgress struct {
	cli *commandLine
	to  io.Writer
}

func (a aboveProgress) Write(data []byte) (int, error) {
	a.cli.line.clear()
	return a.to.Write(data)
}

// clear leaves an empty line for what comes next. Without a progress, or a text
// of one, there is nothing to clear.
func (g *progress) clear() {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.used == 0 {
		return
	}
	g.show("")
	fmt.Fprint(g.p.stdout, "\r")
}

// show covers the last text with blanks, which every terminal understands.
func (g *progress) show(text string) {
	text = shortened(text, max(1, cmp.Or(g.p.columns, columns)-1))
	now := uniseg.StringWidth(text)
	fmt.Fprint(g.p.stdout, "\r"+text+strings.Repeat(" ", max(0, g.used-now)))
	g.used = now
}

package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

// checklist checks tenants side by side and prints what it finds, in their
// order: all of a single tenant; of several a line for each that is well, what
// is wrong with the others, and totals.
type checklist struct {
	p           process
	progress    *progress // while a person waits; nil for none
	json, quiet bool
	brief       bool // a single tenant has one line, too
	tenants     []job.Tenant
	parallel    int      // how many are checked at once; 0 is job.Parallel
	overall     *overall // what belongs to all tenants; nil for nothing

	list  []job.Checkup
	first map[health.Finding]string // the tenant for which a finding was printed, by what others share with it
	ids   map[string]string         // of the tenants, by name
}

// overall is checked after the tenants.
type overall struct {
	name  string
	check func(context.Context) []health.Finding
}

// named is what a checkup is of, for the terminal.
func named(c job.Checkup) string { return plain(cmp.Or(c.Portfolio, c.Tenant)) }

func (l *checklist) run(ctx context.Context, check func(context.Context, job.Tenant) job.Examined) error {
	l.list, l.first, l.ids = []job.Checkup{}, map[health.Finding]string{}, map[string]string{}
	for _, t := range l.tenants {
		l.ids[t.Name] = t.ID
	}
	examined, stop := l.examine(ctx, check)
	defer stop()
	for i, t := range l.tenants {
		l.progress.began(t.Name, words.Checking)
		if err := l.found(ctx, job.Checkup{Tenant: t.Name, Findings: (<-examined[i])()}); err != nil {
			return err
		}
	}
	if l.overall != nil {
		l.progress.began(l.overall.name, words.Checking)
		if err := l.found(ctx, job.Checkup{Portfolio: l.overall.name, Findings: l.overall.check(ctx)}); err != nil {
			return err
		}
	}
	if l.json {
		if err := printJSON(l.p.stdout, l.list); err != nil {
			return err
		}
	}
	if err := l.show(l.totals); err != nil {
		return err
	}
	if slices.ContainsFunc(l.list, func(c job.Checkup) bool { return c.Has(health.Failed) }) {
		return errFailed
	}
	return nil
}

// found keeps and shows what was found.
func (l *checklist) found(ctx context.Context, c job.Checkup) error {
	l.progress.clear()
	if ctx.Err() != nil { // the findings would blame what was only interrupted
		return fmt.Errorf("checking %s: %w", named(c), ctx.Err())
	}
	l.list = append(l.list, c)
	return l.show(func(s *screen) { l.tenant(s, c) })
}

// examine begins to check the tenants. Each result comes when it is known. Stop
// ends what is still checked, and waits for that.
func (l *checklist) examine(
	ctx context.Context, check func(context.Context, job.Tenant) job.Examined,
) (results []chan job.Examined, stop func()) {
	for range l.tenants {
		results = append(results, make(chan job.Examined, 1))
	}
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	all.Go(func() {
		job.SideBySide(l.parallel, len(l.tenants), func(i int) { results[i] <- check(ctx, l.tenants[i]) })
	})
	return results, func() { cancel(); all.Wait() }
}

func (l *checklist) show(draw func(*screen)) error {
	if l.json {
		return nil
	}
	return l.p.show(draw)
}

// tenant is one tenant: in full where it is the only one.
func (l *checklist) tenant(s *screen, c job.Checkup) {
	state := c.State()
	switch {
	case l.quiet && state != health.Failed:
	case len(l.tenants) == 1 && !l.brief && !l.quiet:
		s.line("%s", s.bold(named(c)))
		for _, f := range c.Findings {
			l.finding(s, f)
		}
		s.line("")
	case state == health.OK:
		l.line(s, c, l.well(c))
	default:
		l.details(s, c)
	}
}

// details are what is wrong with a tenant: one line where other tenants have
// the same.
func (l *checklist) details(s *screen, c job.Checkup) {
	var wrong []health.Finding
	var others []string
	for _, f := range c.Findings {
		if f.State == health.OK || f.State == health.Warning && l.quiet {
			continue
		}
		wrong = append(wrong, f)
		if before, seen := l.first[l.alike(c, f)]; seen && !slices.Contains(others, before) {
			others = append(others, before)
		} else if !seen {
			others = append(others, "")
		}
	}
	if !slices.Contains(others, "") {
		refer := words.English.AsFor
		if c.State() == health.Warning {
			refer = words.English.NotesAsFor
		}
		l.line(s, c, refer(words.English.InNames(others)))
		return
	}
	s.row([]int{-4}, []string{s.mark(c.State())}, named(c))
	for _, f := range wrong {
		l.once(s, c, f)
	}
}

// line is a tenant's only line.
func (l *checklist) line(s *screen, c job.Checkup, says string) {
	wide := l.nameWidth(s)
	s.row([]int{-4, -wide}, []string{s.mark(c.State()), shortened(named(c), wide)}, says)
}

// well is what a line says of a tenant that is well.
func (l *checklist) well(c job.Checkup) string {
	if l.brief {
		return cmp.Or(c.Findings[0].Brief, c.Findings[0].Message)
	}
	return words.English.ChecksWell(len(c.Findings))
}

// nameWidth is the width of the names' column.
func (l *checklist) nameWidth(s *screen) int {
	var names []string
	for _, t := range l.tenants {
		names = append(names, plain(t.Name))
	}
	if l.overall != nil {
		names = append(names, plain(l.overall.name))
	}
	return min(longest(0, names), max(12, s.width/2))
}

// once prints a finding, and refers to it where another tenant has the same.
func (l *checklist) once(s *screen, c job.Checkup, f health.Finding) {
	key := l.alike(c, f)
	if before, seen := l.first[key]; seen {
		f.Message, f.Fix = words.English.AsFor(before), ""
	} else {
		l.first[key] = named(c)
	}
	l.finding(s, f)
}

// alike is what a finding shares with the same one of another tenant, whose
// channel has another name.
func (l *checklist) alike(c job.Checkup, f health.Finding) health.Finding {
	f.Check, _, _ = strings.Cut(f.Check, " ")
	f.Message, f.Fix = shared(f.Message, l.ids[c.Tenant]), shared(f.Fix, l.ids[c.Tenant])
	return f
}

func (l *checklist) finding(s *screen, f health.Finding) {
	s.row([]int{5}, []string{s.mark(f.State)}, f.Check+": "+f.Message)
	if f.Fix != "" {
		s.hang("       → ", 9, f.Fix)
	}
}

func (l *checklist) totals(s *screen) {
	if len(l.tenants) < 2 || l.quiet {
		return
	}
	n := map[health.State]int{}
	for _, c := range l.list {
		if c.Portfolio == "" {
			n[c.State()]++
		}
	}
	s.text(words.English.TenantsTotal(len(l.tenants),
		words.Tally{N: n[health.OK], Of: words.Well},
		words.Tally{N: n[health.Warning], Of: words.Noted},
		words.Tally{N: n[health.Failed], Of: words.Failed}))
}

// findingMarks stand before a finding. The word says the same as the colour.
var findingMarks = map[health.State]struct{ word, colour string }{
	health.OK: {words.English.Text(words.MarkOK), "32"}, health.Warning: {words.English.Text(words.MarkNote), "33"},
	health.Failed: {words.English.Text(words.MarkFail), "31"},
}

func (s *screen) mark(state health.State) string {
	m := findingMarks[state]
	return s.style(m.colour, m.word)
}

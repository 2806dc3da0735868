package main

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/words"
)

// What a terminal leaves out is counted.
func TestPortfolioCountsWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	var m portfolio.Model
	for i := range screenChanges + 2 {
		m.Changes = append(m.Changes, portfolio.CommonChange{ID: "c" + strconv.Itoa(i), Title: "Change " + strconv.Itoa(i)})
	}
	for i := range screenActions + 4 {
		m.Actions = append(m.Actions, portfolio.Action{ID: "a" + strconv.Itoa(i), Tenants: 1})
	}
	for i := range screenExceptions + 3 {
		m.Exceptions = append(m.Exceptions, portfolio.CommonException{
			Exception: portfolio.Exception{ID: "e" + strconv.Itoa(i), Until: "2026-12-01"},
		})
	}
	s := screen{width: columns}
	portfolioText(&s, m)
	for _, want := range []string{"and 4 more\n", "2 more changes", "3 more exceptions"} {
		if !strings.Contains(s.String(), want) {
			t.Errorf("no %q in\n%s", want, s.String())
		}
	}
}

// The report over all tenants, as a terminal shows it.
func TestPortfolioOnATerminal(t *testing.T) {
	t.Parallel()
	for _, l := range report.Languages {
		m := portfoliotest.Model(12)
		m.Locale = m.Locale.In(l)
		s := screen{width: columns}
		portfolioText(&s, m)
		if wide := tooWide(s.String()); wide != "" {
			t.Errorf("%s: wider than %d columns: %s", l, columns, wide)
		}
		golden(t, goldenFile(l, "portfolio-12.txt"), s.String())
	}
}

// In no language is a zone, a day or a verdict cut.
func TestPortfolioColumnsFitEachLanguage(t *testing.T) {
	t.Parallel()
	for _, l := range report.Languages {
		m := portfoliotest.Model(12)
		m.Locale = m.Locale.In(l)
		w := words.In(m.Locale)
		for _, f := range w.PortfolioFigures(m) {
			if uniseg.StringWidth(f.Label) > 27 {
				t.Errorf("%s: %q is wider than its column", l, f.Label)
			}
		}
		for _, width := range []int{columns, 120} {
			s := screen{width: width}
			tenantsTable(&s, w, m)
			for _, tenant := range m.Tenants {
				cells := []string{w.ZoneOrNot(tenant), w.DayOrNot(tenant)}
				if width > columns {
					cells = append(cells, w.TenantVerdict(tenant))
				}
				for _, cell := range cells {
					if !strings.Contains(s.String(), cell) {
						t.Errorf("%s, %d columns: no %q in\n%s", l, width, cell, s.String())
					}
				}
			}
		}
	}
}

// What is the same for several tenants is there once, without the id of one.
func TestUnreadableTenants(t *testing.T) {
	t.Parallel()
	var m portfolio.Model
	for _, id := range []string{"Contoso.example", "fabrikam.example"} {
		why := "reading tenants/" + strings.ToLower(id) + "/days.json.gz: access denied"
		m.Tenants = append(m.Tenants, portfolio.Tenant{Name: id, ID: id,
			Trouble: portfolio.Trouble{Kind: portfolio.Unreadable, Detail: why}})
	}
	for n, want := range []string{
		"", "FAIL  Contoso.example: reading tenants/contoso.example/days.json.gz: access denied\n",
		"FAIL  Contoso.example, fabrikam.example: reading tenants/<id>/days.json.gz: access denied\n",
	} {
		var out strings.Builder
		err := unreadable(process{stderr: &out}, portfolio.Model{Tenants: m.Tenants[:n]})
		if out.String() != want || errors.Is(err, errFailed) != (n > 0) {
			t.Errorf("%d tenants: %q (%v), want %q", n, out.String(), err, want)
		}
	}
}

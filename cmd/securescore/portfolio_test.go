package main

import (
	"strconv"
	"strings"
	"testing"

	"secure-score-reporter/report/portfolio"
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

package main

import (
	"strings"
	"testing"
)

// A check says on a terminal which tenant it waits for. Nothing of it is left.
func TestProgressOfAChecklist(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := w.openFleet(2, nil); err != nil {
		t.Fatal(err)
	}
	w.env[noColourVariable] = "1"
	for _, command := range []string{"doctor", "tenants check"} {
		args := strings.Fields(command)
		w.columns = 0
		_, elsewhere, _ := w.command(t, "", args...)
		_, quiet, _ := w.command(t, "", append(args, "--quiet")...)
		w.columns = 80
		_, onTerminal, _ := w.command(t, "", args...)
		for _, tenant := range []string{"customer-1", "customer-2"} {
			step := "\r" + tenant + ": checking\r" + strings.Repeat(" ", len(tenant)+len(": checking")) + "\r"
			if strings.Count(onTerminal, step) != 1 || strings.Contains(elsewhere+quiet, "checking") {
				t.Errorf("%s: %q, elsewhere %q, with --quiet %q", command, onTerminal, elsewhere, quiet)
			}
			onTerminal = strings.Replace(onTerminal, step, "", 1)
		}
		if onTerminal != elsewhere {
			t.Errorf("%s: %q is left, elsewhere %q", command, onTerminal, elsewhere)
		}
	}
}

// The first run and a backfill say on a terminal what takes long, in a line
// that is gone at the end. Elsewhere only the log says it, and only with -v.
func TestProgressOfTheHistory(t *testing.T) {
	t.Parallel()
	const reading, storing = "reading the days that Microsoft keeps", "storing 85 days of the history"
	for name, tt := range map[string]struct {
		columns int
		args    []string
		before  string // the step, on standard output; empty where there is none
		logged  bool   // on standard error
	}{
		"a first run":              {80, []string{"run"}, "\r0 of 1 tenant done, contoso: ", false},
		"a first run with its log": {80, []string{"run", "-v"}, "\r0 of 1 tenant done, contoso: ", true},
		"a first run, quietly":     {80, []string{"run", "-q"}, "", false},
		"a first run as JSON":      {80, []string{"run", "--json"}, "", false},
		"a first run by cron":      {0, []string{"run"}, "", false},
		"a log of a first run":     {0, []string{"run", "-v"}, "", true},
		"a backfill":               {80, []string{"backfill"}, "\rcontoso: ", false},
		"a backfill, quietly":      {80, []string{"backfill", "-q"}, "", false},
		"a backfill as JSON":       {80, []string{"backfill", "--json"}, "", false},
		"a backfill by cron":       {0, []string{"backfill"}, "", false},
		"a log of a backfill":      {0, []string{"backfill", "-v"}, "", true},
	} {
		w := newWorld(t)
		w.columns = tt.columns
		code, stdout, stderr := w.command(t, "", tt.args...)
		for _, step := range []string{reading, storing} {
			onLine := strings.Contains(stdout, tt.before+step)
			inLog := strings.Contains(stderr, `msg=begun tenant=contoso step="`+step+`"`)
			if code != exitWell || onLine != (tt.before != "") || inLog != tt.logged {
				t.Errorf("%s: exit code %d, %s: on the line %v, in the log %v\n%q\n%s", name, code, step, onLine, inLog, stdout, stderr)
			}
		}
		last := stdout[strings.LastIndex(stdout, "\r")+1:]
		if strings.Contains(last, reading) || strings.Contains(last, storing) {
			t.Errorf("%s: the line is still there: %q", name, last)
		}
	}
}

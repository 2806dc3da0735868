package main

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/rivo/uniseg"

	"secure-score-reporter/internal/score"
)

// Each day adds up, with and without filters, and all days to what the score
// moved.
func checkHistory(t *testing.T, w *world) {
	whole := readJSON[historyResult](t, w, "history", "P90D")
	filtered := readJSON[historyResult](t, w, "history", "P90D", "--category", "identity", "--cause", "improvement")
	hidden := 0
	for i, d := range whole.Days {
		f := filtered.Days[i]
		if d.Date != f.Date || *d.Delta != *f.Delta || d.Percent != f.Percent {
			t.Errorf("%s: %v, and filtered %s: %v", d.Date, *d.Delta, f.Date, *f.Delta)
		}
		rest, restFiltered := *d.Delta-d.Unattributed, *f.Delta-f.Unattributed
		for _, c := range d.Changes {
			rest -= c.Effect
		}
		for _, c := range f.Changes {
			restFiltered -= c.Effect
			if c.Category != "Identity" || c.Cause != score.Improvement {
				t.Errorf("%s: %+v", f.Date, c)
			}
		}
		if f.NotShown != nil {
			restFiltered -= f.NotShown.Effect
			hidden += f.NotShown.Changes
		}
		if math.Abs(rest) > 1e-9 || math.Abs(restFiltered) > 1e-9 {
			t.Errorf("%s: the changes leave %v, the filtered ones %v", d.Date, rest, restFiltered)
		}
		if i > 0 && d.Date >= whole.Days[i-1].Date {
			t.Errorf("%s comes after %s", d.Date, whole.Days[i-1].Date)
		}
	}
	sum := 0.0
	for _, d := range whole.Days {
		sum += *d.Delta
	}
	if first := 59.23; hidden == 0 || math.Abs(sum-(whole.Days[0].Percent-first)) > 1e-9 {
		t.Errorf("%d hidden; the days add up to %v, from %v to %v", hidden, sum, first, whole.Days[0].Percent)
	}
	diff := readJSON[statusResult](t, w, "diff", "P7D")
	week := 0.0
	for _, d := range whole.Days[:7] {
		week += *d.Delta
	}
	if math.Abs(week-diff.Delta.Percent) > 0.011 {
		t.Errorf("the week's days add up to %v, diff says %v", week, diff.Delta.Percent)
	}
	checkHistoryOfAction(t, w)
}

func checkHistoryOfAction(t *testing.T, w *world) {
	risk := readJSON[historyResult](t, w, "history", "--control", "scid_7038")
	if risk.Action == nil || risk.Action.Control != "scid_7038" || risk.Action.Points[0].Status == nil {
		t.Fatalf("action %+v", risk.Action)
	}
	found := false
	for _, d := range risk.Days {
		for _, c := range d.Changes {
			found = found || c.Cause == score.Acceptance && c.Decided != nil && c.Decided.By != "" &&
				c.Decided.At != "" && c.Decided.Comment != ""
		}
	}
	if !found || len(risk.Action.Points) != 29 || risk.Action.Points[28].Status != nil {
		t.Errorf("no accepted risk with its person, day and comment, or no points: %+v", risk.Action)
	}
}

// historyFits fails where the text is wider than the terminal, or has colours
// elsewhere.
func historyFits(t *testing.T, w *world) {
	for _, columns := range []int{60, 160} { // the golden files have 80
		for _, args := range [][]string{{"history"}, {"history", "--control", "scid_7038"}} {
			var out, errs bytes.Buffer
			code := run(context.Background(), process{
				args: args, stdin: strings.NewReader(""), stdout: &out, stderr: &errs, now: func() time.Time { return w.now },
				lookupEnv: w.lookupEnv, timeout: unlimited, terminal: columns > 0, columns: columns,
			})
			if code != exitWell || strings.Contains(out.String(), "\x1b") != (columns > 0) {
				t.Errorf("%v on %d columns: exit code %d\n%s", args, columns, code, errs.String())
			}
			for line := range strings.Lines(escape.ReplaceAllString(out.String(), "")) {
				if got := uniseg.StringWidth(strings.TrimRight(line, "\n")); got > width(columns) {
					t.Errorf("%v on %d columns: %d are used: %s", args, columns, got, line)
				}
			}
		}
	}
}

// What cannot be is an error; what matches nothing is a note.
func TestHistoryFilters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.scene(1)
	for _, tt := range []struct {
		args string
		code int
		says string
	}{
		{"history --cause stolen", exitWrong, `--cause: "stolen" is not a cause; use regression, undeclared`},
		{"history weekly", exitWrong, `"weekly" is neither`},
		{"history P7D yesterday", exitWrong, `UNTIL: "yesterday" is not a date`},
		{"history 2026-11-17 2026-11-16", exitWrong, "the first day (2026-11-17) is after the last (2026-11-16)"},
		{"history --json --csv", exitWrong, "not both"},
		{"history --category Foo", exitWell, "note: no action has the category “Foo”"},
		{"history --service EXO --service Fax", exitWell, "note: no action is of the product “Fax”"},
		{"history --control nosuch", exitWell, "note: no action nosuch is in the score between"},
		{"history --cause Regression --category identity --service azuread", exitWell, ""},
	} {
		code, _, stderr := w.command(t, "", strings.Fields(tt.args)...)
		if code != tt.code || !strings.Contains(strings.Join(strings.Fields(stderr), " "), tt.says) ||
			tt.says == "" && strings.Contains(stderr, "note: no action") {
			t.Errorf("%s: exit code %d, want %d that says %q:\n%s", tt.args, code, tt.code, tt.says, stderr)
		}
	}
}

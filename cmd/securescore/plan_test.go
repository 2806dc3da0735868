package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
)

func TestPlanCommand(t *testing.T) {
	w := newWorld(t)
	w.scene(len(demo.Scenes()) - 1)
	for _, tt := range []struct {
		args string
		code int
		want string
	}{
		{"plan --goal 66", 0, "30.05 points are missing. The cheapest way there is 7 actions, effort 7:"},
		{"plan", 0, "goal 80.00 %"},
		{"plan --goal 99", 0, "out of reach with what is scored today:\nall 143 open actions together lead to 98.27 %."},
		{"plan --goal 50", 0, "The goal is reached."},
		{"plan --goal 101", 2, "--goal is a percentage"},
		{"plan --tenant nobody", 2, "nobody is not in the configuration; there are contoso"},
	} {
		code, stdout, stderr := w.command("", strings.Fields(tt.args)...)
		if code != tt.code || !strings.Contains(stdout+stderr, tt.want) {
			t.Errorf("%s: exit code %d, want %d and %q in\n%s%s", tt.args, code, tt.code, tt.want, stdout, stderr)
		}
		for line := range strings.Lines(stdout) {
			if utf8.RuneCountInString(line) > 81 {
				t.Errorf("%s: wider than 80 columns: %s", tt.args, line)
			}
		}
	}
	code, stdout, _ := w.command("", "plan", "--goal", "65", "--json")
	var plan planResult
	if err := json.Unmarshal([]byte(stdout), &plan); err != nil || code != 0 || len(plan.Steps) == 0 || plan.Reaches < 65 || plan.Steps[len(plan.Steps)-1].Percent != plan.Reaches {
		t.Errorf("exit code %d, %v, %+v", code, err, plan)
	}
}

func TestPlanFallsBackToWhatIsStored(t *testing.T) {
	w := newWorld(t)
	w.graph.Fail(graphtest.Fault{Status: 403})
	if code, _, stderr := w.command("", "plan"); code != 1 || !strings.Contains(stderr, "SecurityEvents.Read.All") {
		t.Errorf("nothing stored and no permission: exit code %d, %s", code, stderr)
	}
	w.graph.Fail()
	w.run(`{}`, 0)
	w.graph.Fail(graphtest.Fault{Status: 403})
	if code, stdout, stderr := w.command("", "plan"); code != 0 || !strings.Contains(stdout, "62.34 %") || !strings.Contains(stderr, "showing what was stored on 2026-11-16") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

// What Microsoft sends cannot speak to the terminal.
func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[31mb\x07": "a [31mb", "a\r\nb\u202ec": "a b c", "ü  ☃\u0085": "ü ☃",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

package main

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
)

var update = flag.Bool("update", false, "write the golden files anew")

// played is a world in which the whole demo happened, one watch a scene.
func played(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	doc, err := os.ReadFile(w.env["SECURESCORE_CONFIG"])
	if err != nil {
		t.Fatal(err)
	}
	w.write("config.yaml", strings.Replace(string(doc), "auth: {token", "goal: {percent: 80, by: 2027-06-30}, auth: {token", 1))
	for i := range demo.Scenes() {
		w.scene(i)
		w.run(`{}`, 0)
	}
	return w
}

// What people see, whole.
func TestReadingCommandsGolden(t *testing.T) {
	w := played(t)
	for name, args := range map[string]string{
		"status":              "status",
		"status-week":         "status --since P7D",
		"actions-cheap":       "actions --max-cost low --max-user-impact low --status toAddress",
		"actions-quick-wins":  "actions --quick-wins",
		"actions-new":         "actions --new --since P7D",
		"actions-not-scored":  "actions --no-licensed --search salesforce",
		"diff":                "diff",
		"diff-week":           "diff P7D",
		"diff-between":        "diff 2026-09-01 2026-11-18",
		"diff-week.csv":       "diff P7D --csv",
		"trend":               "trend",
		"trend-fortnight":     "trend --period P14D",
		"trend-fortnight.csv": "trend --period P14D --csv",
		"plan-66":             "plan --goal 66",
		"plan-66.csv":         "plan --goal 66 --csv",
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := w.command("", strings.Fields(args)...)
			if code != 0 {
				t.Fatalf("exit code %d\n%s", code, stderr)
			}
			if strings.Contains(stdout, "\x1b") {
				t.Error("colour though standard output is no terminal")
			}
			path := filepath.Join("testdata", name+".txt")
			if strings.HasSuffix(name, ".csv") {
				path = filepath.Join("testdata", name)
			} else {
				for line := range strings.Lines(stdout) {
					if uniseg.StringWidth(strings.TrimRight(line, "\n")) > columns {
						t.Errorf("wider than %d columns: %s", columns, line)
					}
				}
			}
			if *update {
				if err := os.WriteFile(path, []byte(stdout), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v (write it with make golden)", err)
			}
			if diff := cmp.Diff(string(want), stdout); diff != "" {
				t.Errorf("%s differs (-want +got):\n%s", path, diff)
			}
		})
	}
}

// The JSON of a command and its table say the same.
func TestReadingCommandsAsJSON(t *testing.T) {
	w := played(t)
	read := func(into any, args ...string) {
		t.Helper()
		code, stdout, stderr := w.command("", append(args, "--json")...)
		if err := json.Unmarshal([]byte(stdout), into); err != nil || code != 0 {
			t.Fatalf("%v: exit code %d, %v\n%s%s", args, code, err, stdout, stderr)
		}
	}
	var status statusResult
	read(&status, "status")
	if status.Snapshot.Percent != 63.27 || status.Delta.Percent != 0.43 || len(status.DoFirst) != 5 || status.Why == "" || status.Analysis.Goal.Forecast == nil {
		t.Errorf("status %+v", status)
	}
	var diff job.TenantResult
	read(&diff, "diff", "P7D")
	sum := diff.Unattributed
	for _, c := range diff.Changes {
		sum += c.Effect
	}
	if math.Abs(sum-diff.Delta.Percent) > 1e-9 || diff.Since.Date != "2026-11-16" {
		t.Errorf("effects sum to %v, delta %v since %s", sum, diff.Delta.Percent, diff.Since.Date)
	}
	var actions actionsResult
	read(&actions, "actions", "--max-cost", "low")
	if len(actions.Actions) == 0 || actions.Unlisted == 0 {
		t.Errorf("%d actions, %d unlisted", len(actions.Actions), actions.Unlisted)
	}
	for i, a := range actions.Actions {
		if a.Cost != score.Low || i > 0 && a.Place <= actions.Actions[i-1].Place {
			t.Errorf("action %d: %+v", i, a)
		}
	}
	var trend trendResult
	read(&trend, "trend", "--period", "2026-11-16")
	if len(trend.Days) != 8 || len(trend.Missing) != 0 || trend.Days[7].Percent != 63.27 || trend.Weeks[0].Gained == nil {
		t.Errorf("trend %+v", trend)
	}

	for args, heads := range map[string]int{"actions --csv": 18, "diff P7D --csv": 15, "trend --csv": 16, "plan --csv": 12} {
		_, stdout, _ := w.command("", strings.Fields(args)...)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(stdout, "\ufeff"))).ReadAll()
		if err != nil || len(rows) < 2 || len(rows[0]) != heads {
			t.Errorf("%s: %v, %d rows, want %d columns", args, err, len(rows), heads)
		}
	}
}

func TestReadingCommandsRefuse(t *testing.T) {
	w := newWorld(t)
	for args, want := range map[string]string{
		"actions --max-cost cheap":      `--max-cost: "cheap" is no level`,
		"diff yesterday":                `"yesterday" is neither an ISO 8601 duration`,
		"diff P7D tomorrow":             `TO: "tomorrow" is not a date`,
		"trend --period P0D":            "--period: that is no time at all",
		"trend --csv --json":            "--json or --csv, not both",
		"status --tenant nobody":        "nobody is not in the configuration",
		"status --since P7D --config x": "x",
	} {
		if code, stdout, stderr := w.command("", strings.Fields(args)...); code != exitWrong || !strings.Contains(stderr, want) || stdout != "" {
			t.Errorf("%s: exit code %d, want %q in %s", args, code, want, stderr)
		}
	}
}

// An empty store is no hindrance: Microsoft keeps 90 days.
func TestLookWithoutAStore(t *testing.T) {
	w := newWorld(t)
	code, stdout, stderr := w.command("", "diff", "P7D")
	if code != 0 || !strings.Contains(stdout, "on 9 November 2026, 62.34 % on 16 November 2026") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "data")); err == nil {
		t.Error("a look stored something")
	}
	if code, stdout, _ := w.command("", "trend"); code != 0 || !strings.Contains(stdout, "•") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
	code, stdout, stderr = w.command("", "diff", "P7D", "2026-11-10")
	if code != exitFailed || !strings.Contains(stderr, "no day at or before 2026-11-10 is stored") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

func TestBackfill(t *testing.T) {
	w := newWorld(t)
	if code, stdout, _ := w.command("", "backfill"); code != 0 || !strings.HasPrefix(stdout, "contoso: stored 85 days of the 86") {
		t.Errorf("exit code %d, %s", code, stdout)
	}
	if code, stdout, _ := w.command("", "backfill"); code != 0 || !strings.Contains(stdout, "nothing to fill") {
		t.Errorf("again: exit code %d, %s", code, stdout)
	}
	if r := w.run(`{"deliver":["slack"]}`, 0); r.Since != nil || len(w.slack.posts) != 1 {
		t.Errorf("a backfill is no first run: since %+v, %d posts", r.Since, len(w.slack.posts))
	}
	w.graph.Fail(graphtest.Fault{Status: 403})
	if code, _, stderr := w.command("", "backfill"); code != exitFailed || !strings.Contains(stderr, "SecurityEvents.Read.All") {
		t.Errorf("no permission: exit code %d, %s", code, stderr)
	}
}

func TestColourOnATerminalOnly(t *testing.T) {
	var s screen
	for _, colour := range []bool{false, true} {
		s = screen{colour: colour}
		s.row([]int{8, -4}, []string{s.signed(-1, "−1.00"), "x"}, "title")
		if got := strings.Contains(s.String(), "\x1b[31m"); got != colour {
			t.Errorf("colour %t: %q", colour, s.String())
		}
	}
	if want := "   \x1b[31m−1.00\x1b[0m  x     title\n"; s.String() != want {
		t.Errorf("%q, want %q", s.String(), want)
	}
}

func TestWideCharactersAlign(t *testing.T) {
	var s screen
	s.row([]int{-6}, []string{"日本"}, strings.Repeat("多要素認証", 10)+" 終 "+strings.Repeat("x", 90))
	for line := range strings.Lines(s.String()) {
		if w := uniseg.StringWidth(strings.TrimSpace(line)); w > columns {
			t.Errorf("%d columns: %s", w, line)
		}
	}
	if !strings.HasPrefix(s.String(), "日本    多要素認証") {
		t.Error(s.String())
	}
}

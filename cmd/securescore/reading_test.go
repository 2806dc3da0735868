package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

var update = reporttest.Update

// TestReading shares one world in which the whole demo has happened, one watch
// a day.
func TestReading(t *testing.T) {
	t.Parallel()
	w := played(t)
	t.Run("golden", func(t *testing.T) { readingGolden(t, w) })
	t.Run("json", func(t *testing.T) {
		checkStatusAndDiff(t, w)
		checkActions(t, w)
		checkTrendAndPlan(t, w)
		checkHistory(t, w)
	})
	t.Run("history", func(t *testing.T) { historyFits(t, w) })
	t.Run("csv", func(t *testing.T) { readingCSV(t, w) })
}

func played(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	w.speak(t, report.English)
	w.play(t)
	return w
}

// speak sets the language of the tenant, which has a goal.
func (w *world) speak(t testing.TB, l report.Language) {
	t.Helper()
	if err := w.configure(", goal: {percent: 80, by: 2027-06-30}, report: {language: " + string(l) + "}"); err != nil {
		t.Fatal(err)
	}
}

// What people see, whole; in other languages what has most words.
func readingGolden(t *testing.T, w *world) {
	defer w.speak(t, report.English)
	most := []string{"status-week", "actions-quick-wins", "diff-week", "history-week", "trend", "plan-66"}
	for _, l := range report.Languages {
		w.speak(t, l)
		for name := range readings {
			if l == report.English || slices.Contains(most, name) {
				t.Run(string(l)+"/"+name, func(t *testing.T) { readingGoldenOf(t, w, l, name) })
			}
		}
	}
}

// readings are commands by the names of their golden files.
var readings = map[string]string{
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
	"history-week":        "history P7D",
	"history-day.csv":     "history 2026-11-20 2026-11-20 --csv",
	"history-filter":      "history --category data --service spo",
	"history-control":     "history P90D --control SCID_7038",
	"trend":               "trend",
	"trend-fortnight":     "trend --period P14D",
	"trend-fortnight.csv": "trend --period P14D --csv",
	"plan-66":             "plan --goal 66",
	"plan-66.csv":         "plan --goal 66 --csv",
}

func readingGoldenOf(t *testing.T, w *world, l report.Language, name string) {
	code, stdout, stderr := w.command(t, "", strings.Fields(readings[name])...)
	if code != exitWell {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	if strings.Contains(stdout, "\x1b") {
		t.Error("colour though standard output is no terminal")
	}
	if strings.HasSuffix(name, ".csv") {
		golden(t, goldenFile(l, name), stdout)
		return
	}
	if wide := tooWide(stdout); wide != "" {
		t.Errorf("wider than %d columns: %s", columns, wide)
	}
	golden(t, goldenFile(l, name+".txt"), stdout)
}

// goldenFile is where the golden file of a language is.
func goldenFile(l report.Language, name string) string {
	if l == report.English {
		return filepath.Join("testdata", name)
	}
	return filepath.Join("testdata", string(l), name)
}

// golden compares an output with a file, or writes the file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err = errors.Join(err, os.WriteFile(path, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with make golden)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got; write it with make golden):\n%s", path, diff)
	}
}

// The JSON of a command says what its table says.
func checkStatusAndDiff(t *testing.T, w *world) {
	status := readJSON[statusResult](t, w, "status")
	if status.Snapshot.Percent != 63.27 || status.Delta.Percent != 0.43 || len(status.DoFirst) != 5 ||
		status.Why == "" || status.Analysis.Goal.Forecast == nil {
		t.Errorf("status %+v", status)
	}
	diff := readJSON[job.TenantResult](t, w, "diff", "P7D")
	sum := diff.Unattributed
	for _, c := range diff.Changes {
		sum += c.Effect
	}
	if math.Abs(sum-diff.Delta.Percent) > 1e-9 || diff.Since.Date != "2026-11-16" {
		t.Errorf("effects sum to %v, delta %v since %s", sum, diff.Delta.Percent, diff.Since.Date)
	}
}

func checkActions(t *testing.T, w *world) {
	actions := readJSON[actionsResult](t, w, "actions", "--max-cost", "low")
	if len(actions.Actions) == 0 || actions.Unlisted == 0 {
		t.Errorf("%d actions, %d unlisted", len(actions.Actions), actions.Unlisted)
	}
	for i, a := range actions.Actions {
		if a.Cost != score.Low || i > 0 && a.Place < actions.Actions[i-1].Place {
			t.Errorf("action %d: %+v", i, a)
		}
	}
}

func checkTrendAndPlan(t *testing.T, w *world) {
	trend := readJSON[trendResult](t, w, "trend", "--period", "2026-11-16")
	if len(trend.Days) != 8 || len(trend.Missing) != 0 || trend.Days[7].Percent != 63.27 || trend.Weeks[0].Gained == nil {
		t.Errorf("trend %+v", trend)
	}
	plan := readJSON[planResult](t, w, "plan", "--goal", "65")
	if len(plan.Steps) == 0 || plan.Reaches < 65 || plan.Steps[len(plan.Steps)-1].Percent != plan.Reaches {
		t.Errorf("plan %+v", plan)
	}
}

func readJSON[T any](t *testing.T, w *world, args ...string) T {
	t.Helper()
	var into T
	code, stdout, stderr := w.command(t, "", append(args, "--json")...)
	if err := json.Unmarshal([]byte(stdout), &into); err != nil || code != exitWell {
		t.Fatalf("%v: exit code %d, %v\n%s%s", args, code, err, stdout, stderr)
	}
	return into
}

func readingCSV(t *testing.T, w *world) {
	for args, heads := range map[string]int{
		"actions --csv": 37, "diff P7D --csv": 19, "trend --csv": 19, "plan --csv": 13,
	} {
		_, stdout, _ := w.command(t, "", strings.Fields(args)...)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(stdout, "\ufeff"))).ReadAll()
		if err != nil || len(rows) < 2 || len(rows[0]) != heads {
			t.Errorf("%s: %v, %d rows, want %d columns", args, err, len(rows), heads)
		}
	}
}

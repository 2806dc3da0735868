package pdf

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/reporttest"
)

// G6: the first page has the verdict on the goal in words.
func TestTheFirstPageHasTheVerdict(t *testing.T) {
	m := reporttest.Case("ordinary")
	p := *m.Analysis.Progress
	p.By, p.Verdict, p.Late = "2026-12-01", score.Behind, 152
	m.Analysis.Progress = &p
	var first []string
	for _, text := range readPDF(t, mustDrawFull(t, m, readable)).texts {
		if text.page == 1 {
			first = append(first, text.text)
		}
	}
	for _, want := range []string{"▼ Behind Goal 70 % by 1 December 2026", "about five months late."} {
		if !strings.Contains(strings.Join(first, " "), want) {
			t.Errorf("the first page lacks %q: %q", want, first)
		}
	}
}

// The effort of a task is in one row of the plan.
func TestThePlanShowsTheEffortOfATaskOnce(t *testing.T) {
	m := reporttest.Case("ordinary")
	plan := *m.Analysis.Plan
	plan.Steps = plan.Steps[:2]
	plan.Steps[1].Task, plan.Steps[1].Effort, plan.Tasks = plan.Steps[0].Task, 0, 1
	m.Analysis.Plan = &plan
	text := string(readPDF(t, mustDrawFull(t, m, readable)).listing())
	if !strings.Contains(text, "2 actions in 1 task, effort") {
		t.Error("the plan does not say how many tasks it has")
	}
}

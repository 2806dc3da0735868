package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/result"
	"secure-score-reporter/report/words"
)

// figure is one that several forms show: as package words writes it, with as
// much around it that no other figure can be meant.
type figure struct {
	name string
	in   map[form]string
}

// everywhere is a figure that these forms show in the same words.
func everywhere(name, phrase string, forms ...form) figure {
	f := figure{name, map[form]string{}}
	for _, form := range forms {
		f.in[form] = phrase
	}
	return f
}

// figuresOf are the figures of a report, as its model has them.
func figuresOf(m report.Model) []figure {
	w := words.In(m.Locale)
	percent := w.Percent(m.Percent)
	list := []figure{
		{"percent", map[form]string{
			pdfForm:      w.TenthsPercent(m.Percent) + " " + w.ScorePoints(m.Current, m.Max) + " ",
			summaryForm:  w.TenthsPercent(m.Percent) + " " + w.ScorePoints(m.Current, m.Max) + " ",
			pageForm:     w.RingText(m.Percent, w.ScorePoints(m.Current, m.Max), m.Zone, m.Goal),
			slackForm:    w.ReportTitle(m.Tenant, m.Percent),
			terminalForm: m.Tenant + " " + percent + " " + w.InZone(m.Zone),
		}},
		everywhere("answer", w.Answer(m), pdfForm, summaryForm, pageForm, slackForm),
	}
	for _, line := range w.Comparisons(m) {
		list = append(list, everywhere("average and goal", line, slackForm))
	}
	list = append(list, mailFigures(w, m)...)
	list = append(list, changeFigures(w, m)...)
	list = append(list, goalFigures(w, m)...)
	for _, p := range w.SplitParts(m) {
		list = append(list, figure{"split", map[form]string{
			pdfForm:      p.Name + " " + p.Note + " " + w.Amount(p) + " " + w.Portion(p),
			pageForm:     p.Name + p.Note + " | " + w.Amount(p) + " | " + w.Portion(p),
			terminalForm: p.Name + " " + w.Amount(p) + " " + p.Note,
		}})
	}
	return list
}

// changeFigures are those of the change since the comparison.
func changeFigures(w words.Words, m report.Model) []figure {
	if m.Since == nil {
		return nil
	}
	a := m.Account
	change, points := w.SignedHundredths(a.Percent), w.PointsMovedBy(a.Points)
	list := []figure{
		everywhere("change", w.Moved(a, m.SinceIsOldest), mailPage, mailText, fullMailPage, fullMailText),
		everywhere("change", w.ChangedSince(a, m.SinceIsOldest), slackForm),
		{"change", map[form]string{
			pdfForm:      w.SignedBrief(a.Percent) + " " + w.Since(m.Since.Date),
			summaryForm:  w.SignedBrief(a.Percent) + " " + w.Since(m.Since.Date),
			pageForm:     w.SignedBrief(a.Percent) + " " + w.Since(m.Since.Date),
			terminalForm: w.InPercentagePoints(a.Percent) + ", " + points,
		}},
		everywhere("points", points, pdfForm, summaryForm, pageForm, terminalForm),
		everywhere("why", w.Change(m), fullMailPage, fullMailText, terminalForm),
		everywhere("why", whyOnPage(w, m), pageForm),
		everywhere("change in short", changeInShort(w, a), slackForm),
		everywhere("account", w.FromTo(a)+" "+change, summaryForm),
	}
	list = append(list, tenthsFigures(w, a)...)
	for _, g := range a.ByCause() {
		heading, n, effect := w.CauseHeading(g.Cause), len(g.Changes), w.SignedHundredths(g.Effect)
		list = append(list, figure{"count of " + string(g.Cause), map[form]string{
			pageForm:     fmt.Sprintf("%s (%d) | %s", heading, n, effect),
			fullMailPage: fmt.Sprintf("%s (%d) | %s", heading, n, effect),
			fullMailText: fmt.Sprintf("%s (%d), %s", heading, n, effect),
			slackForm:    heading + w.Colon(w.Actions(n)+" ("+w.PP(g.Effect)+")"),
			terminalForm: w.CauseTotal(g),
			summaryForm:  w.GroupHead(g) + " " + effect,
		}})
	}
	_, counted := report.InBrief(a.ByCause())
	for _, text := range w.Counted(counted) {
		list = append(list, everywhere("count in short", text, slackForm))
	}
	return list
}

// whyOnPage is the text of the page's chart, or what stands in its place where
// nothing changed.
func whyOnPage(w words.Words, m report.Model) string {
	if len(m.Account.Changes) == 0 && m.Account.Unattributed == 0 {
		return w.Unchanged(m.Since.Date)
	}
	return w.Change(m)
}

// changeInShort is what the message in Slack has of the change.
func changeInShort(w words.Words, a score.Account) string {
	if len(a.Changes) == 0 && a.Unattributed == 0 {
		return w.Unchanged(a.Before.Date)
	}
	return w.MovedSinceDay(a)
}

// tenthsFigures are the bars of a change, which are in tenths: by who made it,
// and by cause, as far as none of these is too small for a bar of its own.
func tenthsFigures(w words.Words, a score.Account) []figure {
	const mostBars = 6
	o := a.Overview()
	if len(a.Changes) == 0 {
		return nil
	}
	var list []figure
	for _, s := range w.Shares(o) {
		list = append(list, everywhere("share", s.Name+" "+s.Text, pdfForm, summaryForm))
	}
	if len(o.Groups)+1 > mostBars {
		return list
	}
	for _, g := range o.Groups {
		if g.Effect != 0 {
			list = append(list, everywhere("bar of "+string(g.Cause), w.CauseRow(len(g.Changes), g.Cause)+" "+
				w.PartOf(o, g.Effect), pdfForm, summaryForm, pageForm))
		}
	}
	return list
}

// goalFigures are the distance to the goal, and the plan.
func goalFigures(w words.Words, m report.Model) []figure {
	a := m.Analysis
	if a.Progress == nil {
		return nil
	}
	list := []figure{
		everywhere("goal", w.Progress(*a.Progress), pdfForm, summaryForm, pageForm, terminalForm),
		everywhere("verdict", w.AnswerMark(m)+" "+w.GoalToGo(m), pdfForm, summaryForm),
		everywhere("verdict", w.Goal(*a.Progress), slackForm),
	}
	if intro := w.PlanIntro(*a.Plan); intro != "" {
		list = append(list, everywhere("plan", intro, pdfForm, pageForm, terminalForm),
			everywhere("plan in short", w.BriefPlan(*a.Plan), summaryForm),
			everywhere("plan", w.PlanNeeds(*a.Plan), terminalForm))
	}
	return list
}

// quantity is a figure that other programs read.
type quantity struct {
	name string
	want float64
	got  map[string]float64
}

// numbersOf are the figures in JSON and CSV.
func numbersOf(s shown) []quantity {
	m, r := s.model, s.result
	list := []quantity{
		{"percent", m.Percent, map[string]float64{"JSON": r.Snapshot.Percent,
			"CSV of the trend": cellOf(s.trend[len(s.trend)-1]["percent"])}},
		{"points", m.Current, map[string]float64{"JSON": r.Snapshot.Current,
			"CSV of the trend": cellOf(s.trend[len(s.trend)-1]["points"])}},
	}
	if split := r.Analysis.Split; split != nil {
		list = append(list,
			quantity{"points of the split", m.Current, map[string]float64{
				"JSON": split.Earned + split.Declared + split.Difference}},
			quantity{"maximum of the split", m.Max, map[string]float64{"JSON": split.Earned + split.Declared +
				split.Difference + split.Accepted + split.Open + split.MaxDifference}})
	}
	if m.Since != nil {
		list = append(list, changeNumbers(s)...)
	}
	if p := m.Analysis.Plan; p != nil {
		list = append(list,
			quantity{"steps", float64(len(p.Steps)), map[string]float64{"JSON": float64(r.Analysis.Goal.Steps),
				"CSV of the plan": float64(len(s.plan))}},
			quantity{"effort", float64(p.Effort), map[string]float64{"JSON": float64(r.Analysis.Goal.Effort),
				"CSV of the plan": sumOf(s.plan, "effort")}},
			quantity{"missing", m.Analysis.Progress.Missing, map[string]float64{"JSON": r.Analysis.Goal.Missing}})
	}
	return list
}

// changeNumbers are those of the change since the comparison.
func changeNumbers(s shown) []quantity {
	m, r := s.model, s.result
	const effect = "effect (percentage points)"
	unattributed := m.Account.Unattributed
	effects := r.Unattributed
	for _, c := range r.Changes {
		effects += c.Effect
	}
	list := []quantity{
		{"change", score.Hundredths(m.Account.Percent), map[string]float64{
			"JSON": r.Delta.Percent, "effects in JSON": effects, "CSV of the changes": sumOf(s.changes, effect),
			"CSV of the actions": sumOf(s.actions, effect) + unattributed,
		}},
		{"points moved", m.Account.Points, map[string]float64{"JSON": r.Delta.Points}},
		{"changes", float64(len(m.Account.Changes)), map[string]float64{"JSON": float64(len(r.Changes)),
			"CSV of the actions": float64(countOf(s.actions, "cause", ""))}},
	}
	for _, g := range m.Account.ByCause() {
		list = append(list, quantity{"count of " + string(g.Cause), float64(len(g.Changes)), map[string]float64{
			"JSON":               float64(len(ofCause(r.Changes, g.Cause))),
			"CSV of the changes": float64(countOf(s.changes, "cause", string(g.Cause))),
		}})
	}
	return list
}

// ofCause are the changes of a cause. An action that Microsoft repointed and
// the tenant changed too has the tenant's cause, and people see it under both.
func ofCause(changes []result.Change, cause score.Cause) []result.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c result.Change) bool {
		both := cause == score.Repointing && slices.Contains(c.Kinds, score.Repointed)
		return c.Cause != cause && !both
	})
}

func cellOf(cell string) float64 {
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return math.NaN()
	}
	return x
}

// sumOf adds up a column; empty cells are none.
func sumOf(rows []map[string]string, column string) (sum float64) {
	for _, row := range rows {
		if row[column] != "" {
			sum += cellOf(row[column])
		}
	}
	return sum
}

// countOf counts the rows with a text in a column, with any for an empty one.
func countOf(rows []map[string]string, column, text string) (n int) {
	for _, row := range rows {
		if cell := row[column]; cell != "" && (text == "" || cell == text) {
			n++
		}
	}
	return n
}

// shows says whether a text has a phrase that is not part of a longer word or
// number.
func shows(text, phrase string) bool {
	for begin := 0; ; {
		i := strings.Index(text[begin:], phrase)
		if i < 0 {
			return false
		}
		before, after := text[:begin+i], text[begin+i+len(phrase):]
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(after)
		if (before == "" || !goesOn(last, ".,+−±")) && (after == "" || !goesOn(next, "%")) {
			return true
		}
		begin += i + len(phrase)
	}
}

// goesOn says whether a rune beside a phrase makes it a part of something
// longer.
func goesOn(r rune, signs string) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(signs, r)
}

// One figure, one form: whatever the history of a tenant is, every form shows
// the same figures. SECURESCORE_HISTORIES is how many histories are tried.
func TestFiguresAgreeInAllForms(t *testing.T) {
	histories := 4
	if n, err := strconv.Atoi(os.Getenv("SECURESCORE_HISTORIES")); err == nil {
		histories = n
	}
	for seed := range histories * len(report.Languages) {
		l := report.Languages[seed%len(report.Languages)]
		t.Run(fmt.Sprintf("%s/%d", l, seed/len(report.Languages)), func(t *testing.T) {
			t.Parallel()
			s := drawAll(t, inspectHistory(t, uint64(seed/len(report.Languages)), l))
			checkLanguage(t, s, l)
			for _, f := range figuresOf(s.model) {
				for form, phrase := range f.in {
					if phrase = oneLine(phrase); !shows(s.texts[form], phrase) {
						t.Errorf("%s: %s does not show %q", f.name, form, phrase)
					}
				}
			}
			for _, n := range numbersOf(s) {
				for where, got := range n.got {
					if score.Hundredths(got) != score.Hundredths(n.want) || math.IsNaN(got) {
						t.Errorf("%s: %s has %v, the report %v", n.name, where, got, n.want)
					}
				}
			}
			if s.model.Since != nil && s.result.Why != words.In(s.model.Locale).Change(s.model) {
				t.Errorf("why: JSON has %q", s.result.Why)
			}
			if goal := s.result.Analysis.Goal; goal != nil &&
				goal.Says != words.In(s.model.Locale).Progress(*s.model.Analysis.Progress) {
				t.Errorf("goal: JSON has %q", goal.Says)
			}
		})
	}
}

// resultOfJSON reads a result as other programs do.
func resultOfJSON(t *testing.T, r job.TenantResult) (read job.TenantResult) {
	t.Helper()
	data, err := json.Marshal(r)
	if err == nil {
		err = json.Unmarshal(data, &read)
	}
	if err != nil {
		t.Fatal(err)
	}
	return read
}

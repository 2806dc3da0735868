package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/reporttest"
)

// fullSections are the titles of the sections of the full edition.
func fullSections(m report.Model) []string {
	titles := []string{"Overview", "What changed", "Categories", "Week by week"}
	add := func(title string, says bool) {
		if says {
			titles = append(titles, title)
		}
	}
	_, outside := m.OutsideScopes()
	add("History", len(m.History) > 0)
	titles = append(titles, "Where the points are")
	add("Exceptions", len(m.Exceptions) > 0)
	titles = append(titles, "Plan to reach the goal", "All recommended actions")
	add("Not scored", outside > 0)
	add("Why and how", slices.ContainsFunc(m.Actions, func(a report.Action) bool { return a.Recommended() && !a.Outside }))
	return append(titles, "About the numbers")
}

// E5: an open action stands in the list of all actions and in the guidance, any
// other in one list. The first page is a summary, and an action that changed is
// also in the account or in the history, not in both. An open action whose
// exception has ended is among the exceptions, too.
func TestNoActionStandsInMoreThanTwoLists(t *testing.T) {
	for name, m := range map[string]report.Model{
		"ordinary": reporttest.Case("ordinary"), "filtered": reporttest.Case("filtered"),
		"exceptions": report.Build(reporttest.Sample()),
	} {
		t.Run(name, func(t *testing.T) {
			m.Top, m.History, m.Account.Changes, m.Warnings = nil, nil, nil, nil
			mark := func(c *score.Control, i int) { c.Title = fmt.Sprintf("Title %03d.", i) }
			at := map[string]int{}
			for i := range m.Actions {
				mark(&m.Actions[i].Control, i)
				at[m.Actions[i].ID] = i
			}
			for i := range m.Analysis.Plan.Steps {
				c := &m.Analysis.Plan.Steps[i].Control
				if _, known := at[c.ID]; !known {
					at[c.ID] = len(at)
				}
				mark(c, at[c.ID])
			}
			for i := range m.Exceptions {
				if j, known := at[m.Exceptions[i].Action.ID]; known {
					mark(&m.Exceptions[i].Action, j)
				}
			}
			text := string(readPDF(t, mustDrawFull(t, m, readable)).listing())
			text, _, _ = strings.Cut(text, "=== bookmarks")
			for id, i := range at {
				title := fmt.Sprintf("Title %03d.", i)
				most := 2
				if i < len(m.Actions) {
					switch a := m.Actions[i]; {
					case !a.Recommended():
						most = 1
					case a.Exception != nil:
						most = 3
					}
				}
				if n := strings.Count(text, title); n < 1 || n > most {
					t.Errorf("%s is in %d lists, want one to %d", id, n, most)
				}
			}
		})
	}
}

// A cause of hundreds of changes takes about a page; the rest is one row, and
// all effects still add up.
func TestWhatChangedIsBounded(t *testing.T) {
	in := reporttest.LargeSample(433)
	before := in.Snapshot
	before.Date, before.Controls = "2026-11-16", in.Snapshot.Controls[:33:33]
	in.Since, in.Edition = &before, report.Full
	m := report.Build(in)
	d := readPDF(t, mustDrawFull(t, m, readable))
	first, after := 0, 0
	sum, shown := 0.0, 0
	for _, x := range d.texts {
		switch {
		case x.bold && x.size > 14 && x.text == "What changed":
			first = x.page
		case x.bold && x.size > 14 && x.text == "Categories":
			after = x.page
		case first > 0 && after == 0 && x.bold && effectPrinted.MatchString(x.text):
			value, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "±", "", "+", "").Replace(x.text), 64)
			if err != nil {
				t.Fatal(err)
			}
			sum, shown = sum+value, shown+1
		}
	}
	if first == 0 || after-first > 3 || shown < mostChanges {
		t.Errorf("from page %d to %d, %d effects", first, after, shown)
	}
	if got, want := score.Hundredths(sum), score.Hundredths(2*m.Account.Percent); got != want {
		t.Errorf("the rows and their sum are %v, want %v", got, want)
	}
	if want := "and 375 more actions, on the HTML page and in the CSV"; !strings.Contains(string(d.listing()), want) {
		t.Errorf("it does not say %q", want)
	}
}

// The texts of a policy's actions, and what several policies share.
func TestGuidanceIsPrintedOnce(t *testing.T) {
	const common = "Recipients in no custom policy count with the default policy, whichever policy that is."
	action := func(place int, id, description, remediation string) report.Action {
		c := score.Control{ID: id, Title: "Do " + id, Max: 5, MaxSource: score.MaxOfProfile, HasProfile: true,
			Description: description}
		return report.Action{Control: c, Place: place, Remediation: remediation}
	}
	g := newGuide([]report.Action{
		action(1, "a", "Senders lie. "+common+" People trust names.", "<ol><li>Open<li>Name people<li>Watch</ol>"),
		action(1, "b", "Domains lie. "+common+" People trust names.", "<ol><li>Open<li>Name<li>Quarantine<li>Watch</ol>"),
		action(2, "c", "Links lie. "+common, "<ol><li>Go<li>Stop</ol>"),
		action(3, "d", common, "<ol><li>Go<li>Stop</ol>"),
	})
	if diff := cmp.Diff([]string{common}, g.notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	var got []string
	for _, e := range g.entries {
		got = append(got, "entry: "+lineOf(e.shared)+"; last"+texts(e.last))
		for _, text := range e.texts {
			got = append(got, text.ID+": "+lineOf(text))
		}
	}
	want := []string{
		"entry: why People trust names.; how 1. Open; notes [1]; last Watch",
		"a: why Senders lie.; how 2. Name people; notes []",
		"b: why Domains lie.; how 2. Name 3. Quarantine; notes []",
		"entry: why; how; notes []; last",
		"c: why Links lie.; how 1. Go 2. Stop; notes [1]",
		"entry: why; how; notes []; last",
		"d: why; how; notes [1]; as c",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

func lineOf(t guideText) string {
	line := fmt.Sprintf("why%s; how%s; notes %d", texts(t.why), texts(t.how), t.notes)
	if t.sameAs != nil {
		line += "; as " + t.sameAs.ID
	}
	return line
}

func texts(list []guidance.Passage) (text string) {
	for _, p := range list {
		text += strings.TrimRight(" "+p.Mark, " ") + " " + p.Text
	}
	return text
}

// What people wrote takes the width of the page and not that of a column.
func TestCommentsAreNotSqueezed(t *testing.T) {
	m := report.Build(reporttest.Sample())
	for i := range m.Actions {
		if a := &m.Actions[i]; a.Declared() {
			a.StateComment = strings.Repeat("A comment of some length. ", 18)
			a.Exception = nil
		}
	}
	lines := 0
	for _, text := range readPDF(t, mustDrawFull(t, m, readable)).texts {
		if strings.Contains(text.text, "A comment of some length.") {
			lines++
			if text.width < 300 && !strings.HasSuffix(text.text, "”") {
				t.Errorf("a line of a comment is %.0f points wide: %q", text.width, text.text)
			}
		}
	}
	if lines == 0 {
		t.Error("no comment is printed")
	}
}

// What has no row of its own is not among the listed changes.
func TestListedChanges(t *testing.T) {
	var a score.Account
	for i := range mostChanges + 2 {
		a.Changes = append(a.Changes, score.Change{
			ID: fmt.Sprint(i), Kinds: []score.Kind{score.Regressed}, Effect: -0.1, OwnPoints: -5,
			Before: score.Standing{Scored: true, Points: 5, Max: 10, MaxKnown: true},
			After:  score.Standing{Scored: true, Max: 10, MaxKnown: true},
		})
	}
	if n := len(listed(a)); n != mostChanges {
		t.Errorf("%d of %d are listed, want %d", n, len(a.Changes), mostChanges)
	}
}

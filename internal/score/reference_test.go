package score

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// row is a line of a reference table, by column.
type row struct {
	t     *testing.T
	cells map[string]string
}

func (r row) text(head string) string {
	r.t.Helper()
	cell, ok := r.cells[head]
	if !ok {
		r.t.Fatalf("no column %s", head)
	}
	if cell == "-" {
		return ""
	}
	return strings.ReplaceAll(cell, "_", " ")
}

// number is NaN where the cell is empty.
func (r row) number(head string) float64 {
	r.t.Helper()
	text := r.text(head)
	if text == "" {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.t.Fatal(err)
	}
	return x
}

func (r row) is(head string, got float64) {
	r.t.Helper()
	if want := r.number(head); math.Abs(got-want) > 1e-6 || math.IsNaN(got) != math.IsNaN(want) {
		r.t.Errorf("%v: %s is %v, want %v", r.cells, head, got, want)
	}
}

func (r row) says(head, got string) {
	r.t.Helper()
	if want := r.text(head); got != want {
		r.t.Errorf("%v: %s is %q, want %q", r.cells, head, got, want)
	}
}

func (r row) yes(head string) bool { return r.text(head) == "yes" }

// reference reads a table of testdata/reference.
func reference(t *testing.T, name string) []row {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "reference", name+".tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var heads []string
	var rows []row
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(" "+line, " #") // an address can have a # of its own
		cells := strings.Fields(line)
		switch {
		case len(cells) == 0:
		case heads == nil:
			heads = cells
		case len(cells) != len(heads):
			t.Fatalf("%s: %q has %d cells, want %d", name, line, len(cells), len(heads))
		default:
			r := row{t, map[string]string{}}
			for i, head := range heads {
				r.cells[head] = cells[i]
			}
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		t.Fatalf("%s: no rows", name)
	}
	return rows
}

func TestReferenceEffect(t *testing.T) {
	for _, r := range reference(t, "effect") {
		t.Run(r.text("case"), func(t *testing.T) {
			r.t = t
			side := func(head, state string, spare *Control) (controls []Control) {
				if r.text(head) == "" {
					return []Control{*spare}
				}
				points, maximum, _ := strings.Cut(r.text(head), "/")
				x := scored("x", must(points), must(maximum))
				x.State = r.text(state)
				if head == "before" {
					spare.Points, spare.Max = 60-x.Points, 100-x.Max
				}
				return []Control{x, *spare}
			}
			spare := scored("spare", 60, 100)
			before := of("2026-11-16", side("before", "state", &spare)...)
			a := Diff(before, of("2026-11-23", side("after", "state'", &spare)...))
			if len(a.Changes) != 1 {
				t.Fatalf("%d changes", len(a.Changes))
			}
			r.is("effect", a.Changes[0].Effect)
			r.is("own", a.Changes[0].OwnPoints)
			r.is("ownEffect", a.Changes[0].OwnEffect)
			var causes []string
			for _, g := range a.ByCause() {
				causes = append(causes, string(g.Cause))
			}
			r.says("causes", strings.Join(causes, ","))
		})
	}
}

func must(s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return x
}

// referenceSnapshot is the tenant of controls.tsv.
func referenceSnapshot(t *testing.T) Snapshot {
	var controls []Control
	for _, r := range reference(t, "controls") {
		c := scored(r.text("id"), r.number("points"), r.number("max"))
		c.State, c.Tier, c.Deprecated = r.text("state"), r.text("tier"), r.yes("deprecated")
		c.Cost, c.UserImpact = ParseLevel(r.text("cost")), ParseLevel(r.text("impact"))
		controls = append(controls, c)
	}
	return of("2026-11-23", controls...)
}

func TestReferenceEffort(t *testing.T) {
	s := referenceSnapshot(t)
	for i, r := range reference(t, "controls") {
		c := s.Controls[i]
		r.is("effort", float64(c.Effort()))
		r.is("priority", c.Priority())
		if c.QuickWin() != r.yes("quickWin") {
			t.Errorf("%s: quick win is %t", c.ID, c.QuickWin())
		}
	}
}

func TestReferenceRanking(t *testing.T) {
	actions := Actions(referenceSnapshot(t))
	for i, r := range reference(t, "ranking") {
		r.says("id", actions[i].ID)
	}
}

func TestReferenceTask(t *testing.T) {
	var actions []Control
	rows := reference(t, "task")
	for i, r := range rows {
		c := scored(strconv.Itoa(i), 0, 5)
		c.Service, c.ActionType, c.ActionURL = r.text("product"), r.text("type"), r.text("url")
		actions = append(actions, c)
	}
	tasks := tasksOf(actions)
	at := map[string]int{}
	for i, task := range tasks {
		for _, c := range task.Actions {
			at[c.ID] = i + 1
		}
	}
	for i, r := range rows {
		r.is("task", float64(at[strconv.Itoa(i)]))
	}
}

func TestReferenceSplit(t *testing.T) {
	split := referenceSnapshot(t).Split()
	got := map[string]float64{"earned": split.Earned, "declared": split.Declared, "accepted": split.Accepted,
		"open": split.Open}
	for _, r := range reference(t, "split") {
		r.is("points", got[r.text("part")])
	}
}

func TestReferenceViews(t *testing.T) {
	views := referenceSnapshot(t).Views()
	for i, r := range reference(t, "view") {
		r.says("view", string(views[i].Name))
		r.is("points", views[i].Points)
		r.is("percent", views[i].Percent)
		r.is("actions", float64(views[i].Actions))
	}
}

func TestReferencePlan(t *testing.T) {
	s := referenceSnapshot(t)
	for _, r := range reference(t, "plan") {
		plan := map[string]func(Snapshot, float64) Plan{"settled": PlanFor, "free": CheapestPlan}[r.text("planned")]
		p := plan(s, r.number("goal"))
		r.says("steps", strings.Join(planIDs(p), ","))
		r.is("effort", float64(p.Effort))
		r.is("reaches", p.Reaches)
		if p.Reachable != r.yes("reachable") {
			t.Errorf("goal %v: reachable is %t", p.Goal, p.Reachable)
		}
	}
}

func TestReferenceComparison(t *testing.T) {
	identity, data := scored("a", 30, 40), scored("b", 5, 10)
	identity.Category, data.Category = "Identity", "Data"
	s := of("2026-11-23", identity, data)
	s.Averages = []Average{{Basis: "AllTenants", Percent: 51.06,
		Categories: []CategoryAverage{{"identity", 20, 40}, {"data", -1, 10}}}}
	all := s.Comparisons()[0]
	for i, r := range reference(t, "comparison") {
		if i == 0 {
			r.is("percent", all.Percent)
			r.is("ahead", all.Ahead)
			r.is("together", all.Together)
			continue
		}
		c := all.Categories[i-1]
		r.says("category", c.Category)
		r.is("ours", c.Ours)
		r.is("percent", c.Percent)
		r.is("ahead", c.Ahead)
		r.is("of", c.OursOf)
		r.is("of'", c.PercentOf)
		r.is("points", c.AheadPoints)
		if c.Few != r.yes("few") {
			t.Errorf("%s: few points is %t", c.Category, c.Few)
		}
	}
	if similar := s.Comparisons()[1]; !math.IsNaN(similar.Percent) || !math.IsNaN(similar.Ahead) {
		t.Errorf("similar size: %+v, want NaN where Microsoft sends none", similar)
	}
}

func day(date Date, percent float64) Day {
	return Day{Headline: Headline{Date: date, Current: percent * 10, Max: 1000}}
}

func TestReferenceAverage(t *testing.T) {
	var days []Day
	rows := reference(t, "average")
	for _, r := range rows {
		days = append(days, day(Date(r.text("date")), r.number("percent")))
	}
	trend := TrendOf(days, "2026-11-01", "2026-11-30")
	for i, r := range rows {
		r.is("average", trend.Average[i])
	}
	if want := []Date{"2026-11-05", "2026-11-06", "2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12",
		"2026-11-13"}; !slices.Equal(trend.Missing, want) {
		t.Errorf("missing %v, want %v", trend.Missing, want)
	}
}

func TestReferenceWeeks(t *testing.T) {
	moved := func(date Date, gained, lost float64) Day {
		d := day(date, 50)
		d.Moves = Moves{Since: date.AddDays(-1), Gained: gained, Lost: lost}
		return d
	}
	trend := TrendOf([]Day{
		day("2026-11-01", 50), moved("2026-11-02", 1, 0), moved("2026-11-03", 4.5, 2), moved("2026-11-04", 0, 0),
		moved("2026-11-07", 0, 0),
		moved("2026-11-16", 0, 3),
	}, "2026-11-01", "2026-11-30")
	rows := reference(t, "week")
	if len(trend.Weeks) != len(rows) {
		t.Fatalf("%d weeks: %+v", len(trend.Weeks), trend.Weeks)
	}
	for i, r := range rows {
		r.says("monday", string(trend.Weeks[i].Monday))
		r.is("days", float64(trend.Weeks[i].Days))
		r.is("gained", trend.Weeks[i].Gained)
		r.is("lost", trend.Weeks[i].Lost)
	}
}

func course(percents string) (days []Day) {
	list := strings.Split(percents, ",")
	for i, p := range list {
		days = append(days, day(Date("2026-11-23").AddDays(-7*(len(list)-1-i)), must(p)))
	}
	return days
}

func TestReferenceForecast(t *testing.T) {
	for _, r := range reference(t, "forecast") {
		f, _ := forecastOf(course(r.text("percents")), r.number("goal"))
		r.says("refusal", string(f.Refusal))
		r.is("pace", f.Pace)
		r.says("earliest", string(f.Earliest))
		r.says("date", string(f.Date))
		r.says("latest", string(f.Latest))
	}
}

func TestReferenceProgress(t *testing.T) {
	s := Snapshot{Date: "2026-11-23", Current: 580, Max: 1000}
	days := course("50,51,53,54,55,57,58")
	for _, r := range reference(t, "progress") {
		p := ProgressTo(s, days, r.number("goal"), Date(r.text("by")))
		r.is("missing", p.Missing)
		r.is("points", p.Points)
		r.is("daysLeft", float64(p.DaysLeft))
		r.is("perWeek", p.PerWeek)
		r.says("verdict", string(p.Verdict))
		r.is("late", float64(p.Late))
	}
}

package portfolio_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/words"
)

var sizes = []int{0, 1, 2, 12, 97}

// Every number of a portfolio is a sum over its tenants.
func TestNumbersAddUp(t *testing.T) {
	for _, n := range sizes {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			m := portfoliotest.Model(n)
			zones, bins, verdicts := 0, 0, m.NoGoal
			for _, z := range m.Zones {
				zones += z.Tenants
			}
			for _, b := range m.Bins {
				bins += b.Tenants()
			}
			for _, v := range m.Verdicts {
				verdicts += v.Tenants
			}
			kinds := 0
			for _, k := range m.Kinds() {
				kinds += k.Tenants
			}
			want := []int{m.Current, m.Current, m.Current, n - m.Current, m.Compared, m.Fell, m.Rose, n - m.Current}
			got := []int{zones, bins, verdicts, len(m.Without), m.Fell + m.Rose + m.Steady, len(m.Falls), len(m.Rises), kinds}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("zones, bins, verdicts, without, moved, falls, rises, kinds (-want +got):\n%s", diff)
			}
			checkSums(t, m)
		})
	}
}

func checkSums(t *testing.T, m portfolio.Model) {
	t.Helper()
	var points, most, percents, changes, left float64
	for _, x := range m.Tenants {
		if x.Current() {
			points, most, percents = points+x.Now.Current, most+x.Now.Max, percents+x.Percent()
			left += x.Left()
		}
		if x.Compared() {
			changes += x.Change
		}
		if report.Known(x.Change) {
			parts := x.Parts()
			if sum := score.Hundredths(parts.Own + parts.Declared + parts.Microsoft + parts.Drift); sum != x.Change {
				t.Errorf("%s: the parts are %v of %v", x.Name, sum, x.Change)
			}
		}
	}
	mean := func(sum float64, n int) float64 {
		if n == 0 {
			return math.NaN()
		}
		return score.Hundredths(sum / float64(n))
	}
	inAll := 0.0
	for _, a := range m.Actions {
		inAll += a.Left
	}
	want := []float64{points, most, mean(percents, m.Current), mean(changes, m.Compared), left, left}
	got := []float64{m.Points, m.Max, m.Mean, m.Change, m.Left, inAll}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 0.0051), cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("points, maxima, mean, change, left (-want +got):\n%s", diff)
	}
}

// The points of an action are those that are left in it in each tenant.
func TestActionsAreSums(t *testing.T) {
	m := portfoliotest.Model(97)
	for _, a := range m.Actions {
		tenants, left := 0, 0.0
		for _, x := range m.Tenants {
			for _, o := range x.Open {
				if x.Current() && score.Fold(o.ID) == score.Fold(a.ID) {
					tenants, left = tenants+1, left+o.Left
				}
			}
		}
		if tenants != a.Tenants || score.Hundredths(left) != a.Left {
			t.Errorf("%s: %d tenants, %v points; it has %d and %v", a.ID, tenants, left, a.Tenants, a.Left)
		}
	}
	if !slices.IsSortedFunc(m.Actions, func(a, b portfolio.Action) int { return b.Tenants - a.Tenants }) {
		t.Error("not sorted by tenants")
	}
}

// A tenant's change is that of its own report.
func TestChangeOfTheTenantsOwnReport(t *testing.T) {
	for i := range 60 {
		in := portfoliotest.Read(i)
		got := portfolio.Reduce(in)
		m := report.Build(report.Input{
			Tenant: in.Name, Now: in.Now, Snapshot: in.Snapshot, Since: in.Since, Days: in.Days, Zones: in.Zones,
			Goal: in.Goal, Exceptions: in.Exceptions,
		})
		if in.Since == nil {
			if report.Known(got.Change) {
				t.Errorf("%d: a change without a comparison", i)
			}
			continue
		}
		if got.Change != m.Account.Percent || got.Points != m.Account.Points || got.Zone != m.Zone {
			t.Errorf("%d: %v pp, %v points, %s; the report has %v, %v, %s", i, got.Change, got.Points, got.Zone,
				m.Account.Percent, m.Account.Points, m.Zone)
		}
		checkCauses(t, got, m)
		if goal := m.Analysis.Progress; goal != nil && cmp.Diff(goal, got.Goal) != "" {
			t.Errorf("%d: the goal differs: %s", i, cmp.Diff(goal, got.Goal))
		}
	}
}

func checkCauses(t *testing.T, got portfolio.Tenant, m report.Model) {
	t.Helper()
	tenths := 0.0
	for i, g := range m.Account.Drive() {
		c := got.Causes[i]
		if c.Cause != g.Cause || c.Count != len(g.Changes) || c.Effect != score.Hundredths(g.Effect) {
			t.Errorf("%s: %+v, the report has %s, %d, %v", got.Name, c, g.Cause, len(g.Changes), g.Effect)
		}
		tenths += c.Tenths
	}
	overview := m.Account.Overview()
	if math.Abs(tenths+overview.Unattributed-overview.Percent) > 1e-9 {
		t.Errorf("%s: the causes are %v of %v", got.Name, tenths, overview.Percent)
	}
}

// Points can have any number of decimals, as Microsoft's have. What is printed
// is what the tenant's own report prints, and adds up.
func TestNumbersOfTheTenantsOwnReport(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	day := func(date score.Date) score.Snapshot {
		s := score.Snapshot{Date: date}
		for i := range 1 + r.IntN(4) {
			most := float64(1+r.IntN(40)) / 4
			s.Controls = append(s.Controls, score.Control{
				ID: fmt.Sprint(i), Category: "Apps", Points: most * r.Float64(), Max: most, Percent: math.NaN(),
			})
			s.Current, s.Max = s.Current+s.Controls[i].Points, s.Max+most
		}
		return s
	}
	for i := range 2000 {
		since, now := day("2026-11-16"), day("2026-11-23")
		if i == 0 {
			since.Current, since.Max, now.Current, now.Max = 10.12, 20, 10.125, 20
		}
		got := portfolio.Reduce(portfolio.Reading{Now: portfoliotest.Now, Snapshot: now, Since: &since})
		own := report.Build(report.Input{Now: portfoliotest.Now, Snapshot: now, Since: &since})
		want := []float64{own.Percent, score.Hundredths(own.Since.Percent()), own.Account.Percent, own.Current, own.Max,
			score.Hundredths(own.Percent - score.Hundredths(own.Since.Percent()))}
		before := score.Hundredths(got.Since.Percent())
		has := []float64{got.Percent(), before, got.Change, score.Hundredths(got.Now.Current), score.Hundredths(got.Now.Max),
			score.Hundredths(got.Percent() - before)}
		if diff := cmp.Diff(want, has); diff != "" {
			t.Fatalf("%d: percent, since, change, points, maximum, difference (-want +got):\n%s", i, diff)
		}
	}
}

// What is said of a tenant does not depend on its place in the configuration.
func TestAnyOrderGivesTheSame(t *testing.T) {
	list := portfoliotest.Tenants(97)
	in := portfolio.Input{Now: portfoliotest.Now, Period: "P7D", Tenants: list}
	want := portfolio.Build(in)
	in.Tenants = slices.Clone(list)
	slices.Reverse(in.Tenants)
	if diff := cmp.Diff(want, portfolio.Build(in), cmpopts.EquateNaNs(), cmp.AllowUnexported(report.Locale{}),
		cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("reversed (-want +got):\n%.2000s", diff)
	}
}

func TestOrder(t *testing.T) {
	at := func(name string, change float64, trouble portfolio.TroubleKind, age int) portfolio.Tenant {
		return portfolio.Tenant{Name: name, Now: score.Headline{Date: "2026-11-23", Current: 5, Max: 10}, Change: change,
			Trouble: portfolio.Trouble{Kind: trouble}, Age: age}
	}
	m := portfolio.Build(portfolio.Input{Now: portfoliotest.Now, Tenants: []portfolio.Tenant{
		at("rose", 2, "", 0), at("first day", math.NaN(), "", 0), at("fell", -3, "", 0), at("stale 4", 0, portfolio.Old, 4),
		at("stale 9", 0, portfolio.Old, 9), portfolio.Nothing("nothing", "n"), at("failing", 1, portfolio.Failing, 5),
		at("steady", -0.1, "", 0), {Name: "not scored", Now: score.Headline{Date: "2026-11-23"}, Change: math.NaN()},
	}})
	var got []string
	for _, x := range m.Tenants {
		got = append(got, x.Name)
	}
	want := []string{"failing", "nothing", "stale 9", "stale 4", "not scored", "fell", "steady", "rose", "first day"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if m.Current != 4 || m.Compared != 3 || m.Fell != 1 || m.Rose != 1 || m.Steady != 1 {
		t.Errorf("%d current, %d compared, %d fell, %d rose, %d steady", m.Current, m.Compared, m.Fell, m.Rose, m.Steady)
	}
}

// Points that regressed are not hidden by others that came, and stand after the
// falls.
func TestRegressionsAreAmongTheFirst(t *testing.T) {
	control := func(id string, points float64) score.Control {
		return score.Control{ID: id, Title: "Action " + id, Category: "Apps", Points: points, Max: 10,
			MaxSource: score.MaxOfProfile, Percent: math.NaN()}
	}
	tenant := func(name string, a, b float64) portfolio.Tenant {
		day := func(date score.Date, a, b float64) score.Snapshot {
			return score.Snapshot{
				Date: date, Current: a + b, Max: 20, Controls: []score.Control{control("a", a), control("b", b)},
			}
		}
		since := day("2026-11-16", 5, 5)
		return portfolio.Reduce(portfolio.Reading{
			Name: name, Now: portfoliotest.Now, Since: &since, Snapshot: day("2026-11-23", a, b),
		})
	}
	m := portfolio.Build(portfolio.Input{Now: portfoliotest.Now, Tenants: []portfolio.Tenant{
		tenant("nothing", 5, 5), tenant("drifted", 4.95, 5), tenant("rose", 6, 5), tenant("covered", 3, 7),
		tenant("more than covered", 0, 10), tenant("fell", 3, 5), portfolio.Nothing("no score", "n"),
	}})
	var got []string
	first, more := m.First(3, 4)
	for _, x := range first {
		got = append(got, x.Name+": "+words.In(report.Locale{}).TenantFirst(x))
	}
	want := []string{
		"no score: No score is stored yet", "fell: 1 regressed (−10.0): Action a",
		"more than covered: 1 regressed (−25.0): Action a", "covered: 1 regressed (−10.0): Action a",
	}
	if diff := cmp.Diff(want, got); diff != "" || more != 0 || m.Lost != 3 {
		t.Errorf("%d more, %d lost points (-want +got):\n%s", more, m.Lost, diff)
	}
	if _, more := m.First(0, 2); more != 2 {
		t.Errorf("%d more", more)
	}
}

func TestWhatCannotBe(t *testing.T) {
	s := score.Snapshot{Date: "2026-11-23", Current: 5}
	nan := score.Snapshot{Date: "2026-11-23", Current: math.NaN(), Max: math.NaN()}
	now := portfoliotest.Now
	for name, in := range map[string]portfolio.Reading{
		"no maximum":   {Name: "a", Now: now, Snapshot: s, Since: &s},
		"no date":      {Name: "b", Now: now},
		"not a number": {Name: "c", Now: now, Snapshot: nan},
	} {
		m := portfolio.Build(portfolio.Input{Now: now, Tenants: []portfolio.Tenant{portfolio.Reduce(in)}})
		if m.Current != 0 || len(m.Without) != 1 || report.Known(m.Mean) || report.Known(m.Together) {
			t.Errorf("%s: %d current, mean %v", name, m.Current, m.Mean)
		}
	}
	if m := portfoliotest.Hostile(); m.Current == 0 || len(m.Without) == 0 {
		t.Errorf("hostile: %d current", m.Current)
	}
}

func TestAllStale(t *testing.T) {
	now := portfoliotest.Now.AddDate(0, 0, 30)
	var list []portfolio.Tenant
	for i := range 5 {
		in := portfoliotest.Read(i)
		in.Now = now
		list = append(list, portfolio.Reduce(in))
	}
	m := portfolio.Build(portfolio.Input{Now: now, Tenants: list})
	if m.Current != 0 || len(m.Without) != 5 || len(m.Actions)+len(m.Changes)+len(m.Falls) != 0 {
		t.Errorf("%d current, %d without, %d actions", m.Current, len(m.Without), len(m.Actions))
	}
}

// What Microsoft did to all is one entry.
func TestChangesAreSaidOnce(t *testing.T) {
	m := portfoliotest.Model(40)
	seen := map[string]int{}
	for _, c := range m.Changes {
		seen[c.ID+string(c.Cause)]++
		if c.Tenants < 1 || c.Least > c.Most {
			t.Errorf("%+v", c)
		}
	}
	if len(m.Changes) != 3 || seen["act_newadded"] != 1 || seen["act_007retired"] != 1 || seen["act_011repointed"] != 1 {
		t.Errorf("%v", seen)
	}
}

func TestExceptionsThatEnd(t *testing.T) {
	m := portfoliotest.Model(40)
	if len(m.Exceptions) == 0 {
		t.Fatal("there are none")
	}
	for _, e := range m.Exceptions {
		if e.Overdue != (e.Until < portfoliotest.Day) || e.Until > portfoliotest.Day.AddDays(portfolio.DueDays) {
			t.Errorf("%+v", e)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	list := portfoliotest.Tenants(1000)
	b.ReportAllocs()
	for b.Loop() {
		portfolio.Build(portfolio.Input{Now: portfoliotest.Now, Period: "P7D", Tenants: list})
	}
}

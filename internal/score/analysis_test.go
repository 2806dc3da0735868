package score

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// histories draws a tenant's days: controls that improve, fall, are declared,
// re-pointed, renamed, moved, added and retired, and days that are missing.
// Every maximum is known and the controls sum to the headline.
func histories() *rapid.Generator[[]Snapshot] {
	return rapid.Custom(func(t *rapid.T) []Snapshot {
		next := 0
		fresh := func() Control {
			next++
			c := scored(fmt.Sprintf("control%d_v1", next), 0, float64(rapid.IntRange(1, 1000).Draw(t, "max"))/100)
			c.Title, c.Service = fmt.Sprintf("Title %d", next), "AzureAD"
			c.Category = rapid.SampledFrom([]string{"Identity", "Data", "Apps", "Novel"}).Draw(t, "category")
			c.Cost = rapid.SampledFrom([]Level{Low, Moderate, High, Unknown}).Draw(t, "cost")
			c.UserImpact = rapid.SampledFrom([]Level{Low, Moderate, High, Unknown}).Draw(t, "impact")
			c.LastSynced = time.Date(2026, 6, rapid.IntRange(1, 30).Draw(t, "synced"), 0, 0, 0, 0, time.UTC)
			return c
		}
		var controls []Control
		for range rapid.IntRange(1, 8).Draw(t, "controls") {
			controls = append(controls, fresh())
		}
		date := Date("2026-06-01")
		var days []Snapshot
		for range rapid.IntRange(2, 12).Draw(t, "days") {
			for range rapid.IntRange(0, 3).Draw(t, "changes") {
				i := rapid.IntRange(0, len(controls)-1).Draw(t, "which")
				c := &controls[i]
				switch rapid.IntRange(0, 7).Draw(t, "what") {
				case 0, 1:
					c.Points = Hundredths(c.Max * float64(rapid.IntRange(0, 4).Draw(t, "quarters")) / 4)
				case 2:
					c.State = rapid.SampledFrom([]string{"Default", "Ignored", "ThirdParty", "Reviewed", "Planned", "Novel"}).Draw(t, "state")
					if c.Declared() {
						c.Points = c.Max
					}
				case 3:
					share := c.Points / c.Max
					c.Max = float64(rapid.IntRange(1, 1000).Draw(t, "max")) / 100
					c.Points = Hundredths(share * c.Max)
				case 4:
					name, version := idVersion(c.ID)
					c.ID = fmt.Sprintf("%s_v%d", name, version+1)
				case 5:
					c.Category = rapid.SampledFrom([]string{"Identity", "Data", "Apps", "Novel"}).Draw(t, "category")
				case 6:
					controls = append(controls, fresh())
				case 7:
					if len(controls) > 1 {
						controls = slices.Delete(controls, i, i+1)
					}
				}
			}
			s := of(date, slices.Clone(controls)...)
			s.Current, s.Max = s.Sum(), Hundredths(maxima(s))
			s.Normalize()
			days = append(days, s)
			date = date.AddDays(rapid.IntRange(1, 5).Draw(t, "gap"))
		}
		return days
	})
}

func TestAnalysis(t *testing.T)    { rapid.Check(t, analysisHolds) }
func FuzzAnalysis(f *testing.F)    { f.Fuzz(rapid.MakeFuzz(analysisHolds)) }
func near(a, b float64) bool       { return math.Abs(a-b) < 1e-6 }
func inOrder(list ...float64) bool { return slices.IsSorted(list) }
func ids(controls []Control) []string {
	return mapped(controls, func(c Control) string { return c.ID })
}

func mapped[A, B any](list []A, f func(A) B) (out []B) {
	for _, a := range list {
		out = append(out, f(a))
	}
	return out
}

// analysisHolds checks what has to be true of any history.
func analysisHolds(t *rapid.T) {
	days := histories().Draw(t, "history")
	first, last := days[0], days[len(days)-1]
	for i, s := range days {
		holdsOfSnapshot(t, s)
		if i > 0 {
			holdsOfAccount(t, days[i-1], s)
		}
	}
	holdsOfAccount(t, first, last)
	holdsOfTrend(t, days)
	for _, j := range Reversals(days) {
		if j.Turns < 1 || j.Gained <= 0 || j.Lost <= 0 {
			t.Fatalf("reversal %+v moved one way only", j)
		}
	}
}

func holdsOfSnapshot(t *rapid.T, s Snapshot) {
	split := s.Split()
	if !near(split.Earned+split.Declared, s.Sum()) || !near(split.Earned+split.Declared+split.Accepted+split.Open, maxima(s)) {
		t.Fatalf("split %+v of %v points, maximum %v", split, s.Sum(), maxima(s))
	}
	views := s.Views()
	if !inOrder(views[0].Points, views[1].Points, views[2].Points, views[3].Points, max(s.Max, s.Current)) {
		t.Fatalf("views are not in order: %+v, maximum %v", views, s.Max)
	}
	if !near(views[3].Points-views[2].Points, split.Accepted) { // nothing is deprecated here
		t.Fatalf("achievable and licence are apart by more than the accepted risks %v: %+v", split.Accepted, views)
	}
	ranked := Actions(s)
	again := s
	again.Controls = slices.Clone(s.Controls)
	slices.Reverse(again.Controls)
	if !slices.Equal(ids(ranked), ids(Actions(again))) {
		t.Fatal("the ranking depends on the order of the controls")
	}
	for i := 1; i < len(ranked); i++ {
		if a, b := ranked[i-1], ranked[i]; worth(a) < worth(b) || worth(a) == worth(b) && a.Priority() < b.Priority()-1e-9 {
			t.Fatalf("%s (%v) stands before %s (%v)", a.ID, a.Priority(), b.ID, b.Priority())
		}
	}
	var sum float64
	for _, c := range Categories(s) {
		sum += c.Points
	}
	if !near(sum, s.Current) {
		t.Fatalf("categories sum to %v of %v", sum, s.Current)
	}
	scopes := Scopes(s, nil)
	scored := 0
	for _, scope := range scopes {
		scored += scope.Scored
	}
	if scored != len(s.Controls) {
		t.Fatalf("%d of %d controls in scope", scored, len(s.Controls))
	}
	plan := PlanFor(s, 80, true)
	if s.Max > 0 && plan.Reachable != (Hundredths(plan.Reaches) >= 80) {
		t.Fatalf("plan reaches %v and is reachable: %t", plan.Reaches, plan.Reachable)
	}
	if achievable := views[2].Percent; plan.Reaches > achievable+1e-6 {
		t.Fatalf("a plan reaches %v, achievable are %v", plan.Reaches, achievable)
	}
}

func holdsOfAccount(t *rapid.T, before, after Snapshot) {
	a := Diff(before, after)
	for _, a := range []Account{a, a.Rounded()} {
		sum := a.Unattributed
		for _, g := range a.ByCause() {
			var part float64
			for _, c := range g.Changes {
				part += c.Effect
			}
			if !near(part, g.Effect) {
				t.Fatalf("%s: changes make %v, the group %v", g.Cause, part, g.Effect)
			}
			sum += g.Effect
		}
		if !near(sum, a.Percent) {
			t.Fatalf("causes sum to %v, the score moved by %v", sum, a.Percent)
		}
	}
	if math.Abs(a.Unattributed) > 0.01 { // of rounding points of a tenth of a point at the least
		if !near(a.Unattributed, 0) && before.Max > 0 {
			t.Fatalf("unattributed %v", a.Unattributed)
		}
	}
	// Every control that entered or left is accounted for, a renamed one as
	// itself.
	added, retired := 0, 0
	for _, c := range a.Changes {
		if c.Has(Added) {
			added++
		}
		if c.Has(Retired) {
			retired++
		}
		if c.RenamedFrom != "" && (!c.Before.Scored || !c.After.Scored) {
			t.Fatalf("%s was renamed and came or went", c.ID)
		}
	}
	if len(before.Controls)+added-retired != len(after.Controls) {
		t.Fatalf("%d controls, %d added, %d retired make %d", len(before.Controls), added, retired, len(after.Controls))
	}
	// A move to another category neither gains nor loses points in one.
	var points float64
	for _, c := range Categories(before.InCategoriesOf(after)) {
		points += c.Points
	}
	if !near(points, before.Current) {
		t.Fatalf("in the categories of the later day %v points, want %v", points, before.Current)
	}
}

func holdsOfTrend(t *rapid.T, snapshots []Snapshot) {
	var days []Day
	for i, s := range snapshots {
		day := s.Day()
		if i > 0 {
			day = s.DayAfter(snapshots[i-1])
		}
		days = append(days, day)
	}
	first, last := days[0].Date, days[len(days)-1].Date
	trend := TrendOf(days, first, last)
	if span := int(last.Time().Sub(first.Time()).Hours()/24) + 1; len(trend.Days)+len(trend.Missing) != span || len(trend.Average) != len(trend.Days) {
		t.Fatalf("%d days and %d missing of %d", len(trend.Days), len(trend.Missing), span)
	}
	var gained, want float64
	counted := 0
	for i, w := range trend.Weeks {
		gained += w.Gained
		counted += w.Days
		if w.Monday.Time().Weekday() != time.Monday || i > 0 && w.Monday != trend.Weeks[i-1].Monday.AddDays(7) {
			t.Fatalf("weeks %+v", trend.Weeks)
		}
	}
	for _, d := range days {
		want += d.Moves.Gained
	}
	if counted != len(days) || !near(gained, want) {
		t.Fatalf("weeks hold %d of %d days, and %v of %v points", counted, len(days), gained, want)
	}
	for _, average := range trend.Average {
		if average < -1e-6 || average > 100+1e-6 {
			t.Fatalf("an average of %v %%", average)
		}
	}
	f := forecastOf(days, 80)
	if f.Refusal == "" && !slices.IsSorted([]Date{last, f.Earliest, f.Date, f.Latest}) {
		t.Fatalf("forecast %+v", f)
	}
	if f.Refusal != "" && (f.Date != "" || f.Earliest != "" || f.Latest != "") {
		t.Fatalf("a refused forecast has dates: %+v", f)
	}
}

// A course without noise is forecast to the day; the band holds it in its
// middle as noise comes in.
func TestForecastOfAStraightCourse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pace := float64(rapid.IntRange(10, 100).Draw(t, "pace")) / 100 // percentage points a week
		start := float64(rapid.IntRange(20, 50).Draw(t, "start"))
		var days []Day
		for i := range 90 {
			days = append(days, day(Date("2026-06-01").AddDays(i), start+pace/7*float64(i)))
		}
		goal := start + pace/7*89 + pace*float64(rapid.IntRange(1, 20).Draw(t, "weeks"))
		f := forecastOf(days, goal)
		want := wholeDays((goal - days[89].Percent()) / pace)
		if got := int(f.Date.Time().Sub(days[89].Date.Time()).Hours() / 24); f.Refusal != "" || got < want-1 || got > want+1 {
			t.Fatalf("%+v, want %d days", f, want)
		}
	})
}

func TestRenames(t *testing.T) {
	named := func(id, title, service string) Control {
		c := scored(id, 5, 10)
		c.Title, c.Service = title, service
		return c
	}
	for _, tc := range []struct {
		name          string
		before, after []Control
		from          string
	}{
		{"a version raised", []Control{named("AdminMFAV2", "MFA", "AzureAD")}, []Control{named("AdminMFAV3", "MFA", "AzureAD")}, "AdminMFAV2"},
		{"a first version", []Control{named("AdminMFA", "MFA", "AzureAD")}, []Control{named("adminmfa_v2", " mfa", "azuread")}, "AdminMFA"},
		{"a version lowered", []Control{named("AdminMFAV3", "MFA", "AzureAD")}, []Control{named("AdminMFAV2", "MFA", "AzureAD")}, ""},
		{"another title", []Control{named("AdminMFAV2", "MFA", "AzureAD")}, []Control{named("AdminMFAV3", "Other", "AzureAD")}, ""},
		{"another service", []Control{named("AdminMFAV2", "MFA", "AzureAD")}, []Control{named("AdminMFAV3", "MFA", "EXO")}, ""},
		{"both at once", []Control{named("AdminMFAV2", "MFA", "AzureAD")}, []Control{named("AdminMFAV2", "MFA", "AzureAD"), named("AdminMFAV3", "MFA", "AzureAD")}, ""},
		{"two candidates", []Control{named("AdminMFAV1", "MFA", "AzureAD")}, []Control{named("AdminMFAV2", "MFA", "AzureAD"), named("AdminMFAV3", "MFA", "AzureAD")}, ""},
		{"a number that is no version", []Control{named("scid_91", "MFA", "AzureAD")}, []Control{named("scid_92", "MFA", "AzureAD")}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			from := ""
			for _, c := range Diff(of("2026-11-16", tc.before...), of("2026-11-23", tc.after...)).Changes {
				from += c.RenamedFrom
				if c.RenamedFrom != "" && (len(c.Kinds) > 0 || c.Effect != 0) {
					t.Errorf("a mere rename is %v with effect %v", c.Kinds, c.Effect)
				}
			}
			if from != tc.from {
				t.Errorf("renamed from %q, want %q", from, tc.from)
			}
		})
	}
}

func TestStaleAndUnknown(t *testing.T) {
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	fresh, old, older, silent := scored("fresh", 1, 1), scored("old", 1, 1), scored("older", 1, 1), scored("silent", 1, 1)
	fresh.LastSynced, old.LastSynced, older.LastSynced = now.Add(-StaleAfter), now.Add(-StaleAfter-time.Second), now.AddDate(0, 0, -17)
	if got := ids(of("2026-11-23", old, silent, fresh, older).Stale(now)); !slices.Equal(got, []string{"older", "old"}) {
		t.Errorf("stale are %v", got)
	}
}

func TestOutOfScope(t *testing.T) {
	catalogue := []Profile{
		{ID: "b", Service: "EXO", Max: 3}, {ID: "A", Service: "AzureAD", Max: 10}, {ID: "c", Service: "EXO", Max: 5},
		{ID: "gone", Service: "EXO", Max: 5, Deprecated: true}, {ID: "d", Service: "EXO", Max: 5},
	}
	inside := scored("a", 4, 10)
	inside.Service = "AzureAD"
	s := of("2026-11-23", inside)
	if got := mapped(OutOfScope(s, catalogue), func(p Profile) string { return p.ID }); !slices.Equal(got, []string{"c", "d", "b"}) {
		t.Errorf("out of scope are %v", got)
	}
	want := []ServiceScope{{Service: "EXO", Outside: 3, OutsidePoints: 13}, {Service: "AzureAD", Scored: 1, ScoredMax: 10}}
	if got := Scopes(s, catalogue); !slices.Equal(got, want) {
		t.Errorf("scopes are %+v", got)
	}
}

// tenant is a tenant of so many controls and so many days for the benchmarks.
func tenant(controls, days int) ([]Snapshot, []Day, []Profile) {
	var list []Control
	for i := range controls {
		c := scored(fmt.Sprintf("Control%03dV1", i), float64(i%10), 10)
		c.Title, c.Category, c.Service = c.ID, []string{"Identity", "Data", "Apps"}[i%3], []string{"AzureAD", "EXO", "MDO", "MDATP"}[i%4]
		c.Cost, c.UserImpact, c.Rank = []Level{Low, Moderate, High, Unknown}[i%4], []Level{Low, Moderate, High}[i%3], i
		list = append(list, c)
	}
	var catalogue []Profile
	for _, c := range list {
		catalogue = append(catalogue, Profile{ID: c.ID, Service: c.Service, Max: c.Max}, Profile{ID: c.ID + "x", Service: c.Service, Max: 5})
	}
	var snapshots []Snapshot
	var history []Day
	for d := range days {
		i := d % len(list)
		list[i].Points = float64((int(list[i].Points) + 3) % 11)
		s := of(Date("2025-06-01").AddDays(d), slices.Clone(list)...)
		snapshots, history = append(snapshots, s), append(history, s.Day())
	}
	return snapshots, history, catalogue
}

// BenchmarkAnalysis is all that is computed of a tenant for a report: the
// account of a week and its way, ranking, plan, views, split, scopes,
// comparisons, the trend of all days and the forecast.
func BenchmarkAnalysis(b *testing.B) {
	for _, size := range []struct{ controls, days int }{{100, 400}, {200, 400}, {400, 100}, {400, 200}, {400, 400}, {800, 400}, {400, 800}} {
		snapshots, history, catalogue := tenant(size.controls, size.days)
		s := snapshots[len(snapshots)-1]
		b.Run(fmt.Sprintf("controls=%d/days=%d", size.controls, size.days), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				since := snapshots[len(snapshots)-8]
				Diff(since, s).Rounded().ByCause()
				Reversals(snapshots[len(snapshots)-8:])
				Categories(since.InCategoriesOf(s))
				Actions(s)
				PlanFor(s, 80, true)
				s.Views()
				s.Split()
				Scopes(s, catalogue)
				s.Comparisons()
				s.Stale(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
				TrendOf(history, history[0].Date, s.Date)
				ProgressTo(s, history, 80, "2027-06-30")
			}
		})
	}
}

// BenchmarkDays is the history made anew from whole snapshots: one day a
// snapshot.
func BenchmarkDays(b *testing.B) {
	snapshots, _, _ := tenant(400, 400)
	b.ReportAllocs()
	for b.Loop() {
		for i := 1; i < len(snapshots); i++ {
			snapshots[i].DayAfter(snapshots[i-1])
		}
	}
}

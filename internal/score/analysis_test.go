package score

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// histories draws the days of a tenant, some of them missing. Controls gain and
// lose points, get another state, maximum, id or category, come and go. Every
// maximum is known, and the controls add up to the headline.
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
					c.State = rapid.SampledFrom([]string{"Default", "Ignored", "ThirdParty", "Reviewed", "Planned",
						"Novel"}).Draw(t, "state")
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

// analysisHolds checks what is true of every history.
func analysisHolds(t *rapid.T) {
	days := histories().Draw(t, "history")
	first, last := days[0], days[len(days)-1]
	for i, s := range days {
		sumsHold(t, s)
		rankingHolds(t, s)
		viewsAndPlanHold(t, s)
		if i > 0 {
			accountHolds(t, days[i-1], s)
		}
	}
	accountHolds(t, first, last)
	trendHolds(t, days)
	for _, j := range Reversals(days) {
		if j.Turns < 1 || j.Gained <= 0 || j.Lost <= 0 {
			t.Fatalf("%+v moved in one direction only", j)
		}
	}
}

func sumsHold(t *rapid.T, s Snapshot) {
	split := s.Split()
	if !near(split.Earned+split.Declared, s.Sum()) ||
		!near(split.Earned+split.Declared+split.Accepted+split.Open, maxima(s)) {
		t.Fatalf("split %+v of %v points, maximum %v", split, s.Sum(), maxima(s))
	}
	var sum float64
	for _, c := range Categories(s) {
		sum += c.Points
	}
	if !near(sum, s.Current) {
		t.Fatalf("the categories have %v points, the score %v", sum, s.Current)
	}
	scored := 0
	for _, scope := range Scopes(s, nil) {
		scored += scope.Scored
	}
	if scored != len(s.Controls) {
		t.Fatalf("the services have %d controls, the score %d", scored, len(s.Controls))
	}
}

func rankingHolds(t *rapid.T, s Snapshot) {
	ranked := Actions(s)
	again := s
	again.Controls = slices.Clone(s.Controls)
	slices.Reverse(again.Controls)
	if !slices.Equal(ids(ranked), ids(Actions(again))) {
		t.Fatal("the ranking depends on the order of the controls")
	}
	for i := 1; i < len(ranked); i++ {
		if a, b := ranked[i-1], ranked[i]; groupOf(a) < groupOf(b) ||
			groupOf(a) == groupOf(b) && a.Priority()*bandFactor < b.Priority()-1e-9 {
			t.Fatalf("%s with the priority %v comes before %s with %v", a.ID, a.Priority(), b.ID, b.Priority())
		}
	}
}

func viewsAndPlanHold(t *rapid.T, s Snapshot) {
	views, accepted := s.Views(), s.Split().Accepted
	if !inOrder(views[0].Points, views[1].Points, views[2].Points, views[3].Points, max(s.Max, s.Current)) {
		t.Fatalf("the views are not in order: %+v, maximum %v", views, s.Max)
	}
	if !near(views[3].Points-views[2].Points, accepted) { // nothing is deprecated here
		t.Fatalf("achievable and licence do not differ by the accepted risks, %v points: %+v", accepted, views)
	}
	plan := PlanFor(s, 80)
	if s.Max > 0 && plan.Reachable != (Hundredths(plan.Reaches) >= 80) {
		t.Fatalf("the plan reaches %v %%, and reachable is %t", plan.Reaches, plan.Reachable)
	}
	if achievable := views[2].Percent; plan.Reaches > achievable+1e-6 {
		t.Fatalf("the plan reaches %v %%, achievable are %v %%", plan.Reaches, achievable)
	}
}

func accountHolds(t *rapid.T, before, after Snapshot) {
	a := Diff(before, after)
	for _, a := range []Account{a, a.Rounded()} {
		sum := a.Unattributed
		for _, g := range a.ByCause() {
			var part float64
			for _, c := range g.Changes {
				part += c.Effect
			}
			if !near(part, g.Effect) {
				t.Fatalf("%s: the changes add up to %v, the group has %v", g.Cause, part, g.Effect)
			}
			sum += g.Effect
		}
		if !near(sum, a.Percent) {
			t.Fatalf("the causes add up to %v, the score moved by %v", sum, a.Percent)
		}
	}
	if before.Max > 0 && math.Abs(a.Unattributed) > 0.01 {
		t.Fatalf("%v is unattributed, though the controls add up", a.Unattributed)
	}
	membersHold(t, before, after, a)
	// A move to another category neither gains nor loses points in one.
	var points float64
	for _, c := range Categories(before.InCategoriesOf(after)) {
		points += c.Points
	}
	if !near(points, before.Current) {
		t.Fatalf("the categories of the later day have %v points, want %v", points, before.Current)
	}
}

func membersHold(t *rapid.T, before, after Snapshot, a Account) {
	// Every added and removed control is in the account, and a renamed one is
	// neither.
	added, retired := 0, 0
	for _, c := range a.Changes {
		if c.Has(Added) {
			added++
		}
		if c.Has(Retired) {
			retired++
		}
		if c.RenamedFrom != "" && (!c.Before.Scored || !c.After.Scored) {
			t.Fatalf("%s was renamed, and also added or removed", c.ID)
		}
	}
	if len(before.Controls)+added-retired != len(after.Controls) {
		t.Fatalf("%d controls, %d added, %d removed, but %d after that", len(before.Controls), added, retired,
			len(after.Controls))
	}
}

func trendHolds(t *rapid.T, snapshots []Snapshot) {
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
	if span := int(last.Time().Sub(first.Time()).Hours()/24) + 1; len(trend.Days)+len(trend.Missing) != span ||
		len(trend.Average) != len(trend.Days) {
		t.Fatalf("%d days and %d missing ones, want %d together", len(trend.Days), len(trend.Missing), span)
	}
	for _, average := range trend.Average {
		if average < -1e-6 || average > 100+1e-6 {
			t.Fatalf("an average of %v %%", average)
		}
	}
	weeksHold(t, trend)
	f, _ := forecastOf(days, 80)
	if f.Refusal == "" && !slices.IsSorted([]Date{last, f.Earliest, f.Date, f.Latest}) {
		t.Fatalf("the dates of the forecast are not in order: %+v", f)
	}
	if f.Refusal != "" && f.Date+f.Earliest+f.Latest != "" {
		t.Fatalf("there are dates without a forecast: %+v", f)
	}
}

func weeksHold(t *rapid.T, trend Trend) {
	var gained, want float64
	counted := 0
	for i, w := range trend.Weeks {
		gained += w.Gained
		counted += w.Days
		if w.Monday.Time().Weekday() != time.Monday || i > 0 && w.Monday != trend.Weeks[i-1].Monday.AddDays(7) {
			t.Fatalf("the weeks do not follow each other: %+v", trend.Weeks)
		}
	}
	for _, d := range trend.Days {
		want += d.Moves.Gained
	}
	if counted != len(trend.Days) || !near(gained, want) {
		t.Fatalf("the weeks have %d of %d days and %v of %v points", counted, len(trend.Days), gained, want)
	}
}

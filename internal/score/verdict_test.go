package score

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// risks is a tenant of 50 points of 100 on 23 November 2026, of which 8 actions
// of 20 are accepted risks, so that 60 points are achievable. It rises by a
// point a week.
func risks() (Snapshot, []Day) {
	var controls []Control
	for i := range 20 {
		c := scored(string(rune('a'+i)), 5, 5)
		switch {
		case i < 8:
			c.Points, c.State = 0, "Ignored"
		case i < 10:
			c.Points = 0
		}
		controls = append(controls, c)
	}
	return of("2026-11-23", controls...), weeklyDays(44, 45, 46, 47, 48, 49, 50)
}

func TestVerdict(t *testing.T) {
	s, days := risks()
	rising := weeklyDays(50, 51, 53, 54, 55, 57, 58) // to 70 % between 2027-01-09 and 2027-02-19, in the middle 2027-01-25
	for _, tc := range []struct {
		name     string
		snapshot Snapshot
		days     []Day
		goal     float64
		by       Date
		want     Verdict
		late     int
		refusal  Refusal
	}{
		{"G3: a goal above what is achievable", s, days, 80, "2027-12-31", OutOfReach, 0, BeyondReach},
		{"G3: without a date", s, days, 80, "", OutOfReach, 0, BeyondReach},
		{"G3: just above", s, days, 60.01, "2027-12-31", OutOfReach, 0, BeyondReach},
		{"just achievable", s, days, 60, "2027-12-31", OnTrack, 0, ""},
		{"of a falling score", s, weeklyDays(56, 55, 54, 53, 52, 51, 50), 80, "2027-12-31", OutOfReach, 0, BeyondReach},
		{"reached", s, days, 50, "2026-01-01", Achieved, 0, Reached},
		{"rising", s, days, 60, "", Rising, 0, ""},
		{"G6: behind", Snapshot{Date: "2026-11-23", Current: 58, Max: 100}, rising, 70, "2026-12-01", Behind, 55, ""},
		{"not rising", s, weeklyDays(56, 55, 54, 53, 52, 51, 50), 60, "", Flat, 0, NotRising},
		{"not rising, with a date", s, weeklyDays(56, 55, 54, 53, 52, 51, 50), 60, "2027-12-31", Behind, 0, NotRising},
		{"too short", s, days[4:], 60, "2027-12-31", Unclear, 0, TooShort},
		{"too short, and the date has passed", s, days[4:], 60, "2026-11-01", Behind, 0, TooShort},
		{"too noisy", s, weeklyDays(50, 40, 51, 40, 51, 40, 50.5), 60, "2027-12-31", Unclear, 0, TooNoisy},
		{"too far, without a date", s, slowly(), 60, "", Rising, 0, TooFar},
		{"too far, with a date that is near", s, slowly(), 60, "2027-12-31", Behind, 0, TooFar},
		{"too far, with a date that is farther", s, slowly(), 60, "2099-12-31", OnTrack, 0, TooFar},
		{"without a score", Snapshot{Date: "2026-11-23"}, nil, 60, "2027-12-31", Unclear, 0, NoSuchScore},
		{"without a maximum, which earlier days had", Snapshot{Date: "2026-11-30"}, rising, 70, "2027-12-31", Unclear, 0,
			NoSuchScore},
		{"without a maximum, after days above the goal", Snapshot{Date: "2026-11-30"}, rising, 50, "", Unclear, 0,
			NoSuchScore},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := ProgressTo(tc.snapshot, tc.days, tc.goal, tc.by)
			if p.Verdict != tc.want || p.Late != tc.late || p.Forecast.Refusal != tc.refusal ||
				(p.Forecast.Date != "") != (tc.refusal == "") {
				t.Errorf("verdict %q, %d days late, refusal %q, date %q, want %q, %d and %q", p.Verdict, p.Late,
					p.Forecast.Refusal, p.Forecast.Date, tc.want, tc.late, tc.refusal)
			}
		})
	}
}

// slowly rises by 0.02 percentage points a week.
func slowly() []Day { return weeklyDays(49.88, 49.9, 49.92, 49.94, 49.96, 49.98, 50) }

// G3: there is no date for a goal above the achievable view, and the verdict is
// out of reach where the plan does not reach the goal.
func TestThereIsNoForecastBeyondWhatIsAchievable(t *testing.T) {
	scored := histories().Filter(func(h []Snapshot) bool { return h[len(h)-1].Max > 0 })
	rapid.Check(t, func(t *rapid.T) {
		snapshots := scored.Draw(t, "history")
		s := snapshots[len(snapshots)-1]
		course := make([]float64, 10)
		pace := float64(rapid.IntRange(1, 200).Draw(t, "pace")) / 100
		for i := range course {
			course[i] = s.Percent() - pace*float64(len(course)-1-i)
		}
		days := weeklyDays(course...)
		goal := float64(rapid.IntRange(1, 10000).Draw(t, "goal")) / 100
		by := rapid.SampledFrom([]Date{"", "2020-01-01", "2027-06-30"}).Draw(t, "by")
		p := ProgressTo(s, days, goal, by)
		if f := p.Forecast; goal > s.Views()[2].Percent+1e-6 && !p.Reached &&
			(p.Verdict != OutOfReach || f.Date+f.Earliest+f.Latest != "") {
			t.Fatalf("goal %v, achievable %v: %+v", goal, s.Views()[2].Percent, p)
		}
		if reachable := PlanFor(s, goal).Reachable; reachable == (p.Verdict == OutOfReach) {
			t.Fatalf("the plan reaches the goal: %t, the verdict is %q", reachable, p.Verdict)
		}
	})
}

// A week of one percentage point, half of it reported.
func TestPaceWithoutReportedPoints(t *testing.T) {
	days := weeklyDays(43, 44, 45, 46, 47, 48, 49, 50)
	for i := range days[1:] { // the oldest day is of Microsoft's history
		days[i+1].Split = Split{Known: true, Declared: 5 * float64(i)}
	}
	s := Snapshot{Date: "2026-11-23", Current: 500, Max: 1000}
	f := ProgressTo(s, days, 60, "").Forecast
	if m := f.Measured; f.Steps != 7 || m.Steps != 6 || !near(m.Pace, 0.5) || !near(m.Whole, 1) || !m.Differs() {
		t.Errorf("%+v, want half of the pace over six weeks", f)
	}
	if f = ProgressTo(s, days[2:], 60, "").Forecast; f.Measured != (Measured{}) {
		t.Errorf("%+v, want nothing of five weeks", f.Measured)
	}
	for i := range days {
		days[i].Split = Split{Known: true, Declared: 30}
	}
	if f = ProgressTo(s, days, 60, "").Forecast; f.Measured.Steps != 7 || f.Measured.Differs() {
		t.Errorf("%+v, want the same pace: nothing was reported in these weeks", f.Measured)
	}
}

// G8: the moving average of a day is the same in every period.
func TestTheAverageOfADayDoesNotDependOnThePeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var days []Day
		for i := range 40 {
			if rapid.IntRange(0, 4).Draw(t, "missing") > 0 {
				days = append(days, day(Date("2026-10-01").AddDays(i), rapid.Float64Range(0, 100).Draw(t, "percent")))
			}
		}
		if len(days) == 0 {
			return
		}
		whole := TrendOf(days, "2026-10-01", "2026-11-30")
		first := rapid.SampledFrom(days).Draw(t, "first").Date
		part := TrendOf(days, first, "2026-11-30")
		tail := whole.Average[len(whole.Average)-len(part.Average):]
		if !slices.EqualFunc(tail, part.Average, func(a, b float64) bool { return a == b || a != a && b != b }) {
			t.Fatalf("from %s: %v, want %v", first, part.Average, tail)
		}
		if part.Days[0].Date != first || len(part.Missing) > len(whole.Missing) {
			t.Fatalf("%d days from %s", len(part.Days), part.Days[0].Date)
		}
	})
}

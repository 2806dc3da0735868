package score

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Without noise the forecast is right to the day.
func TestForecastOfAStraightCourse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pace := float64(rapid.IntRange(10, 100).Draw(t, "pace")) / 100 // percentage points a week
		start := float64(rapid.IntRange(20, 50).Draw(t, "start"))
		var days []Day
		for i := range 90 {
			days = append(days, day(Date("2026-06-01").AddDays(i), start+pace/7*float64(i)))
		}
		goal := start + pace/7*89 + pace*float64(rapid.IntRange(1, 20).Draw(t, "weeks"))
		f, _ := forecastOf(days, goal)
		want := wholeDays((goal - days[89].Percent()) / pace)
		if got := int(f.Date.Time().Sub(days[89].Date.Time()).Hours() / 24); f.Refusal != "" || got < want-1 ||
			got > want+1 {
			t.Fatalf("%+v, want %d days", f, want)
		}
	})
}

// weeklyDays are days a week apart, the newest on 23 November 2026, with a
// maximum of 1000 points.
func weeklyDays(percents ...float64) (days []Day) {
	for i, p := range percents {
		days = append(days, day(Date("2026-11-23").AddDays(-7*(len(percents)-1-i)), p))
	}
	return days
}

func TestThereIsNoForecast(t *testing.T) {
	rising := weeklyDays(50, 51, 52, 53, 54, 55, 56)
	for _, tc := range []struct {
		name string
		days []Day
		goal float64
		want Refusal
	}{
		{"without days", nil, 80, NoSuchScore},
		{"where no day has a maximum", []Day{{Headline: Headline{Date: "2026-11-23"}}}, 80, NoSuchScore},
		{"of a goal of zero where no day has a maximum", []Day{{Headline: Headline{Date: "2026-11-23"}}}, 0,
			NoSuchScore},
		{"of a goal that one day reached", rising[6:], 56, Reached},
		{"of one day", rising[6:], 80, TooShort},
		{"of five steps", rising[1:], 80, TooShort},
		{"of a score that stands still", weeklyDays(50, 50, 50, 50, 50, 50, 50), 80, NotRising},
		{"of a score that came back to where it was", weeklyDays(50, 51, 50, 51, 50, 51, 50), 80, NotRising},
		{"beyond three years", weeklyDays(50, 50.1, 50.2, 50.3, 50.4, 50.5, 50.6), 66.6, TooFar},  // 160 weeks
		{"just within three years", weeklyDays(50, 50.1, 50.2, 50.3, 50.4, 50.5, 50.6), 65.6, ""}, // 150 weeks
	} {
		t.Run(tc.name, func(t *testing.T) {
			if f, _ := forecastOf(tc.days, tc.goal); f.Refusal != tc.want || (f.Date != "") != (tc.want == "") {
				t.Errorf("refusal %q with the date %q, want %q", f.Refusal, f.Date, tc.want)
			}
		})
	}
}

// A day on which Microsoft sent no maximum has no percentage, so it is left
// out. A maximum below one point has one.
func TestForecastLeavesOutDaysWithoutMaximum(t *testing.T) {
	days := weeklyDays(50, 51, 52, 53, 54, 55, 56)
	days = append(days, Day{Headline: Headline{Date: "2026-11-24", Current: 600}})
	f, _ := forecastOf(days, 60)
	if f.Steps != 6 || f.Date != "2026-12-21" { // four weeks after the 23rd
		t.Errorf("%+v, want six steps to 2026-12-21", f)
	}
	for i := range days {
		days[i].Current, days[i].Max = days[i].Current/2000, days[i].Max/2000
	}
	if small, _ := forecastOf(days, 60); small.Date != f.Date {
		t.Errorf("with a maximum of half a point: %+v", small)
	}
}

// What was more than thirteen weeks ago says nothing about the pace now.
func TestForecastLooksBackThirteenWeeks(t *testing.T) {
	percents := []float64{10, 11, 12, 13, 14, 15, 16} // then a leap
	for i := range 14 {
		percents = append(percents, 50+float64(i))
	}
	f, _ := forecastOf(weeklyDays(percents...), 70)
	if f.Steps != 13 || !near(f.Pace, 1) || f.Refusal != "" {
		t.Errorf("%+v, want thirteen steps of one percentage point", f)
	}
}

// A week is the seven days up to its end. A day that is a week older belongs to
// the week before, and counts once.
func TestEachDayIsInOneWeek(t *testing.T) {
	var days []Day
	for i := range 7 {
		days = append(days, day(Date("2026-11-23").AddDays(-14*(6-i)), 50+2*float64(i)))
	}
	if f, _ := forecastOf(days, 70); f.Steps != 6 || !near(f.Pace, 1) {
		t.Errorf("%+v, want six steps over twelve weeks, one percentage point a week", f)
	}
}

// Six steps of a week with 1 percentage point each, and one of two weeks with
// 4: m = 10/8 = 1.25; v = (6*(1-1.25)^2/1 + (4-2.5)^2/2) / 6 = (0.375+1.125)/6
// = 0.25.
func TestDriftWeighsStepsByTheirLength(t *testing.T) {
	days := weeklyDays(50, 51, 52, 53, 54, 55, 56)
	newest := day("2026-12-07", 60)
	mean, variance, weeks := paceOf(weekly(append(days, newest)))
	if !near(mean, 1.25) || !near(variance, 0.25) || !near(weeks, 8) {
		t.Errorf("mean %v, variance %v, weeks %v, want 1.25, 0.25 and 8", mean, variance, weeks)
	}
}

// Of Student's distribution, 90 % lies below the value. The density is that of
// the textbooks; the integral is Simpson's rule.
func TestStudent80(t *testing.T) {
	for degrees := 1; degrees <= 13; degrees++ {
		n := float64(degrees)
		density := func(x float64) float64 {
			return math.Gamma((n+1)/2) / (math.Sqrt(n*math.Pi) * math.Gamma(n/2)) * math.Pow(1+x*x/n, -(n+1)/2)
		}
		const steps = 2000
		width := student80(degrees) / steps
		area := density(0) + density(student80(degrees))
		for i := 1; i < steps; i++ {
			area += density(float64(i)*width) * float64(2+2*(i%2))
		}
		if below := 0.5 + area*width/3; math.Abs(below-0.9) > 1e-4 {
			t.Errorf("%d degrees of freedom: %v lie below %v, want 0.9", degrees, below, student80(degrees))
		}
	}
	if student80(40) != student80(13) {
		t.Error("beyond the table its last value counts")
	}
}

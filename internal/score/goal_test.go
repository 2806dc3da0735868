package score

import "testing"

func TestProgressIsReached(t *testing.T) {
	for _, tc := range []struct {
		name               string
		current, max, goal float64
		want               bool
	}{
		{"above the goal", 600, 1000, 55, true},
		{"on the goal", 600, 1000, 60, true},
		{"on the goal as people read it", 599.96, 1000, 60, true}, // 59.996 %, shown as 60.00
		{"on a goal with three decimals, as people read both", 800.04, 1000, 80.003, true},
		{"below the goal", 599.9, 1000, 60, false},
		{"with a maximum of half a point", 0.4, 0.5, 80, true},
		{"without a maximum", 0, 0, 0, false},
		{"without a maximum, with points", 5, 0, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := ProgressTo(Snapshot{Date: "2026-11-23", Current: tc.current, Max: tc.max}, nil, tc.goal, "2026-12-31")
			if p.Reached != tc.want {
				t.Fatalf("reached is %t, want %t", p.Reached, tc.want)
			}
			if tc.want && (p.Missing != 0 || p.Points != 0 || p.PerWeek != 0 || p.Verdict != Achieved ||
				p.DaysLeft != 38) {
				t.Errorf("%+v: nothing is missing to a goal that is reached", p)
			}
		})
	}
}

// 12.345 % is printed as 12.35, so that 67.65 percentage points are missing to
// 80.
func TestWhatIsMissingCloses(t *testing.T) {
	p := ProgressTo(Snapshot{Date: "2026-11-23", Current: 123.45, Max: 1000}, nil, 80, "")
	if p.Missing != 67.65 {
		t.Errorf("%v percentage points are missing, want 67.65", p.Missing)
	}
}

func TestProgressOnTheLastDays(t *testing.T) {
	s := Snapshot{Date: "2026-11-23", Current: 580, Max: 1000}
	for _, tc := range []struct {
		by       Date
		daysLeft int
		perWeek  float64
		want     Verdict
	}{
		{"2026-11-25", 2, 42, Unclear}, // 12 percentage points in two days, and no forecast
		{"2026-11-24", 1, 84, Unclear},
		{"2026-11-23", 0, 0, Unclear},
		{"2026-11-22", -1, 0, Behind},
	} {
		p := ProgressTo(s, nil, 70, tc.by)
		if p.DaysLeft != tc.daysLeft || !near(p.PerWeek, tc.perWeek) || p.Verdict != tc.want {
			t.Errorf("by %s: %+v, want %d days, %v a week, verdict %q", tc.by, p, tc.daysLeft, tc.perWeek, tc.want)
		}
	}
}

// The forecast is 2027-01-09 to 2027-02-19, as testdata/reference/forecast.tsv
// computes it.
func TestVerdictOnTheEdgesOfTheForecast(t *testing.T) {
	s := Snapshot{Date: "2026-11-23", Current: 580, Max: 1000}
	days := weeklyDays(50, 51, 53, 54, 55, 57, 58)
	for by, want := range map[Date]Verdict{
		"2027-01-08": Behind, "2027-01-09": AtRisk, "2027-02-18": AtRisk, "2027-02-19": OnTrack, "": Rising,
	} {
		if p := ProgressTo(s, days, 70, by); p.Verdict != want {
			t.Errorf("by %s: verdict %q, want %q (%s to %s)", by, p.Verdict, want, p.Forecast.Earliest,
				p.Forecast.Latest)
		}
	}
	falling := weeklyDays(58, 57, 55, 54, 53, 51, 50)
	if p := ProgressTo(s, falling, 70, "2027-12-31"); p.Verdict != Behind {
		t.Errorf("verdict %q of a score that falls, want behind", p.Verdict)
	}
}

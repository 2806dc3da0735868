package score

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// hundreds is a printed number in hundredths.
func hundreds(x float64) int64 { return int64(math.Round(Hundredths(x) * 100)) }

// "G2: 47.47 → 53.52" rose by 6.05, although the exact change is 6.044.
func TestG2TheChangeIsTheDifferenceOfThePrintedPercents(t *testing.T) {
	a := Diff(of("2026-11-16", scored("A", 474.74, 1000)), of("2026-11-23", scored("A", 535.18, 1000)))
	if got := Hundredths(a.Percent); got != 6.04 {
		t.Fatalf("the exact change is %v", got)
	}
	r := a.Rounded()
	if r.Percent != 6.05 || len(r.Changes) != 1 || r.Changes[0].Effect != 6.05 || r.Unattributed != 0 {
		t.Errorf("rose by %v, effects %+v", r.Percent, r.Changes)
	}
	back := Diff(of("2026-11-16", scored("A", 535.18, 1000)), of("2026-11-23", scored("A", 474.74, 1000))).Rounded()
	if back.Percent != -6.05 || back.Changes[0].Effect != -6.05 {
		t.Errorf("fell by %v, effects %+v", back.Percent, back.Changes)
	}
}

// A score that stands so close to a half hundredth that only printing moves it
// has nothing to attribute that to.
func TestAHundredthThatNothingExplainsIsUnattributed(t *testing.T) {
	a := Account{Before: Headline{Current: 50.004999999999, Max: 100}, After: Headline{Current: 50.005, Max: 100}}
	if r := a.Rounded(); r.Percent != 0.01 || r.Unattributed != 0.01 {
		t.Errorf("%v, of it %v unattributed", r.Percent, r.Unattributed)
	}
}

// Everything that is printed of an account closes, in hundredths: the two
// percents, the change, the effects, the groups by cause, the two ways, the
// points. Also where the headline is not the sum of the controls, on thin days,
// where points are unread and where one side has only a headline.
func TestWhatIsPrintedCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := snapshots().Draw(t, "before"), snapshots().Draw(t, "after")
		for _, s := range []*Snapshot{&before, &after} {
			if rapid.IntRange(0, 9).Draw(t, "headline only") == 0 {
				s.Controls = nil
			}
			for i := range s.Controls {
				s.Controls[i].Unread = rapid.IntRange(0, 9).Draw(t, "unread") == 0
			}
		}
		exact := Diff(before, after)
		if problem := closes(exact.Rounded()); problem != "" {
			t.Fatal(problem)
		}
		for i, c := range exact.Rounded().Changes {
			whole := exact.Changes[i]
			for _, d := range []float64{c.Effect - whole.Effect, c.OwnEffect - whole.OwnEffect,
				c.Effect - c.OwnEffect - (whole.Effect - whole.OwnEffect)} {
				if math.Abs(d) > 0.01+1e-9 {
					t.Fatalf("%s: printed %v of it own %v, exact %v and %v", c.ID, c.Effect, c.OwnEffect,
						whole.Effect, whole.OwnEffect)
				}
			}
		}
	})
}

// closes says what of a rounded account does not add up.
func closes(a Account) string {
	percent := hundreds(a.After.Percent()) - hundreds(a.Before.Percent())
	if hundreds(a.Percent) != percent {
		return fmt.Sprintf("the change is %v, the percents differ by %d hundredths", a.Percent, percent)
	}
	if hundreds(a.Points) != hundreds(a.After.Current)-hundreds(a.Before.Current) {
		return fmt.Sprintf("the points moved by %v, from %v to %v", a.Points, a.Before.Current, a.After.Current)
	}
	effects, groups := hundreds(a.Unattributed), hundreds(a.Unattributed)
	for _, c := range a.Changes {
		effects += hundreds(c.Effect)
	}
	for _, g := range a.ByCause() {
		var parts int64
		for _, c := range g.Changes {
			parts += hundreds(c.Effect)
		}
		if parts != hundreds(g.Effect) {
			return fmt.Sprintf("%s: %v, its parts %d hundredths", g.Cause, g.Effect, parts)
		}
		groups += parts
	}
	if effects != percent || groups != percent {
		return fmt.Sprintf("the effects add up to %d, the groups to %d, the change is %d", effects, groups, percent)
	}
	if up, down := a.Ways(); hundreds(up)+hundreds(down) != percent {
		return fmt.Sprintf("%v up and %v down are not %v", up, down, a.Percent)
	}
	return ""
}

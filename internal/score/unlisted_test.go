package score

import (
	"fmt"
	"testing"
)

// T8: Microsoft leaves controls without points out of an old day. They are not
// new on the next one, unless the maximum has no room for them.
func TestUnlistedControls(t *testing.T) {
	day := func(thin bool, n int, points func(i int) float64) Snapshot {
		s := Snapshot{Date: "2026-11-20", Thin: thin}
		for i := range n {
			s.Controls = append(s.Controls, Control{
				ID: fmt.Sprintf("c%02d", i), Points: points(i), Max: 10, MaxSource: MaxOfProfile, HasProfile: true,
			})
		}
		s.Current, s.Max = s.Sum(), 10*float64(n)
		return s
	}
	half := func(i int) float64 { return float64(i % 2 * 10) }
	without := func(s Snapshot, n int) Snapshot { // the last n controls without points
		var kept []Control
		for i := len(s.Controls) - 1; i >= 0; i-- {
			if s.Controls[i].Points == 0 && n > 0 {
				n--
				continue
			}
			kept = append(kept, s.Controls[i])
		}
		s.Controls = kept
		return s
	}
	done := func(i int) float64 {
		if i == 58 {
			return 10
		}
		return half(i)
	}
	larger := func(s Snapshot) Snapshot { // than its controls have today
		s.Max += 10
		return s
	}
	for _, tt := range []struct {
		name          string
		before, after Snapshot
		want          []Kind // of each change
	}{
		{"one is not listed", without(day(true, 60, half), 1), day(false, 60, half), nil},
		{"six are not listed", without(day(true, 60, half), 6), day(false, 60, half), nil},
		{"one of them is completed", without(day(true, 60, half), 6), day(false, 60, done), []Kind{Improved}},
		{"listed, then not", day(false, 60, half), without(day(true, 60, half), 6), nil},
		{"added", day(true, 59, half), day(false, 60, half), []Kind{Added}},
		{"added, on days whose maximum is larger", larger(day(true, 59, half)), larger(day(false, 60, half)), []Kind{Added}},
		{"retired", day(false, 60, half), day(true, 59, half), []Kind{Retired}},
		{"not listed today", without(day(false, 60, half), 1), day(false, 60, half), []Kind{Added}},
	} {
		account := Diff(tt.before, tt.after)
		var kinds []Kind
		sum := account.Unattributed
		for _, c := range account.Changes {
			kinds = append(kinds, c.Kinds...)
			sum += c.Effect
		}
		if fmt.Sprint(kinds) != fmt.Sprint(tt.want) || Hundredths(sum-account.Percent) != 0 {
			t.Errorf("%s: %v, effects and the rest are %g of %g", tt.name, kinds, sum, account.Percent)
		}
		if tt.want == nil && account.Unattributed != 0 {
			t.Errorf("%s: %g not attributable", tt.name, account.Unattributed)
		}
	}
}

package draw

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

// The waterfall ends at the printed percent, each step starts where the last
// one ended, and the printed effects add up to the printed change.
func TestTheWaterfallEndsAtTheScore(t *testing.T) {
	for _, name := range reporttest.CaseNames() {
		m := reporttest.Case(name)
		if !report.Known(m.Account.Percent) || m.Since == nil {
			continue
		}
		m.Account = m.Account.Rounded()
		steps := NewWaterfall(m, NewTypesetter(m.Appearance)).steps
		first, last := steps[0], steps[len(steps)-1]
		at, sum := first.to, 0.0
		for _, s := range steps[1 : len(steps)-1] {
			if s.from != at || s.mark {
				t.Errorf("%s: %q begins at %v, the last ended at %v", name, s.label, s.from, at)
			}
			sum += s.to - s.from
			at = s.to
		}
		if at != last.to || last.to != score.Tenths(m.Account.After.Percent()) {
			t.Errorf("%s: the steps end at %v, the score is %v", name, at, last.to)
		}
		if score.Tenths(sum) != score.Tenths(m.Account.Percent) {
			t.Errorf("%s: the effects add up to %v, the change is %v", name, sum, m.Account.Percent)
		}
	}
}

// Causes that are too small to see share a row; one alone keeps its own.
func TestFolded(t *testing.T) {
	effect := func(name string, effect float64) waterfallEffect { return waterfallEffect{label: name, effect: effect} }
	for _, tc := range []struct {
		name string
		list []waterfallEffect
		want []string
	}{
		{"few", []waterfallEffect{effect("a", 3), effect("b", 0.1)}, []string{"a +3", "b +0.1"}},
		{"one of nothing", []waterfallEffect{effect("a", 3), effect("b", 0)}, []string{"a +3", "b ±0"}},
		{"two of nothing", []waterfallEffect{effect("a", 0), effect("b", 3), effect("c", 0)},
			[]string{"b +3", "2 smaller causes ±0"}},
		{"slivers of many", []waterfallEffect{effect("a", -70), effect("b", 0.2), effect("c", -0.1), effect("d", 0.3),
			effect("e", 4), effect("f", 1.7), effect("g", -9)},
			[]string{"a −70", "e +4", "g −9", "4 smaller causes +2.1"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, e := range folded(words.English, tc.list) {
				got = append(got, e.label+" "+report.Locale{}.SignedPoints(e.effect))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The percents below the axis do not touch, whatever the step of the axis.
func TestWaterfallAxis(t *testing.T) {
	set := NewTypesetter(report.Appearance{})
	for _, tc := range []struct {
		name      string
		low, high float64
		want      []float64
	}{
		{"halves", 45.44, 46.72, []float64{45, 46, 47}},
		{"whole numbers", 62.1, 64, []float64{62, 63, 64}},
		{"fives", 50.5, 66.8, []float64{50, 60, 70}},
	} {
		c := Waterfall{set: set, steps: []waterfallStep{{from: tc.low, to: tc.high}}}
		axis := c.scale()
		var got []float64
		for _, v := range axis.ticks() {
			if c.namedTicks(axis, 85)(v) {
				got = append(got, v)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: want − have +:\n%s", tc.name, diff)
		}
	}
}

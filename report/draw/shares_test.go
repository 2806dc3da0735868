package draw

import (
	"math"
	"testing"
)

// A share of next to nothing does not fill the chart.
func TestSharesScale(t *testing.T) {
	for _, tc := range []struct {
		name              string
		low, high, effect float64
		want              float64 // of the width that the bar of the effect takes
	}{
		{"a little", 0, 0.03, 0.03, 0.06},
		{"a little down", -0.03, 0, -0.03, 0.06},
		{"a little both ways", -0.1, 0.15, 0.15, 0.3},
		{"much", 0, 2, 2, 1},
		{"much both ways", -1, 3, 3, 0.75},
		{"nothing", 0, 0, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			axis := sharesScale(tc.low, tc.high)
			if got := math.Abs(axis.at(tc.effect, 0, 1) - axis.at(0, 0, 1)); math.Abs(got-tc.want) > 1e-9 {
				t.Errorf("the bar takes %v, want %v", got, tc.want)
			}
		})
	}
}

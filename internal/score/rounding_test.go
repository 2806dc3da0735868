package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestApportion(t *testing.T) {
	for _, tc := range []struct {
		name  string
		parts []float64
		total int64 // hundredths
		want  []float64
	}{
		{"nothing to round", []float64{1.25, -0.5}, 75, []float64{1.25, -0.5}},
		{"the largest remainder is second", []float64{0.012, 0.018}, 3, []float64{0.01, 0.02}},
		{"the largest remainder is first", []float64{0.018, 0.012}, 3, []float64{0.02, 0.01}},
		{"of equal remainders the first", []float64{0.015, 0.015}, 3, []float64{0.02, 0.01}},
		{"negative parts are rounded down too", []float64{-0.012, -0.018}, -3, []float64{-0.01, -0.02}},
		{"two hundredths are missing", []float64{0.016, 0.017, 0.018}, 5, []float64{0.01, 0.02, 0.02}},
		{"zero stays zero", []float64{0, 0.006, 0.004}, 1, []float64{0, 0.01, 0}},
		{"one whole percentage point", []float64{1, 0.006, 0.004}, 101, []float64{1, 0.01, 0}},
		{"a tenth is no fraction of a hundredth", []float64{0.1, 0.29, 0.57, 1.1}, 206,
			[]float64{0.1, 0.29, 0.57, 1.1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, apportion(tc.parts, float64(tc.total)/100, 100)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestRoundedOwnEffects(t *testing.T) {
	fifty := Headline{Current: 50, Max: 100}
	a := Account{
		Before: fifty, After: Headline{Current: 50.03, Max: 100}, Percent: 0.03,
		Changes: []Change{
			{ID: "all of it is the tenant's", Effect: 0.012, OwnEffect: 0.012},
			{ID: "a part is the tenant's", Effect: 0.018, OwnEffect: 0.0051},
			{ID: "nothing is the tenant's", Effect: 0, OwnEffect: 0},
		},
	}
	r := a.Rounded()
	got := mapped(r.Changes, func(c Change) [2]float64 { return [2]float64{c.Effect, c.OwnEffect} })
	if diff := cmp.Diff([][2]float64{{0.01, 0.01}, {0.02, 0.01}, {0, 0}}, got); diff != "" || r.Percent != 0.03 ||
		r.Unattributed != 0 {
		t.Errorf("%+v, effects and own effects (-want +got)\n%s", r, diff)
	}
	if a.Changes[0].Effect != 0.012 {
		t.Error("the account itself changed")
	}

	down := Account{Before: fifty, After: Headline{Current: 50.02, Max: 100}, Percent: 0.02,
		Changes: []Change{{Effect: 0.018, OwnEffect: 0.018}, {Effect: 0.006, OwnEffect: 0.006}}}.Rounded()
	if c := down.Changes[1]; c.OwnEffect != c.Effect {
		t.Errorf("own effect %v, want all of the effect %v", c.OwnEffect, c.Effect)
	}
}

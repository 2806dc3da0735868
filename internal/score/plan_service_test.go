package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlanByService(t *testing.T) {
	step := func(service string, gain float64, effort int) Step {
		return Step{Control: Control{Service: service}, Gain: gain, Effort: effort}
	}
	p := Plan{Steps: []Step{step("MDO", 0.1, 4), step("AAD", 5, 2), step("mdo", 0.2, 0), step("MDO", 3, 3)}}
	want := []ServicePlan{{"MDO", 3, 3.3, 7}, {"AAD", 1, 5, 2}}
	if diff := cmp.Diff(want, p.ByService()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

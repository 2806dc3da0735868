package score

import (
	"math"
	"testing"
)

func TestStatus(t *testing.T) {
	for _, tc := range []struct {
		state  string
		points float64
		want   Status
	}{
		{"Default", 0, ToAddress},
		{"", 6.67, ToAddress},
		{" ", 0, ToAddress},
		{"default", 10, Completed},
		{"default", 9.99, ToAddress},
		{"Ignored", 0, RiskAccepted},
		{"ignored ", 10, RiskAccepted},
		{"ThirdParty", 10, ThirdParty},
		{"thirdparty", 0, ThirdParty},
		{"Reviewed", 10, AlternateMitigation},
		{"Planned", 0, Planned},
		{"SomethingNew", 3, "SomethingNew"},
	} {
		t.Run(tc.state, func(t *testing.T) {
			c := scored("A", tc.points, 10)
			c.State = tc.state
			if got := c.Status(); got != tc.want {
				t.Errorf("Status = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestStatusWithoutMaximum(t *testing.T) {
	c := Control{Points: 3, Percent: 100}
	if c.Status() != Completed {
		t.Error("a control at 100 % is not completed")
	}
	c.Percent = math.NaN()
	if c.Status() != ToAddress {
		t.Error("a control without maximum and percentage is completed")
	}
}

package score

import "testing"

func TestZones(t *testing.T) {
	z := Zones{Good: 80, Okay: 60}
	for percent, want := range map[float64]Zone{0: Bad, 59.99: Bad, 59.995: Okay, 60: Okay, 79.994: Okay, 80: Good,
		100: Good} {
		if got := z.Of(percent); got != want {
			t.Errorf("Of(%v) = %v, want %v", percent, got, want)
		}
	}
}

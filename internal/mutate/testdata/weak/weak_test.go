package weak

import "testing"

func TestCount(t *testing.T) {
	if Count([]int{1, 5, 9}, 4) != 2 { // no number equals the limit
		t.Error("two of three numbers are above four")
	}
}

func TestEndless(t *testing.T) {
	for _, n := range []int{0, 3} {
		if got := Endless(n); got != n {
			t.Errorf("it ends at %d, want %d", got, n)
		}
	}
}

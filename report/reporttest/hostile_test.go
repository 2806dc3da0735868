package reporttest

import "testing"

// Every field gets every attack only while no field's turn repeats early.
func TestNumberOfAttacksIsPrime(t *testing.T) {
	for divisor := 2; divisor*divisor <= len(attacks); divisor++ {
		if len(attacks)%divisor == 0 {
			t.Errorf("%d attacks are divisible by %d", len(attacks), divisor)
		}
	}
}

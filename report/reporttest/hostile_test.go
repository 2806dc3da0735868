package reporttest

import "testing"

// Every field gets every attack only if their number is prime.
func TestNumberOfAttacksIsPrime(t *testing.T) {
	for divisor := 2; divisor*divisor <= len(attacks); divisor++ {
		if len(attacks)%divisor == 0 {
			t.Errorf("%d attacks are divisible by %d", len(attacks), divisor)
		}
	}
}

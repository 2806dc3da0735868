package reporttest

import (
	"testing"

	"secure-score-reporter/internal/plaintext/plaintexttest"
)

// Every field gets every attack only if their number is prime.
func TestNumberOfAttacksIsPrime(t *testing.T) {
	for name, list := range map[string][]string{"attacks": attacks, "unseen": plaintexttest.Texts()} {
		if !plaintexttest.Prime(len(list)) {
			t.Errorf("%d %s, which is not prime", len(list), name)
		}
	}
}

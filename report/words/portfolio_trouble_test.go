package words_test

import (
	"testing"

	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// A first failure is not yet one of several in a row.
func TestRunsFailed(t *testing.T) {
	for runs, want := range map[int]string{1: "1 run failed", 3: "3 runs failed in a row"} {
		tenant := portfolio.Tenant{Trouble: portfolio.Trouble{Kind: portfolio.Failing, Runs: runs}}
		if got := (words.Words{}).TenantTrouble(tenant); got != want {
			t.Errorf("%d: %q, want %q", runs, got, want)
		}
	}
}

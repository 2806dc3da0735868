package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

func step(n int) ledger.Step {
	return ledger.Step{Digest: "abc", N: n, At: today.Time(), Progress: strings.Repeat("x", n)}
}

// stepObject is how a step is stored.
func stepObject(t *testing.T, s ledger.Step) []byte {
	t.Helper()
	data, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The last two steps are kept, and one that is damaged takes the other one not
// along.
func TestSteps(t *testing.T) {
	const first, second = "tenants/t/ledger/slack.accepted-1", "tenants/t/ledger/slack.accepted-0"
	for _, tc := range []struct {
		name   string
		change func(bucket.Bucket)
		want   []ledger.Step
		future bool
	}{
		{"both", func(bucket.Bucket) {}, []ledger.Step{step(2), step(3)}, false},
		{"the last is damaged", func(b bucket.Bucket) { put(t, b, first, stepObject(t, step(3))[:20]) },
			[]ledger.Step{step(2)}, false},
		{"the one before is empty", func(b bucket.Bucket) { put(t, b, second, nil) }, []ledger.Step{step(3)}, false},
		{"the last is gone", func(b bucket.Bucket) {
			if err := b.Delete(t.Context(), first); err != nil {
				t.Fatal(err)
			}
		}, []ledger.Step{step(2)}, false},
		{"a newer program's", func(b bucket.Bucket) { put(t, b, first, []byte("2\n\n4c7caf90\n")) }, nil, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := buckettest.NewMemory()
			tenant := ForTenant(b, "t")
			for n := range 3 {
				if err := tenant.PutStep(t.Context(), "slack", step(n+1)); err != nil {
					t.Fatal(err)
				}
			}
			if err := tenant.PutStep(t.Context(), "email", step(1)); err != nil {
				t.Fatal(err)
			}
			tc.change(b)
			other := ForTenant(b, "t") // another run
			got, err := other.Steps(t.Context(), "slack")
			if diff := cmp.Diff(tc.want, got); diff != "" || errors.Is(err, score.ErrFromTheFuture) != tc.future {
				t.Fatalf("error %v (-want +got)\n%s", err, diff)
			}
		})
	}
}

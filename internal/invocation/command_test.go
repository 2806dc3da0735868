package invocation

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/slackanswer"
)

// withTenants makes the job have so many tenants, which all read the same
// source.
func (w *world) withTenants(n int) {
	one := w.Job
	w.Job = func(ctx context.Context) (*job.Job, error) {
		j, err := one(ctx)
		for i := 1; i < n; i++ {
			t := j.Tenants[0]
			t.Name = fmt.Sprintf("tenant-%d", i)
			j.Tenants = append(j.Tenants, t)
		}
		return j, err
	}
}

// reply is the answer to a command, with what stands in slashCommand.
func (w *world) reply(t *testing.T, asked string) string {
	t.Helper()
	_, err := w.invoke("one", `{"slashCommand": {"responseUrl": "u", `+asked+`}, "event": {}}`)
	if err != nil || len(w.replies) != 1 {
		t.Fatalf("replies %q, %v", w.replies, err)
	}
	return w.replies[0]
}

func TestAnInspectionOfManyTenantsIsNotEndless(t *testing.T) {
	w := newWorld()
	w.withTenants(slackanswer.MaxTenants + 3)
	got := w.reply(t, `"ask": "actions"`)
	if n := strings.Count(got, "1 action on"); n != slackanswer.MaxTenants || !strings.Contains(got, "3 more tenants") {
		t.Errorf("%d tenants in\n%s", n, got)
	}
}

// A secret may have been renewed since it was read.
func TestAFailedInspectionForgetsSecrets(t *testing.T) {
	w := newWorld()
	w.source.err = errors.New("the secret has expired")
	if got := w.reply(t, `"ask": "diff"`); w.forgotten != 1 || !strings.Contains(got, "expired") {
		t.Errorf("forgotten %d times, reply %q", w.forgotten, got)
	}
	w = newWorld()
	if w.reply(t, `"ask": "diff"`); w.forgotten != 0 {
		t.Error("forgotten after an inspection that went well")
	}
}

// A wrong period is one problem, not one for each tenant.
func TestAWrongPeriodIsNamedOnce(t *testing.T) {
	w := newWorld()
	w.withTenants(2)
	got := w.reply(t, `"ask": "diff", "since": "yesterday"`)
	if strings.Count(got, "yesterday") != 1 || w.forgotten != 0 {
		t.Errorf("forgotten %d times, reply %q", w.forgotten, got)
	}
}

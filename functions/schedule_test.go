package functions

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/graph/graphtest"
)

// One tenant: the state machine of the schedules tries again, as often as the
// template says. Of an outage nothing is left when it is over: the day is
// stored, and the report is sent once, under its schedule's key. A permission
// that is missing is tried as long, because somebody may grant it.
func TestAScheduleOutlastsAnOutage(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]graphtest.Fault{
		"an outage":    {Status: http.StatusServiceUnavailable, RetryAfter: "3600"},
		"a permission": {Status: http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t)
			reporter := start(t, binary(t, "reporter"), c.env...)
			weekly := asJSON(t, map[string]any{"attempt": map[string]any{"id": "execution", "event": map[string]any{
				"deliver": []string{"slack", "email"}, "report": map[string]any{},
				"scheduledAt": time.Now().UTC().Format(time.RFC3339),
			}}})
			c.graph.Fail(fault)
			for range dispatch.MaxTries - 1 {
				if a := reporter.invoke(weekly, usual); !a.failed || !strings.Contains(a.body, "contoso: reading the ") {
					t.Fatalf("while Graph fails: %+v", a)
				}
			}
			c.graph.Fail()
			for range 2 { // the state machine may send an attempt twice
				if a := reporter.invoke(weekly, usual); a.failed || a.body != `{"tenants":1}` {
					t.Errorf("afterwards: %+v", a)
				}
			}
			if len(c.mails) != 1 || c.uploads != 1 {
				t.Errorf("%d emails, %d uploads, want the report once", len(c.mails), c.uploads)
			}
			c.noSecrets(reporter.said().String())
		})
	}
}

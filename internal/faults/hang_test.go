package faults

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// silences are the calls that never get an answer, one of each kind that has a
// limit of its own, with a scenario in which they happen.
var silences = []struct{ call, scenario string }{
	{"SSM configuration", "alert"}, {"SSM secret", "alert"}, {"STS token", "alert"}, {"Entra metadata", "alert"},
	{"Entra token", "alert"}, {"Graph score", "alert"}, {"Graph history", "first day"}, {"S3 GET locks", "alert"},
	{"S3 PUT locks", "alert"}, {"S3 LIST tenant", "alert"}, {"S3 PUT snapshots", "alert"},
	{"S3 PUT ledger slack", "alert"}, {"S3 PUT accepted slack", "alert"},
	{"S3 DELETE drafts slack", "alert"}, {"Slack message", "alert"},
	{"Slack thread", "alert"}, {"Slack upload", "report"}, {"Slack webhook", "webhook and SES"},
	{"SMTP connection", "alert"}, {"SMTP greeting", "alert"}, {"SMTP message", "alert"},
	{"Teams card", "Teams and webhook"}, {"Webhook message", "Teams and webhook"},
	{"SES message", "webhook and SES"}, {"Exchange message", "email over Graph"},
}

// A service that takes a call and never answers costs a run this much time,
// also where it does so every time. The clock of the bubble measures it.
func TestLongestHangs(t *testing.T) {
	if !all && !many {
		t.Skip("SECURESCORE_FAULTS=many measures them")
	}
	t.Parallel()
	var out strings.Builder
	out.WriteString("| call without an answer | the run took |\n|---|---|\n")
	known := page(t, "hangs")
	for _, s := range silences {
		c := trial{plan: plan{call: call{s.call, 1}, fault: hangBefore, lasting: true}, recovery: recoveries[1]}
		for _, each := range scenarios {
			if each.name == s.scenario {
				c.scenario = each
			}
		}
		var v verdict
		synctest.Test(t, func(t *testing.T) { v = c.play(t) })
		const grid = 5 * time.Second
		took := (v.took + grid - 1).Truncate(grid) // the waits between tries are random
		fmt.Fprintf(&out, "| %s | %d s |\n", s.call, int(took.Seconds()))
		if !v.hit || v.took > budget || len(v.lost) > 0 {
			t.Errorf("%s: took %s, lost %q, hit %v", c, v.took, v.lost, v.hit)
		}
		if m := regexp.MustCompile(regexp.QuoteMeta("| "+s.call+" |") + ` (\d+) s`).FindStringSubmatch(known); !*update {
			if m == nil {
				t.Errorf("%s: %s is not in docs/reliability.md", s.call, took)
			} else if n, _ := strconv.Atoi(m[1]); (took - time.Duration(n)*time.Second).Abs() > grid {
				t.Errorf("%s: %s, and %d s in docs/reliability.md", s.call, v.took, n)
			}
		}
	}
	if *update {
		onPage(t, "hangs", out.String())
	}
	t.Log(out.String())
}

package faults

import (
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestMain(m *testing.M) {
	for key, value := range map[string]string{
		"AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "a-secret-key",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		_ = os.Setenv(key, value)
	}
	if text := os.Getenv(childEnv); text != "" {
		os.Exit(runChild(text))
	}
	debug.SetGCPercent(400)
	_ = os.Unsetenv("AWS_CA_BUNDLE") // only the SDK's own client takes one
	os.Exit(m.Run())
}

// all says that every case is wanted.
var all = os.Getenv("SECURESCORE_FAULTS") == "all"

// many is between all and a usual run, for the checks before a merge.
var many = os.Getenv("SECURESCORE_FAULTS") == "many"

func TestMatrix(t *testing.T) {
	t.Parallel()
	var trials []trial
	for _, s := range scenarios {
		var usual verdict
		synctest.Test(t, func(t *testing.T) { usual = trial{scenario: s, recovery: recoveries[1]}.play(t) })
		if len(usual.lost)+len(usual.twice) > 0 {
			t.Fatalf("%s without a fault: lost %q, twice %q", s.name, usual.lost, usual.twice)
		}
		trials = append(trials, s.trials(usual.calls)...)
	}
	trials = some(trials)
	t.Logf("%d cases", len(trials))
	seen := &table{}
	const shards = 4
	t.Run("trials", func(t *testing.T) {
		for shard := range shards {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				for i := shard; i < len(trials); i += shards {
					trials[i].check(t, seen)
				}
			})
		}
	})
	if all {
		onPage(t, "matrix", seen.String())
	} else {
		seen.within(t, page(t, "matrix"))
	}
}

// trials are the cases of a scenario with these calls. After a fault of a call
// that delivers or records, the recoveries take turns in pairs, which differ in
// both respects; after others they take turns.
func (s scenario) trials(calls []call) (list []trial) {
	n := 0
	add := func(p plan) {
		if !p.possible() {
			return
		}
		n++
		list = append(list, trial{s, p, recoveries[n%4]})
		if accepts(p.name) || records(p.name) {
			list = append(list, trial{s, p, recoveries[3-n%4]})
		}
	}
	for _, c := range calls {
		if s.only != "" && !records(c.name) &&
			!slices.Contains(strings.Fields(s.only), strings.Fields(c.name)[0]) {
			continue
		}
		for _, f := range slices.Concat(untaken, taken, []fault{killBefore, killAfter}) {
			add(plan{call: c, fault: f})
		}
		for _, f := range untaken {
			add(plan{call: c, fault: f, lasting: true})
		}
	}
	return list
}

// possible says whether the fault can befall the call: a connection is refused,
// and not a command on one.
func (p plan) possible() bool {
	switch {
	case p.name == "SMTP connection":
		return p.fault == refuse || p.fault == hangBefore || p.fault == killBefore
	case strings.HasPrefix(p.name, "SMTP"):
		return p.fault != refuse
	}
	return true
}

// some are the cases of a usual run. With many there are many times as many.
func some(trials []trial) (list []trial) {
	every := 499
	if many {
		every = 13
	}
	for i, c := range trials {
		if lost := accepts(c.plan.name) && c.plan.fault == resetAfter; all || i%every == 0 || lost {
			list = append(list, c)
		}
	}
	return list
}

// accepts says whether with this call a service takes what people see.
func accepts(name string) bool {
	return slices.Contains([]string{
		"Slack message", "Slack thread", "Slack upload completion", "Slack webhook", "SMTP message", "SES message",
		"Exchange message", "Teams card", "Webhook message",
	}, name)
}

// records says whether with this call the store takes what was accepted.
func records(name string) bool {
	return strings.HasPrefix(name, "S3 PUT accepted") || strings.HasPrefix(name, "S3 PUT ledger")
}

// mayDouble says whether something may be sent twice: the answer of the one
// call that accepts it was lost, or what it had accepted could not be recorded.
func (p plan) mayDouble() bool {
	record := strings.HasPrefix(p.name, "S3 PUT accepted") && p.fault == killBefore
	return accepts(p.name) && p.fault.after() && p.fault != slow || record
}

func (c trial) check(t *testing.T, seen *table) {
	t.Helper()
	var v verdict
	synctest.Test(t, func(t *testing.T) { v = c.play(t) })
	switch {
	case !v.hit:
		t.Errorf("%s: nothing broke", c)
	case len(v.lost) > 0:
		t.Errorf("%s: lost %q", c, v.lost)
	case len(v.twice) > 0 && !c.plan.mayDouble():
		t.Errorf("%s: twice %q", c, v.twice)
	case len(v.unlike) > 0 && c.recovery.again:
		t.Errorf("%s: twice with two keys %q", c, v.unlike)
	}
	seen.add(c.plan, v)
	if v.took > budget+5*time.Second {
		t.Errorf("%s: the run took %s", c, v.took)
	}
}

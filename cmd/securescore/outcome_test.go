package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/result"
)

// customers is a run over forty tenants: most are well, some failed in every
// way.
func customers() outcome {
	o := outcome{job: &job.Job{}, event: event.Event{Deliver: []string{"slack", "email"}}}
	for i := 1; i <= 40; i++ {
		percent := 40 + float64(i*7%50) + 0.25
		t := job.TenantResult{
			Tenant: fmt.Sprintf("customer-%02d", i), TenantID: fleetID(fmt.Sprint(i)),
			Score: result.Score{Snapshot: &result.Snapshot{
				Headline: result.Headline{Date: "2026-11-23", Current: percent * 10, Max: 1000, Percent: percent},
				Zone:     score.Zones{Good: 80, Okay: 60}.Of(percent),
			},
				Since: &result.Headline{Date: "2026-11-16"}, Delta: &result.Delta{Percent: float64(i%9-4) * 0.31}},
			Deliveries: []job.DeliveryResult{
				{Channel: "slack", To: "#security", Status: job.Sent}, {Channel: "email", To: "it@x.example", Status: job.Sent},
			},
			Warnings: []string{"the newest score is 3 days old"},
		}
		switch i {
		case 3:
			t.Tenant = "Ärzte für Bäume, eine Stiftung mit einem langen Namen und noch einem Zusatz"
			t.Delta, t.Since = nil, nil
		case 9, 10, 11, 12, 13:
			text := "reading the token: the environment variable SLACK_TOKEN is not set: set it, or change slack.token"
			t.Deliveries[0].Status, t.Deliveries[0].Error = job.Failed, text
		case 20:
			text := "reading the secure score: the application has no permission: grant SecurityEvents.Read.All " +
				"\x1b[31mand consent (HTTP 403 Forbidden)"
			t = job.TenantResult{Tenant: t.Tenant, TenantID: t.TenantID, Error: &text}
		case 22, 23: // the id and the request of each
			text := fmt.Sprintf("signing in to tenant %s: not available (GET login.microsoftonline.com/%[1]s/token: "+
				"HTTP 503 Service Unavailable, request-id %d)", t.TenantID, i)
			t = job.TenantResult{Tenant: t.Tenant, TenantID: t.TenantID, Error: &text}
		case 24, 25: // the link of each
			text := "cannot sign in; consent at https://login.microsoftonline.com/" + t.TenantID + "/adminconsent"
			t = job.TenantResult{Tenant: t.Tenant, TenantID: t.TenantID, Error: &text}
		case 30:
			t.Deliveries[0].Status, t.Deliveries[1].Status = job.Unchanged, job.Already
		}
		if t.Error != nil || len(t.Deliveries) > 0 && t.Deliveries[0].Status == job.Failed {
			o.Failed++
		}
		o.Tenants = append(o.Tenants, t)
	}
	return o
}

// F7: forty tenants on a terminal are a table, what went wrong, and totals.
func TestRunShowsAPersonASummary(t *testing.T) {
	t.Parallel()
	for _, l := range report.Languages {
		for _, wide := range []int{60, 80, 140} {
			golden(t, goldenFile(l, fmt.Sprintf("run-%d.txt", wide)), shownOnTerminal(t, customers().in(l), wide))
		}
		golden(t, goldenFile(l, "run-one.txt"), shownOnTerminal(t, oneCustomer().in(l), columns))
		golden(t, goldenFile(l, "run-portfolio.txt"), shownOnTerminal(t, overCustomers().in(l), columns))
	}
}

func shownOnTerminal(t *testing.T, o outcome, wide int) string {
	t.Helper()
	var out bytes.Buffer
	p := process{stdout: &out, stderr: &out, terminal: true, columns: wide, lookupEnv: noColours}
	if err := new(runCommand).print(&commandLine{}, p, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// oneCustomer is a run over one tenant, with a delivery of each status.
func oneCustomer() outcome {
	o := customers()
	o.Tenants = o.Tenants[:1]
	one := &o.Tenants[0]
	one.Report = map[string]string{"pdf": "file:///var/lib/securescore/customer-01.pdf"}
	one.Deliveries = nil
	for _, s := range []job.DeliveryStatus{job.Sent, job.WouldSend, job.Unchanged, job.Already, job.Failed} {
		one.Deliveries = append(one.Deliveries, job.DeliveryResult{Channel: "slack", To: "#" + string(s), Status: s})
	}
	one.Deliveries[4].Error = "posting the message: not_in_channel"
	return o
}

// overCustomers is a run of the report over all tenants.
func overCustomers() outcome {
	mean, change := 61.25, -0.5
	return outcome{event: event.Event{Deliver: []string{"email"}}, Result: job.Result{Portfolio: &job.PortfolioRun{
		Name: "Northwind customers", Tenants: 40, Current: 38, Mean: &mean, Change: &change,
		Deliveries: []job.DeliveryResult{{Channel: "email", To: "ops@northwind.example", Status: job.Sent}},
	}}}
}

// in is the run with its messages in a language.
func (o outcome) in(l report.Language) outcome {
	locale := report.Locale{}.In(l)
	o.job = &job.Job{Portfolio: job.Portfolio{Locale: locale}}
	for _, t := range o.Tenants {
		o.job.Tenants = append(o.job.Tenants, job.Tenant{Name: t.Tenant, Locale: locale})
	}
	return o
}

func noColours(name string) (string, bool) { return "yes", name == noColourVariable }

// With --quiet only errors are left, also where the output is no terminal.
func TestRunInQuiet(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	p := process{stdout: &out, stderr: &errs, lookupEnv: noColours}
	if err := new(runCommand).print(&commandLine{Quiet: true}, p, customers()); err != nil || out.Len() > 0 {
		t.Errorf("%v, stdout %q", err, &out)
	}
	golden(t, "testdata/run-quiet.txt", errs.String())
}

// Forty tenants are a line each, details of what is wrong, once, and totals.
func TestDoctorOverManyTenants(t *testing.T) {
	t.Parallel()
	check := func(_ context.Context, t job.Tenant) []health.Finding {
		list := []health.Finding{
			health.Pass("Microsoft Graph", "signed in, and may read: 62.34 % on 23 November 2026"),
			health.Pass("store", "can be read and written"), health.Pass("slack #security", "signed in"),
		}
		switch t.Name {
		case "customer-07", "customer-08", "customer-09":
			list[2] = health.Fail("slack #security", "token: slack refuses it (token_revoked)", "install the app again")
		case "customer-12":
			list[0] = health.Fail("Microsoft Graph", "HTTP 403 for "+t.ID, "grant SecurityEvents.Read.All and consent to it")
		case "customer-22", "customer-23":
			list[0] = health.Fail("Microsoft Graph", "signing in to tenant "+t.ID+": lookup login.microsoftonline.com: "+
				"read udp 10.0.0.9:4000"+t.Name[9:]+"->10.0.0.53:53: i/o timeout (GET login.microsoftonline.com/"+t.ID+"/v2.0/.well-known/openid-configuration)", "check the network")
		case "customer-24", "customer-25":
			list[0] = health.Fail("Microsoft Graph", "signing in to tenant "+t.ID+": unknown application",
				"consent at https://login.microsoftonline.com/"+t.ID+"/adminconsent?client_id=11111111-1111-1111-1111-111111111111")
		case "customer-30":
			list = append(list, health.Warn("channels", "nobody is notified about this tenant", "set slack.channel"))
		}
		return list
	}
	var tenants []job.Tenant
	for i := 1; i <= 40; i++ {
		tenants = append(tenants, job.Tenant{Name: fmt.Sprintf("customer-%02d", i), ID: fleetID(fmt.Sprint(i))})
	}
	for name, list := range map[string]checklist{
		"60": {p: process{terminal: true, columns: 60}}, "80": {p: process{terminal: true, columns: 80}},
		"140": {p: process{terminal: true, columns: 140}}, "quiet": {quiet: true}, "brief": {brief: true},
	} {
		second := make(chan struct{})
		examine := func(ctx context.Context, t job.Tenant) job.Examined {
			switch t.Name { // the first takes longer than the second, and comes first
			case "customer-01":
				<-second
			case "customer-02":
				defer close(second)
			}
			return func() []health.Finding { return check(ctx, t) }
		}
		var out bytes.Buffer
		list.tenants, list.p.stdout, list.p.lookupEnv = tenants, &out, noColours
		if err := list.run(t.Context(), examine); !errors.Is(err, errFailed) {
			t.Errorf("%s: error %v", name, err)
		}
		golden(t, "testdata/doctor-"+name+".txt", out.String())
	}
}

package slackanswer

import (
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/result"
	"secure-score-reporter/report/words"
)

// plainLocale is that of a tenant without one.
func plainLocale(string) report.Locale { return report.Locale{} }

func ended() job.Result {
	failure := "reading the secure score: HTTP 403 Forbidden: grant SecurityEvents.Read.All <!channel>"
	changes := []result.Change{
		{Control: "A", Title: "Require *MFA* for <@U1> & `admins`", Service: "Microsoft Entra ID",
			Kinds: []score.Kind{score.Improved}, Cause: score.Improvement, Effect: 0.3},
		{Control: "B_id", Service: "Microsoft Defender for Endpoint",
			Kinds: []score.Kind{score.Regressed, score.StatusChanged}, Cause: score.Regression, Effect: -0.12},
		{Control: "D", Kinds: []score.Kind{score.Regressed}, Cause: score.Drift, Effect: -0.02},
		{Control: "E", Kinds: []score.Kind{score.Improved}, Cause: score.Drift, Effect: 0.01},
	}
	for range 9 {
		changes = append(changes, result.Change{Control: "C", Title: "Title", Service: "Exchange Online",
			Kinds: []score.Kind{score.Added}, Cause: score.Addition, Effect: -0.01})
	}
	return job.Result{Failed: 1, Tenants: []job.TenantResult{
		{
			Tenant: "contoso",
			Score: result.Score{Snapshot: &result.Snapshot{Headline: result.Headline{Date: "2026-11-23", Current: 698.17,
				Max: 1127, Percent: 61.95}, Zone: score.Okay},
				Since: &result.Headline{Date: "2026-11-16", Current: 690.01, Max: 1120, Percent: 61.61},
				Delta: &result.Delta{Points: 8.16, Percent: 0.34}, Changes: changes},
			Report: map[string]string{"pdf": "https://bucket.s3.amazonaws.com/x.pdf?a=1&b=2",
				"html": "file:///data/x.html", "csv": "https://x.example/<!here>|"},
			Warnings: []string{"the newest score is 3 days old"},
		},
		{Tenant: "fabrikam", Error: &failure},
	}}
}

func TestAnswer(t *testing.T) {
	for _, l := range report.Languages {
		w := words.In(report.Locale{}.In(l))
		got := Result(w, ended(), func(string) report.Locale { return report.Locale{}.In(l) }) + "\n---\n" +
			Problem(w, "event: tenants: \"x\" is not in the configuration\nevent: <!here>")
		reporttest.Golden(t, reporttest.In(l, "answer.txt"), []byte(got))
		for _, hostile := range []string{"<!", "<@", "*MFA*"} {
			if strings.Contains(got, hostile) {
				t.Errorf("%s: %s is alive in the answer", l, hostile)
			}
		}
	}
}

// Each tenant's part has the numbers and dates of its own locale.
func TestAnswerFollowsTheLocale(t *testing.T) {
	american, err := report.LocaleFor("en-US", nil)
	if err != nil {
		t.Fatal(err)
	}
	german, err := report.LocaleFor("de-DE", nil)
	if err != nil {
		t.Fatal(err)
	}
	r := ended()
	r.Tenants[1] = r.Tenants[0]
	r.Tenants[1].Tenant = "fabrikam"
	got := Result(words.English, r, func(tenant string) report.Locale {
		return map[string]report.Locale{"contoso": american, "fabrikam": german}[tenant]
	})
	for _, want := range []string{
		"*contoso* 61.95%, okay: 698.17 of 1,127 points on November 23, 2026",
		"*fabrikam* 61,95 %, okay: 698,17 of 1.127 points on 23 November 2026", "• −0,12 pp ",
	} {
		if !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestAnswerOfManyTenantsIsNotEndless(t *testing.T) {
	usual := ended()
	for range 6 {
		usual.Tenants = append(usual.Tenants, usual.Tenants...)
	}
	long := slices.Repeat([]string{strings.Repeat("<", 2000)}, 50)
	warned := job.Result{Tenants: slices.Clone(usual.Tenants)}
	for i := range warned.Tenants {
		warned.Tenants[i].Warnings = long
	}
	model := hostileModel()
	model.Warnings = long
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"result": {Result(words.English, usual, plainLocale), []string{"118 more tenants"}},
		"with warnings": {Result(words.English, warned, plainLocale),
			[]string{"124 more tenants", "47 more warnings in the run's result"}},
		"actions": {Tenants(words.English, slices.Repeat([]string{Actions(model)}, MaxTenants), 128),
			[]string{"124 more tenants", "and 47 more\n"}},
		"diff": {Tenants(words.English, slices.Repeat([]string{Diff(model)}, MaxTenants), 128),
			[]string{"124 more tenants", "and 47 more\n"}},
	} {
		if len(c.text) > 40_000 {
			t.Errorf("%s: %d bytes", name, len(c.text))
		}
		for _, want := range c.want {
			if !strings.Contains(c.text, want) {
				t.Errorf("%s: no %q, ends in %q", name, want, c.text[len(c.text)-100:])
			}
		}
	}
}

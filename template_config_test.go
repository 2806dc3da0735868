package repository_test

import (
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/event"
)

// The template makes the configuration document and the events of the schedules
// from its parameters. The program must accept both.
func TestTemplateMakesAConfigurationAndEvents(t *testing.T) {
	slack := map[string]string{"SlackChannel": "#security"}
	email := map[string]string{
		"EmailTo": "ciso@contoso.example, it@contoso.example", "EmailFrom": "score@contoso.example",
		"EmailIdentity": "contoso.example",
	}
	teams := map[string]string{"TeamsWebhookParameter": "/securescore/teams-webhook"}
	webhook := map[string]string{"WebhookUrlParameter": "/securescore/hook-url"}
	gov := map[string]string{"Cloud": "usgov", "KmsKeyArn": "arn:aws:kms:us-gov-west-1:123456789012:key/k"}
	for _, tt := range []struct {
		name     string
		sets     []map[string]string
		channels []string
		document []string // in the document
	}{
		{"no channel", nil, nil,
			[]string{`s3://the-bucket?region=eu-central-1&prefix=securescore/"`, "api://AzureADTokenExchange\""}},
		{"Slack only", []map[string]string{slack}, []string{"slack"},
			[]string{"awsparamstore:///securescore/slack-token", `"#security"`}},
		{"email only", []map[string]string{email}, []string{"email"},
			[]string{`["ciso@contoso.example","it@contoso.example"]`}},
		{"no goal", []map[string]string{slack, {"GoalPercent": "0"}}, []string{"slack"}, nil},
		{"Teams only", []map[string]string{teams}, []string{"teams"}, []string{"awsparamstore:///securescore/teams-webhook"}},
		{"a webhook only", []map[string]string{webhook}, []string{"webhook"},
			[]string{`"awsparamstore:///securescore/hook-url"`, `"awsparamstore:///securescore/hook"`}},
		{"German", []map[string]string{slack, {"ReportLanguage": "de"}}, []string{"slack"}, []string{`"language": "de"`}},
		{"all channels", []map[string]string{slack, email, teams, webhook}, []string{"slack", "email", "teams", "webhook"},
			[]string{`"ses"`}},
		{"GovCloud and a key", []map[string]string{slack, gov}, []string{"slack"},
			[]string{"api://AzureADTokenExchangeUSGov", "&kmsKey=arn:aws:kms:us-gov-west-1:123456789012:key/k"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parameters := map[string]string{}
			for _, set := range tt.sets {
				for name, value := range set {
					parameters[name] = value
				}
			}
			tpl := readTemplate(t, parameters)
			document := tpl.text(get(tpl.doc, "Resources", "Config", "Properties", "Value"))
			cfg, err := config.Parse("config", []byte(document))
			if err != nil {
				t.Fatalf("%v\n%s", err, document)
			}
			if len(document) > 4096 {
				t.Errorf("%d characters, the Parameter Store takes 4096", len(document))
			}
			tenant := cfg.Tenants[0]
			for channel, has := range map[string]bool{
				"slack": tenant.Slack.Channel != "", "email": len(tenant.Email.To) > 0,
				"teams": !tenant.Teams.Webhook.IsZero(), "webhook": !tenant.Webhook.URL.IsZero(),
			} {
				if has != slices.Contains(tt.channels, channel) {
					t.Errorf("%s is configured: %t\n%s", channel, has, document)
				}
			}
			if has := tenant.Goal != nil; has != (parameters["GoalPercent"] != "0") {
				t.Errorf("there is a goal: %t\n%s", has, document)
			}
			for _, want := range tt.document {
				if !strings.Contains(document, want) {
					t.Errorf("%s is not in\n%s", want, document)
				}
			}
			for _, schedule := range []string{"Daily", "Weekly"} {
				input := tpl.text(get(tpl.doc, "Resources", schedule, "Properties", "Target", "Input"))
				input = strings.Replace(input, "<aws.scheduler.scheduled-time>", "2026-11-23T06:00:00Z", 1)
				e, err := event.Parse([]byte(input))
				if err != nil || e.Deliver.All() != (len(tt.channels) > 0) || len(e.Deliver) > 1 || e.ScheduledAt.IsZero() {
					t.Errorf("%s: %s: %+v, %v", schedule, input, e, err)
				}
				if has := e.Report != nil; has != (schedule == "Weekly") {
					t.Errorf("%s: %s: there is a report: %t", schedule, input, has)
				}
			}
		})
	}
}

// F4: a document of one's own has its own channels, whatever the parameters
// are.
func TestSchedulesOfADocumentNotifyItsChannels(t *testing.T) {
	tpl := readTemplate(t, map[string]string{"ConfigLocation": "s3://the-bucket/config.yaml"})
	for _, schedule := range []string{"Daily", "Weekly"} {
		input := tpl.text(get(tpl.doc, "Resources", schedule, "Properties", "Target", "Input"))
		if !strings.Contains(input, `"deliver": ["all"]`) {
			t.Errorf("%s: %s", schedule, input)
		}
	}
}

// A document of one's own has its own recipients; the sender is that of the
// parameters, which the role may use.
func TestADocumentMaySendEmail(t *testing.T) {
	for from, want := range map[string]int{"": 0, "score@contoso.example": 1} {
		tpl := readTemplate(t, map[string]string{
			"ConfigLocation": "s3://the-bucket/config.yaml", "EmailFrom": from, "EmailIdentity": "contoso.example",
		})
		found := 0
		for _, s := range tpl.taken(get(tpl.doc, "Resources", "ReporterRole", "Properties", "Policies")) {
			if slices.Contains(tpl.actions(s), "ses:SendEmail") {
				found++
			}
		}
		if found != want {
			t.Errorf("sender %q: %d statements allow it to send", from, found)
		}
	}
}

// The event of the portfolio's schedule is one for all tenants.
func TestTheScheduleOfThePortfolio(t *testing.T) {
	tpl := readTemplate(t, map[string]string{
		"ConfigLocation": "s3://the-bucket/config.yaml", "PortfolioSchedule": "rate(7 days)",
	})
	input := tpl.text(get(tpl.doc, "Resources", "Portfolio", "Properties", "Target", "Input"))
	input = strings.Replace(input, "<aws.scheduler.scheduled-time>", "2026-11-23T06:00:00Z", 1)
	e, err := event.Parse([]byte(input))
	if err != nil || !e.Deliver.All() || e.ScheduledAt.IsZero() || e.Portfolio == nil || e.Portfolio.Period != "P7D" {
		t.Errorf("%s: %+v, %v", input, e, err)
	}
}

func TestTemplateDescribesWhatPeopleSee(t *testing.T) {
	tpl := readTemplate(t, nil)
	for _, section := range []string{"Parameters", "Outputs"} {
		parts := get(tpl.doc, section).Content
		for i := 0; i < len(parts); i += 2 {
			if d := get(parts[i+1], "Description"); d == nil || len(d.Value) < 15 {
				t.Errorf("%s: %s has no description", section, parts[i].Value)
			}
		}
	}
	var grouped []string
	for _, group := range get(tpl.doc, "Metadata", "AWS::CloudFormation::Interface", "ParameterGroups").Content {
		grouped = append(grouped, tpl.list(get(group, "Parameters"))...)
	}
	if n := len(get(tpl.doc, "Parameters").Content) / 2; len(grouped) != n {
		t.Errorf("%d of %d parameters are in a group of the console", len(grouped), n)
	}
}

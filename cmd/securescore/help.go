package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"secure-score-reporter/internal/job"
)

// description is what --help prints above the commands.
func description() string {
	var codes []string
	for _, exit := range exits {
		codes = append(codes, fmt.Sprintf("%d %s", exit.code, exit.means))
	}
	return `Reports a Microsoft 365 tenant's Secure Score: what it is, why it changed, and what to do next.

  securescore demo                     see all of it, without an account
  securescore report --tenant DOMAIN   a PDF, after a sign-in
  securescore init                     ask, and write a configuration
  securescore config check             is the configuration right?
  securescore status                   the score now, and what to do first
  securescore diff P7D                 what happened in a week
  securescore history P30D             what moved the score, day by day
  securescore portfolio P7D            one report over all tenants
  securescore run events/weekly.json   the weekly report, as on AWS

Exit codes: ` + strings.Join(codes, ", ") + "."
}

// exits says what each exit code means.
var exits = []struct {
	code  int
	means string
}{
	{exitWell, "all well"},
	{exitFailed, "some tenant or delivery failed"},
	{exitWrong, "the configuration, the event or the command line is wrong"},
	{exitStopped, "stopped by Ctrl-C or SIGTERM"},
}

// environment says what each variable means.
var environment = []struct{ name, means string }{
	{configVariable, "Where the configuration is, unless `--config` says so."},
	{tokenVariable, "An access token for Microsoft Graph, with which `report` signs in where there is no configuration."},
	{slackVariable, "The Slack app's bot token, which `init` refers to unless another reference is given."},
	{memoryVariable, "How much memory a run of several tenants may take, as Go has it. Default: 90MiB."},
	{columnsVariable, "How wide tables and notes are where the output is not a terminal, 80 by default. A terminal has its own width."},
	{noColourVariable, "If it is not empty, the output has no colours. Output that is not a terminal never has any."},
}

// valueHelp is the help of a flag or an argument, with what its placeholder
// hides.
func valueHelp(value *kong.Value) string {
	text := kong.DefaultHelpValueFormatter(value)
	if value.HasDefault && value.Default != "" {
		text += " Default: " + value.Default + "."
	}
	if value.IsSlice() {
		text += " May be repeated."
	}
	return text
}

// dayBefore is what commands compare with by default.
const dayBefore = " Default: the newest stored day before the score's day; without one, the day before."

// fillHelp puts the texts of longHelp in the places that name them. Variables
// of kong would do the same, but kong expands each of them for each flag, which
// takes longer than all else that a small command does.
func fillHelp(parser *kong.Kong) error {
	return kong.Visit(parser.Model, func(of kong.Visitable, next kong.Next) error {
		var text *string
		switch of := of.(type) {
		case *kong.Node:
			text = &of.Help
		case *kong.Value:
			text = &of.Help
		}
		if text == nil || !strings.HasPrefix(*text, "@") {
			return next(nil)
		}
		long, found := longHelp[(*text)[1:]]
		if !found {
			return fmt.Errorf("no help text %s", *text)
		}
		*text = long
		return next(nil)
	})
}

// longHelp has the help texts that are too long for a tag, which has @ and the
// key in their place.
var longHelp = map[string]string{
	"help": "Show this help.",
	"config": "The configuration: a path, or a URL (file://, s3://, awsparamstore://). Default: " +
		"$SECURESCORE_CONFIG.",
	"timeout": "How long the command may take, such as 90s or 1h. When the time is over, it fails and says what " +
		"is not done.",
	"run": "Do what an event says: take a snapshot, compare, report, deliver.",
	"demo": "Run the whole cycle on a made-up tenant, without any account, and write the results " +
		"to a directory.",
	"trend": "The score over time, points achieved and regressed by week, and a forecast.",
	"doctor": "Check configuration, sign-in, permission, store, Slack and email, and say how to fix " +
		"each.",
	"event": "The event as a JSON file, or - for standard input. Without it: {}, which takes a " +
		"snapshot of every tenant and sends nothing.",
	"parallel":        "How many tenants are served side by side.",
	"out":             "The directory for the results. It must be new, empty or from an earlier demo.",
	"since":           "What to compare with: a duration like P7D, or a date." + dayBefore,
	"service":         "Only these products, by name or by Microsoft's code: \"Microsoft Entra ID\" or AzureAD.",
	"exclude_service": "Leave these products out, by name or by Microsoft's code.",
	"status": "Only these statuses: toAddress, planned, riskAccepted, thirdParty, " +
		"alternateMitigation, completed.",
	"max_user_impact": "At most this impact on users: low, moderate or high. Actions of unknown impact are " +
		"left out.",
	"max_cost": "At most this cost: low, moderate or high. Actions of unknown cost are left out.",
	"new":      "Only what Microsoft added since the comparison; --no-new for the rest.",
	"licensed": "Only what is scored, which is the default; --no-licensed for what is only in " +
		"Microsoft's catalogue.",
	"actions_since": "New since when: a duration like P7D, or a date." + dayBefore,
	"from": "What to compare with: a duration like P7D, or a date like 2026-11-16. The newest " +
		"stored day at or before it counts." + dayBefore,
	"to": "The day that is compared: the newest stored day at or before this date. Default: the " +
		"score as Microsoft reports it now.",
	"period": "How far back: a duration like P90D, or the first day. Days that Microsoft no longer " +
		"keeps come from the store.",
	"report_period": "What the report compares with: a duration like P7D, or a date like 2026-11-16. Default: " +
		string(defaultPeriod) + ".",
	"report_tenant": "The tenant, by name or id. Needed if the configuration has several. Without a configuration: its " +
		"id or one of its domains.",
	"report_format": "Write pdf, html or csv, the actions. Default: what the name of --out ends in, or pdf.",
	"portfolio_period": "What changes count from: a duration like P7D, or a date. Default: " +
		string(job.PortfolioPeriod) + ".",
	"portfolio_format": "Write a file: pdf, html or csv. Default: what the name of --out ends in. A CSV without --out is " +
		"printed.",
	"portfolio_out": "The file to write. Default: a name with the date, in this directory.",
	"history_period": "How many days back, such as P7D or P3M, counted with the last day, or the first day as a " +
		"date. Default: " + string(job.HistoryPeriod) + ".",
	"history_until":   "The last day, as a date. Default: the newest score, as Microsoft reports it now.",
	"history_control": "One action's own history, by Microsoft's id: its points over time and each change.",
	"history_cause":   "Only changes with these causes: " + causeNames() + ".",
	"add_client_id": "The client id of the application that signs in. Alone: the AWS role signs in with it, without a " +
		"secret.",
	"add_untested": "Write without trying what was given, where it works only elsewhere, such as on AWS.",
	"init_store":   "Where to store: a directory (file://) or a bucket (s3://). Default: file://./data.",
	"slack_token":  "A reference to the Slack app's bot token. Default: env://SLACK_TOKEN.",
	"email_via": "How email is sent: smtp://host:587, smtps://host:465, ses, graph, file://DIRECTORY, or a reference to " +
		"one of these. A URL with a password is given as a reference.",
	"goal": "The percentage to reach. Default: the tenant's goal in the configuration, or 80.",
}

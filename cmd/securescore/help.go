package main

import (
	"fmt"
	"strings"
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

// dayBefore is what commands compare with by default.
const dayBefore = " Default: the newest stored day before the score's day; without one, the day before."

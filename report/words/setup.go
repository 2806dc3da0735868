package words

import "strings"

// These are what securescore init asks and says.

// Questions. What stands after a semicolon is what an empty answer means.
const (
	AskWay = `How to sign in:
  1  as a person, in the browser (no app registration)
  2  as an app registration with a client secret
  3  as an app registration with a certificate
  4  as an app registration from an AWS role, no secret
  5  with an access token for Microsoft Graph
A number; empty: 1`
	AskSecretRef = "Where the client secret is: env://NAME, file:///path, awsparamstore://name or " +
		"awssecretsmanager://name; empty: type it now"
	AskCertificateRef = "Where the certificate with its key is, as PEM, such as file:///path"
	AskTokenRef       = "Where the access token is; empty: env://GRAPH_TOKEN"
	AskStore          = "Where to store snapshots and reports, such as s3://bucket?region=eu-central-1; empty: " +
		"file://./data, a directory beside the configuration"
	AskChannels = "Where to send alerts and reports: slack, email, teams or webhook, or several as in slack,email; empty: " +
		"nowhere"
	AskSlackChannel  = "The Slack channel, such as #security; empty: no Slack"
	AskSlackToken    = "Where the Slack app's bot token is; empty: env://SLACK_TOKEN"
	AskSlackTokenRef = "Where the Slack app's bot token is, such as env://SLACK_TOKEN, which is not set now; empty: type " +
		"it now"
	AskMailTo     = "The email address that gets alerts and reports; empty: no email"
	AskMailFrom   = "The sender's email address"
	AskMailServer = "How email is sent: smtp://host:587 or smtps://host:465, with a user as in smtp://user@host:587 " +
		"(the password is asked for next), ses, graph, file://./outbox, or a reference to one of these, such as " +
		"env://SMTP_URL"
	AskTeamsRef = "Where the address of the Workflows webhook is, which Teams shows, such as env://TEAMS_WEBHOOK; empty: type " +
		"it now"
	AskHookRef       = "Where the address is that results are posted to, such as env://HOOK; empty: type it now"
	AskHookSecretRef = "Where the secret is that these messages are signed with, such as env://HOOK_SECRET; empty: type it " +
		"now (openssl rand -base64 32 makes one)"
	AskKeep   = "Keep this answer anyway? y or N"
	AskTest   = "Send a test message now? y or N"
	AskReport = "Write a first report as PDF now? y or N"
)

// Answered is what a field of the configuration is called in an answer; empty
// for a field without a question.
func Answered(field string) string { return answered[field] }

var answered = map[string]string{
	"tenants[0].name": "name", "tenants[0].id": "ID", "tenants[0].goal.percent": "goal", "store": "store",
	"graph.cloud": "cloud", "slack.channel": "Slack channel", "slack.token": "Slack token",
	"email.transport": "how email is sent", "email.from": "sender", "email.to[0]": "recipient", "email.to": "recipient",
	"teams.webhook": "address", "webhook.url": "address", "webhook.secret": "signing secret",
	"tenants[0].auth.token": "access token", "auth.federation.clientId": "client id",
	"auth.clientSecret.clientId": "client id", "auth.clientSecret.secret": "client secret",
	"auth.clientCertificate.clientId":    "client id",
	"auth.clientCertificate.certificate": "certificate",
}

// TypeSecret asks for the secret itself.
func TypeSecret(path string) string {
	return "The secret itself, which is not shown and goes into " + path + ", which only you can read"
}

// TypePassword asks for the password of a mail server.
func TypePassword(user, path string) string {
	return "The password of " + user + ", which is not shown. The server's URL goes with it into " + path +
		", which only you can read"
}

// AskIntoFile is asked where a secret was given in place of a reference.
func AskIntoFile(path string) string {
	return "This is the secret itself, which the configuration does not contain. Write it into " + path +
		", which only you can read? y or N"
}

// AnswerReference says what a reference is.
const AnswerReference = "The answer has to be a reference: env://NAME, file:///path, awsparamstore://name or " +
	"awssecretsmanager://name."

// Yes is an answer to a question of yes or no; any other one is no.
const Yes = "y"

// WrongChannel is the answer to a channel that is not on the list.
const WrongChannel = "The answer has to be slack, email, teams or webhook, or several of these separated by commas."

// WrongWay is the answer to a number that is not on the list.
const WrongWay = "this is not a number from 1 to 5"

// AskAgain stands before a question that is asked again.
const AskAgain = "Answer again, or end with Ctrl-C: nothing is written before all is answered."

// Comments of the configuration that is written.
const (
	SetupHead = `The configuration of Secure Score Reporter.
securescore config check checks this file; securescore doctor tries what it says.
docs/reference/configuration.md has every key.`
	SetupStore = `Where snapshots, reports and the record of deliveries are kept. A relative
path is relative to this file.`
	SetupCloud = `The national cloud that the tenant is in.`
	SetupAuth  = `How to sign in to every tenant that has no auth of its own. An application that
signs in to several tenants has to be multitenant.`
	SetupSlack = `The token is a reference. The token itself does not belong in this file.`
	SetupEmail = `How email is sent, and who gets it. If the URL of the server has a password,
write a reference to the whole URL, such as env://SMTP_URL or file://./smtp-url.`
	SetupTeams   = `The address of a Workflows webhook: with it anybody can post.`
	SetupWebhook = `Where results are posted as JSON, and what they are signed with.`
	SetupTenants = `The tenants that are monitored. securescore tenants add adds another one.
Settings of a tenant, such as auth and its channels, replace those above.`
)

// SetupWritten says what was written.
func SetupWritten(path string) string { return path + " was written." }

// NotWritten is why there is no configuration.
const NotWritten = "Nothing was written: what was entered has to work first. If it works only elsewhere, such as on " +
	"AWS, add --untested."

// SetupUntested says that no answer was tried.
const SetupUntested = "Nothing was tried: securescore doctor tries it where it works."

// NextUse, NextCron and NextWeekly stand above commands.
const (
	NextUse    = "Next, with this configuration:"
	NextCron   = "On a schedule, for example in cron, on weekdays at 7:"
	NextWeekly = "The weekly report on Mondays, tried again every hour until 11:30 if it fails:"
)

// NextVariables stands above lines such as NAME=….
const NextVariables = "These variables have to be in the crontab too, with their values and above the lines:"

// NextCommands are commands to go on with. The program, as the configuration in
// the lines for cron, is a word of a shell's command.
func NextCommands(program string) string {
	return "  " + program + " doctor   # try everything\n" +
		"  " + program + " run      # take the first snapshot\n" +
		"  " + program + " report   # a report as a file"
}

// CronDaily runs an event on weekdays.
func CronDaily(event, program, path string) string {
	return cronLine("0 7 * * 1-5", event, program, path, "")
}

// CronWeekly runs an event on Mondays.
func CronWeekly(event, program, path string) string {
	return cronLine("30 7-11 * * 1", event, program, path, " --once-a-day")
}

func cronLine(when, event, program, path, flag string) string {
	// In cron a % is the end of the line.
	return "  " + when + "  echo '" + event + "' | " +
		strings.ReplaceAll(program+" --config "+path, "%", `\%`) + " --quiet run" + flag + " -"
}

// NoSchedule says why there is no line for cron.
const NoSchedule = "A schedule cannot sign in as a person. For one, use an app registration: docs/sign-in.md."

package config

import (
	"secure-score-reporter/internal/period"
)

// This file and tenant.go are the table of the document: each field's name, type, check and default, and what a person is
// told of it. Parse reads by it, and Schema is made from it.

func document() kind[Config] {
	return mapping(
		must(at("store", textual(schema{"pattern": storePattern}, checkStore),
			func(c *Config) *string { return &c.Store }, about{
				"Store", "Where snapshots, reports and the record of deliveries are kept: a directory or an S3 bucket.",
				like("file://./data", "s3://contoso-secure-score?region=eu-central-1&prefix=securescore/")})),
		at("graph", graph(), func(c *Config) *Graph { return &c.Graph }, about{
			"Microsoft Graph", "Which Microsoft Graph is asked.", like(map[string]any{"cloud": "usgov"})}),
		at("slack", slackSettings(), func(c *Config) *Slack { return &c.Slack }, about{
			"Slack", "How Slack is reached. A tenant may override each of these settings.",
			like(map[string]any{"token": "env://SLACK_TOKEN", "channel": "#security"})}),
		at("email", emailSettings(), func(c *Config) *Email { return &c.Email }, about{
			"E-mail", "How mail is sent. A tenant may override each of these settings.",
			like(map[string]any{"transport": "ses", "from": "secure-score@contoso.example", "to": []string{"ciso@contoso.example"}})}),
		at("report", reportSettings(), func(c *Config) *Report { return &c.Report }, about{
			"Report", "How the documents look, and how they write numbers and dates. A tenant may override each of these settings.",
			like(map[string]any{"company": "Contoso Managed Security", "paper": "letter", "locale": "en-US"})}),
		at("alerts", alerts(), func(c *Config) *Alerts { return &c.Alerts }, about{
			"Alerts", "What is worth an alert, and who is called.", like(map[string]any{"minPoints": 1})}),
		at("retention", parsed(schema{"pattern": period.Pattern, "not": schema{"pattern": period.EmptyPattern}}, parseRetention).
			or(period.Period{Days: 400}),
			func(c *Config) *period.Period { return &c.Retention }, about{
				"Retention", "How long snapshots are kept: an ISO 8601 period of whole days, at least P1D.", like("P400D", "P2Y")}),
		must(tenants()),
	)
}

func graph() kind[Graph] {
	return mapping(
		at("cloud", oneOf("public", "usgov", "usgovdod").or("public"), func(g *Graph) *string { return &g.Cloud }, about{
			"Cloud", "The national cloud that the tenants are in.", like("public", "usgov")}),
		at("url", textual(schema{"pattern": webURLPattern}, checkWebURL), func(g *Graph) *string { return &g.URL }, about{
			"Root URL", "Another root of Microsoft Graph, with its version, for a proxy or a test. It must be https, but to the " +
				"machine itself. Empty: the cloud's own.", like("http://127.0.0.1:9001/v1.0")}),
	)
}

func slackSettings() kind[Slack] {
	return mapping(
		at("token", secret(), func(s *Slack) *Secret { return &s.Token }, about{
			"Bot token", "The bot token of the Slack app. " + secretText, like("awsparamstore:///securescore/slack-token")}),
		at("webhook", secret(), func(s *Slack) *Secret { return &s.Webhook }, about{
			"Incoming webhook", "The address of an incoming webhook, for those who cannot install an app: there is no thread, and no upload of files. " +
				"It takes the place of a token. " + secretText, like("awssecretsmanager://securescore/slack-webhook")}),
		at("apiUrl", textual(schema{"pattern": webURLPattern}, checkWebURL), func(s *Slack) *string { return &s.APIURL }, about{
			"API URL", "Another root of Slack's API, for GovSlack or a test. It must be https, but to the machine itself. " +
				"Empty: slack.com.", like("https://slack-gov.com/api/")}),
		at("channel", textual(schema{"anyOf": []schema{{"const": ""}, {"pattern": noSpacePattern}}}, checkChannel),
			func(s *Slack) *string { return &s.Channel }, about{
				"Channel", "The channel that is told, by #name or id. Empty: nobody is told on Slack.",
				like("#security", "C0123456789")}),
		at("routes", list(route()), func(s *Slack) *[]Route { return &s.Routes }, about{
			"Routes", "Further channels, each alerted only where something of its categories and kinds changed. Reports do not go there.",
			like([]any{map[string]any{"channel": "#identity", "categories": []string{"Identity"}, "kinds": []string{"regressed", "added"}}})}),
		at("askers", list(textual(schema{"pattern": userPattern}, checkUser)), func(s *Slack) *[]string { return &s.Askers }, about{
			"Who may ask", "The ids of the users who may use the slash command; an empty list, or none: everybody in the workspace. " +
				"It counts at the top level only.", like([]string{"U0123456789"})}),
	)
}

func emailSettings() kind[Email] {
	address := textual(schema{"pattern": `.@.`}, checkAddress)
	return mapping(
		at("transport", transport(), func(e *Email) *Transport { return &e.Transport }, about{
			"Transport", "How mail leaves: ses (also ses://?region=…&configurationSet=…), graph (as the sender's mailbox), " +
				"smtp://user:password@host:587 (STARTTLS unless ?tls=off or loopback), smtps://…, or file://DIRECTORY for files " +
				"instead of mail; or a reference (env://, awsparamstore://, awssecretsmanager://) to one of these.",
			like("ses", "ses://?region=eu-west-1&configurationSet=reports", "smtp://mail.contoso.example:587",
				"awssecretsmanager://securescore/smtp-url", "file://./outbox")}),
		at("from", address, func(e *Email) *string { return &e.From }, about{
			"Sender", "The address that mail comes from, with or without a name.", like("Secure Score <secure-score@contoso.example>")}),
		at("to", list(address).also(distinctAddresses).described("uniqueItems", true), func(e *Email) *[]string { return &e.To }, about{
			"Recipients", "The addresses that are told. An empty list: nobody is told by mail.",
			like([]string{"ciso@contoso.example"}, []string{})}),
	)
}

func route() kind[Route] {
	return mapping(
		must(at("channel", textual(schema{"pattern": noSpacePattern}, checkWord), func(r *Route) *string { return &r.Channel }, about{
			"Channel", "The channel that is told, by #name or id.", like("#identity", "C0123456789")})),
		at("categories", list(textual(schema{"pattern": oneLinePattern}, checkLine)), func(r *Route) *[]string { return &r.Categories }, about{
			"Categories", "Only where an action of these changed. Left out: of any.", like([]string{"Identity"})}),
		at("kinds", list(oneOf(changeKinds()...)), func(r *Route) *[]string { return &r.Kinds }, about{
			"Kinds", "Only where a change was of these kinds. Left out: of any.", like([]string{"regressed", "added"})}),
	)
}

const userPattern = `^[UW][A-Z0-9]{2,}$`

var userForm = lazily(userPattern)

func checkUser(v string) string {
	if !userForm().MatchString(v) {
		return "must be a user's id, such as U0123456789, from the user's profile"
	}
	return ""
}

const secretText = "The secret itself, or better a reference to it: env://NAME, file:///path, awsparamstore://name or awssecretsmanager://name."

func secret() kind[Secret] {
	return parsed(secretSchema(), func(v string) (Secret, string) { return NewSecret(v), secretProblem(v) })
}

func secretSchema() schema {
	return schema{
		"pattern": `[^\s]`,
		"not":     schema{"pattern": shellVariablePattern},
		"anyOf":   []schema{{"not": schema{"pattern": schemePattern}}, {"pattern": referencePattern}},
	}
}

func transport() kind[Transport] {
	return parsed(schema{"pattern": transportPattern}, func(v string) (Transport, string) {
		return NewTransport(v), transportProblem(v)
	})
}

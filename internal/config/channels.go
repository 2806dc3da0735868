package config

// Slack is one tenant's way to Slack.
type Slack struct {
	// The bot token of the Slack app. A tenant with an apiUrl on another host
	// than the top level's needs its own.
	Token Secret `key:"token" check:"slackToken" title:"Bot token" example:"awsparamstore:///slack-token"`
	// The address of an incoming webhook, for workspaces where no app can be
	// installed. There are no threads and no files. It replaces a token.
	Webhook Secret `key:"webhook" check:"slackHook" title:"Incoming webhook" example:"env://SLACK_WEBHOOK"`
	// Another root of Slack's API, for GovSlack or a test. It must be https,
	// except to the machine itself. Empty: slack.com.
	APIURL string `key:"apiUrl" check:"webURL" title:"API URL" example:"https://slack-gov.com/api/"`
	// The channel that gets alerts and reports, by #name or id. Empty: nothing
	// is posted to Slack.
	Channel string `key:"channel" check:"channel" example:"'#security' | C0123456789"`
	// More channels. Each gets an alert only if something of its categories and
	// kinds changed, and no reports. A channel may be there more than once: it
	// gets an alert if one of its entries applies.
	Routes []Route `key:"routes" example:"[{channel: '#identity', categories: [Identity], kinds: [regressed]}]"`
	// The ids of the users who may use the slash command, for all tenants.
	// Empty or left out: everyone in the workspace. It stands at the top level
	// only.
	Askers []string `key:"askers" check:"user" title:"Who may ask" example:"[U0123456789]"`
	// The ids of the channels in which the slash command may be used. Empty or
	// left out: everywhere. It stands at the top level only.
	AskIn []string `key:"askIn" check:"channelID" title:"Where to ask" example:"[C0123456789]"`
	// The id of the workspace from which the slash command may be used. Left
	// out: any in which the app is installed. It stands at the top level only.
	Team string `key:"team" check:"team" title:"Workspace" example:"T0123456789"`
}

// Route is a channel that gets alerts of some changes only.
type Route struct {
	// The channel that gets the alerts, by #name or id.
	Channel string `key:"channel,required" check:"route" example:"'#identity' | C0123456789"`
	// Categories of recommended actions: only their changes count. Left out:
	// all categories.
	Categories []string `key:"categories" check:"line" example:"[Identity]"`
	// Kinds of change that count. Left out: all kinds.
	Kinds []string `key:"kinds" check:"kind" example:"[regressed, added]"` // as in score.Kinds
}

// Email is one tenant's way to send email.
type Email struct {
	// How email is sent: ses (also ses://?region=…&configurationSet=…), graph
	// (from the sender's mailbox), smtp://user:password@host:587 (STARTTLS,
	// except with ?tls=off or to the machine itself), smtps://…, or
	// file://DIRECTORY, relative to this document, for files in place of email;
	// or a reference (env://, file://FILE, awsparamstore://,
	// awssecretsmanager://) to one of these.
	Transport Transport `key:"transport" check:"transport" example:"ses | smtp://mail.example:587 | file://./outbox"`
	// The address that email comes from, with or without a name.
	From string `key:"from" check:"address" title:"Sender" example:"Secure Score <secure-score@contoso.example>"`
	// The addresses that get alerts and reports. An empty list: no email is
	// sent.
	To []string `key:"to" check:"address" title:"Recipients" example:"[ciso@contoso.example] | []"`
}

// Teams is where cards are posted on Microsoft Teams.
type Teams struct {
	// The address that Workflows shows for a channel or a chat, or a reference
	// to it: with it anybody can post. Empty: nothing is posted to Teams.
	Webhook Secret `key:"webhook" check:"teamsHook" title:"Workflows webhook" example:"awsparamstore:///securescore/teams"`
}

// Webhook is where a tenant's result is posted as JSON.
type Webhook struct {
	// The receiver's https address, or a reference to it: who knows it may be
	// able to post there.
	URL Secret `key:"url" check:"hookURL" title:"Address" example:"env://HOOK"`
	// What each message is signed with, as Standard Webhooks specify: whsec_ and
	// the base64 of at least 24 random bytes. While you replace it, put both
	// secrets there, separated by a space.
	Secret Secret `key:"secret" check:"signing" title:"Signing secret" example:"awsparamstore:///securescore/hook"`
	// Private networks in which the receiver may be. Left out: none, and an
	// address that is not public is refused, whatever its name resolves to.
	Networks []string `key:"networks" check:"network" title:"Private networks" example:"[10.20.0.0/16]"`
}

// Portfolio is the report over all tenants.
type Portfolio struct {
	// What the tenants together are called in the report and in messages. Left
	// out: All tenants.
	Name string `key:"name" check:"branding" example:"Northwind customers"`
	// Where the report is posted on Slack.
	Slack PortfolioSlack `key:"slack" title:"Slack for the portfolio" example:"{channel: '#msp'}"`
	// Who gets the report by email.
	Email PortfolioEmail `key:"email" title:"Email for the portfolio" example:"{to: [ops@northwind.example]}"`
}

// PortfolioSlack is where the portfolio is posted. The token is the top
// level's.
type PortfolioSlack struct {
	// The channel, by #name or id. It needs slack.token of the top level. Left
	// out: nothing is posted to Slack.
	Channel string `key:"channel" check:"channel" example:"'#msp' | C0123456789"`
}

// PortfolioEmail is who gets the portfolio. Transport and sender are the top
// level's.
type PortfolioEmail struct {
	// The addresses. They need email.transport and email.from of the top level.
	// Left out: no email is sent.
	To []string `key:"to" check:"address" title:"Recipients" example:"[ops@northwind.example]"`
}

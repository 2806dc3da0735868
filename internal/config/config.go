// Package config is the configuration document: one YAML or JSON file that says
// which tenants are monitored, where their snapshots are kept and who is
// notified.
//
// It reads that document whole ([Load], [Parse]) and describes it to an editor
// ([Schema]). It is not for settings of one run, which are the event's, and it
// opens neither stores nor channels. No environment variable overrides anything
// in the document.
//
// Parse reports everything that is wrong at once, as [Problems], each with its
// place in the document. A problem names keys and never values, because any
// value may be a secret in the wrong place. Load also returns the errors of
// reading. If only the entries of some tenants are wrong, the others can be
// used: Parse succeeds, and the problems are in [Tenant.Problems].
//
// The struct types are the one description of the document. Their comments are
// written for people who configure: the JSON Schema and
// docs/reference/configuration.md are made from them. Their tags say the rest:
// key (and whether it is required), check (the rule in rules.go that a text or
// number follows), default, title, and example (values in YAML, separated by
// " | "). After a change, "go test ./internal/config -update" writes the schema
// and the reference again.
package config

import (
	"strings"
	"time"

	"secure-score-reporter/internal/period"
)

// Config is a valid document with its defaults filled in. Slack, Email, Teams,
// Webhook and Report are the defaults of the tenants: use those of a Tenant.
type Config struct {
	// Where snapshots, reports and the record of deliveries are kept: a
	// directory (file:///PATH, or file://./PATH relative to this document), or an
	// S3 bucket (s3://BUCKET?region=…&prefix=…&kmsKey=…).
	Store string `key:"store,required" check:"store" example:"file://./data | s3://scores?region=eu-central-1"`
	// Where Microsoft Graph is.
	Graph Graph `key:"graph" title:"Microsoft Graph" example:"{cloud: usgov}"`
	// How the reporter signs in to every tenant that has no auth of its own:
	// exactly one of federation, clientSecret, clientCertificate, deviceCode and
	// token. An application for several tenants has to be multitenant.
	Auth Auth `key:"auth" title:"Default sign-in" example:"{federation: {clientId: APP}}"`
	// How Slack is reached. A tenant can override these settings, except askers,
	// askIn and team.
	Slack Slack `key:"slack" example:"{token: env://SLACK_TOKEN, channel: '#security'}"`
	// How email is sent. A tenant can override each of these settings.
	Email Email `key:"email" title:"Email" example:"{transport: ses, from: a@contoso.example, to: [b@contoso.example]}"`
	// Where cards are posted on Microsoft Teams. A tenant can have its own.
	Teams Teams `key:"teams" title:"Microsoft Teams" example:"{webhook: env://TEAMS_WEBHOOK}"`
	// Where results are posted as signed JSON. A tenant can override each of
	// these settings.
	Webhook Webhook `key:"webhook" example:"{url: env://HOOK, secret: env://HOOK_SECRET}"`
	// How documents look, and how they write numbers and dates. A tenant can
	// override each of these settings.
	Report Report `key:"report" example:"{company: Contoso Managed Security, paper: letter, locale: en-US}"`
	// What the organisation decided to live with, by recommended action, beside
	// what Microsoft records. It holds for all tenants. At most 1,200.
	Exceptions []Exception `key:"exceptions" example:"[{control: mdo_safelinks, reason: 'Relay in plant 2'}]"`
	// What is worth an alert, when alerts are sent, and who is mentioned.
	Alerts Alerts `key:"alerts" example:"{minPoints: 8}"`
	// The report over all tenants, and who gets it.
	Portfolio Portfolio `key:"portfolio" example:"{name: Northwind customers, slack: {channel: '#msp'}}"`
	// How long snapshots are kept: an ISO 8601 period of whole days, at least
	// P1D.
	Retention period.Period `key:"retention" check:"retention" default:"P400D" example:"P400D | P2Y"`
	// The Microsoft 365 tenants that are monitored, at least one.
	Tenants []Tenant `key:"tenants,required" example:"[{name: contoso, id: contoso.example, auth: {deviceCode: {}}}]"`
}

// Graph is where Microsoft Graph is found.
type Graph struct {
	// The national cloud that the tenants are in.
	Cloud string `key:"cloud" check:"cloud" default:"public" example:"public | usgov"`
	// Another root of Microsoft Graph, with its version, for a proxy or a test.
	// It must be https, except to the machine itself. Empty: the cloud's own.
	URL string `key:"url" check:"webURL" title:"Root URL" example:"http://127.0.0.1:9001/v1.0"`
}

// Tenant is one Microsoft 365 tenant with its effective settings: what it does
// not override it has from the top level.
type Tenant struct {
	// What the tenant is called in messages, in reports and on the command
	// line.
	Name string `key:"name,required" check:"name" example:"contoso"`
	// The tenant's GUID or one of its domains.
	ID string `key:"id,required" check:"id" title:"Tenant id" example:"contoso.onmicrosoft.com | contoso.example"`
	// How the reporter signs in to this tenant: exactly one of federation,
	// clientSecret, clientCertificate, deviceCode and token. It replaces that of
	// the top level as a whole. Left out: the top level's.
	Auth Auth `key:"auth" title:"Sign-in" example:"{federation: {clientId: APP}}"`
	// The score to reach. Left out: there is no goal.
	Goal *Goal `key:"goal" example:"{percent: 80, by: 2027-06-30}"`
	// The percentages from which a score is good, and okay.
	Zones Zones `key:"zones" example:"{good: 80, okay: 60}"`
	// Slack settings that replace those of the top level for this tenant.
	Slack Slack `key:"slack" title:"Slack for this tenant" example:"{channel: '#contoso'}"`
	// Email settings that replace those of the top level for this tenant.
	Email Email `key:"email" title:"Email for this tenant" example:"{to: [it@contoso.example]}"`
	// Where cards of this tenant are posted.
	Teams Teams `key:"teams" title:"Teams for this tenant" example:"{webhook: env://CONTOSO_TEAMS}"`
	// Webhook settings that replace those of the top level for this tenant.
	Webhook Webhook `key:"webhook" title:"Webhook for this tenant" example:"{url: env://CONTOSO_HOOK, secret: env://CONTOSO_SECRET}"`
	// Report settings that replace those of the top level for this tenant.
	Report Report `key:"report" title:"Report for this tenant" example:"{company: Northwind, timeZone: Europe/Berlin}"`
	// Exceptions of this tenant, in addition to those of the top level. One for
	// the same action replaces that of the top level. At most 1,200.
	Exceptions []Exception `key:"exceptions" title:"Exceptions of this tenant" example:"[{control: scid_2010, reason: Lab}]"`

	// Problems are what is wrong with the tenant's entry. While there are any,
	// the tenant cannot be used, and its settings are those that could be read.
	Problems Problems
}

// inherit gives the tenant the settings of the top level, before its own are
// read.
func (t *Tenant) inherit(c Config) {
	t.Slack, t.Email, t.Teams, t.Webhook, t.Report = c.Slack, c.Email, c.Teams, c.Webhook, c.Report
}

// Auth is how the reporter signs in to a tenant: exactly one field is set.
type Auth struct {
	// Signs in with the AWS role's own identity, without any secret.
	Federation *Federation `key:"federation" example:"{clientId: APP}"`
	// Signs in as an app registration with a client secret.
	ClientSecret *ClientSecret `key:"clientSecret" example:"{clientId: APP, secret: env://APP_SECRET}"`
	// Signs in as an app registration with a certificate.
	ClientCertificate *ClientCertificate `key:"clientCertificate" example:"{clientId: APP, certificate: env://PEM}"`
	// Signs in as a person, who enters a code in a browser, at the command line
	// only. No app registration is needed.
	DeviceCode *DeviceCode `key:"deviceCode" example:"{}"`
	// A person's own access token for Microsoft Graph, for testing from a
	// laptop. It needs the delegated permission SecurityEvents.Read.All, which
	// that of the Azure CLI never has.
	Token Secret `key:"token" check:"secret" title:"Access token" example:"env://GRAPH_TOKEN"`
}

// Federation signs in with the AWS role's own identity, without a secret.
type Federation struct {
	// The application (client) id of the app registration.
	ClientID string `key:"clientId,required" check:"identifier" example:"11111111-1111-1111-1111-111111111111"`
	// The audience of AWS's token, as in the federated credential of the app
	// registration. In a US government cloud it is
	// api://AzureADTokenExchangeUSGov.
	Audience string `key:"audience" check:"word" default:"api://AzureADTokenExchange" example:"api://AzureADTokenExchange"`
}

// ClientSecret signs in as an app registration with a client secret.
type ClientSecret struct {
	// The application (client) id of the app registration.
	ClientID string `key:"clientId,required" check:"identifier" example:"11111111-1111-1111-1111-111111111111"`
	// The value of the client secret.
	Secret Secret `key:"secret,required" check:"secret" example:"awssecretsmanager://contoso"`
}

// ClientCertificate signs in as an app registration with a certificate.
type ClientCertificate struct {
	// The application (client) id of the app registration.
	ClientID string `key:"clientId,required" check:"identifier" example:"11111111-1111-1111-1111-111111111111"`
	// The certificate with its private key, as PEM.
	Certificate Secret `key:"certificate,required" check:"secret" example:"awssecretsmanager://contoso-pem"`
}

// DeviceCode signs in as a person, in a browser on any device. The person needs
// the role Security Reader or Global Reader. Each command asks again, because
// the token is kept in memory only.
type DeviceCode struct {
	// The application (client) id of an app registration that allows public
	// client flows. By default it is Microsoft's own, Microsoft Graph Command
	// Line Tools.
	ClientID string `key:"clientId" check:"identifier" default:"14d82eec-204b-4c2f-b7e8-296a70dab67e" example:"11111111-1111-1111-1111-111111111111"`
}

// Goal is a score to reach.
type Goal struct {
	// The score to reach, in percent of the maximum.
	Percent float64 `key:"percent,required" check:"percent" title:"Percentage" example:"80"`
	// The target date. Left out: no date.
	By time.Time `key:"by" check:"day" title:"Date" example:"2027-06-30"` // midnight UTC
}

// Zones are the lower bounds of the zones: 0 < Okay < Good <= 100.
type Zones struct {
	// The percentage of the maximum from which a score is good.
	Good float64 `key:"good" check:"percent" default:"80" example:"80"`
	// The percentage of the maximum from which a score is okay. It is below
	// good.
	Okay float64 `key:"okay" check:"percent" default:"60" example:"60"`
}

// Tenant is the tenant with this name or id, in any case of letters.
func (c Config) Tenant(nameOrID string) (Tenant, bool) {
	for _, t := range c.Tenants {
		if strings.EqualFold(t.Name, nameOrID) || strings.EqualFold(t.ID, nameOrID) {
			return t, true
		}
	}
	return Tenant{}, false
}

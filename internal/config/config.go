// Package config is the configuration document: one YAML or JSON file that says which tenants are watched, where their
// snapshots are kept and who is told.
//
// It is for reading that document whole ([Load], [Parse]), for describing it to an editor ([Schema]) and for fetching the
// secrets that it refers to, each when it is needed and not before ([Secret.Resolve]). It is not for settings of one run,
// which are the event's, and it opens neither stores nor channels. The environment overrides nothing in it.
//
// Parse reports everything that is wrong at once, as [Problems], each with its place in the document. A problem names
// fields, never values, as any value may be a secret that went into the wrong field. Load adds the errors of reading;
// Resolve fails with the name of the reference.
package config

import (
	"strings"
	"time"

	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
)

// Config is a valid document with its defaults filled in.
type Config struct {
	Store     string // file://DIRECTORY or s3://BUCKET?region=…&prefix=…
	Graph     Graph
	Slack     Slack  // what tenants get that do not override it; use Tenant.Slack
	Email     Email  // likewise; use Tenant.Email
	Report    Report // likewise; use Tenant.Report
	Alerts    Alerts
	Retention period.Period // how long snapshots are kept; at least a day
	Tenants   []Tenant      // at least one, in the document's order
}

// Graph is where Microsoft Graph is found.
type Graph struct {
	Cloud string // public, usgov or usgovdod
	URL   string // another root with its version, for a proxy or a test; empty for the cloud's own
}

// Slack is one tenant's way to Slack.
type Slack struct {
	Token   Secret   // a bot token
	Webhook Secret   // the address of an incoming webhook, in place of a token
	APIURL  string   // another root of Slack's API, for GovSlack or a test; empty for slack.com
	Channel string   // a #name or an id; empty: nobody is told on Slack
	Routes  []Route  // further channels, each for some alerts only
	Askers  []string // ids of users who may use the slash command; empty for everybody. Only the top level's count.
}

// Route is a further channel that is alerted of some changes only.
type Route struct {
	Channel    string
	Categories []string // of these; empty for any
	Kinds      []string // change kinds (see score.Kinds); empty for any
}

// Email is one tenant's way to send mail.
type Email struct {
	Transport Transport
	From      string   // an RFC 5322 address, with or without a display name
	To        []string // likewise; empty: nobody is told by mail
}

// Tenant is one Microsoft 365 tenant with its effective settings: what it does not override it has from the top level.
type Tenant struct {
	Name, ID string
	Auth     Auth
	Goal     *Goal // nil: no goal
	Zones    Zones
	Slack    Slack
	Email    Email
	Report   Report
}

// Auth is the one way in which the reporter signs in to a tenant: exactly one field is set.
type Auth struct {
	Federation        *Federation
	ClientSecret      *ClientSecret
	ClientCertificate *ClientCertificate
	Token             Secret // a ready access token of a person
}

// Federation signs in by the AWS role's own identity, without a secret.
type Federation struct {
	ClientID string
	Audience string // of the token that AWS issues
}

// ClientSecret signs in as an app registration with a password.
type ClientSecret struct {
	ClientID string
	Secret   Secret
}

// ClientCertificate signs in as an app registration with a certificate.
type ClientCertificate struct {
	ClientID    string
	Certificate Secret // PEM: certificate and private key
}

// Goal is a score to reach.
type Goal struct {
	Percent float64   // of the maximum, above 0 and at most 100
	By      time.Time // midnight UTC of the day; zero: no date was named
}

// Zones are the lower bounds of the zones, in percent of the maximum: 0 < Okay < Good <= 100.
type Zones struct {
	Good, Okay float64
}

// changeKinds are score.Kinds as the words that the document has.
func changeKinds() []string {
	var names []string
	for _, k := range score.Kinds() {
		names = append(names, string(k))
	}
	return names
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

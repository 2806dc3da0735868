package words

import (
	"fmt"

	"secure-score-reporter/internal/score"
)

// These are what the commands about the tenants of a configuration say.

// Heads of the list of tenants, and questions about a new one.
const (
	HeadID       = "id"
	HeadSignIn   = "sign-in"
	HeadChannels = "channels"
	// SlackWebhook stands for an address that is a secret.
	SlackWebhook = "slack webhook"

	AskName     = "What the tenant is called in messages and reports"
	AskID       = "The tenant's id or one of its domains"
	AskClientID = "The client id of the application that signs in"
	AskSecret   = "A reference to its client secret, such as env://NAME; empty: the AWS role signs in"
	AskChannel  = "Its own Slack channel; empty: as for all"
	AskEmail    = "Its own email address; empty: as for all"
	AskGoal     = "The score to reach, in percent; empty: none"
)

// DefaultSignIn is a sign-in that a tenant has from the top level.
func DefaultSignIn(way string) string { return way + " (default)" }

// Checking is what is done for a tenant while a person waits.
const Checking = "checking"

// ConsentHere stands above the link where the tenant's administrator consents.
const ConsentHere = "A Global Administrator or Privileged Role Administrator of the tenant consents to the " +
	"application here:"

// TenantAdded and TenantRemoved say what was written.
func TenantAdded(name, document string) string { return name + " was added to " + document + "." }

// TenantRemoved says what was written.
func TenantRemoved(name, document string) string { return name + " was removed from " + document + "." }

// TenantNotAdded says why nothing was written, and what to do.
const TenantNotAdded = "Nothing was written: the sign-in has to work first. After the consent it can take some minutes. " +
	"If the tenant cannot be reached from here, as with the AWS role's sign-in from a laptop, add --untested."

// EntryWrong stands above what is wrong with an entry. The lines are not in the
// file, because it was not written.
const EntryWrong = "Nothing was written. The configuration with the new entry at its end would have these problems:"

// Untested says that a sign-in was not tried.
const Untested = "The sign-in was not tried: securescore tenants check tries it where it works."

// StaysStored says what the store still has of a tenant that is not monitored
// any more.
func (w Words) StaysStored(store, folder string, days int, first, last score.Date) string {
	if days == 0 {
		return "Nothing is stored about it."
	}
	return fmt.Sprintf("What is stored stays: %s with a score, %s to %s, in the folder %s of %s. To delete it, delete this "+
		"folder, the one of the same name in fleet, and the tenant's file in ids. If the tenant is added again with the same "+
		"id, it goes on from there.",
		Count(days, "day"), w.LongDate(first), w.LongDate(last), folder, store)
}

// StaysUnknown says the same where the store cannot be read.
func StaysUnknown(store, folder string, err error) string {
	return fmt.Sprintf("What is stored stays in the folder %s of %s, which cannot be read: %v", folder, store, err)
}

// MayStay says the same of a tenant whose settings are wrong.
func MayStay(store, folder string) string {
	return fmt.Sprintf("What is stored about it, if anything, stays in the folder %s of %s.", folder, store)
}

// RevokeConsent says what is left to do in the customer's tenant.
const RevokeConsent = "The application keeps its permission until the tenant's administrator deletes it in Entra under " +
	"Enterprise applications."

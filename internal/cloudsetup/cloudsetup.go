// Package cloudsetup prepares a Microsoft 365 tenant and an AWS account for the
// stack of template.yaml: the application that reads the score, its permission,
// its trust in the role that the stack will have, and the channels' secrets. It
// is for securescore init --aws. It deploys nothing and removes nothing.
//
// Each step looks first and makes only what is missing, so all of them can run
// again after a failure. A step that fails ends the run with a [RefusedError]:
// what was tried, why it failed, what a person has to do, and what is done.
package cloudsetup

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"secure-score-reporter/report/words"
)

// Setup is what is set up.
type Setup struct {
	Account   *Account
	Directory *Directory

	RoleName string // of the stack's role, which does not have to exist
	Cloud    string // of the tenant: public, usgov or usgovdod
	ClientID string // of an application that is there; empty for the one of our name

	Secrets []Secret // to store

	// Did is called after each step.
	Did func(words.SetupStep) error
}

// Run takes all steps, and returns the client id of the application.
func (s Setup) Run(ctx context.Context) (clientID string, err error) {
	r := &run{Setup: s}
	for _, step := range r.steps() {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		made, err := step.take(ctx)
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if err != nil {
			return "", &RefusedError{Doing: step.doing, Err: err, Fix: step.fix(err), Done: r.done}
		}
		what := step.what()
		r.done = append(r.done, what)
		if err := s.Did(words.SetupStep{Made: made, What: what}); err != nil {
			return "", err
		}
	}
	return r.app.AppID, nil
}

// run is what the steps know of each other.
type run struct {
	Setup
	done []string

	issuer    string // of the account's tokens
	app       application
	principal principal
	role      grant // of the permission, at Graph's own principal
}

// step is a part of the setup.
type step struct {
	doing string
	take  func(context.Context) (made bool, err error)
	what  func() string // it is about, once it is taken
	fix   func(error) string
}

func (r *run) steps() []step {
	always := func(text string) func() string { return func() string { return text } }
	list := []step{{"enabling outbound web identity federation", r.federation,
		func() string { return words.SetupFederation(r.issuer) }, noFix}}
	// Secrets come early: one that is stored is not typed again after a failure.
	for _, secret := range r.Secrets {
		store := func(ctx context.Context) (made bool, err error) { return r.Account.store(ctx, secret) }
		list = append(list, step{"storing " + secret.Parameter, store, always(words.SetupSecret(secret.Parameter)), noFix})
	}
	return append(list, []step{
		{"registering the application", r.application,
			func() string { return words.SetupApplication(r.app.AppID) }, fixFor(applicationRoles)},
		{"adding the application to the tenant", r.servicePrincipal,
			always(words.SetupPrincipal), fixFor(applicationRoles)},
		{"requesting " + Permission + " for the application", r.permission,
			always(words.SetupPermission(Permission)), fixFor(applicationRoles)},
		{"consenting to " + Permission, r.consent,
			always(words.SetupConsent(Permission)), fixFor(consentRoles)},
		{"letting the application trust " + r.subject(), r.credential,
			always(words.SetupCredential(r.subject())), fixFor(applicationRoles)},
	}...)
}

// subject is the role that the application trusts.
func (r *run) subject() string { return r.Account.RoleARN(r.RoleName) }

// RefusedError is a step that failed.
type RefusedError struct {
	Doing string
	Err   error
	Fix   string   // what a person has to do; empty where the cause says it
	Done  []string // by the steps before
}

func (e *RefusedError) Error() string {
	text := e.Doing + ": " + e.Err.Error()
	if e.Fix != "" {
		text += "; " + e.Fix
	}
	done := "nothing is done yet"
	if len(e.Done) > 0 {
		done = "done so far: " + strings.Join(e.Done, ", ")
	}
	return text + "\n" + done + "; after the correction, run the same command again: it does what is missing"
}

func (e *RefusedError) Unwrap() error { return e.Err }

// noFix is for errors that say themselves what to do.
func noFix(error) string { return "" }

// The roles of Microsoft Entra that a person needs.
const (
	applicationRoles = "Cloud Application Administrator or Application Administrator"
	consentRoles     = "Privileged Role Administrator or Global Administrator"
)

// fixFor is what to do about Graph's refusal of a step that needs one of the
// roles.
func fixFor(roles string) func(error) string {
	return func(err error) string {
		var refused *refusal
		if !errors.As(err, &refused) {
			return ""
		}
		switch {
		case refused.Code == "Directory_QuotaExceeded":
			return "the person may not create more objects: delete applications that are not used, for good, or sign in as a " +
				roles
		case refused.Status == 401:
			return "the sign-in is not valid any more: sign in again"
		case refused.Status == 403:
			return fmt.Sprintf("sign in as a person with the role %s; a role that is only eligible has to be activated first",
				roles)
		case refused.Status == 429, refused.Status >= 500:
			return "run the command again in some minutes"
		case refused.Status == 404, refused.unsettled():
			return "Microsoft Entra may not have what was created everywhere yet: run the command again in some minutes"
		}
		return ""
	}
}

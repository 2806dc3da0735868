package graph

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// DeviceCode signs in as a person, who enters a code in a browser on any
// device. The token is kept in memory only.
type DeviceCode struct {
	ClientID string        // an application that allows public client flows
	Person   *Person       // nil where nobody can sign in
	Patience time.Duration // how long the person has; 0 is 5 minutes

	// Permissions are the delegated ones that the person is asked for; nil is
	// SecurityEvents.Read.All.
	Permissions []string
}

// Person is somebody who can enter a code. It has the way to the sign-in, too:
// a program that makes none, such as a function, does not link it.
type Person struct {
	prompt     Prompt
	turn       chan struct{} // one code at a time, of all clients
	credential func(*azidentity.DeviceCodeCredentialOptions) (azcore.TokenCredential, error)
}

// Prompt shows a person what to do. An error ends the sign-in.
type Prompt func(context.Context, DevicePrompt) error

// NewPerson is the person who sees the prompt.
func NewPerson(prompt Prompt) *Person {
	signIn := func(o *azidentity.DeviceCodeCredentialOptions) (azcore.TokenCredential, error) {
		return azidentity.NewDeviceCodeCredential(o)
	}
	return &Person{prompt: prompt, turn: make(chan struct{}, 1), credential: signIn}
}

// DevicePrompt is what a person has to do to sign in.
type DevicePrompt struct {
	Tenant string        // id or domain
	URL    string        // of the page, which any browser on any device can open
	Code   string        // to enter there
	Within time.Duration // how long the sign-in waits
}

// defaultPatience leaves a command of 10 minutes time to read the score.
const defaultPatience = 5 * time.Minute

// delegated is the permission that a person needs to read the score.
const delegated = "SecurityEvents.Read.All"

func (d DeviceCode) permissions() []string {
	if d.Permissions == nil {
		return []string{delegated}
	}
	return d.Permissions
}

func (d DeviceCode) patience() time.Duration {
	if d.Patience == 0 {
		return defaultPatience
	}
	return d.Patience
}

// scopes are what a token is asked for. A person is asked to consent to these
// permissions alone; what an application may do was granted to it beforehand.
func (e *entra) scopes() []string {
	d := e.options.SignIn.DeviceCode
	if d == nil {
		return []string{e.national.scope}
	}
	var list []string
	for _, permission := range d.permissions() {
		list = append(list, strings.TrimSuffix(e.national.scope, ".default")+permission)
	}
	return list
}

// person makes the credential of a person.
func (e *entra) person(method DeviceCode) (azcore.TokenCredential, error) {
	credential, err := method.Person.credential(&azidentity.DeviceCodeCredentialOptions{
		ClientOptions: e.clientOptions(), DisableInstanceDiscovery: true,
		TenantID: e.options.TenantID, ClientID: method.ClientID,
		UserPrompt: func(ctx context.Context, m azidentity.DeviceCodeMessage) error {
			shown := DevicePrompt{
				Tenant: e.options.TenantID, URL: oneLine(m.VerificationURL), Code: oneLine(m.UserCode), Within: method.patience(),
			}
			if err := method.Person.prompt(ctx, shown); err != nil {
				e.failed = &Error{Cause: ErrSignIn, Doing: e.doing(), Detail: "showing the code: " + oneLine(err.Error())}
				return err
			}
			return nil
		},
	})
	if err != nil {
		return nil, &Error{Cause: ErrSignIn, Doing: e.doing(), Detail: oneLine(err.Error())}
	}
	return credential, nil
}

// waiting is the context of a sign-in. A person enters one code after the
// other, and gets some minutes for each, not all the time that the command has.
func (e *entra) waiting(ctx context.Context) (limited context.Context, done func()) {
	d := e.options.SignIn.DeviceCode
	if d == nil {
		return ctx, func() {}
	}
	select {
	case d.Person.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx, func() {}
	}
	limited, cancel := context.WithTimeoutCause(ctx, d.patience(), errNobody)
	return limited, func() {
		cancel()
		<-d.Person.turn
	}
}

// errNobody is why a sign-in ended that nobody completed.
var errNobody = errors.New("nobody signed in")

// explainToPerson turns azidentity's error into an *Error. It reads what Entra
// answered: azidentity has read the answers to the polls already, and repeats
// that to the request for a code in its own text.
func (e *entra) explainToPerson(ctx context.Context, err error, late bool) *Error {
	if ctx.Err() != nil || !late && e.answer == nil {
		return e.explain(ctx, err)
	}
	if !late {
		if found := e.refusal(e.answer); !slices.Contains(pendingCodes, found.Code) {
			return found
		}
	}
	return &Error{
		Cause: ErrSignIn, Doing: e.doing(), Detail: "nobody completed the sign-in in time",
		Hint: "run the command again for a new code; where nobody can sign in, such as by cron, use an app registration",
	}
}

// pendingCodes are Entra's answers to a poll while it waits for the person.
// Where one is the last answer, the time of the code was over.
var pendingCodes = []string{"authorization_pending", "slow_down", "AADSTS70016"}

// personHints say what to do where the sign-in of a person is refused, by
// Entra's number or by the error of RFC 8628. They come before entraHints,
// which are for applications.
var personHints = map[string]string{
	"authorization_declined": declinedHint,
	"access_denied":          declinedHint,
	"expired_token":          expiredHint,
	"code_expired":           expiredHint,

	"50020": "this account is not in the tenant: sign in with an account of the tenant, or check the tenant",
	"50105": "the application requires assignment: an administrator assigns the person to it under Enterprise applications",
	"53003": "a Conditional Access policy blocks the sign-in, often every one by device code: ask the administrator, " +
		"or use an app registration",
	"65001": consentHint,
	"65004": declinedHint,
	"70018": declinedHint,
	"70020": expiredHint,
	"90094": consentHint,
	"700016": "the tenant has no such application: check auth.deviceCode.clientId, or leave it out for Microsoft's own " +
		"application",
	"7000112": "the application is disabled in this tenant: an administrator enables it under Enterprise applications",
	"7000218": "the application allows no public client flows: allow them under Authentication in its app registration, " +
		"or leave auth.deviceCode.clientId out",
}

const (
	declinedHint = "it was declined in the browser: run the command again, and accept; if the browser asked for an " +
		"administrator's approval, " + adminConsents
	ungrantedHint = "run the command again, and accept all that the browser asks for; or " + adminConsents
	expiredHint   = "the code has expired: run the command again for a new one"
	consentHint   = "the consent to " + delegated + " is missing: " + adminConsents
	adminConsents = "have an administrator run the command once and consent on behalf of the organisation"
)

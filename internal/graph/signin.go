package graph

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"

	abs "github.com/microsoft/kiota-abstractions-go"
)

// Secret resolves a secret when it is needed: at the first sign-in, and again
// after a sign-in failed, since it may have been renewed meanwhile.
type Secret func(ctx context.Context) (string, error)

// SignIn is how the client signs in. Exactly one of the fields is set.
type SignIn struct {
	Federation        *Federation
	ClientSecret      *ClientSecret
	ClientCertificate *ClientCertificate
	Token             Secret // an access token that somebody else got; asked for with every request
}

// Federation signs in with another identity provider's assertion, so that no
// secret is kept anywhere. AWSAssertion gives an AWS role's.
type Federation struct {
	ClientID  string
	Assertion Secret // a JWT; asked for with every sign-in
}

// ClientSecret signs in with an application's secret.
type ClientSecret struct {
	ClientID string
	Secret   Secret // the value, not the secret's id
}

// ClientCertificate signs in with an application's certificate.
type ClientCertificate struct {
	ClientID    string
	Certificate Secret // certificate and key as PEM, or PKCS#12 as it is or in base64
	Password    Secret // of the PKCS#12 file; nil for none
}

// check names what is missing.
func (s SignIn) check(tenantID string) error {
	var ways []string
	var clientID string
	var secret Secret
	if f := s.Federation; f != nil {
		ways, clientID, secret = append(ways, "federation"), f.ClientID, f.Assertion
	}
	if f := s.ClientSecret; f != nil {
		ways, clientID, secret = append(ways, "clientSecret"), f.ClientID, f.Secret
	}
	if f := s.ClientCertificate; f != nil {
		ways, clientID, secret = append(ways, "clientCertificate"), f.ClientID, f.Certificate
	}
	if s.Token != nil {
		ways = append(ways, "token")
	}
	switch {
	case len(ways) == 0:
		return errors.New("sign-in: none of federation, clientSecret, clientCertificate, token is set")
	case len(ways) > 1:
		return fmt.Errorf("sign-in: %s are set, but only one can be used", strings.Join(ways, " and "))
	case s.Token != nil:
		return nil
	}
	var problems []error
	if strings.TrimSpace(clientID) == "" {
		problems = append(problems, fmt.Errorf("sign-in: %s: no client id", ways[0]))
	}
	if secret == nil {
		problems = append(problems, fmt.Errorf("sign-in: %s: nothing to sign in with", ways[0]))
	}
	if tenantID == "" || strings.Trim(strings.ToLower(tenantID), "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		problems = append(problems, errors.New("tenant: it is an id or a domain"))
	}
	return errors.Join(problems...)
}

// tokenSource gives access tokens. Claims, if any, are what Graph demands of a
// new one.
type tokenSource interface {
	token(ctx context.Context, claims string) (string, error)
}

func (s SignIn) tokens(o Options, national nationalCloud) tokenSource {
	if s.Token != nil {
		return static(s.Token)
	}
	return &entra{options: o, national: national}
}

// static is a token that somebody else got.
type static Secret

func (s static) token(ctx context.Context, _ string) (string, error) {
	token, err := s(ctx)
	if err != nil {
		return "", unresolved(ctx, "the token", err)
	}
	token = strings.TrimSpace(token)
	if scheme, rest, ok := strings.Cut(token, " "); ok && strings.EqualFold(scheme, "bearer") {
		token = strings.TrimSpace(rest)
	}
	switch {
	case token == "":
		return "", &Error{Cause: ErrSignIn, Detail: "the token is empty", Hint: "get one for Microsoft Graph"}
	case strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return "", &Error{
			Cause: ErrSignIn, Detail: "the token holds characters that no token has",
			Hint: "give the access token alone, on one line",
		}
	}
	return token, nil
}

// unresolved is a secret that could not be had. The resolver's own words are
// kept: it promises not to put values into them.
func unresolved(ctx context.Context, what string, err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	if ctx.Err() != nil {
		return &Error{Cause: ErrUnavailable, Detail: "out of time while resolving " + what, inner: ctx.Err()}
	}
	return &Error{Cause: ErrSignIn, Detail: "resolving " + what + ": " + oneLine(err.Error())}
}

// bearer authenticates requests to one root only. The SDK's own providers send
// no token over plain http to anything but localhost, nor to hosts that they do
// not know; ours follows the root that was configured, and nothing else.
type bearer struct {
	root   *url.URL
	tokens tokenSource
	mu     sync.Mutex // one sign-in at a time: both requests of a run ask at once
}

// AuthenticateRequest puts the token into the request's headers.
func (b *bearer) AuthenticateRequest(ctx context.Context, request *abs.RequestInformation, extra map[string]any) error {
	target, err := request.GetUri()
	if err != nil {
		return &Error{Cause: ErrRejected, Detail: "the request has no readable address"}
	}
	if !strings.EqualFold(target.Scheme, b.root.Scheme) || !strings.EqualFold(target.Host, b.root.Host) {
		return &Error{Cause: ErrRejected, Detail: "the request leads away from the configured root; no token is sent there"}
	}
	claims, err := claimsOf(extra)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	token, err := b.tokens.token(ctx, claims)
	if err != nil {
		return err
	}
	if request.Headers == nil {
		request.Headers = abs.NewRequestHeaders()
	}
	request.Headers.Remove("Authorization")
	request.Headers.Add("Authorization", "Bearer "+token)
	return nil
}

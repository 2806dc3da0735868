package graph

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"

	abs "github.com/microsoft/kiota-abstractions-go"
)

// Secret resolves a secret. It is called at the first sign-in, and again after
// a failed one, because the secret may have been renewed.
type Secret func(ctx context.Context) (string, error)

// SignIn is how the client signs in. Exactly one field is set.
type SignIn struct {
	Federation        *Federation
	ClientSecret      *ClientSecret
	ClientCertificate *ClientCertificate
	DeviceCode        *DeviceCode
	Token             Secret // an access token from elsewhere; resolved for every request
}

// Federation signs in with an assertion of another identity provider, so that
// there is no secret to store. See AWSAssertion.
type Federation struct {
	ClientID  string
	Assertion Secret // a JWT; resolved for every sign-in
}

// ClientSecret signs in with an application's secret.
type ClientSecret struct {
	ClientID string
	Secret   Secret // the value, not the secret's id
}

// ClientCertificate signs in with an application's certificate.
type ClientCertificate struct {
	ClientID    string
	Certificate Secret // certificate and key as PEM, or PKCS#12, also in base64
	Password    Secret // of the PKCS#12 file; nil if it has none
}

// check names what is missing.
func (s SignIn) check(tenantID string) error {
	var methods []string
	var clientID string
	var secret Secret
	if f := s.Federation; f != nil {
		methods, clientID, secret = append(methods, "federation"), f.ClientID, f.Assertion
	}
	if f := s.ClientSecret; f != nil {
		methods, clientID, secret = append(methods, "clientSecret"), f.ClientID, f.Secret
	}
	if f := s.ClientCertificate; f != nil {
		methods, clientID, secret = append(methods, "clientCertificate"), f.ClientID, f.Certificate
	}
	if s.DeviceCode != nil {
		methods, clientID, secret = append(methods, "deviceCode"), s.DeviceCode.ClientID, noSecret
	}
	if s.Token != nil {
		methods = append(methods, "token")
	}
	switch {
	case len(methods) == 0:
		return errors.New("sign-in: none of federation, clientSecret, clientCertificate, deviceCode, token is set")
	case len(methods) > 1:
		return fmt.Errorf("sign-in: %s are set, but only one can be used", strings.Join(methods, " and "))
	case s.Token != nil:
		return nil
	case s.DeviceCode != nil && s.DeviceCode.Person == nil:
		return errors.New("sign-in: deviceCode: only a person at the command line can sign in with a code; where this runs, " +
			"use federation, clientSecret or clientCertificate")
	}
	var problems []error
	if strings.TrimSpace(clientID) == "" {
		problems = append(problems, fmt.Errorf("sign-in: %s: no client id", methods[0]))
	}
	if secret == nil {
		problems = append(problems, fmt.Errorf("sign-in: %s: the secret is missing", methods[0]))
	}
	if tenantID == "" || strings.Trim(strings.ToLower(tenantID), "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		problems = append(problems, errors.New("tenant: it must be an id or a domain"))
	}
	return errors.Join(problems...)
}

// noSecret stands for the secret that a person's sign-in needs none of.
func noSecret(context.Context) (string, error) { return "", nil }

// clientID is the application that signs in; empty where a person does.
func (s SignIn) clientID() string {
	switch {
	case s.Federation != nil:
		return s.Federation.ClientID
	case s.ClientSecret != nil:
		return s.ClientSecret.ClientID
	case s.ClientCertificate != nil:
		return s.ClientCertificate.ClientID
	}
	return ""
}

// tokenSource makes access tokens. Claims are what Graph requires of a new
// token, or empty.
type tokenSource interface {
	token(ctx context.Context, claims string) (string, error)
}

func (s SignIn) tokens(o Options, national nationalCloud) tokenSource {
	if s.Token != nil {
		return static(s.Token)
	}
	return &entra{options: o, national: national}
}

// static is an access token from elsewhere.
type static Secret

func (s static) token(ctx context.Context, _ string) (string, error) {
	token, err := s(ctx)
	if err != nil {
		found := unresolved(ctx, "the token", "auth.token", err)
		if errors.Is(found.Cause, ErrSignIn) && found.Hint != "" {
			found.Hint = "put an access token for Microsoft Graph there that has " + delegated +
				", or sign in in the browser with auth: {deviceCode: {}} in the configuration"
		}
		return "", found
	}
	token = strings.TrimSpace(token)
	if scheme, rest, ok := strings.Cut(token, " "); ok && strings.EqualFold(scheme, "bearer") {
		token = strings.TrimSpace(rest)
	}
	switch {
	case token == "":
		return "", &Error{Cause: ErrSignIn, Detail: "the token is empty", Hint: "get a token for Microsoft Graph"}
	case strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return "", &Error{
			Cause: ErrSignIn, Detail: "the token has characters that no token has",
			Hint: "use the access token alone, on one line",
		}
	}
	return token, nil
}

// unresolved is the error of a secret that could not be resolved. It keeps the
// resolver's text, which never contains a secret. The key is the one of the
// configuration that has the secret; empty if none has.
func unresolved(ctx context.Context, what, key string, err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	if ctx.Err() != nil {
		found := contextError(ctx)
		found.Detail += " while resolving " + what
		return found
	}
	found := &Error{Cause: ErrSignIn, Detail: "resolving " + what + ": " + oneLine(err.Error())}
	if key != "" {
		found.Hint = "set it, or change " + key + " in the configuration"
	}
	return found
}

// bearer authenticates requests to the configured root and to no other host.
// The SDK's own provider knows a fixed list of hosts, and sends no token over
// plain http except to localhost.
type bearer struct {
	root   *url.URL
	tokens tokenSource
	issued func(token string)
	turn   chan struct{} // one sign-in at a time: the two requests of Today start together
	last   atomic.Value  // the tokenClaims of the last token
}

// claims are those of the last token.
func (b *bearer) claims() tokenClaims {
	c, _ := b.last.Load().(tokenClaims)
	return c
}

// AuthenticateRequest adds the token to the request's headers.
func (b *bearer) AuthenticateRequest(ctx context.Context, request *abs.RequestInformation, extra map[string]any) error {
	target, err := request.GetUri()
	if err != nil {
		return &Error{Cause: ErrRejected, Detail: "the address of the request cannot be read"}
	}
	if !strings.EqualFold(target.Scheme, b.root.Scheme) || !strings.EqualFold(target.Host, b.root.Host) {
		return &Error{Cause: ErrRejected, Detail: "the request goes to another host than graph.url; no token is sent there"}
	}
	claims, err := claimsOf(extra)
	if err != nil {
		return err
	}
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return contextError(ctx)
	}
	token, err := b.tokens.token(ctx, claims)
	if err != nil {
		return err
	}
	b.issued(token)
	b.last.Store(claimsIn(token))
	if request.Headers == nil {
		request.Headers = abs.NewRequestHeaders()
	}
	request.Headers.Remove("Authorization")
	request.Headers.Add("Authorization", "Bearer "+token)
	return nil
}

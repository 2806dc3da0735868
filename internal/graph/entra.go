package graph

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// entra signs an application in at Microsoft Entra. It is used under bearer's
// lock.
type entra struct {
	options    Options
	national   nationalCloud
	credential azcore.TokenCredential // nil until the first sign-in and after a failed one
	failed     error                  // why the assertion could not be had, or the network not be used
}

// token signs in, or takes the token that is still valid. Where a sign-in fails
// with a secret from earlier, it is tried once more with the secret of now.
func (e *entra) token(ctx context.Context, claims string) (string, error) {
	for {
		fresh := e.credential == nil
		if fresh {
			credential, err := e.signIn(ctx)
			if err != nil {
				return "", err
			}
			e.credential = credential
		}
		e.failed = nil
		token, err := e.credential.GetToken(ctx, policy.TokenRequestOptions{
			Scopes: []string{e.national.scope}, Claims: claims, EnableCAE: true,
		})
		if err == nil {
			return token.Token, nil
		}
		e.credential = nil
		if fresh || ctx.Err() != nil {
			return "", e.explain(ctx, err)
		}
	}
}

// signIn makes the credential from the secret as it is now.
func (e *entra) signIn(ctx context.Context) (azcore.TokenCredential, error) {
	var credential azcore.TokenCredential
	var err error
	tenant, client, way := e.options.TenantID, e.clientOptions(), e.options.SignIn
	switch {
	case way.Federation != nil:
		credential, err = azidentity.NewClientAssertionCredential(tenant, way.Federation.ClientID, e.assertion,
			&azidentity.ClientAssertionCredentialOptions{ClientOptions: client, DisableInstanceDiscovery: true})
	case way.ClientSecret != nil:
		secret, unavailable := way.ClientSecret.Secret(ctx)
		if unavailable != nil {
			return nil, unresolved(ctx, "the client secret", unavailable)
		}
		credential, err = azidentity.NewClientSecretCredential(tenant, way.ClientSecret.ClientID, strings.TrimSpace(secret),
			&azidentity.ClientSecretCredentialOptions{ClientOptions: client, DisableInstanceDiscovery: true})
	case way.ClientCertificate != nil:
		return e.certificate(ctx, *way.ClientCertificate)
	}
	if err != nil {
		return nil, &Error{Cause: ErrSignIn, Doing: e.doing(), Detail: oneLine(err.Error())}
	}
	return credential, nil
}

func (e *entra) certificate(ctx context.Context, way ClientCertificate) (azcore.TokenCredential, error) {
	text, err := way.Certificate(ctx)
	if err != nil {
		return nil, unresolved(ctx, "the certificate", err)
	}
	var password string
	if way.Password != nil {
		if password, err = way.Password(ctx); err != nil {
			return nil, unresolved(ctx, "the certificate's password", err)
		}
	}
	bad := &Error{
		Cause: ErrSignIn, Doing: e.doing(), Detail: "the certificate is not readable",
		Hint: "give the certificate and its unencrypted RSA key as PEM, or a PKCS#12 file with its password",
	}
	chain, key, err := azidentity.ParseCertificates(certificateBytes(text), []byte(password))
	if err != nil {
		return nil, bad
	}
	credential, err := azidentity.NewClientCertificateCredential(e.options.TenantID, way.ClientID, chain, key,
		&azidentity.ClientCertificateCredentialOptions{ClientOptions: e.clientOptions(), DisableInstanceDiscovery: true})
	if err != nil {
		return nil, bad
	}
	return credential, nil
}

// certificateBytes undoes what stores of secrets do to files: PEM on one line
// with \n spelled out, PKCS#12 in base64.
func certificateBytes(text string) []byte {
	if strings.Contains(text, "-----BEGIN ") {
		if !strings.Contains(text, "\n") {
			text = strings.ReplaceAll(text, `\n`, "\n")
		}
		return []byte(text)
	}
	if decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), "")); err == nil {
		return decoded
	}
	return []byte(text)
}

// assertion is the federation's, with its failure kept: the sign-in library
// would reduce it to a text.
func (e *entra) assertion(ctx context.Context) (string, error) {
	token, err := e.options.SignIn.Federation.Assertion(ctx)
	if err != nil {
		e.failed = unresolved(ctx, "the assertion", err)
		return "", errors.New("no assertion")
	}
	return strings.TrimSpace(token), nil
}

// clientOptions are those of the requests to the sign-in service. Discovery of
// instances is off throughout: the authority is a constant of ours or somebody's
// explicit choice, so asking a third host about it only adds a way to fail.
func (e *entra) clientOptions() azcore.ClientOptions {
	retries := int32(e.options.MaxRetries)
	if retries == 0 {
		retries = DefaultMaxRetries
	}
	return azcore.ClientOptions{
		Cloud:     cloud.Configuration{ActiveDirectoryAuthorityHost: e.national.authority},
		Transport: e,
		Retry: policy.RetryOptions{
			MaxRetries: min(retries, faultRetries), MaxRetryDelay: maxWait, TryTimeout: 30 * time.Second,
		},
	}
}

// Do sends a request of the sign-in library. It follows no redirect, for the
// secret is in the body, and keeps the network's error.
func (e *entra) Do(req *http.Request) (*http.Response, error) {
	client := http.Client{
		Transport:     e.options.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	e.failed = nil
	if err != nil {
		e.failed = &Error{
			Cause: ErrUnavailable, Doing: e.doing(), Request: req.Method + " " + req.URL.Host + req.URL.Path,
			Detail: oneLine(withoutURL(err).Error()), Hint: "check the network and the proxy",
		}
	}
	return resp, err
}

func (e *entra) doing() string { return "signing in to tenant " + e.options.TenantID }

// claimsOf reads Graph's demand for a new token out of what the adapter passes.
func claimsOf(extra map[string]any) (string, error) {
	encoded, _ := extra["claims"].(string)
	claims, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return "", &Error{Cause: ErrSignIn, Detail: "Graph demands claims that are not base64"}
	}
	return string(claims), nil
}

package graph

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/httpbound/reach"
)

// entra signs in at Microsoft Entra as an application or as a person. The
// caller holds bearer's lock.
type entra struct {
	options    Options
	national   nationalCloud
	credential azcore.TokenCredential // nil until the first sign-in and after a failed one
	failed     error                  // of the assertion or of the network, in the last sign-in
	answer     *http.Response         // of the last request, if it was refused, as nobody has read it
	refused    error                  // why a person is not asked again: the first request has asked
}

// token returns the token that is still valid, or signs in. If the sign-in
// fails with a secret that was resolved earlier, it tries once more with the
// secret as it is now.
func (e *entra) token(ctx context.Context, claims string) (string, error) {
	if e.refused != nil {
		return "", e.refused
	}
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
		limited, done := e.waiting(ctx)
		token, err := e.credential.GetToken(limited, policy.TokenRequestOptions{
			Scopes: e.scopes(), Claims: claims, EnableCAE: true,
		})
		late := errors.Is(context.Cause(limited), errNobody)
		done()
		if err == nil {
			return token.Token, nil
		}
		e.credential = nil
		if fresh || ctx.Err() != nil {
			if e.options.SignIn.DeviceCode == nil {
				return "", e.explain(ctx, err)
			}
			e.refused = e.explainToPerson(ctx, err, late)
			return "", e.refused
		}
	}
}

// signIn resolves the secret and makes the credential.
func (e *entra) signIn(ctx context.Context) (azcore.TokenCredential, error) {
	var credential azcore.TokenCredential
	var err error
	tenant, client, method := e.options.TenantID, e.clientOptions(), e.options.SignIn
	switch {
	case method.Federation != nil:
		credential, err = azidentity.NewClientAssertionCredential(tenant, method.Federation.ClientID, e.assertion,
			&azidentity.ClientAssertionCredentialOptions{ClientOptions: client, DisableInstanceDiscovery: true})
	case method.ClientSecret != nil:
		secret, unavailable := method.ClientSecret.Secret(ctx)
		if unavailable != nil {
			return nil, unresolved(ctx, "the client secret", "auth.clientSecret.secret", unavailable)
		}
		credential, err = azidentity.NewClientSecretCredential(
			tenant, method.ClientSecret.ClientID, strings.TrimSpace(secret),
			&azidentity.ClientSecretCredentialOptions{ClientOptions: client, DisableInstanceDiscovery: true})
	case method.ClientCertificate != nil:
		return e.certificate(ctx, *method.ClientCertificate)
	case method.DeviceCode != nil:
		return e.person(*method.DeviceCode)
	}
	if err != nil {
		return nil, &Error{Cause: ErrSignIn, Doing: e.doing(), Detail: oneLine(err.Error())}
	}
	return credential, nil
}

func (e *entra) certificate(ctx context.Context, method ClientCertificate) (azcore.TokenCredential, error) {
	text, err := method.Certificate(ctx)
	if err != nil {
		return nil, unresolved(ctx, "the certificate", "auth.clientCertificate.certificate", err)
	}
	var password string
	if method.Password != nil {
		if password, err = method.Password(ctx); err != nil {
			return nil, unresolved(ctx, "the certificate's password", "", err)
		}
	}
	bad := &Error{
		Cause: ErrSignIn, Doing: e.doing(), Detail: "the certificate cannot be read",
		Hint: "use the certificate with its unencrypted RSA key as PEM, or a PKCS#12 file with its password",
	}
	chain, key, err := azidentity.ParseCertificates(certificateBytes(text), []byte(password))
	if err != nil {
		return nil, bad
	}
	credential, err := azidentity.NewClientCertificateCredential(e.options.TenantID, method.ClientID, chain, key,
		&azidentity.ClientCertificateCredentialOptions{ClientOptions: e.clientOptions(), DisableInstanceDiscovery: true})
	if err != nil {
		return nil, bad
	}
	return credential, nil
}

// certificateBytes accepts the forms that stores of secrets have: PEM on one
// line with \n as two characters, PKCS#12 in base64.
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

// assertion resolves the federation's assertion and keeps its error: azidentity
// would reduce it to a text.
func (e *entra) assertion(ctx context.Context) (string, error) {
	token, err := e.options.SignIn.Federation.Assertion(ctx)
	if err != nil {
		e.failed = unresolved(ctx, "the assertion", "", err)
		return "", errors.New("no assertion")
	}
	return strings.TrimSpace(token), nil
}

// clientOptions are the options for requests to the sign-in service. Instance
// discovery is off everywhere: the authority is a constant here or was
// configured, so a request to a third host would only add a point of failure.
func (e *entra) clientOptions() azcore.ClientOptions {
	retries := int32(e.options.MaxRetries)
	if retries == 0 {
		retries = defaultMaxRetries
	}
	return azcore.ClientOptions{
		Cloud:     cloud.Configuration{ActiveDirectoryAuthorityHost: e.national.authority},
		Transport: e,
		Retry: policy.RetryOptions{
			MaxRetries: min(retries, faultRetries), MaxRetryDelay: maxWait, TryTimeout: 30 * time.Second,
		},
	}
}

// Do sends a request for azidentity. It follows no redirect, because the body
// has the secret, and keeps the error of the network.
func (e *entra) Do(req *http.Request) (*http.Response, error) {
	client := http.Client{
		Transport:     httpbound.Transport(e.options.Transport),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	e.failed, e.answer = nil, nil
	if err == nil {
		err = whole(resp)
	}
	var large *httpbound.TooLargeError
	switch {
	case errors.As(err, &large):
		e.failed = &Error{
			Cause: ErrTooLarge, Doing: e.doing(), Request: req.Method + " " + req.URL.Host + req.URL.Path,
			Detail: large.Error(),
		}
	case err != nil:
		e.failed = &Error{
			Cause: ErrUnavailable, Doing: e.doing(), Request: req.Method + " " + req.URL.Host + req.URL.Path,
			Detail: oneLine(withoutURL(err).Error()), Hint: cmp.Or(reach.Fix(err), "check the network and the proxy"),
		}
	}
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		e.answer = copied(resp)
	}
	return resp, nil
}

// copied is an answer whose body others may read without taking it away.
func copied(resp *http.Response) *http.Response {
	body, _ := io.ReadAll(resp.Body) // from memory
	resp.Body = io.NopCloser(bytes.NewReader(body))
	other := *resp
	other.Body = io.NopCloser(bytes.NewReader(body))
	return &other
}

// whole reads the answer into memory, so that the error of a broken or endless
// one is ours and not a text of azidentity.
func whole(resp *http.Response) error {
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return err
}

func (e *entra) doing() string { return "signing in to tenant " + e.options.TenantID }

// claimsOf reads the claims that Graph requires of a new token. The adapter
// passes them on in base64.
func claimsOf(extra map[string]any) (string, error) {
	encoded, _ := extra["claims"].(string)
	claims, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return "", &Error{Cause: ErrSignIn, Detail: "Graph requires claims that are not base64"}
	}
	return string(claims), nil
}

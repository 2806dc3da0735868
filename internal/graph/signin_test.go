package graph

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"secure-score-reporter/internal/graph/graphtest"
)

const (
	tenant    = "11111111-1111-4111-8111-111111111111"
	appSecret = "hunter2~very.secret"
)

func acceptAll(url.Values) (int, string, string) { return 0, "", "" }

// through makes the client sign in at the fake.
func (e *fakeEntra) through(method SignIn) func(*Options) {
	return func(o *Options) {
		o.TenantID, o.SignIn, o.Authority, o.Transport, o.MaxRetries = tenant, method, e.URL, e.Client().Transport, -1
	}
}

func secretOf(value string) SignIn {
	return SignIn{ClientSecret: &ClientSecret{ClientID: "app", Secret: constant(value)}}
}

func TestSignInMethods(t *testing.T) {
	pem := testCertificate(t)
	oneLine := strings.ReplaceAll(pem, "\n", `\n`)
	signed := func(f url.Values) bool { return signedBy(pem, f.Get("client_assertion")) }
	for name, c := range map[string]struct {
		method SignIn
		valid  func(url.Values) bool
	}{
		"secret": {
			secretOf(" " + appSecret + "\n"),
			func(f url.Values) bool { return f.Get("client_secret") == appSecret },
		},
		"federation": {
			SignIn{Federation: &Federation{ClientID: "app", Assertion: constant("an.aws.jwt")}},
			func(f url.Values) bool { return f.Get("client_assertion") == "an.aws.jwt" },
		},
		"certificate":             {certificateOf(constant(pem), nil), signed},
		"certificate on one line": {certificateOf(constant(oneLine), constant("")), signed},
	} {
		t.Run(name, func(t *testing.T) {
			entra := newEntra(t, func(f url.Values) (int, string, string) {
				if c.valid(f) && f.Get("client_id") == "app" && f.Get("grant_type") == "client_credentials" &&
					strings.Contains(f.Get("scope"), "https://graph.microsoft.us/.default") {
					return 0, "", ""
				}
				return 400, "invalid_request", fmt.Sprint("unexpected: ", f)
			})
			fake := newFake(t, graphtest.Options{Token: testToken})
			client := newClient(t, fake.URL, entra.through(c.method), func(o *Options) { o.Cloud = "usgov" })
			for range 2 {
				if _, err := client.Today(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if len(entra.requests) != 1 {
				t.Errorf("%d sign-ins, want one for both runs", len(entra.requests))
			}
		})
	}
}

func TestToken(t *testing.T) {
	fake := newFake(t, graphtest.Options{Token: testToken})
	for name, c := range map[string]struct {
		token Secret
		want  string // of the error; "" is none
	}{
		"as it is":    {constant(testToken), ""},
		"with bearer": {constant("Bearer " + testToken + "\n"), ""},
		"expired":     {constant(testToken + "x"), "HTTP 401"},
		"empty":       {constant(" "), "the token is empty"},
		"two lines":   {constant("a\nX-Evil: b"), "characters that no token has"},
		"unresolved": {
			func(context.Context) (string, error) { return "", errors.New("env://T: not set") },
			"resolving the token: env://T: not set: cannot sign in; put an access token for Microsoft Graph there that has " +
				"SecurityEvents.Read.All, or sign in in the browser with auth: {deviceCode: {}} in the configuration",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := newClient(t, fake.URL, func(o *Options) { o.SignIn.Token = c.token }).Today(t.Context())
			if c.want == "" && err == nil {
				return
			}
			if !errors.Is(err, ErrSignIn) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), testToken) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestTokenStaysAtTheRoot(t *testing.T) {
	client := newClient(t, "http://127.0.0.1:1/v1.0")
	elsewhere := client.profiles().WithUrl("http://localhost:1/v1.0/security/secureScoreControlProfiles")
	_, err := elsewhere.Get(t.Context(), nil)
	if !errors.Is(err, ErrRejected) || !strings.Contains(err.Error(), "no token is sent there") {
		t.Errorf("got %v", err)
	}
}

func TestSignInRefused(t *testing.T) {
	for name, c := range map[string]struct {
		status      int
		code        string
		description string
		cause       error
		want        []string
	}{
		"wrong secret": {
			401, "invalid_client", "AADSTS7000215: Invalid client secret provided.", ErrSignIn,
			[]string{
				"signing in to tenant " + tenant, "POST 127.0.0.1", "AADSTS7000215: Invalid client secret provided.",
				"the secret's value, not its id", "trace-1",
			},
		},
		"expired secret": {
			401, "invalid_client", "AADSTS7000222: The provided client secret keys are expired.", ErrSignIn,
			[]string{"has expired: make a new one"},
		},
		"unknown app": {
			400, "unauthorized_client", "AADSTS700016: Application not found.", ErrSignIn, []string{
				"check the client id", "/" + tenant + "/adminconsent?client_id=",
			},
		},
		"federation": {
			400, "invalid_request", "AADSTS700213: No matching federated identity record found.", ErrSignIn,
			[]string{"the role's ARN"},
		},
		"older code": {
			400, "invalid_request", "AADSTS70021: No matching federated identity record found.", ErrSignIn,
			[]string{"issuer, subject and audience"},
		},
		"certificate": {
			401, "invalid_client", "AADSTS700027: The certificate is not registered.", ErrSignIn,
			[]string{"upload its public part"},
		},
		"another": {400, "invalid_grant", "AADSTS12345: Something.", ErrSignIn, []string{"error?code=12345"}},
		"no code": {
			400, "invalid_grant", "Something strange.", ErrSignIn, []string{"invalid_grant: Something"},
		},
		"throttled": {429, "too_many", "Slow down.", ErrThrottled, []string{"HTTP 429"}},
		"outage": {
			503, "temporarily_unavailable", "AADSTS90033: A transient error.", ErrUnavailable, []string{"run again later"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			entra := newEntra(t, func(url.Values) (int, string, string) { return c.status, c.code, c.description })
			_, err := newClient(t, "http://127.0.0.1:1/v1.0", entra.through(secretOf(appSecret))).Today(t.Context())
			if !errors.Is(err, c.cause) {
				t.Fatalf("got %v, want %v", err, c.cause)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
			for _, shown := range []string{fmt.Sprint(err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err)} {
				if strings.Contains(shown, "hunter2") || strings.Contains(shown, "Trace ID") || strings.Contains(shown, testToken) {
					t.Errorf("%q contains a secret or the ids of the try", shown)
				}
			}
		})
	}
}

func TestSignInErrors(t *testing.T) {
	entra := newEntra(t, acceptAll)
	closed := httptest.NewTLSServer(http.NotFoundHandler())
	closed.Close()
	garbled := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<html>")
	}))
	t.Cleanup(garbled.Close)
	broken := func(context.Context) (string, error) { return "", errors.New("secrets: no such name") }
	for name, c := range map[string]struct {
		change func(*Options)
		cause  error
		want   string
	}{
		"unknown tenant": {func(o *Options) { o.TenantID = "contoso.example" }, ErrSignIn, "AADSTS90002"},
		"network down":   {func(o *Options) { o.Authority = closed.URL }, ErrUnavailable, "connection refused"},
		"garbled": {
			func(o *Options) { o.Authority, o.Transport = garbled.URL, garbled.Client().Transport }, ErrSignIn, "signing in",
		},
		"not trusted": {func(o *Options) { o.Transport = nil }, ErrUnavailable, "certificate"},
		"no secret": {
			func(o *Options) { o.SignIn.ClientSecret.Secret = broken }, ErrSignIn,
			"resolving the client secret: secrets: no such name",
		},
		"no assertion": {
			func(o *Options) { o.SignIn = SignIn{Federation: &Federation{"app", broken}} }, ErrSignIn,
			"resolving the assertion: secrets: no such name",
		},
		"no certificate": {
			func(o *Options) { o.SignIn = certificateOf(broken, nil) }, ErrSignIn, "resolving the certificate: secrets",
		},
		"no password": {
			func(o *Options) { o.SignIn = certificateOf(constant("x"), broken) }, ErrSignIn,
			"resolving the certificate's password",
		},
		"no PEM": {
			func(o *Options) { o.SignIn = certificateOf(constant(appSecret), nil) }, ErrSignIn,
			"the certificate cannot be read",
		},
		"no PKCS#12": {
			func(o *Options) { o.SignIn = certificateOf(constant("aHVudGVyMg=="), nil) }, ErrSignIn,
			"the certificate cannot be read",
		},
		"authority not safe": {func(o *Options) { o.Authority = "http://127.0.0.1:1" }, ErrSignIn, "https"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := newClient(t, "http://127.0.0.1:1/v1.0", entra.through(secretOf(appSecret)), c.change).Today(t.Context())
			if !errors.Is(err, c.cause) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("got %v, want %v with %q", err, c.cause, c.want)
			}
		})
	}
}

// T26: an answer of 200 MB is refused at a few, once, and the error says so.
func TestSignInRefusesALargeAnswer(t *testing.T) {
	requests := 0
	large := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests++
		chunk := strings.Repeat(" ", 1<<20)
		for range 200 {
			if _, err := io.WriteString(w, chunk); err != nil {
				return
			}
		}
	}))
	t.Cleanup(large.Close)
	entra := newEntra(t, acceptAll)
	_, err := newClient(t, "http://127.0.0.1:1/v1.0", entra.through(secretOf(appSecret)), func(o *Options) {
		o.Authority, o.Transport = large.URL, large.Client().Transport
	}).Today(t.Context())
	if !errors.Is(err, ErrTooLarge) || requests != 1 {
		t.Fatalf("%d requests, error %v", requests, err)
	}
	for _, want := range []string{"signing in to tenant " + tenant, "has more than 4 MiB, which no real answer has"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
}

func certificateOf(certificate, password Secret) SignIn {
	return SignIn{ClientCertificate: &ClientCertificate{ClientID: "app", Certificate: certificate, Password: password}}
}

// A secret that was renewed while the program runs is resolved again.
func TestRenewedSecret(t *testing.T) {
	current := "old"
	entra := newEntra(t, func(f url.Values) (int, string, string) {
		if f.Get("client_secret") == current {
			return 0, "", ""
		}
		return 401, "invalid_client", "AADSTS7000222: expired"
	})
	resolved := 0
	source := &entraSource{entra: entra, secret: func(context.Context) (string, error) { resolved++; return current, nil }}
	tokens := source.tokens(t)
	if _, err := tokens.token(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	current = "new"
	// Claims force a new token although the old one is still valid.
	if _, err := tokens.token(t.Context(), `{"access_token":{"nbf":{"essential":true,"value":"1"}}}`); err != nil {
		t.Fatal(err)
	}
	if resolved != 2 {
		t.Errorf("resolved %d times, want 2", resolved)
	}
}

type entraSource struct {
	entra  *fakeEntra
	secret Secret
}

func (s *entraSource) tokens(t *testing.T) tokenSource {
	t.Helper()
	var o Options
	s.entra.through(SignIn{ClientSecret: &ClientSecret{ClientID: "app", Secret: s.secret}})(&o)
	national, err := cloudOf("public")
	if err != nil {
		t.Fatal(err)
	}
	national.authority = s.entra.URL
	return o.SignIn.tokens(o, national)
}

// Graph may reject a token before it expires and require claims of a new one.
func TestClaimsChallenge(t *testing.T) {
	entra := newEntra(t, acceptAll)
	fake := newFake(t, graphtest.Options{})
	claims := base64.StdEncoding.EncodeToString([]byte(`{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}`))
	fake.Fail(graphtest.Fault{Times: 1, Status: 401, Header: http.Header{
		"Www-Authenticate": {`Bearer realm="", error="insufficient_claims", claims="` + claims + `"`},
	}})
	if _, err := newClient(t, fake.URL, entra.through(secretOf(appSecret))).History(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if len(entra.requests) != 2 || !strings.Contains(entra.requests[1].Get("claims"), "1604106651") {
		t.Errorf("sign-ins %v", entra.requests)
	}
}

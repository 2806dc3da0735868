package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// mistakesOfServices are those that Microsoft, AWS, Slack, a mail server or the
// network answers.
func mistakesOfServices(t *testing.T) []mistake {
	t.Helper()
	var all []mistake
	for _, part := range []func(*testing.T) []mistake{
		mistakesOfNetworks, mistakesOfMicrosoft, mistakesOfSlack, mistakesOfAWS, mistakesOfMail,
	} {
		all = append(all, part(t)...)
	}
	return all
}

// The commands that show what a service answers. They print only what failed.
var (
	quietDoctor = []string{"doctor", "--quiet"}
	quietRun    = []string{"run", "--quiet", "-"}
)

// byApplication are the tenants of a configuration where an application signs
// in.
const byApplication = "tenants:\n  - {name: contoso, id: contoso.example, " +
	"auth: {clientSecret: {clientId: 00000000-0000-0000-0000-000000000001, secret: env://SECRET}}}\n"

// signingIn is a mistake that shows when an application signs in and reads.
func signingIn(name string, network answers) mistake {
	return mistake{
		name: name, document: storePart + byApplication, args: quietDoctor,
		env: map[string]string{"SECRET": appSecret}, network: network,
	}
}

func mistakesOfNetworks(t *testing.T) []mistake {
	// A run prints the error in one line, so that the address of the machine's
	// own name server can be replaced.
	unnamed := signingIn("no DNS", over(&http.Transport{DialContext: (&net.Dialer{Resolver: knowsNoName(t)}).DialContext}))
	unnamed.args, unnamed.event = quietRun, `{}`
	return []mistake{
		unnamed,
		signingIn("a proxy that breaks TLS", over(&http.Transport{
			DialContext:     dialing(breaksTLS(t, "login.microsoftonline.com")),
			TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool()},
		})),
		signingIn("a proxy that needs a password", over(&http.Transport{Proxy: http.ProxyURL(wantsPassword(t))})),
	}
}

func mistakesOfMicrosoft(*testing.T) []mistake {
	return []mistake{
		signingIn("a secret that has expired",
			entra("invalid_client", "AADSTS7000222: The provided client secret keys are expired.")),
		signingIn("the id of a secret in place of its value",
			entra("invalid_client", "AADSTS7000215: Invalid client secret provided.")),
		signingIn("an application that is not there", entra("unauthorized_client", "AADSTS700016: Application was not found.")),
		signingIn("a tenant that Microsoft does not know",
			entra("invalid_request", "AADSTS90002: Tenant 'contoso.example' not found.")),
		signingIn("a clock that is off",
			entra("invalid_client", "AADSTS700024: Client assertion is not within its valid time range.")),
		signingIn("a missing consent", reply("graph.microsoft.com", http.StatusForbidden,
			`{"error": {"code": "Forbidden", "message": "Missing application permission."}}`)),
		signingIn("a tenant without a score", reply("graph.microsoft.com", http.StatusOK, `{"value": []}`)),
		{name: "a token of another tenant", args: quietRun, event: `{}`, document: storePart + graphPart +
			"tenants:\n  - {name: fabrikam, id: 11111111-2222-3333-4444-555555555555, auth: {token: env://GRAPH_TOKEN}}\n"},
	}
}

// appLevel is the wrong token of Slack, where the right one is looked for.
var appLevel = map[string]string{"SLACK_TOKEN": "xapp-1"}

func mistakesOfSlack(*testing.T) []mistake {
	posting := func(name, refusal string) mistake {
		return mistake{
			name: name, event: `{"deliver": ["slack"], "report": {}}`, args: quietRun, posts: refusal,
		}
	}
	return []mistake{
		posting("a channel that Slack does not know", "channel_not_found"),
		posting("a channel without the app", "not_in_channel"),
		posting("an archived channel", "is_archived"),
		{name: "a token that Slack refuses", args: quietDoctor, slack: "invalid_auth"},
		{name: "an app-level token of Slack, for doctor", args: quietDoctor, env: appLevel},
	}
}

// keys are the credentials of a person of AWS.
var keys = map[string]string{"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "the-secret-key-of-a-person"}

// withMetadata has the SDK ask the machine for its role, as on AWS.
var withMetadata = map[string]string{"AWS_EC2_METADATA_DISABLED": "false"}

func mistakesOfAWS(*testing.T) []mistake {
	const bucket, s3 = "store: s3://scores?region=eu-central-1\n", "scores.s3.eu-central-1.amazonaws.com"
	const mail = "email: {transport: ses, from: score@contoso.example, to: [ciso@contoso.example]}\n"
	storing := func(name string, env map[string]string, network answers) mistake {
		return mistake{name: name, document: bucket + tenantsPart, args: quietDoctor, env: env, network: network}
	}
	mailing := func(name string, env map[string]string, network answers) mistake {
		return mistake{
			name: name, document: storePart + mail + tenantsPart, env: env, network: network,
			event: `{"deliver": ["email"], "report": {}}`, args: quietRun,
		}
	}
	refusal := func(code, message string) string {
		return "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>"
	}
	return []mistake{
		storing("S3 without credentials", nil, onlyLocal),
		storing("S3 on a machine without a role", withMetadata,
			reply("169.254.169.254", http.StatusForbidden, "")),
		{name: "a secret of AWS on a machine without a role", args: quietDoctor,
			document: storePart + strings.Replace(byApplication, "env://SECRET", "awssecretsmanager://contoso", 1),
			env:      withMetadata, network: reply("169.254.169.254", http.StatusForbidden, "")},
		storing("a bucket that the role may not use", keys, reply(s3, http.StatusForbidden,
			refusal("AccessDenied", "User: arn:aws:iam::111122223333:user/kim is not authorized to perform: s3:ListBucket"))),
		storing("a bucket in another region", keys, reply(s3, http.StatusMovedPermanently, refusal("PermanentRedirect",
			"The bucket you are attempting to access must be addressed using the specified endpoint."))),
		mailing("SES without credentials", nil, onlyLocal),
		mailing("an address that SES has not verified", keys, reply("email.eu-central-1.amazonaws.com", http.StatusBadRequest,
			`{"__type": "MessageRejected", "message": "Email address is not verified. `+
				`The following identities failed the check in region EU-CENTRAL-1: ciso@contoso.example"}`)),
	}
}

func mistakesOfMail(*testing.T) []mistake {
	sending := func(name, server string, answers map[string]string) mistake {
		return mistake{
			name: name, mail: answers, event: `{"deliver": ["email"], "report": {}}`, args: quietRun,
			document: storePart + graphPart + "email: {transport: \"" + server +
				"\", from: score@contoso.example, to: [ciso@contoso.example]}\n" + tenantsPart,
		}
	}
	return []mistake{
		sending("a mail server that refuses the sign-in", "smtp://score:wrong-token@localhost:587", map[string]string{
			"EHLO": "250-ready\r\n250 AUTH PLAIN", "AUTH": "535 5.7.8 Authentication credentials invalid",
		}),
		sending("a recipient that the mail server refuses", "smtp://localhost:587", map[string]string{
			"RCPT": "550 5.1.1 The email account does not exist",
		}),
		{name: "mail by graph where a person signs in, for doctor", args: quietDoctor, network: onlyLocal, env: transport,
			document: storePart + strings.Replace(mailByGraph, "graph", "env://TRANSPORT", 1) + byPerson},
		sending("a mail server without TLS", "smtp://mail.contoso.example:587", map[string]string{}),
	}
}

// withoutAWS takes away what this machine has of AWS.
func withoutAWS(t *testing.T) {
	t.Helper()
	for _, assignment := range os.Environ() {
		if name, _, _ := strings.Cut(assignment, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	t.Setenv("AWS_CONFIG_FILE", os.DevNull)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", os.DevNull)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true") // as outside of AWS, where nothing answers
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
}

// onlyLocal is a network that no request reaches but those to Graph and Slack.
func onlyLocal(*http.Request) (*http.Response, error) { return nil, nil } //nolint:nilnil // passes it on

// over sends each request over a transport.
func over(transport *http.Transport) answers { return transport.RoundTrip }

// dialing connects to one address, whatever is asked for.
func dialing(address string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
}

// knowsNoName asks a DNS server that has no name.
func knowsNoName(t *testing.T) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go func() {
		for query := make([]byte, 512); ; {
			n, from, err := server.ReadFrom(query)
			if err != nil {
				return
			}
			const isAnswer, recursive, noSuchName = 0x80, 0x80, 3 // RFC 1035, 4.1.1
			query[2] |= isAnswer
			query[3] = recursive | noSuchName
			_, _ = server.WriteTo(query[:n], from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// breaksTLS is the address of a server that has a certificate of its own for
// the host, as a proxy that opens TLS makes one.
func breaksTLS(t *testing.T, host string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{host}, NotAfter: time.Now().Add(time.Hour),
	}, &x509.Certificate{}, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: key}}}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// wantsPassword is a proxy that passes nothing on without one.
func wantsPassword(t *testing.T) *url.URL {
	t.Helper()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(proxy.Close)
	return &url.URL{Scheme: "http", Host: proxy.Listener.Addr().String()}
}

// entra refuses to sign in.
func entra(code, description string) answers {
	body := fmt.Sprintf(`{"error": %q, "error_description": %q}`, code, description)
	refuse := reply("login.microsoftonline.com", http.StatusBadRequest, body)
	return func(r *http.Request) (*http.Response, error) {
		if !strings.HasSuffix(r.URL.Path, "/token") {
			return nil, nil
		}
		return refuse(r)
	}
}

// reply answers every request to a host.
func reply(host string, status int, body string) answers {
	return func(r *http.Request) (*http.Response, error) {
		if r.URL.Host != host {
			return nil, nil
		}
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
		answer := w.Result()
		answer.Request = r
		return answer, nil
	}
}

package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/scrub/scrubtest"
)

// One secret of each kind. None of them looks like one.
const (
	plantedToken    = "quiet/otters+park=under~bridges"
	plantedIssued   = "brave/badgers+dig=below~barns"
	plantedJWT      = "small/sparrows+sing=above~sheds"
	plantedSecret   = "proud/pumas+prowl=past~ponds"
	plantedSlack    = "happy/herons+hunt=near~hedges"
	plantedHook     = "/services/T0/B0/merryMagpies9moveMarbles"
	plantedPassword = "jolly/jackals+jump=over~jetties"
	plantedSession  = "witty/walrus+wade=in~water"
	plantedKey      = "lazy/llamas+lie=on~lawns"
)

var planted = []string{
	plantedToken, plantedIssued, plantedJWT, plantedSecret, plantedSlack, plantedHook, plantedPassword, plantedSession,
	plantedKey,
}

// echoing is a process on a network of echoes, whose log is written to said.
func echoing(t *testing.T, over scrubtest.Echo, environment map[string]string) (p *Process, said *bytes.Buffer) {
	t.Helper()
	said = &bytes.Buffer{}
	known := &scrub.Scrubber{}
	now := func() time.Time { return time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC) }
	lookup := func(name string) (string, bool) { v, ok := environment[name]; return v, ok }
	log := slog.New(slog.NewJSONHandler(known.Log(said), nil))
	p = NewProcessOn(Network{HTTP: over, Dial: over.Dial}, lookup, now, log)
	p.Scrub(known).aws.Load = func(context.Context) (aws.Config, error) {
		return aws.Config{
			Region: "eu-central-1", HTTPClient: &http.Client{Transport: over}, RetryMaxAttempts: 1,
			Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", plantedKey, plantedSession),
		}, nil
	}
	return p, said
}

// openJob has a process read a document.
func openJob(t *testing.T, p *Process, document string) *job.Job {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(path, []byte(document), 0o600); err != nil {
		t.Fatal(err)
	}
	j, err := p.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// sayAll has a job do everything that it can, and returns what it said.
func sayAll(t *testing.T, j *job.Job) string {
	t.Helper()
	var b strings.Builder
	say := func(v any, err error) {
		data, failed := json.Marshal(v)
		if failed != nil {
			t.Fatal(failed)
		}
		fmt.Fprintf(&b, "%s %v\n", data, err)
	}
	tenant := j.Tenants[0]
	var channels []string
	for _, c := range tenant.Channels {
		channels = append(channels, c.Name())
	}
	say(j.Run(t.Context(), event.Event{Deliver: channels}, "one"), nil)
	say(j.Examine(t.Context(), tenant, &job.Tests{})(), nil)
	inspection, err := j.Inspect(t.Context(), tenant, job.Query{})
	say(inspection.Result, err)
	filled, err := j.Backfill(t.Context(), tenant)
	say(filled, err)
	if tenant.Direct != nil {
		one, e, _ := j.ToOne(event.Event{}, "U1")
		say(one.Run(t.Context(), e, "two"), nil)
	}
	return b.String()
}

// entra issues a token, and sts an assertion.
func entra(w http.ResponseWriter, r *http.Request) {
	root := "https://login.microsoftonline.com/" + graphtest.TenantID
	answer := map[string]any{
		"issuer": root + "/v2.0", "authorization_endpoint": root + "/authorize", "token_endpoint": root + "/token",
	}
	if strings.HasSuffix(r.URL.Path, "/token") {
		answer = map[string]any{"token_type": "Bearer", "expires_in": 3599, "access_token": plantedIssued}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

func sts(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
		<GetWebIdentityTokenResult><WebIdentityToken>`+plantedJWT+`</WebIdentityToken></GetWebIdentityTokenResult>
		</GetWebIdentityTokenResponse>`)
}

// No result, finding, error and log shows a secret, whatever service repeats it
// in whatever form.
func TestNoAnswerShowsASecret(t *testing.T) {
	fake, err := graphtest.New(graphtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	fake.Serve(graphtest.Scores("2026-11-23", 2, 10), graphtest.Profiles(20))
	environment := map[string]string{
		"TOKEN": plantedToken, "SECRET": plantedSecret, "SLACK": plantedSlack,
		"HOOK": "https://hooks.slack.com" + plantedHook,
		"MAIL": "smtp://me%40contoso.example:jolly%2Fjackals+jump=over~jetties@127.0.0.1:25",
	}
	const (
		login, stsHost = "login.microsoftonline.com", "sts.eu-central-1.amazonaws.com"
		echo           = "https://graph.test/v1.0"
		token          = `{"token": "env://TOKEN"}`
		federation     = `{"federation": {"clientId": "app"}}`
		mailTo         = `, "from": "a@contoso.example", "to": ["b@contoso.example"]}`
	)
	at := func(handlers map[string]http.HandlerFunc, hosts ...string) map[string]http.HandlerFunc {
		served := map[string]http.HandlerFunc{}
		for _, host := range hosts {
			served[host] = handlers[host]
		}
		return served
	}
	services := map[string]http.HandlerFunc{login: entra, stsHost: sts}
	for _, c := range []struct {
		name, store, graph, auth, more string
		serve                          map[string]http.HandlerFunc
		want                           string // what shows that the service was called
	}{
		{"S8: Graph repeats a token", "", echo, token, "", nil, "HTTP 401"},
		{"S8: Graph repeats an issued token", "", echo, federation, "", at(services, login, stsHost), "HTTP 401"},
		{"S9: Entra repeats the form", "", echo, `{"clientSecret": {"clientId": "app", "secret": "env://SECRET"}}`, "", nil,
			"AADSTS7000215"},
		{"S9: Entra repeats the assertion", "", echo, federation, "", at(services, stsHost), "AADSTS7000215"},
		{"STS repeats the session token", "", echo, federation, "", nil, "web identity token"},
		{"Slack", "", fake.URL, token, `, "slack": {"token": "env://SLACK", "channel": "#a",
			"routes": [{"channel": "#b"}]}`, nil, "slack refuses it"},
		{"S11: a webhook", "", fake.URL, token, `, "slack": {"webhook": "env://HOOK"}`, nil, "403 Forbidden"},
		{"a mail server", "", fake.URL, token, `, "email": {"transport": "env://MAIL"` + mailTo, nil, "signing in: 535"},
		{"SES", "", fake.URL, token, `, "email": {"transport": "ses"` + mailTo, nil, "AccessDenied"},
		{"S3", "s3://scores", fake.URL, token, "", nil, "AccessDenied"},
		{"a logo on S3", "", fake.URL, token, `, "report": {"logo": "s3://scores/logo.png"}`, nil, "AccessDenied"},
		{"SSM", "", fake.URL, `{"token": "awsparamstore:///token"}`, "", nil, "AccessDenied"},
		{"Secrets Manager", "", fake.URL, `{"token": "awssecretsmanager://token"}`, "", nil, "AccessDenied"},
	} {
		for form, repeat := range scrubtest.Forms {
			t.Run(c.name+", "+form, func(t *testing.T) {
				over := scrubtest.Echo{Form: repeat, Serve: c.serve, Real: map[string]http.RoundTripper{
					strings.TrimPrefix(strings.TrimSuffix(fake.URL, "/v1.0"), "http://"): http.DefaultTransport,
				}}
				p, log := echoing(t, over, environment)
				store := c.store
				if store == "" {
					store = "file://" + t.TempDir()
				}
				j := openJob(t, p, fmt.Sprintf(`{"store": %q, "graph": {"url": %q}, "tenants": [
					{"name": "contoso", "id": %q, "auth": %s}]%s}`, store, c.graph, graphtest.TenantID, c.auth, c.more))
				said := sayAll(t, j) + log.String()
				if !strings.Contains(said, c.want) {
					t.Errorf("no %q in what was said: %s", c.want, said)
				}
				for _, secret := range planted {
					if leaks := scrubtest.Leaks(said, secret); len(leaks) > 0 {
						t.Errorf("%q is shown as %q\n%s", secret, leaks, said)
					}
				}
			})
		}
	}
}

// schemes are how a secret is written into the document: as it is, or as a
// reference of each kind.
var schemes = []string{"", "env", "file", "awsparamstore", "awssecretsmanager"}

// Each secret that the document can have is made known to the scrubber when it
// is used, however it is written. A new kind of secret fails here unless it is.
func TestEverySecretOfTheConfigurationIsKnown(t *testing.T) {
	fake, err := graphtest.New(graphtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	fake.Serve(graphtest.Scores("2026-11-23", 2, 10), graphtest.Profiles(20))
	n := 0
	for _, s := range settings(reflect.TypeFor[config.Config](), nil) {
		secrets := []string{"secret", "signing", "slackToken", "slackHook", "hookURL", "teamsHook", "transport"}
		if !slices.Contains(secrets, s.check) {
			continue
		}
		for _, scheme := range schemes {
			if s.check == "transport" && scheme == "file" {
				continue // file:// is a directory for outgoing email
			}
			n++
			t.Run(s.String()+" "+scheme, func(t *testing.T) {
				secret := fmt.Sprintf("quiet/otters+%d=under~bridges", n)
				text := secret
				switch {
				case s.check == "transport":
					text = "smtp://me:" + strings.ReplaceAll(secret, "/", "%2F") + "@127.0.0.1:25"
				case s.check == "signing":
					secret = fmt.Sprintf("whsec_%032d", n) // digits are base64
					text = secret
				case s.check == "hookURL", s.check == "teamsHook":
					text = "https://hooks.invalid/" + strings.ReplaceAll(secret, "/", "%2F")
				case strings.HasSuffix(s.String(), "webhook"):
					text = "https://hooks.slack.com/services/T0/B0/" + strings.ReplaceAll(secret, "/", "%2F")
				}
				p, document := write(t, s, scheme, text, fake.URL)
				j := openJob(t, p, document)
				said := fmt.Sprint(j.Examine(t.Context(), j.Tenants[0], &job.Tests{})())
				if got := p.mask("no " + secret + " here"); got != "no [secret] here" {
					t.Errorf("it is not known: %s", got)
				}
				if leaks := scrubtest.Leaks(said, secret); len(leaks) > 0 {
					t.Errorf("it is shown as %q\n%s", leaks, said)
				}
			})
		}
	}
	if n < 8*len(schemes) {
		t.Errorf("%d cases, which cannot be all", n)
	}
	for _, s := range schemes[1:] {
		if !config.NewSecret(s + "://X").IsReference() {
			t.Errorf("%s is no scheme of references", s)
		}
	}
}

// write is a configuration in which the setting is the text, or a reference to
// it, and the process that it is for.
func write(t *testing.T, s setting, scheme, text, graph string) (*Process, string) {
	t.Helper()
	environment := map[string]string{"SLACK": "xoxb-1", "TOKEN": "a-token", "PLANTED": text}
	value := map[string]string{
		"": text, "env": "env://PLANTED", "awsparamstore": "awsparamstore:///planted",
		"awssecretsmanager": "awssecretsmanager://planted",
	}[scheme]
	if scheme == "file" {
		path := filepath.Join(t.TempDir(), "planted")
		if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		value = "file://" + path
	}
	over := scrubtest.Echo{
		Form: scrubtest.Forms["plain"],
		Serve: map[string]http.HandlerFunc{
			"ssm.eu-central-1.amazonaws.com": func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/x-amz-json-1.1")
				_ = json.NewEncoder(w).Encode(map[string]any{"Parameter": map[string]string{"Value": text}})
			},
			"secretsmanager.eu-central-1.amazonaws.com": func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/x-amz-json-1.1")
				_ = json.NewEncoder(w).Encode(map[string]any{"SecretString": text})
			},
		},
		Real: map[string]http.RoundTripper{
			strings.TrimPrefix(strings.TrimSuffix(graph, "/v1.0"), "http://"): http.DefaultTransport,
		},
	}
	if slices.ContainsFunc(s.path, func(step step) bool { return step.key == "auth" }) {
		over.Real = nil // Graph repeats it
	}
	p, _ := echoing(t, over, environment)
	twoValues["store"] = [2]any{"file://" + t.TempDir()}
	document := s.document(value)
	document["graph"] = map[string]any{"url": graph}
	data, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return p, string(data)
}

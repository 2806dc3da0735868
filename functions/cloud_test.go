package functions

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"secure-score-reporter/internal/graph/graphtest"
)

// Secrets that no log and no answer may contain.
const (
	slackToken    = "xoxb-the-slack-token"
	signingSecret = "the-signing-secret"
	assertion     = "the.aws.jwt"
	graphToken    = "the-graph-token"
	awsSecret     = "the-aws-secret-key"
	awsSession    = "the-aws-session-token/with+signs=="
)

// cloud fakes every service that a deployed function calls.
type cloud struct {
	t     *testing.T
	graph *graphtest.Server
	env   []string
	token func(tenant string) string // for Graph

	mu      sync.Mutex
	posts   []url.Values // to Slack
	uploads int
	mails   []string // to SES
	invoked []string // of the reporter, by the slash command
	replies []string // to slash commands
	tokens  []url.Values
	fetched map[string]int // parameters
	// What the Parameter Store has, and how often it refuses a parameter first.
	parameters map[string]string
	refuses    map[string]int
	slackError map[string]string // by channel; that of Slack for a message
	usage      *usage            // counts the requests, where it is not nil
	// Meets serves a request in place of its handler where it says so; nil for
	// none.
	meets func(w http.ResponseWriter, r *http.Request, handle http.HandlerFunc) bool
}

func newCloud(t *testing.T) *cloud {
	t.Helper()
	c := &cloud{
		t: t, token: func(string) string { return graphToken }, fetched: map[string]int{}, refuses: map[string]int{},
		slackError: map[string]string{},
	}
	var err error
	if c.graph, err = graphtest.New(graphtest.Options{Token: graphToken}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.graph.Close)
	c.graph.Serve(graphtest.Scores(time.Now().UTC().Format(time.DateOnly), 90, 40), graphtest.Profiles(60))

	backend := s3mem.New()
	if err := backend.CreateBucket("scores"); err != nil {
		t.Fatal(err)
	}
	s3 := gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	slack := c.serve(c.slack)
	config := fmt.Sprintf(`{"store": "s3://scores?endpoint=%s&prefix=securescore/", "graph": {"url": %q},
		"portfolio": {"slack": {"channel": "#msp"}, "email": {"to": ["ops@contoso.example"]}},
		"slack": {"token": "awsparamstore:///securescore/slack-token", "channel": "#security", "apiUrl": "%s/",
			"askers": ["U0000000001"]},
		"email": {"transport": "ses", "from": "score@contoso.example", "to": ["ciso@contoso.example"]},
		"tenants": [{"name": "contoso", "id": %q,
			"auth": {"federation": {"clientId": "11111111-1111-1111-1111-111111111111"}}}]}`,
		c.serve(s3.ServeHTTP), c.graph.URL, slack, graphtest.TenantID)
	c.parameters = map[string]string{
		"/stack/config": config, "/securescore/slack-token": slackToken, "/securescore/signing-secret": signingSecret,
	}
	ssm := c.serve(c.parameterStore)
	ses := c.serve(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		c.note(func() { c.mails = append(c.mails, string(body)) })
		fmt.Fprint(w, `{"MessageId": "1"}`)
	})
	sts := c.serve(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			<GetWebIdentityTokenResult><WebIdentityToken>%s</WebIdentityToken></GetWebIdentityTokenResult>
			</GetWebIdentityTokenResponse>`, assertion)
	})
	invoke := c.serve(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		kind := r.Header.Get("X-Amz-Invocation-Type")
		if r.URL.Path != "/2015-03-31/functions/reporter/invocations" || kind != "Event" {
			t.Errorf("invoked %s as %s", r.URL.Path, kind)
		}
		c.note(func() { c.invoked = append(c.invoked, string(body)) })
		w.WriteHeader(http.StatusAccepted)
	})
	proxy, authorities := c.internet(s3)
	c.env = []string{
		"AWS_REGION=eu-central-1", "AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=" + awsSecret,
		"AWS_SESSION_TOKEN=" + awsSession,
		"AWS_ENDPOINT_URL_SSM=" + ssm, "AWS_ENDPOINT_URL_SESV2=" + ses,
		"AWS_ENDPOINT_URL_STS=" + sts, "AWS_ENDPOINT_URL_LAMBDA=" + invoke,
		"HTTPS_PROXY=" + proxy, "SSL_CERT_FILE=" + authorities,
		"SECURESCORE_CONFIG=awsparamstore:///stack/config", "SECURESCORE_REPORTER=reporter",
		"SECURESCORE_SLACK_SIGNING_SECRET=awsparamstore:///securescore/signing-secret",
	}
	return c
}

func (c *cloud) note(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
}

func (c *cloud) serve(handle http.HandlerFunc) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.usage != nil {
			c.usage.of(r)
		}
		c.mu.Lock()
		meets := c.meets
		c.mu.Unlock()
		if meets == nil || !meets(w, r, handle) {
			handle(w, r)
		}
	}))
	c.t.Cleanup(server.Close)
	return server.URL
}

func (c *cloud) parameterStore(w http.ResponseWriter, r *http.Request) {
	var in struct{ Name string }
	_ = json.NewDecoder(r.Body).Decode(&in)
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	c.note(func() {
		c.fetched[in.Name]++
		if c.refuses[in.Name] > 0 {
			c.refuses[in.Name]--
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"__type": "AccessDeniedException", "message": "not authorized to read contoso"}`)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"Parameter": map[string]string{"Value": c.parameters[in.Name]}})
	})
}

func (c *cloud) slack(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	w.Header().Set("Content-Type", "application/json")
	problem := ""
	c.note(func() {
		switch {
		case strings.HasSuffix(r.URL.Path, "chat.postMessage"):
			if problem = c.slackError[r.FormValue("channel")]; problem == "" {
				c.posts = append(c.posts, r.Form)
			}
		case strings.HasSuffix(r.URL.Path, "/upload"):
			c.uploads++
		}
	})
	if problem != "" {
		fmt.Fprintf(w, `{"ok":false,"error":%q}`, problem)
		return
	}
	if strings.HasSuffix(r.URL.Path, "getUploadURLExternal") {
		fmt.Fprintf(w, `{"ok":true,"upload_url":"http://%s/upload","file_id":"F1"}`, r.Host)
		return
	}
	fmt.Fprint(w, `{"ok":true,"channel":"C1","ts":"1.1","files":[{"id":"F1"}]}`)
}

// s3Host has the store too. Slack opens links only to https.
const s3Host = "s3.contoso.example"

// internet serves Microsoft Entra and Slack's hooks under their real names, and
// the store: a proxy sends all to one server with its own certificate.
func (c *cloud) internet(s3 http.Handler) (proxy, authorities string) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tenant, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		root := "https://" + r.Host + "/" + tenant
		switch {
		case r.Host == s3Host:
			s3.ServeHTTP(w, r)
		case r.Host == "hooks.slack.com":
			body, _ := io.ReadAll(r.Body)
			c.note(func() { c.replies = append(c.replies, r.URL.Path+" "+string(body)) })
			fmt.Fprint(w, "ok")
		case r.Host == "login.microsoftonline.com" && strings.HasSuffix(r.URL.Path, "/openid-configuration"):
			_ = json.NewEncoder(w).Encode(map[string]string{
				"issuer": root + "/v2.0", "authorization_endpoint": root + "/oauth2/v2.0/authorize",
				"token_endpoint": root + "/oauth2/v2.0/token",
			})
		case r.Host == "login.microsoftonline.com":
			_ = r.ParseForm()
			c.note(func() { c.tokens = append(c.tokens, r.PostForm) })
			if c.token(tenant) == "" {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusUnauthorized)
				fmt.Fprint(w, `{"error": "invalid_client", "error_description": "AADSTS700016: no such application"}`)
				return
			}
			_ = json.NewEncoder(w).Encode(map[string]any{
				"token_type": "Bearer", "expires_in": 3599, "access_token": c.token(tenant),
			})
		default:
			http.NotFound(w, r)
		}
	}))
	server.TLS = certificate(c.t, "login.microsoftonline.com", "hooks.slack.com", s3Host)
	server.StartTLS()
	c.t.Cleanup(server.Close)
	authorities = filepath.Join(c.t.TempDir(), "authorities.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.TLS.Certificates[0].Certificate[0]})
	if err := os.WriteFile(authorities, block, 0o600); err != nil {
		c.t.Fatal(err)
	}
	return c.serve(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			http.Error(w, "only CONNECT", http.StatusMethodNotAllowed)
			return
		}
		there, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		here, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			_ = there.Close()
			return
		}
		fmt.Fprint(here, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
		go func() { _, _ = io.Copy(here, there); _ = here.Close() }()
	}), authorities
}

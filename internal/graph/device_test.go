package graph

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"secure-score-reporter/internal/graph/graphtest"
)

// deviceEntra is a sign-in service for persons: each poll gets the next of the
// answers, the last one again and again.
type deviceEntra struct {
	*fakeEntra
	mu      sync.Mutex
	asked   []url.Values // for a code
	polls   []url.Values
	answers [][2]string // the error and its description; two empty texts accept
	refuses [2]string   // the request for a code
	expires int         // seconds that a code is valid
	token   string
	grants  string // the permissions of the token; empty: those that were asked for

	accepted func() // called when a person is signed in
}

// newDevice adds the endpoints of a person's sign-in to the fake.
func newDevice(t *testing.T, answers ...[2]string) *deviceEntra {
	t.Helper()
	d := &deviceEntra{answers: answers, expires: 900, token: testToken, accepted: func() {}}
	d.fakeEntra = newEntra(t, acceptAll)
	others := d.Config.Handler
	mux := http.NewServeMux()
	mux.Handle("/", others)
	mux.HandleFunc("/"+tenant+"/oauth2/v2.0/devicecode", d.code)
	mux.HandleFunc("/"+tenant+"/oauth2/v2.0/token", d.poll)
	d.Config.Handler = mux
	return d
}

func (d *deviceEntra) code(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked = append(d.asked, r.PostForm)
	if d.refuses[0] != "" {
		refuseDevice(w, d.refuses)
		return
	}
	writeJSON(w, map[string]any{
		"user_code": "ABCD-EFGH", "device_code": "device-hunter2", "verification_uri": "https://microsoft.com/devicelogin",
		"expires_in": d.expires, "interval": 5, "message": "To sign in, use a web browser.",
	})
}

func (d *deviceEntra) poll(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.polls = append(d.polls, r.PostForm)
	answer := d.answers[min(len(d.polls), len(d.answers))-1]
	if answer[0] != "" {
		refuseDevice(w, answer)
		return
	}
	d.accepted()
	claims := base64.RawURLEncoding.EncodeToString([]byte(fmt.Sprintf(
		`{"aud":"app","oid":"o","tid":%q,"preferred_username":"kim@contoso.example","sub":"s"}`, tenant)))
	writeJSON(w, map[string]any{
		"token_type": "Bearer", "expires_in": 3599, "access_token": d.token, "refresh_token": "refresh-hunter2",
		"scope": cmp.Or(d.grants, d.asked[0].Get("scope")), "id_token": "e30." + claims + ".x",
		"client_info": base64.RawURLEncoding.EncodeToString([]byte(`{"uid":"o","utid":"` + tenant + `"}`)),
	})
}

func refuseDevice(w http.ResponseWriter, answer [2]string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(map[string]string{
		"error": answer[0], "trace_id": "trace-1", "error_description": answer[1] + " Trace ID: 1 Correlation ID: 2",
	})
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

var (
	pending  = [2]string{"authorization_pending", "AADSTS70016: OAuth 2.0 device flow error. Authorization is pending."}
	slowDown = [2]string{"slow_down", "Too fast."}
	accepted = [2]string{}
)

// prompts collects what a person was shown.
type prompts struct{ shown []DevicePrompt }

func (p *prompts) show(_ context.Context, d DevicePrompt) error {
	p.shown = append(p.shown, d)
	return nil
}

func (p *prompts) signIn() SignIn {
	return SignIn{DeviceCode: &DeviceCode{ClientID: "public-client", Person: NewPerson(p.show)}}
}

// A person signs in once for all requests of a client, and is asked for one
// permission.
func TestDeviceCode(t *testing.T) {
	entra := newDevice(t, pending, slowDown, pending, accepted)
	fake := newFake(t, graphtest.Options{Token: testToken})
	var asked prompts
	client := newClient(t, fake.URL, entra.through(asked.signIn()))
	for range 2 {
		if _, err := client.Today(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want := DevicePrompt{tenant, "https://microsoft.com/devicelogin", "ABCD-EFGH", 5 * time.Minute}
	if !slices.Equal(asked.shown, []DevicePrompt{want}) {
		t.Errorf("shown %v, want %v once", asked.shown, want)
	}
	if len(entra.asked) != 1 || len(entra.polls) != 4 {
		t.Fatalf("%d codes, %d polls", len(entra.asked), len(entra.polls))
	}
	scopes := strings.Fields(entra.asked[0].Get("scope"))
	slices.Sort(scopes) // docs/sign-in.md says what a person consents to
	if want := []string{
		"https://graph.microsoft.com/SecurityEvents.Read.All", "offline_access", "openid", "profile",
	}; !slices.Equal(scopes, want) ||
		entra.asked[0].Get("client_id") != "public-client" {
		t.Errorf("asked for %v", entra.asked[0])
	}
	if got := entra.polls[3].Get("grant_type"); got != "device_code" && !strings.HasSuffix(got, ":device_code") {
		t.Errorf("grant %q", got)
	}
}

func TestDeviceCodeRefused(t *testing.T) {
	for name, c := range map[string]struct {
		answer  [2]string
		asIs    bool // the request for a code is refused
		patient time.Duration
		expires int
		want    []string
	}{
		"declined": {
			answer: [2]string{"authorization_declined", "The end user declined."},
			want:   []string{"declined in the browser", "administrator run the command once"},
		},
		"declined consent": {
			answer: [2]string{"access_denied", "AADSTS65004: User declined to consent to access the app."},
			want:   []string{"AADSTS65004", "declined in the browser"},
		},
		"expired": {
			answer: [2]string{"expired_token", "AADSTS70020: The code has expired."},
			want:   []string{"AADSTS70020", "the code has expired: run the command again"},
		},
		"no consent": {
			answer: [2]string{"invalid_grant", "AADSTS65001: The user or administrator has not consented."},
			want:   []string{"consent to SecurityEvents.Read.All is missing", "consent on behalf of the organisation"},
		},
		"another tenant's account": {
			answer: [2]string{"invalid_grant", "AADSTS50020: User account does not exist in tenant."},
			want:   []string{"not in the tenant: sign in with an account of the tenant"},
		},
		"conditional access": {
			answer: [2]string{"invalid_grant", "AADSTS53003: Access has been blocked."},
			want:   []string{"Conditional Access policy", "device code"},
		},
		"unknown tenant": {
			answer: [2]string{"invalid_request", "AADSTS90002: Tenant not found."}, asIs: true,
			want: []string{"there is no such tenant"},
		},
		"no public client": {
			answer: [2]string{"invalid_client", "AADSTS7000218: The request body must contain client_secret."}, asIs: true,
			want: []string{"allows no public client flows"},
		},
		"unknown application": {
			answer: [2]string{"unauthorized_client", "AADSTS700016: Application not found."}, asIs: true,
			want: []string{"leave it out for Microsoft's own application"},
		},
		"nobody": {
			answer: pending, patient: 300 * time.Millisecond,
			want: []string{"nobody completed the sign-in in time", "app registration"},
		},
		"code over": {answer: pending, expires: 1, want: []string{"nobody completed the sign-in", "run the command again"}},
	} {
		t.Run(name, func(t *testing.T) {
			entra := newDevice(t, pending, c.answer)
			if c.asIs {
				entra.refuses = c.answer
			}
			if c.expires > 0 {
				entra.expires = c.expires
			}
			var asked prompts
			method := asked.signIn()
			method.DeviceCode.Patience = c.patient
			client := newClient(t, "http://127.0.0.1:1/v1.0", entra.through(method))
			_, err := client.Today(t.Context())
			if !errors.Is(err, ErrSignIn) {
				t.Fatalf("got %v", err)
			}
			for _, want := range append(c.want, "signing in to tenant "+tenant) {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "Trace ID") {
				t.Errorf("%q contains a secret or the ids of the try", err)
			}
			if len(entra.asked) != 1 {
				t.Errorf("%d codes: a person is asked once", len(entra.asked))
			}
		})
	}
}

// Entra signs a person in without a permission that was declined.
func TestDeviceCodeWithoutThePermission(t *testing.T) {
	entra := newDevice(t, accepted)
	entra.grants = "https://graph.microsoft.com/User.Read openid profile offline_access"
	var asked prompts
	client := newClient(t, "http://127.0.0.1:1/v1.0", entra.through(asked.signIn()))
	_, err := client.Today(t.Context())
	if !errors.Is(err, ErrPermission) {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"SecurityEvents.Read.All was not granted at the sign-in", "and accept"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
}

// A person with several tenants enters one code after the other.
func TestDeviceCodesOneByOne(t *testing.T) {
	fake := newFake(t, graphtest.Options{Token: testToken})
	var open, most atomic.Int32
	person := NewPerson(func(context.Context, DevicePrompt) error {
		most.Store(max(most.Load(), open.Add(1)))
		return nil
	})
	var wait sync.WaitGroup
	for range 3 {
		entra := newDevice(t, pending, accepted)
		entra.accepted = func() { open.Add(-1) }
		client := newClient(t, fake.URL, entra.through(SignIn{DeviceCode: &DeviceCode{ClientID: "app", Person: person}}))
		wait.Go(func() {
			if _, err := client.Today(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if most.Load() != 1 || open.Load() != 0 {
		t.Errorf("%d codes at once, %d still open", most.Load(), open.Load())
	}
}

// Ctrl-C ends the wait for a person at once.
func TestDeviceCodeCancelled(t *testing.T) {
	entra := newDevice(t, pending)
	ctx, cancel := context.WithCancel(t.Context())
	method := SignIn{DeviceCode: &DeviceCode{ClientID: "app", Person: NewPerson(func(context.Context, DevicePrompt) error {
		cancel()
		return nil
	})}}
	_, err := newClient(t, "http://127.0.0.1:1/v1.0", entra.through(method)).Today(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Without a person to ask, such as on Lambda, there is no client.
func TestDeviceCodeNeedsAPerson(t *testing.T) {
	_, err := New(Options{TenantID: tenant, SignIn: SignIn{DeviceCode: &DeviceCode{ClientID: "app"}}})
	if err == nil || !strings.Contains(err.Error(), "only a person at the command line") {
		t.Errorf("got %v", err)
	}
}

// jwt is a token with these claims.
func jwt(claims string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
}

// A token of az for Azure's management is refused with 401, and said to be one.
func TestTokenForAzure(t *testing.T) {
	fake := newFake(t, graphtest.Options{Token: testToken})
	azure := jwt(`{"aud":"https://management.core.windows.net/","appid":"04b07795-8ddb-461a-bbee-02f9e1bf7b46"}`)
	_, err := newClient(t, fake.URL, func(o *Options) { o.SignIn.Token = constant(azure) }).Today(t.Context())
	if !errors.Is(err, ErrSignIn) || !strings.Contains(err.Error(), "a token of Azure's management") {
		t.Errorf("got %v", err)
	}
}

// H3: what to do about a 403 depends on whose token it is.
func TestPermissionAdvice(t *testing.T) {
	for name, c := range map[string]struct {
		token string
		want  string
		never string
	}{
		"no role": {jwt(`{"scp":"SecurityEvents.Read.All User.Read"}`), "lacks the role Security Reader", "application permission"},
		"no consent": {
			jwt(`{"scp":"User.Read","appid":"x"}`), "lacks the delegated permission SecurityEvents.Read.All", "application permission",
		},
		"az": {
			jwt(`{"scp":"User.Read.All","appid":"04b07795-8ddb-461a-bbee-02f9e1bf7b46"}`), "the Azure CLI's token never has", "role",
		},
		"an application": {jwt(`{"roles":["User.Read.All"]}`), "grant the application permission", "delegated"},
		"unreadable":     {"opaque", "a person's token needs the delegated permission", "application permission"},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t, graphtest.Options{})
			fake.Fail(graphtest.Fault{Status: http.StatusForbidden})
			_, err := newClient(t, fake.URL, func(o *Options) { o.SignIn.Token = constant(c.token) }).Today(t.Context())
			if !errors.Is(err, ErrPermission) || !strings.Contains(err.Error(), c.want) ||
				strings.Contains(err.Error(), c.never) {
				t.Errorf("got %v, want %q and never %q", err, c.want, c.never)
			}
		})
	}
}

// A person is asked for other permissions where the caller names them, and the
// error names them too.
func TestTokens(t *testing.T) {
	entra := newDevice(t, accepted)
	var asked prompts
	method := asked.signIn()
	method.DeviceCode.Permissions = []string{"Application.ReadWrite.All", "User.Read"}
	options := Options{TenantID: tenant}
	entra.through(method)(&options)
	root, token, err := Tokens(options)
	if err != nil || root != "https://graph.microsoft.com/v1.0" {
		t.Fatal(root, err)
	}
	for range 2 {
		if got, err := token(t.Context()); got != testToken || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	}
	scopes := strings.Fields(entra.asked[0].Get("scope"))
	if len(entra.asked) != 1 || !slices.Contains(scopes, "https://graph.microsoft.com/Application.ReadWrite.All") ||
		!slices.Contains(scopes, "https://graph.microsoft.com/User.Read") ||
		slices.Contains(scopes, "https://graph.microsoft.com/SecurityEvents.Read.All") {
		t.Errorf("asked for %v", entra.asked)
	}

	entra.answers = [][2]string{{"invalid_grant", "AADSTS65001: The user or administrator has not consented."}}
	if _, token, err = Tokens(options); err != nil {
		t.Fatal(err)
	}
	const says = "the consent to Application.ReadWrite.All, User.Read is missing"
	if _, err := token(t.Context()); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, want %q", err, says)
	}

	for name, o := range map[string]Options{
		"no such cloud": {Cloud: "moon", TenantID: tenant, SignIn: method}, "no way to sign in": {TenantID: tenant},
	} {
		if _, _, err := Tokens(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

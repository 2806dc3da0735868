package cloudsetup

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/cloudsetup/cloudsetuptest"
	"secure-score-reporter/report/words"
)

const slackToken = "xoxb-the-token-of-the-app"

func tokens(replace bool) []Secret { return []Secret{{TokenParameter, slackToken, replace}} }

// load is the AWS configuration of a person at the stand-in.
func load(c *cloudsetuptest.Cloud) func(context.Context) (aws.Config, error) {
	return func(context.Context) (aws.Config, error) {
		return aws.Config{
			Region: "eu-central-1", HTTPClient: &http.Client{Transport: c}, RetryMaxAttempts: 1,
			Credentials: credentials.NewStaticCredentialsProvider("id", "key", ""),
		}, nil
	}
}

// setUp is one run of everything, with the lines that it says. It replaces a
// token that is stored. The pauses pass at once.
func setUp(t *testing.T, c *cloudsetuptest.Cloud, change func(*Setup)) (clientID string, lines []string, err error) {
	t.Helper()
	account, err := OpenAccount(t.Context(), load(c))
	if err != nil {
		return "", nil, err
	}
	directory := NewDirectory("https://graph.microsoft.com/v1.0",
		func(context.Context) (string, error) { return cloudsetuptest.Token, nil }, c)
	directory.wait = func(context.Context, time.Duration) error { return nil }
	if _, err := directory.Tenant(t.Context()); err != nil {
		return "", nil, err
	}
	_, stored := c.Parameters[TokenParameter]
	s := Setup{
		Account: account, Directory: directory, RoleName: "securescore-reporter", Secrets: tokens(stored),
		Did: func(step words.SetupStep) error {
			lines = append(lines, step.Line())
			return nil
		},
	}
	if change != nil {
		change(&s)
	}
	clientID, err = s.Run(t.Context())
	return clientID, lines, err
}

const role = "arn:aws:iam::" + cloudsetuptest.Account + ":role/securescore-reporter"

// whole is the application when all is set up.
var whole = cloudsetuptest.Application{
	ID: "object-1", ClientID: cloudsetuptest.ClientID, DisplayName: "Secure Score Reporter",
	UniqueName: "secure-score-reporter", Principal: "principal-of-object-1", Granted: []string{cloudsetuptest.RoleID},
	Owners: []string{cloudsetuptest.PersonID},
	Access: []map[string]any{{
		"resourceAppId":  "00000003-0000-0000-c000-000000000000",
		"resourceAccess": []any{map[string]any{"id": cloudsetuptest.RoleID, "type": "Role"}},
	}},
	Credentials: []map[string]any{{
		"name": cloudsetuptest.Account + "-securescore-reporter", "issuer": cloudsetuptest.Issuer, "subject": role,
		"audiences": []any{"api://AzureADTokenExchange"},
	}},
}

// The first run makes everything, in one call each, and the second one finds
// everything.
func TestSetup(t *testing.T) {
	t.Parallel()
	c := &cloudsetuptest.Cloud{}
	clientID, lines, err := setUp(t, c, nil)
	if err != nil || clientID != cloudsetuptest.ClientID {
		t.Fatalf("%q, %v", clientID, err)
	}
	if diff := cmp.Diff([]cloudsetuptest.Application{whole}, c.Applications); diff != "" {
		t.Error(diff)
	}
	want := map[string]cloudsetuptest.Parameter{TokenParameter: {Type: "SecureString", Value: slackToken}}
	if diff := cmp.Diff(want, c.Parameters); diff != "" || !c.Federation {
		t.Error(diff)
	}
	wantLines := []string{
		"done: outbound web identity federation, issuer " + cloudsetuptest.Issuer,
		"done: the secret /securescore/slack-token",
		"done: the application, client id " + cloudsetuptest.ClientID,
		"done: its service principal in the tenant",
		"done: its permission SecurityEvents.Read.All",
		"done: the consent to SecurityEvents.Read.All",
		"done: its trust in " + role,
	}
	if diff := cmp.Diff(wantLines, lines); diff != "" {
		t.Error(diff)
	}
	changes := c.Changes()
	if len(changes) != 7 {
		t.Errorf("%d changes: %q", len(changes), changes)
	}

	_, lines, err = setUp(t, c, func(s *Setup) { s.Secrets = nil })
	if err != nil || !cmp.Equal(changes, c.Changes()) {
		t.Errorf("the second run changes %q, %v", c.Changes()[len(changes):], err)
	}
	for _, line := range lines {
		if !strings.HasPrefix(line, "found: ") {
			t.Errorf("the second run: %s", line)
		}
	}
}

// A run that was ended before or after any call is completed by the next one,
// and makes nothing twice. Only a token that was stored is not stored again.
func TestSetupAfterAnyEnd(t *testing.T) {
	t.Parallel()
	complete := &cloudsetuptest.Cloud{}
	if _, _, err := setUp(t, complete, nil); err != nil {
		t.Fatal(err)
	}
	for i, call := range complete.Calls {
		for _, lost := range []bool{false, true} {
			c := &cloudsetuptest.Cloud{}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			calls := 0
			end := func(string) {
				if calls++; calls == i+1 {
					cancel()
				}
			}
			if lost {
				c.After = end
			} else {
				c.Before = end
			}
			if err := interrupted(ctx, c); !errors.Is(err, context.Canceled) {
				t.Fatalf("%s: %v", call, err)
			}
			c.Before, c.After = nil, nil
			_, stored := c.Parameters[TokenParameter]
			if _, _, err := setUp(t, c, nil); err != nil {
				t.Fatalf("after %s: %v", call, err)
			}
			if diff := cmp.Diff(complete.Applications, c.Applications); diff != "" || !c.Federation {
				t.Errorf("after %s: %s", call, diff)
			}
			for _, change := range complete.Changes() {
				times := 0
				for _, made := range c.Changes() {
					if made == change {
						times++
					}
				}
				if times != 1 && (!stored || change != "ssm:PutParameter") {
					t.Errorf("after %s: %s is called %d times", call, change, times)
				}
			}
		}
	}
}

func interrupted(ctx context.Context, c *cloudsetuptest.Cloud) error {
	account, err := OpenAccount(ctx, load(c))
	if err != nil {
		return err
	}
	directory := NewDirectory("https://graph.microsoft.com/v1.0",
		func(context.Context) (string, error) { return cloudsetuptest.Token, nil }, c)
	if _, err := directory.Tenant(ctx); err != nil {
		return err
	}
	_, err = Setup{
		Account: account, Directory: directory, RoleName: "securescore-reporter", Secrets: tokens(false),
		Did: func(words.SetupStep) error { return nil },
	}.Run(ctx)
	return err
}

var (
	insufficient = cloudsetuptest.Answer{
		Status: 403, Code: "Authorization_RequestDenied", Message: "Insufficient privileges to complete the operation."}
	throttled = cloudsetuptest.Answer{
		Status: 429, Code: "TooManyRequests", Message: "Too many requests.", Header: map[string]string{"Retry-After": "600"}}
	quota = cloudsetuptest.Answer{
		Status: 403, Code: "Directory_QuotaExceeded", Message: "The directory object quota limit has been exceeded."}
	denied = cloudsetuptest.Answer{
		Status: 403, Code: "AccessDenied", Message: "kim is not authorized, with an explicit deny in a service control policy"}
	deniedSSM = cloudsetuptest.Answer{Status: 400, Code: "AccessDeniedException", Message: "kim is not authorized"}
)

// Every call may be refused. The error says what was tried, what the answer
// was, who can correct it and what is done; the next run completes it.
func TestSetupRefused(t *testing.T) {
	t.Parallel()
	const (
		object      = "/applications/object-1"
		byKey       = "/applications(uniqueName='secure-score-reporter')"
		principal   = "/servicePrincipals(appId='" + cloudsetuptest.ClientID + "')"
		graph       = "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"
		assignments = "/servicePrincipals/principal-of-object-1/appRoleAssignments"
		assign      = "/servicePrincipals/9a9a9a9a-0000-4000-8000-000000000003/appRoleAssignedTo"
		cloudAdmin  = "sign in as a person with the role Cloud Application Administrator or Application Administrator"
		privileged  = "sign in as a person with the role Privileged Role Administrator or Global Administrator"
		later       = "run the command again in some minutes"
	)
	for _, test := range []struct {
		call    string
		answer  cloudsetuptest.Answer
		changed int // calls before
		says    []string
	}{
		{"sts:GetCallerIdentity", denied, 0, []string{
			"which AWS account", "allow sts:GetCallerIdentity", "nothing is done yet"}},
		{"sts:GetCallerIdentity", cloudsetuptest.Answer{Status: 403, Code: "ExpiredToken", Message: "It has expired."}, 0,
			[]string{"the sign-in to AWS has expired"}},
		{"GET /organization", insufficient, 0, []string{"which tenant this is", "Authorization_RequestDenied"}},
		{"GET /organization", cloudsetuptest.Answer{Status: 401, Code: "InvalidAuthenticationToken"}, 0,
			[]string{"sign in again"}},
		{"iam:GetOutboundWebIdentityFederationInfo", denied, 0,
			[]string{"enabling outbound", "allow iam:GetOutboundWebIdentityFederationInfo", "service control policy"}},
		{"iam:EnableOutboundWebIdentityFederation", denied, 0, []string{"allow iam:EnableOutboundWebIdentityFederation"}},
		{"iam:EnableOutboundWebIdentityFederation", cloudsetuptest.Answer{
			Status: 400, Code: "Throttling", Message: "Rate exceeded"}, 0, []string{later}},
		{"GET " + byKey, throttled, 2, []string{"registering the application: HTTP 429 TooManyRequests", later}},
		{"GET " + byKey, insufficient, 2, []string{cloudAdmin, "done so far: outbound web identity federation"}},
		{"GET /applications", insufficient, 2, []string{cloudAdmin}},
		{"PATCH " + byKey, insufficient, 2, []string{"registering the application", cloudAdmin, "activated first"}},
		{"PATCH " + byKey, quota, 2, []string{"may not create more objects", "Cloud Application Administrator"}},
		{"GET " + principal, insufficient, 3, []string{"adding the application to the tenant", cloudAdmin}},
		{"POST /servicePrincipals", insufficient, 3, []string{cloudAdmin, "the application, client id"}},
		{"POST /servicePrincipals", quota, 3, []string{"may not create more objects"}},
		{"GET " + graph, insufficient, 4, []string{"requesting SecurityEvents.Read.All", cloudAdmin}},
		{"PATCH " + object, insufficient, 4, []string{"requesting SecurityEvents.Read.All", cloudAdmin}},
		{"GET " + assignments, insufficient, 5, []string{"consenting to SecurityEvents.Read.All", privileged}},
		{"POST " + assign, insufficient, 5, []string{
			"consenting to SecurityEvents.Read.All: HTTP 403 Authorization_RequestDenied", privileged, "its permission"}},
		{"POST " + assign, throttled, 5, []string{later}},
		{"GET " + object + "/federatedIdentityCredentials", insufficient, 6, []string{"trust " + role, cloudAdmin}},
		{"POST " + object + "/federatedIdentityCredentials", insufficient, 6, []string{"trust " + role, cloudAdmin}},
		{"ssm:PutParameter", deniedSSM, 1, []string{
			"storing /securescore/slack-token", "allow ssm:PutParameter", "done so far: outbound web identity"}},
		{"ssm:PutParameter", cloudsetuptest.Answer{Status: 400, Code: "ParameterLimitExceeded", Message: "Too many."}, 1,
			[]string{"ParameterLimitExceeded: Too many."}},
	} {
		t.Run(test.call+" "+test.answer.Code, func(t *testing.T) {
			t.Parallel()
			c := &cloudsetuptest.Cloud{Refuses: map[string][]cloudsetuptest.Answer{test.call: {test.answer}}}
			_, _, err := setUp(t, c, nil)
			var refused *RefusedError
			if !errors.As(err, &refused) || strings.Contains(err.Error(), slackToken) {
				t.Fatalf("%v", err)
			}
			for _, says := range test.says {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("no %q in\n%v", says, err)
				}
			}
			changes := slices.DeleteFunc(c.Changes(), func(call string) bool { return call == test.call })
			if len(changes) != test.changed {
				t.Errorf("%d changes before, want %d: %q", len(changes), test.changed, changes)
			}
			if _, _, err := setUp(t, c, nil); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]cloudsetuptest.Application{whole}, c.Applications); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Microsoft Entra does not have at once everywhere what was created.
func TestSetupSettles(t *testing.T) {
	t.Parallel()
	missing := cloudsetuptest.Answer{Status: 400, Code: "Request_BadRequest", Message: "It references no application."}
	c := &cloudsetuptest.Cloud{Refuses: map[string][]cloudsetuptest.Answer{
		"POST /servicePrincipals": {missing, missing},
		"GET /applications/object-1/federatedIdentityCredentials": {
			{Status: 404, Code: "Request_ResourceNotFound", Message: "It does not exist."}},
	}}
	if _, _, err := setUp(t, c, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]cloudsetuptest.Application{whole}, c.Applications); diff != "" {
		t.Error(diff)
	}

	c = &cloudsetuptest.Cloud{Refuses: map[string][]cloudsetuptest.Answer{
		"POST /servicePrincipals": slices.Repeat([]cloudsetuptest.Answer{missing}, len(settling)+1)}}
	_, _, err := setUp(t, c, nil)
	if err == nil || !strings.Contains(err.Error(), "may not have what was created everywhere yet") {
		t.Error(err)
	}
	if _, _, err := setUp(t, c, nil); err != nil {
		t.Error(err)
	}
}

// After a failure the same account does not store again what it stored.
func TestSetupStoresOnce(t *testing.T) {
	t.Parallel()
	c := &cloudsetuptest.Cloud{Refuses: map[string][]cloudsetuptest.Answer{"POST /servicePrincipals": {insufficient}}}
	account, err := OpenAccount(t.Context(), load(c))
	if err != nil {
		t.Fatal(err)
	}
	same := func(s *Setup) { s.Account, s.Secrets = account, tokens(false) }
	if _, _, err := setUp(t, c, same); err == nil {
		t.Fatal("no step fails")
	}
	_, lines, err := setUp(t, c, same)
	if err != nil || !slices.Contains(lines, "found: the secret /securescore/slack-token") {
		t.Errorf("%v, %q", err, lines)
	}
}

// A throttled request is sent again after the time that Graph asks for.
func TestSetupWaits(t *testing.T) {
	t.Parallel()
	c := &cloudsetuptest.Cloud{Refuses: map[string][]cloudsetuptest.Answer{"GET /organization": {{
		Status: 429, Code: "TooManyRequests", Header: map[string]string{"Retry-After": "1"}}}}}
	if _, _, err := setUp(t, c, nil); err != nil {
		t.Error(err)
	}
}

// What a person made by hand is used, and the rest of it stays as it is.
func TestSetupByHand(t *testing.T) {
	t.Parallel()
	other := map[string]any{
		"resourceAppId": "another", "resourceAccess": []any{map[string]any{"id": "x", "type": "Scope"}},
	}
	mail := map[string]any{"id": "mail", "type": "Role"}
	byHand := func() cloudsetuptest.Application {
		return cloudsetuptest.Application{
			ID: "object-7", ClientID: "c11e0000-0000-4000-8000-000000000007", DisplayName: "Secure Score Reporter",
			Access: []map[string]any{other, {
				"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": []any{mail}}},
		}
	}
	for name, change := range map[string]func(*cloudsetuptest.Application, *Setup){
		"by its display name": func(*cloudsetuptest.Application, *Setup) {},
		"by its client id": func(a *cloudsetuptest.Application, s *Setup) {
			a.DisplayName, s.ClientID, a.Owners = "Score", a.ClientID, []string{"somebody else"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &cloudsetuptest.Cloud{Applications: []cloudsetuptest.Application{byHand()}}
			clientID, _, err := setUp(t, c, func(s *Setup) { change(&c.Applications[0], s) })
			if err != nil || clientID != byHand().ClientID || len(c.Applications) != 1 {
				t.Fatalf("%q, %v, %d applications", clientID, err, len(c.Applications))
			}
			want := []map[string]any{other, {
				"resourceAppId":  "00000003-0000-0000-c000-000000000000",
				"resourceAccess": []any{mail, map[string]any{"id": cloudsetuptest.RoleID, "type": "Role"}},
			}}
			if diff := cmp.Diff(want, c.Applications[0].Access); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is there and does not fit is never changed.
func TestSetupMisfits(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		cloud  func(*cloudsetuptest.Cloud)
		change func(*Setup)
		says   string
	}{
		"two of the name": {func(c *cloudsetuptest.Cloud) {
			c.Applications = []cloudsetuptest.Application{
				{ID: "a", ClientID: "id-b", DisplayName: "Secure Score Reporter"},
				{ID: "b", ClientID: "id-a", DisplayName: "Secure Score Reporter"}}
		}, nil, "the tenant has 2 applications of the name Secure Score Reporter: name one with --client-id (id-a, id-b)"},
		"another owner, by its name": {func(c *cloudsetuptest.Cloud) {
			c.Applications = []cloudsetuptest.Application{{ID: "a", ClientID: "id-a", DisplayName: "Secure Score Reporter",
				Owners: []string{"somebody else"}}}
		}, nil, "an application of the name Secure Score Reporter with another owner"},
		"another owner, by its key": {func(c *cloudsetuptest.Cloud) {
			c.Applications = []cloudsetuptest.Application{{ID: "a", ClientID: "id-a", UniqueName: "secure-score-reporter",
				Owners: []string{cloudsetuptest.PersonID, "somebody else"}}}
		}, nil, "name it with --client-id id-a, or delete it"},
		"no such client id": {nil, func(s *Setup) { s.ClientID = "c11e0000-0000-4000-8000-000000000009" },
			"no application registration c11e0000-0000-4000-8000-000000000009: check --client-id"},
		"disabled": {func(c *cloudsetuptest.Cloud) {
			disabled := whole
			disabled.Disabled = true
			c.Applications = []cloudsetuptest.Application{disabled}
		}, nil, "the application is disabled in this tenant: enable it"},
		"another issuer": {func(c *cloudsetuptest.Cloud) {
			c.Applications = []cloudsetuptest.Application{withCredentials(map[string]any{
				"name": cloudsetuptest.Account + "-securescore-reporter", "issuer": "https://old", "subject": role,
				"audiences": []any{"api://AzureADTokenExchange"}})}
		}, nil, "similar and not the same: correct it to issuer " + cloudsetuptest.Issuer},
		"another audience": {func(c *cloudsetuptest.Cloud) {
			c.Applications = []cloudsetuptest.Application{withCredentials(map[string]any{
				"name": "mine", "issuer": cloudsetuptest.Issuer, "subject": role, "audiences": []any{"api://other"}})}
		}, nil, "the application's federated credential mine is similar"},
		"20 credentials": {func(c *cloudsetuptest.Cloud) {
			c.Applications = []cloudsetuptest.Application{withCredentials(
				slices.Repeat([]map[string]any{{"name": "n", "issuer": "i", "subject": "s", "audiences": []any{}}}, 20)...)}
		}, nil, "has 20 federated credentials, and Microsoft Entra allows no more: delete one"},
		"a token by then": {func(c *cloudsetuptest.Cloud) {
			c.Parameters = map[string]cloudsetuptest.Parameter{TokenParameter: {Type: "SecureString", Value: "theirs"}}
		}, func(s *Setup) { s.Secrets = tokens(false) }, "/securescore/slack-token is there by now, and was not replaced"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &cloudsetuptest.Cloud{}
			if test.cloud != nil {
				test.cloud(c)
			}
			if _, _, err := setUp(t, c, test.change); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v\nwant %q", err, test.says)
			}
			if test.cloud == nil {
				return
			}
			before := &cloudsetuptest.Cloud{}
			test.cloud(before)
			if diff := cmp.Diff(before.Parameters, c.Parameters); diff != "" && before.Parameters != nil {
				t.Error(diff)
			}
			if diff := cmp.Diff(before.Applications, c.Applications); diff != "" && before.Applications != nil {
				t.Error(diff)
			}
		})
	}
}

func withCredentials(list ...map[string]any) cloudsetuptest.Application {
	a := whole
	a.Credentials = list
	return a
}

// A token is replaced only if that is wanted. One that is not encrypted is an
// error.
func TestToken(t *testing.T) {
	t.Parallel()
	c := &cloudsetuptest.Cloud{}
	account, err := OpenAccount(t.Context(), load(c))
	if err != nil {
		t.Fatal(err)
	}
	if found, err := account.Stored(t.Context(), TokenParameter); found || err != nil {
		t.Errorf("%v, %v", found, err)
	}
	c.Parameters = map[string]cloudsetuptest.Parameter{TokenParameter: {Type: "SecureString", Value: "old"}}
	if found, err := account.Stored(t.Context(), TokenParameter); !found || err != nil {
		t.Errorf("%v, %v", found, err)
	}
	if _, _, err := setUp(t, c, func(s *Setup) { s.Secrets = tokens(true) }); err != nil ||
		c.Parameters[TokenParameter].Value != slackToken {
		t.Errorf("%v, %v", c.Parameters, err)
	}
	c.Parameters[TokenParameter] = cloudsetuptest.Parameter{Type: "String", Value: "open"}
	_, err = account.Stored(t.Context(), TokenParameter)
	if err == nil || !strings.Contains(err.Error(), "no SecureString") {
		t.Error(err)
	}
	c.Refuses = map[string][]cloudsetuptest.Answer{"ssm:GetParameter": {deniedSSM}}
	_, err = account.Stored(t.Context(), TokenParameter)
	if err == nil || !strings.Contains(err.Error(), "allow ssm:GetParameter") {
		t.Error(err)
	}
}

// What somebody else makes between the look and the call is found.
func TestSetupAtTheSameTime(t *testing.T) {
	t.Parallel()
	const assign = "POST /servicePrincipals/9a9a9a9a-0000-4000-8000-000000000003/appRoleAssignedTo"
	for call, other := range map[string]func(*cloudsetuptest.Cloud){
		"iam:EnableOutboundWebIdentityFederation": func(c *cloudsetuptest.Cloud) { c.Federation = true },
		"PATCH /applications(uniqueName='secure-score-reporter')": func(c *cloudsetuptest.Cloud) {
			c.Applications = []cloudsetuptest.Application{{
				ID: whole.ID, ClientID: whole.ClientID, DisplayName: whole.DisplayName, UniqueName: whole.UniqueName,
				Owners: whole.Owners}}
		},
		"POST /servicePrincipals": func(c *cloudsetuptest.Cloud) { c.Applications[0].Principal = whole.Principal },
		assign:                    func(c *cloudsetuptest.Cloud) { c.Applications[0].Granted = whole.Granted },
		"POST /applications/object-1/federatedIdentityCredentials": func(c *cloudsetuptest.Cloud) {
			c.Applications[0].Credentials = whole.Credentials
		},
	} {
		t.Run(call, func(t *testing.T) {
			t.Parallel()
			c := &cloudsetuptest.Cloud{}
			once := true
			c.Before = func(next string) {
				if next == call && once {
					once = false
					other(c)
				}
			}
			_, lines, err := setUp(t, c, nil)
			if err != nil || once {
				t.Fatal(err)
			}
			found := slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "done: ") })
			if diff := cmp.Diff([]cloudsetuptest.Application{whole}, c.Applications); diff != "" || len(found) != 1 {
				t.Errorf("found %q, %s", found, diff)
			}
		})
	}
}

// An answer that is not Graph's or AWS's is an error, and never the end of the
// program or a change.
func TestSetupGarbage(t *testing.T) {
	t.Parallel()
	garbage := cloudsetuptest.Answer{Status: 200, Code: "none", Message: "A proxy's page."}
	for call, changed := range map[string]int{
		"sts:GetCallerIdentity":                                    0,
		"GET /organization":                                        0,
		"iam:GetOutboundWebIdentityFederationInfo":                 0,
		"GET /applications(uniqueName='secure-score-reporter')":    2,
		"GET /servicePrincipals(appId='" + whole.ClientID + "')":   3,
		"GET /servicePrincipals(appId='" + graphApplication + "')": 4,
	} {
		t.Run(call, func(t *testing.T) {
			t.Parallel()
			c := &cloudsetuptest.Cloud{Refuses: map[string][]cloudsetuptest.Answer{call: {garbage}}}
			if call == "iam:GetOutboundWebIdentityFederationInfo" {
				c.Federation = true
			}
			_, _, err := setUp(t, c, nil)
			var refused *RefusedError
			if !errors.As(err, &refused) || len(c.Changes()) != changed {
				t.Errorf("%v, changes %q", err, c.Changes())
			}
		})
	}
}

// endless answers without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func (endless) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(endless{}), Request: r}, nil
}

func TestDirectoryBounds(t *testing.T) {
	t.Parallel()
	token := func(context.Context) (string, error) { return cloudsetuptest.Token, nil }
	_, err := NewDirectory("https://graph.microsoft.com/v1.0", token, endless{}).Tenant(t.Context())
	if err == nil || !strings.Contains(err.Error(), "more than 4 MiB") {
		t.Error(err)
	}
}

// The region is needed before anything is asked.
func TestNoRegion(t *testing.T) {
	t.Parallel()
	c := &cloudsetuptest.Cloud{}
	_, err := OpenAccount(t.Context(), func(ctx context.Context) (aws.Config, error) {
		cfg, err := load(c)(ctx)
		cfg.Region = ""
		return cfg, err
	})
	if err == nil || !strings.Contains(err.Error(), "set AWS_REGION") || len(c.Calls) > 0 {
		t.Errorf("%v, %v", err, c.Calls)
	}
	_, err = OpenAccount(t.Context(), func(context.Context) (aws.Config, error) {
		return aws.Config{}, errors.New("failed to get shared config profile, nosuch")
	})
	if err == nil || !strings.Contains(err.Error(), "check AWS_PROFILE") {
		t.Error(err)
	}
}

func TestParameters(t *testing.T) {
	t.Parallel()
	text, err := Stack{TenantName: "contoso", SlackChannel: "#a&b"}.File()
	want := "[\n  \"TenantName=contoso\",\n  \"SlackChannel=#a&b\"\n]\n"
	if diff := cmp.Diff(want, string(text)); diff != "" || err != nil {
		t.Error(diff, err)
	}
	_, err = Stack{SlackChannel: "no channel", AlarmEmail: "a b", TimeZone: "UTC"}.File()
	if err == nil || strings.Count(err.Error(), "is not allowed") != 2 {
		t.Error(err)
	}
}

func TestCredentialNames(t *testing.T) {
	t.Parallel()
	if got := hyphenated("a+b=c,d.e@f-g_h"); got != "a-b-c-d-e-f-g_h" {
		t.Error(got)
	}
}

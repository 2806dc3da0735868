package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"secure-score-reporter/internal/graph/graphtest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// newSTS is a fake AWS STS that makes web identity tokens.
func newSTS(t *testing.T, answer func(url.Values) (int, string)) func(*sts.Options) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		status, body := answer(r.PostForm)
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	return func(o *sts.Options) { o.BaseEndpoint, o.RetryMaxAttempts = aws.String(server.URL), 1 }
}

func testAWS(ctx context.Context) (aws.Config, error) { return config.LoadDefaultConfig(ctx) }

// awsEnvironment sets the environment of a function, and hides the machine's
// own.
func awsEnvironment(t *testing.T, region string) {
	t.Helper()
	for key, value := range map[string]string{
		"AWS_REGION": region, "AWS_DEFAULT_REGION": "",
		"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "hunter2", "AWS_SESSION_TOKEN": "",
		"AWS_PROFILE": "", "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
		"AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(key, value)
	}
}

func TestAWSAssertion(t *testing.T) {
	awsEnvironment(t, "eu-central-1")
	var asked url.Values
	to := newSTS(t, func(f url.Values) (int, string) {
		asked = f
		return 200, `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			<GetWebIdentityTokenResult>
				<WebIdentityToken>an.aws.jwt</WebIdentityToken>
				<Expiration>2026-11-23T06:05:00Z</Expiration>
			</GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`
	})
	entra := newEntra(t, func(f url.Values) (int, string, string) {
		if f.Get("client_assertion") == "an.aws.jwt" {
			return 0, "", ""
		}
		return 400, "invalid_request", "AADSTS70021: no match"
	})
	fake := newFake(t, graphtest.Options{Token: testToken})
	method := SignIn{Federation: &Federation{ClientID: "app", Assertion: AWSAssertion("", testAWS, to)}}
	if _, err := newClient(t, fake.URL, entra.through(method)).Today(t.Context()); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"Action": "GetWebIdentityToken", "Audience.member.1": "api://AzureADTokenExchange",
		"SigningAlgorithm": "RS256", "DurationSeconds": "300",
	} {
		if got := asked.Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
}

func TestAWSFails(t *testing.T) {
	refuse := func(status int, code string) func(url.Values) (int, string) {
		return func(url.Values) (int, string) {
			return status, `<ErrorResponse><Error><Type>Sender</Type><Code>` + code +
				`</Code><Message>Because.</Message></Error><RequestId>1</RequestId></ErrorResponse>`
		}
	}
	for name, c := range map[string]struct {
		region string
		answer func(url.Values) (int, string)
		cause  error
		want   string
	}{
		"no region": {"", refuse(500, "x"), ErrSignIn, "set AWS_REGION"},
		"not allowed": {
			"eu-central-1", refuse(403, "AccessDenied"), ErrSignIn,
			"cannot sign in; grant the role sts:GetWebIdentityToken (GET /v1.0/security/secureScore",
		},
		"not enabled": {
			"eu-central-1", refuse(403, "OutboundWebIdentityFederationDisabledException"), ErrSignIn,
			"enable outbound web identity federation",
		},
		"T26: an answer without an end": {
			"eu-central-1", func(url.Values) (int, string) { return 200, "<a>" + strings.Repeat(" ", 8<<20) }, ErrSignIn,
			"has more than 4 MiB",
		},
		"garbled": {
			"eu-central-1", func(url.Values) (int, string) { return 200, "<html>" }, ErrSignIn, "web identity token",
		},
	} {
		t.Run(name, func(t *testing.T) {
			awsEnvironment(t, c.region)
			entra := newEntra(t, acceptAll)
			assertion := AWSAssertion("aud", testAWS, newSTS(t, c.answer))
			method := SignIn{Federation: &Federation{ClientID: "app", Assertion: assertion}}
			_, err := newClient(t, "http://127.0.0.1:1/v1.0", entra.through(method)).Today(t.Context())
			if !errors.Is(err, c.cause) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

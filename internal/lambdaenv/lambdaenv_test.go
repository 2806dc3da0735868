package lambdaenv

import (
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// asked is the request that a client would send.
type asked struct{ request *http.Request }

func (a *asked) Do(r *http.Request) (*http.Response, error) {
	a.request = r
	return nil, http.ErrHandlerTimeout
}

var lambda = map[string]string{
	"AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret",
	"AWS_SESSION_TOKEN": "the-session",
}

func TestClientsFollowTheEnvironment(t *testing.T) {
	for name, c := range map[string]struct {
		more         map[string]string
		ssm, secrets string // where requests go
	}{
		"lambda's own": {nil, "ssm.eu-central-1.amazonaws.com", "secretsmanager.eu-central-1.amazonaws.com"},
		"FIPS": {map[string]string{"AWS_USE_FIPS_ENDPOINT": "true"}, "ssm-fips.eu-central-1.amazonaws.com",
			"secretsmanager-fips.eu-central-1.amazonaws.com"},
		"IPv6": {map[string]string{"AWS_USE_DUALSTACK_ENDPOINT": "true"}, "ssm.eu-central-1.api.aws",
			"secretsmanager.eu-central-1.amazonaws.com"},
		"GovCloud": {map[string]string{"AWS_REGION": "us-gov-west-1"}, "ssm.us-gov-west-1.amazonaws.com",
			"secretsmanager.us-gov-west-1.amazonaws.com"},
		"one endpoint": {map[string]string{"AWS_ENDPOINT_URL": "http://here.example"}, "here.example",
			"here.example"},
		"a service's own": {map[string]string{"AWS_ENDPOINT_URL_SECRETS_MANAGER": "http://here.example"},
			"ssm.eu-central-1.amazonaws.com", "here.example"},
	} {
		t.Run(name, func(t *testing.T) {
			for key, value := range lambda { // the clients read two of the variables themselves
				t.Setenv(key, value)
			}
			for key, value := range c.more {
				t.Setenv(key, value)
			}
			cfg, err := Config(func(key string) string {
				if value, ok := c.more[key]; ok {
					return value
				}
				return lambda[key]
			})
			if err != nil {
				t.Fatal(err)
			}
			var sent asked
			cfg.HTTPClient, cfg.RetryMaxAttempts = &sent, 1
			_, _ = ssm.NewFromConfig(cfg).GetParameter(t.Context(), &ssm.GetParameterInput{Name: aws.String("x")})
			if got := sent.request.URL.Host; got != c.ssm {
				t.Errorf("the Parameter Store is asked at %s, want %s", got, c.ssm)
			}
			if sent.request.Header.Get("X-Amz-Security-Token") != "the-session" ||
				!strings.Contains(sent.request.Header.Get("Authorization"), "AKID") {
				t.Errorf("the request is signed with %v", sent.request.Header)
			}
			_, _ = secretsmanager.NewFromConfig(cfg).GetSecretValue(t.Context(),
				&secretsmanager.GetSecretValueInput{SecretId: aws.String("x")})
			if got := sent.request.URL.Host; got != c.secrets {
				t.Errorf("the Secrets Manager is asked at %s, want %s", got, c.secrets)
			}
		})
	}
}

func TestOutsideOfLambda(t *testing.T) {
	if _, err := Config(func(string) string { return "" }); err == nil || !strings.Contains(err.Error(), "AWS_REGION") {
		t.Errorf("got %v, want an error that names what is missing", err)
	}
}

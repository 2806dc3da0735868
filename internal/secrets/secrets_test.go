package secrets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"secure-score-reporter/internal/config"
)

const value = "hunter2-the-value"

// fakeAWS speaks as much of the JSON protocol as a GetParameter and a
// GetSecretValue take. Answers are by the name that was asked for.
func fakeAWS(t *testing.T, answers map[string]string) *AWS {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Name, SecretId string //nolint:revive // AWS's own name
			WithDecryption bool
		}
		_ = json.NewDecoder(r.Body).Decode(&in)
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		answer, ok := answers[in.Name+in.SecretId]
		switch {
		case !ok && in.Name != "":
			w.WriteHeader(400)
			fmt.Fprint(w, `{"__type":"ParameterNotFound"}`)
		case !ok:
			w.WriteHeader(400)
			fmt.Fprint(w, `{"__type":"ResourceNotFoundException","message":"Secrets Manager can't find the specified secret."}`)
		case strings.HasPrefix(answer, "!"):
			w.WriteHeader(400)
			fmt.Fprintf(w, `{"__type":%q,"message":"no"}`, answer[1:])
		case in.Name != "" && in.WithDecryption:
			fmt.Fprintf(w, `{"Parameter":{"Value":%q}}`, answer)
		case strings.HasPrefix(answer, "bin:"):
			fmt.Fprintf(w, `{"SecretBinary":%q}`, answer[4:])
		default:
			fmt.Fprintf(w, `{"SecretString":%q}`, answer)
		}
	}))
	t.Cleanup(server.Close)
	return at(server.URL)
}

func at(endpoint string) *AWS {
	return &AWS{Load: func(context.Context) (aws.Config, error) {
		return aws.Config{Region: "eu-central-1", BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider("id", "key", ""), RetryMaxAttempts: 1}, nil
	}}
}

func TestReferences(t *testing.T) {
	a := fakeAWS(t, map[string]string{
		"/securescore/token": value, "name": value, "contoso": value, "binary": "bin:aHVudGVyMi10aGUtdmFsdWU=",
		"arn:aws:secretsmanager:eu-central-1:1:secret:x-abc": value, "object": `{"token": "hunter2-the-value", "n": "1"}`,
	})
	for ref, fetch := range map[string]func(context.Context, string) (string, error){
		"awsparamstore:///securescore/token": a.Parameter, "awsparamstore://name": a.Parameter,
		"awssecretsmanager://contoso": a.Secret, "awssecretsmanager://binary": a.Secret, "awssecretsmanager://object#token": a.Secret,
		"awssecretsmanager://arn:aws:secretsmanager:eu-central-1:1:secret:x-abc": a.Secret,
	} {
		if got, err := fetch(t.Context(), ref); err != nil || got != value {
			t.Errorf("%s: %q, %v", ref, got, err)
		}
	}
}

func TestErrorsSayWhatToDoAndNoValue(t *testing.T) {
	a := fakeAWS(t, map[string]string{
		"denied": "!AccessDeniedException", "busy": "!ThrottlingException", "object": `{"other": "` + value + `"}`, "text": value,
	})
	for ref, tt := range map[string]struct {
		want   string
		passes bool
	}{
		"awsparamstore://none":            {"none of that name in region eu-central-1", false},
		"awsparamstore://denied":          {"allow ssm:GetParameter", false},
		"awsparamstore://busy":            {"ThrottlingException", true},
		"awssecretsmanager://none":        {"none of that name in region eu-central-1", false},
		"awssecretsmanager://denied":      {"allow secretsmanager:GetSecretValue", false},
		"awssecretsmanager://object#none": {`no value named "none"`, true},
		"awssecretsmanager://text#token":  {"not a JSON object", true},
	} {
		fetch := a.Parameter
		if strings.HasPrefix(ref, SecretsManager) {
			fetch = a.Secret
		}
		got, err := fetch(t.Context(), ref)
		if err == nil || got != "" || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), value) {
			t.Errorf("%s: %q, %v; want %q", ref, got, err, tt.want)
		}
		var says interface{ Temporary() bool }
		if errors.As(err, &says) && says.Temporary() != tt.passes {
			t.Errorf("%s: temporary %t", ref, says.Temporary())
		}
	}
}

func TestAWSIsLoadedOnceItIsNeeded(t *testing.T) {
	loads := 0
	a := &AWS{Load: func(context.Context) (aws.Config, error) { loads++; return aws.Config{}, errors.New("no credentials") }}
	for range 2 {
		if _, err := a.Parameter(t.Context(), "awsparamstore://x"); err == nil || !strings.Contains(err.Error(), "no credentials") {
			t.Errorf("error %v", err)
		}
	}
	a.Load = func(context.Context) (aws.Config, error) { loads++; return aws.Config{}, nil }
	for range 2 {
		if _, err := a.Config(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if loads != 3 {
		t.Errorf("loaded %d times, want until it succeeds and never again", loads)
	}
}

func TestObjects(t *testing.T) {
	for location, want := range map[string]string{
		"s3://b": "a key are needed", "s3:///k": "a bucket", "s3://b/k?prefix=x": `"prefix" is not known`, "s3://u:p@b/k": "not a URL like", "https://b/k": "not a URL like",
	} {
		if _, _, _, err := parseObject(location); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", location, err, want)
		}
	}
	if bucket, key, _, err := parseObject("s3://scores/a/config.yaml?region=eu-west-1"); err != nil || bucket != "scores" || key != "a/config.yaml" {
		t.Errorf("%q %q %v", bucket, key, err)
	}
}

func TestCache(t *testing.T) {
	fetched, fail := 0, false
	from := config.Resolver{"x": func(context.Context, string) (string, error) {
		fetched++
		if fail {
			return "", errors.New("an outage")
		}
		return fmt.Sprint("v", fetched), nil
	}}
	var c Cache
	usual, fresh := c.Resolver(from), c.Fresh(from)
	get := func(r config.Resolver, want string) {
		t.Helper()
		if got, err := r["x"](t.Context(), "x://a"); got != want || (err != nil) != (want == "") {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
	get(usual, "v1")
	get(usual, "v1")
	get(fresh, "v2") // somebody was told that v1 is wrong
	get(usual, "v2")
	c.Forget()
	fail = true
	get(usual, "")
	fail = false
	get(usual, "v4")
	var wait sync.WaitGroup
	c.Forget()
	for range 8 {
		wait.Go(func() { get(usual, "v5") })
	}
	wait.Wait()
}

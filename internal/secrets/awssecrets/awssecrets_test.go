package awssecrets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
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
		return aws.Config{Region: "eu-central-1", BaseEndpoint: &endpoint,
			Credentials: credentials.NewStaticCredentialsProvider("id", "key", ""), RetryMaxAttempts: 1}, nil
	}}
}

func TestReferences(t *testing.T) {
	a := fakeAWS(t, map[string]string{
		"/securescore/token": value, "name": value, "contoso": value, "binary": "bin:aHVudGVyMi10aGUtdmFsdWU=",
		"arn:aws:secretsmanager:eu-central-1:1:secret:x-abc": value,
		"object": `{"token": "hunter2-the-value", "n": "1"}`,
	})
	for ref, fetch := range map[string]func(context.Context, string) (string, error){
		"awsparamstore:///securescore/token": a.Parameter, "awsparamstore://name": a.Parameter,
		"awssecretsmanager://contoso": a.Secret, "awssecretsmanager://binary": a.Secret,
		"awssecretsmanager://object#token":                                       a.Secret,
		"awssecretsmanager://arn:aws:secretsmanager:eu-central-1:1:secret:x-abc": a.Secret,
	} {
		if got, err := fetch(t.Context(), ref); err != nil || got != value {
			t.Errorf("%s: %q, %v", ref, got, err)
		}
	}
}

func TestErrorsSayWhatToDoAndNoValue(t *testing.T) {
	a := fakeAWS(t, map[string]string{
		"denied": "!AccessDeniedException", "busy": "!ThrottlingException", "object": `{"other": "` + value + `"}`,
		"text": value, "huge": strings.Repeat("x", 8<<20),
	})
	for ref, tt := range map[string]struct {
		want   string
		passes bool
	}{
		"awsparamstore://none":            {"nothing of that name in region eu-central-1", false},
		"awsparamstore://denied":          {"allow ssm:GetParameter", false},
		"awsparamstore://busy":            {"ThrottlingException", true},
		"awssecretsmanager://none":        {"nothing of that name in region eu-central-1", false},
		"awssecretsmanager://denied":      {"allow secretsmanager:GetSecretValue", false},
		"awssecretsmanager://object#none": {`no value named "none"`, true},
		"awssecretsmanager://text#token":  {"not a JSON object", true},
		"awsparamstore://huge":            {"has more than 4 MiB", true},
		"awssecretsmanager://huge":        {"has more than 4 MiB", true},
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
	a := &AWS{Load: func(context.Context) (aws.Config, error) {
		loads++
		return aws.Config{}, errors.New("no credentials")
	}}
	for range 2 {
		if _, err := a.Parameter(t.Context(), "awsparamstore://x"); err == nil ||
			!strings.Contains(err.Error(), "no credentials") {
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

func TestWhatWasTriedIsNamedOnce(t *testing.T) {
	a := &AWS{Load: func(context.Context) (aws.Config, error) { return aws.Config{}, errors.New("no region") }}
	for ref, fetch := range map[string]func(context.Context, string) (string, error){
		"awsparamstore://x": a.Parameter, "awssecretsmanager://x": a.Secret,
	} {
		if _, err := fetch(t.Context(), ref); err == nil || err.Error() != "loading the AWS configuration: no region" {
			t.Errorf("%s: %v", ref, err)
		}
	}
	if _, err := a.Config(t.Context()); err == nil || err.Error() != "no region" {
		t.Errorf("for others: %v", err)
	}
}

// A proxy may answer 200 with nothing.
func TestAnAnswerWithoutAValue(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(server.Close)
	a := at(server.URL)
	for ref, fetch := range map[string]func(context.Context, string) (string, error){
		"awsparamstore://name": a.Parameter, "awssecretsmanager://contoso": a.Secret,
	} {
		if got, err := fetch(t.Context(), ref); got != "" || !errors.Is(err, errNoValue) {
			t.Errorf("%s: %q, %v", ref, got, err)
		}
	}
}

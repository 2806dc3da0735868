package sesmail

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

const secretKey, sessionToken = "hunter2-secret", "hunter2-session"

// call is a call of SES.
type call struct {
	ConfigurationSetName, FromEmailAddress string
	Content                                struct{ Raw struct{ Data []byte } }
	Destination                            struct{ ToAddresses []string }
	EmailTags                              []struct{ Name, Value string }

	region string // of the signature
}

// fakeSES gives its answers in order, and takes every email after them.
type fakeSES struct {
	answers []func(w http.ResponseWriter, r *http.Request)
	url     string

	mu    sync.Mutex
	calls []call
}

func (f *fakeSES) start(t *testing.T) *fakeSES {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var c call
		if err := json.NewDecoder(r.Body).Decode(&c); err != nil || r.Method+r.URL.Path != "POST/v2/email/outbound-emails" {
			t.Errorf("SES was sent %s %s (%v)", r.Method, r.URL.Path, err)
		}
		if scope := strings.Split(r.Header.Get("Authorization"), "/"); len(scope) > 3 && scope[3] == "ses" {
			c.region = scope[2]
		}
		f.mu.Lock()
		f.calls = append(f.calls, c)
		n := len(f.calls)
		f.mu.Unlock()
		if n <= len(f.answers) {
			f.answers[n-1](w, r)
			return
		}
		_, _ = w.Write([]byte(`{"MessageId":"0100-1"}`))
	}))
	t.Cleanup(server.Close)
	f.url = server.URL
	return f
}

func (f *fakeSES) sent() []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls
}

// refuse is an error of SES.
func refuse(status int, code, message string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Errortype", code)
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]string{"message": message})
	}
}

func breakOff(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func sender(endpoint string) *Sender {
	keys := credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", secretKey, sessionToken)
	s := New(func(context.Context) (aws.Config, error) {
		return aws.Config{Region: "eu-central-1", BaseEndpoint: &endpoint, Credentials: keys}, nil
	})
	s.backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return time.Millisecond, nil })
	return s
}

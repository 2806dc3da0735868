package app

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/graph/graphtest"
)

// parameters is a Parameter Store with one value for every name.
type parameters struct {
	value   string
	fetched int
}

func (s *parameters) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	s.fetched++
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_ = json.NewEncoder(w).Encode(map[string]any{"Parameter": map[string]string{"Value": s.value}})
}

func (s *parameters) process(t *testing.T) *Process {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	p := NewProcess(
		os.LookupEnv,
		func() time.Time { return time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC) },
		slog.New(slog.DiscardHandler),
	)
	p.aws.Load = func(context.Context) (aws.Config, error) {
		return aws.Config{
			Region:       "eu-central-1",
			BaseEndpoint: &server.URL,
			Credentials:  credentials.NewStaticCredentialsProvider("id", "key", ""),
		}, nil
	}
	return p
}

func TestASecretIsFetchedOnceAndAnewAfterAFailure(t *testing.T) {
	fake, err := graphtest.New(graphtest.Options{Token: "renewed"})
	if err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	fake.Serve(graphtest.Scores("2026-11-23", 2, 10), graphtest.Profiles(20))
	store := &parameters{value: "hunter2"}
	p := store.process(t)
	cfg, err := config.Parse("config.yaml", fmt.Appendf(nil, `
store: file://%s
graph: {url: %q}
tenants: [{name: contoso, id: %s, auth: {token: awsparamstore:///graph-token}}]
`, t.TempDir(), fake.URL, graphtest.TenantID))
	if err != nil {
		t.Fatal(err)
	}
	j, err := p.Job(cfg)
	if err != nil || store.fetched != 0 {
		t.Fatalf("%v; fetched %d times before anybody asked", err, store.fetched)
	}
	r := j.Run(t.Context(), event.Event{}, "one")
	if r.Failed != 1 || !strings.Contains(*r.Tenants[0].Error, "401") ||
		strings.Contains(*r.Tenants[0].Error, "hunter2") {
		t.Fatalf("%d failed: %s", r.Failed, *r.Tenants[0].Error)
	}
	store.value = "renewed"
	p.ForgetSecrets() // as the function does after a failure
	before := store.fetched
	for range 2 {
		if r := j.Run(t.Context(), event.Event{}, "two"); r.Failed != 0 {
			t.Errorf("%s", *r.Tenants[0].Error)
		}
	}
	if store.fetched != before+1 {
		t.Errorf("fetched %d times for two runs that went well, want once", store.fetched-before)
	}
}

// A sign-in asks again only after a refusal, so from then on the cache is
// passed by.
func TestASignInThatAsksAgainGetsAFreshSecret(t *testing.T) {
	store := &parameters{value: "first"}
	p := store.process(t)
	secret := config.NewSecret("awsparamstore:///client-secret")
	one, other := p.renewed(secret), p.renewed(secret)
	for i, tt := range []struct {
		ask  func(context.Context) (string, error)
		now  string // in the Parameter Store
		want string
	}{
		{one, "first", "first"}, {other, "second", "first"}, {one, "second", "second"}, {p.lazily(secret), "third", "second"},
	} {
		store.value = tt.now
		if got, err := tt.ask(t.Context()); err != nil || got != tt.want {
			t.Errorf("%d: got %q, %v; want %q", i, got, err, tt.want)
		}
	}
}

func TestSecretThatNeverEnds(t *testing.T) {
	const endless = "/dev/zero"
	if _, err := os.Stat(endless); err != nil {
		t.Skip(err)
	}
	if data, err := readSecret(endless); err == nil || !strings.Contains(err.Error(), "larger than 1 MiB") {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("s3cret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := readSecret(file); err != nil || string(data) != "s3cret" {
		t.Errorf("%q, %v", data, err)
	}
}

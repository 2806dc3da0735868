package awssecrets_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"secure-score-reporter/internal/secrets/awssecrets"
	"secure-score-reporter/internal/secrets/awsstore"
)

// TestRealReferences stores secrets at a moto and resolves references to them,
// where there is one. `make check` installs it and insists.
func TestRealReferences(t *testing.T) {
	const value = "hunter2-the-value"
	program, err := exec.LookPath("moto_server")
	if err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal(err)
		}
		t.Log("no moto_server here, so nothing was tried; make check installs it")
		return
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	_, port, _ := net.SplitHostPort(address)
	server := exec.Command(program, "-H", "127.0.0.1", "-p", port)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	for range 300 {
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			break
		}
		time.Sleep(100 * time.Millisecond)
	}

	cfg := aws.Config{
		Region: "eu-central-1", BaseEndpoint: aws.String("http://" + address), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("id", "key", ""),
	}
	a := &awssecrets.AWS{Load: func(context.Context) (aws.Config, error) { return cfg, nil }}
	const name = "/securescore/slack-token"
	if found, err := awsstore.Stored(t.Context(), cfg, name); found || err != nil {
		t.Errorf("before: %v, %v", found, err)
	}
	if err := awsstore.Store(t.Context(), cfg, name, "old", false); err != nil {
		t.Fatal(err)
	}
	if found, err := awsstore.Stored(t.Context(), cfg, name); !found || err != nil {
		t.Errorf("after: %v, %v", found, err)
	}
	err = awsstore.Store(t.Context(), cfg, name, value, false)
	if err == nil || !strings.Contains(err.Error(), "not replaced") {
		t.Errorf("again: %v", err)
	}
	if err := awsstore.Store(t.Context(), cfg, name, value, true); err != nil {
		t.Error(err)
	}
	if _, err := secretsmanager.NewFromConfig(cfg).CreateSecret(t.Context(), &secretsmanager.CreateSecretInput{
		Name: aws.String("contoso"), SecretString: aws.String(`{"secret": "` + value + `"}`),
	}); err != nil {
		t.Fatal(err)
	}
	client := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String("scores")}); err != nil &&
		!strings.Contains(err.Error(), "LocationConstraint") {
		t.Fatal(err)
	}
	if got, err := a.Parameter(t.Context(), "awsparamstore:///securescore/slack-token"); err != nil || got != value {
		t.Errorf("parameter: %q, %v", got, err)
	}
	if got, err := a.Secret(t.Context(), "awssecretsmanager://contoso#secret"); err != nil || got != value {
		t.Errorf("secret: %q, %v", got, err)
	}
	for _, err := range []error{
		second(a.Parameter(t.Context(), "awsparamstore:///none")),
		second(a.Secret(t.Context(), "awssecretsmanager://none")),
	} {
		if err == nil || !strings.Contains(err.Error(), "nothing of that name in region eu-central-1") {
			t.Errorf("what is not there: %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

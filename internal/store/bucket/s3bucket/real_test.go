package s3bucket

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// realS3 is a versitygw. Unlike the fake it checks signatures. Without the
// program the test ends; make check installs it and requires it.
func realS3(t *testing.T) (endpoint string, newBucket func(t *testing.T) string) {
	t.Helper()
	program, err := exec.LookPath("versitygw")
	if err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal(err)
		}
		t.Log("versitygw is not installed, so nothing was tested; make check installs it")
		return "", nil
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	dir := t.TempDir()
	server := exec.Command(program, "-p", address, "-q", "--region", "eu-central-1", "posix", dir)
	server.Env = append(os.Environ(), "ROOT_ACCESS_KEY=access", "ROOT_SECRET_KEY=secret")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	return "http://" + address, func(t *testing.T) string {
		name := "scores" + strings.ToLower(strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, filepath.Base(t.TempDir())+time.Now().Format("150405.000000000")))
		b, err := Open("s3://"+name+"?endpoint=http://"+address, awsConfig("secret"))
		if err != nil {
			t.Fatal(err)
		}
		client, err := b.client(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name}); err != nil {
			t.Fatal(err)
		}
		return name
	}
}

func openReal(t *testing.T, endpoint, name, secret string) *Bucket {
	t.Helper()
	b, err := Open("s3://"+name+"?endpoint="+endpoint, awsConfig(secret))
	if err != nil {
		t.Fatal(err)
	}
	b.timing = testTiming
	b.timing.lease = 5 * time.Second
	return b
}

func TestRealConformance(t *testing.T) {
	endpoint, newBucket := realS3(t)
	if endpoint == "" {
		return
	}
	buckettest.Run(t, func(t *testing.T) bucket.Bucket { return openReal(t, endpoint, newBucket(t), "secret") })
}

func TestRealSignatures(t *testing.T) {
	endpoint, newBucket := realS3(t)
	if endpoint == "" {
		return
	}
	name := newBucket(t)
	right := openReal(t, endpoint, name, "secret")
	if _, err := right.Put(t.Context(), "reports/a.pdf", []byte("%PDF"), bucket.IfAbsent()); err != nil {
		t.Fatal(err)
	}
	if _, err := openReal(t, endpoint, name, "wrong-secret").Get(t.Context(), "reports/a.pdf"); err == nil ||
		!strings.Contains(err.Error(), "check the AWS credentials") || strings.Contains(err.Error(), "wrong-secret") {
		t.Errorf("the wrong key: %v", err)
	}
	link, err := right.URL(t.Context(), "reports/a.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if status, body := fetch(t, link); status != http.StatusOK || body != "%PDF" {
		t.Errorf("the link: %d %q", status, body)
	}
	if status, _ := fetch(t, strings.Replace(link, "a.pdf", "b.pdf", 1)); status == http.StatusOK {
		t.Error("a link opens another object")
	}
	if status, _ := fetch(t, strings.Replace(link, "X-Amz-Expires=86400", "X-Amz-Expires=1", 1)); status == http.StatusOK {
		t.Error("a link with another expiry opens")
	}
}

func fetch(t *testing.T, link string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, link, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(data)
}

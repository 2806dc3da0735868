package s3document

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

func TestRead(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("scores"); err != nil {
		t.Fatal(err)
	}
	const document = "tenants: []"
	if _, err := backend.PutObject("scores", "a/config.yaml", nil, bytes.NewReader([]byte(document)),
		int64(len(document)), nil); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	cfg := aws.Config{Region: "eu-central-1", Credentials: credentials.NewStaticCredentialsProvider("id", "key", ""),
		RetryMaxAttempts: 1}

	for location, c := range map[string]struct {
		limit     int64
		want, err string
	}{
		"s3://scores/a/config.yaml":                   {1000, document, ""},
		"s3://scores/a/config.yaml?region=eu-north-1": {7, "tenants", ""},
		"s3://scores/none": {1000, "",
			"there is nothing of that name in region eu-central-1"},
		"s3://none/a/config.yaml": {1000, "", "there is nothing of that name in region eu-central-1"},
		"s3://scores":             {1000, "", "a bucket and a key are needed"},
	} {
		if strings.Contains(location, "?") {
			location += "&endpoint=" + server.URL
		} else {
			location += "?endpoint=" + server.URL
		}
		got, err := Read(t.Context(), cfg, location, c.limit)
		if string(got) != c.want || (err == nil) != (c.err == "") || err != nil &&
			!strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: got %q, %v; want %q, %q", location, got, err, c.want, c.err)
		}
	}
}

func TestParse(t *testing.T) {
	for location, want := range map[string]string{
		"s3://b": "a key are needed", "s3:///k": "a bucket", "s3://b/k?prefix=x": `"prefix" is not a setting`,
		"s3://u:p@b/k": "not a URL such as", "https://b/k": "not a URL such as",
	} {
		if _, _, _, err := parse(location); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", location, err, want)
		}
	}
	if bucket, key, _, err := parse("s3://scores/a/config.yaml?region=eu-west-1"); err != nil || bucket != "scores" ||
		key != "a/config.yaml" {
		t.Errorf("%q %q %v", bucket, key, err)
	}
}

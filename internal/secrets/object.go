package secrets

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// parseObject reads the location of a document in S3. An endpoint is for stores
// that speak S3's protocol, and for tests.
func parseObject(location string) (bucket, key string, options func(*s3.Options), err error) {
	u, err := url.Parse(location)
	if err != nil || u.Scheme != S3 || u.User != nil {
		return "", "", nil, errors.New("not a URL like s3://bucket/config.yaml?region=eu-central-1")
	}
	bucket, key = u.Host, strings.TrimPrefix(u.Path, "/")
	if bucket == "" || key == "" {
		return "", "", nil, errors.New("a bucket and a key are needed, as in s3://bucket/config.yaml")
	}
	for name := range u.Query() {
		if name != "region" && name != "endpoint" {
			return "", "", nil, fmt.Errorf("%q is not known; there are region and endpoint", name)
		}
	}
	region, endpoint := u.Query().Get("region"), u.Query().Get("endpoint")
	return bucket, key, func(o *s3.Options) {
		if region != "" {
			o.Region = region
		}
		if endpoint != "" {
			o.BaseEndpoint, o.UsePathStyle = &endpoint, true
		}
	}, nil
}

func readAll(body io.ReadCloser, most int64) ([]byte, error) {
	defer func() { _ = body.Close() }()
	return io.ReadAll(io.LimitReader(body, most))
}

// Package s3document reads documents that the configuration or a command names
// as s3://BUCKET/KEY: the configuration itself, a logo, a font. Errors say what
// AWS answered and what to do.
package s3document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/secrets/awssecrets"
)

// Scheme is that of the locations, without its "://".
const Scheme = "s3"

// longestRead is how long one attempt to read a document may take. A font has
// many megabytes.
const longestRead = time.Minute

// Read is the content of s3://BUCKET/KEY?region=…, cut off after limit bytes.
func Read(ctx context.Context, cfg aws.Config, location string, limit int64) ([]byte, error) {
	bucket, key, options, err := parse(location)
	if err != nil {
		return nil, err
	}
	bounded := func(o *s3.Options) { o.HTTPClient = httpbound.Client(o.HTTPClient, longestRead, limit) }
	out, err := s3.NewFromConfig(cfg, options, bounded).GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key})
	if err != nil {
		return nil, awssecrets.Explain(ctx, err, "s3:GetObject", cfg.Region)
	}
	defer func() { _ = out.Body.Close() }()
	return io.ReadAll(io.LimitReader(out.Body, limit))
}

// Opener opens documents that are in S3 or in the Parameter Store.
func Opener(from *awssecrets.AWS) config.Opener {
	return config.Opener{
		Scheme: func(ctx context.Context, location string) ([]byte, error) {
			cfg, err := from.Config(ctx)
			if err != nil {
				return nil, fmt.Errorf("loading the AWS configuration: %w", err)
			}
			return Read(ctx, cfg, location, config.MaxDocument+1)
		},
		awssecrets.ParameterStore: func(ctx context.Context, location string) ([]byte, error) {
			value, err := from.Parameter(ctx, location)
			return []byte(value), err
		},
	}
}

// parse takes the location apart. An endpoint is for other stores that speak
// S3's protocol, and for tests.
func parse(location string) (bucket, key string, options func(*s3.Options), err error) {
	u, err := url.Parse(location)
	if err != nil || u.Scheme != Scheme || u.User != nil {
		return "", "", nil, errors.New("not a URL such as s3://bucket/config.yaml?region=eu-central-1")
	}
	bucket, key = u.Host, strings.TrimPrefix(u.Path, "/")
	if bucket == "" || key == "" {
		return "", "", nil, errors.New("a bucket and a key are needed, as in s3://bucket/config.yaml")
	}
	for name := range u.Query() {
		if name != "region" && name != "endpoint" {
			return "", "", nil, fmt.Errorf("%q is not a setting of it; region and endpoint are", name)
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

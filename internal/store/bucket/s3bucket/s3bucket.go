// Package s3bucket is the driver of bucket.Bucket for Amazon S3, and for stores
// that speak its protocol, conditional writes included.
//
// Open reads a location. The first call loads the AWS configuration and
// connects. The package is not for large objects: each is held in memory and
// sent whole.
//
// Conditions are S3's own, If-None-Match and If-Match. The service decides
// them, so exactly one of several writers wins. If the answer to a write is
// lost and the write is sent again, a mark in the object's metadata shows that
// the first one succeeded, so a write never conflicts with itself. Versions are
// ETags.
//
// It fails as bucket.Bucket says. An S3 that does not answer is an error after
// 45 seconds, and the lease of a lock is not renewed after the deadline of the
// context that was given to Lock. Errors name the bucket and the key, S3's
// answer, and the permission that may be missing.
package s3bucket

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/store/bucket"
)

// linkExpires is how long a link to an object works. A link that a role made
// expires earlier, with the role's session: after some hours for a function.
const linkExpires = 24 * time.Hour

// maxObject bounds what is read into memory.
const maxObject = 256 << 20

// Bucket stores objects in one S3 bucket, under one prefix.
type Bucket struct {
	location location
	load     func(context.Context) (aws.Config, error)
	options  []func(*s3.Options)
	timing   timing

	mu   sync.Mutex
	made *s3.Client
}

// Open reads a location: s3://bucket, with ?region=…, &prefix=…/, &kmsKey=ARN
// and &endpoint=URL as options. Load returns the AWS configuration at first
// use.
func Open(where string, load func(context.Context) (aws.Config, error), options ...func(*s3.Options)) (*Bucket, error) {
	l, err := parseLocation(where)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", shown(where), err)
	}
	return &Bucket{location: l, load: load, options: options, timing: defaultTiming}, nil
}

func (b *Bucket) client(ctx context.Context) (*s3.Client, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.made != nil {
		return b.made, nil
	}
	ctx, cancel := b.bounded(ctx)
	defer cancel()
	cfg, err := b.load(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errNoAnswer) {
		err = errNoAnswer
	}
	if err != nil {
		return nil, fmt.Errorf("loading the AWS configuration: %w", err)
	}
	bounded := func(o *s3.Options) { o.HTTPClient = httpbound.Client(o.HTTPClient, b.timing.attempt, maxObject+1) }
	b.made = s3.NewFromConfig(cfg, append(append([]func(*s3.Options){b.location.apply}, b.options...), bounded)...)
	return b.made, nil
}

// Get implements [bucket.Bucket].
func (b *Bucket) Get(ctx context.Context, key string) (bucket.Object, error) {
	client, err := b.ready(ctx, key)
	if err != nil {
		return bucket.Object{}, err
	}
	return b.get(ctx, client, key)
}

func (b *Bucket) get(ctx context.Context, client *s3.Client, key string) (bucket.Object, error) {
	ctx, cancel := b.bounded(ctx)
	defer cancel()
	out, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.location.bucket, Key: b.full(key)})
	if err != nil {
		return bucket.Object{}, b.failed(ctx, "reading", key, "s3:GetObject", err)
	}
	defer func() { _ = out.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(out.Body, maxObject+1))
	if err == nil && aws.ToString(out.ETag) == "" {
		err = errStranger
	}
	if err != nil {
		return bucket.Object{}, b.failed(ctx, "reading", key, "s3:GetObject", err)
	}
	if len(data) > maxObject {
		return bucket.Object{}, b.errorf("reading", key,
			fmt.Errorf("it has more than %d MiB, so this program did not write it", maxObject>>20))
	}
	return bucket.Object{Data: data, Version: aws.ToString(out.ETag)}, nil
}

// Put implements [bucket.Bucket].
func (b *Bucket) Put(ctx context.Context, key string, data []byte, cond bucket.Condition) (string, error) {
	client, err := b.ready(ctx, key)
	if err != nil {
		return "", err
	}
	if v, ok := cond.Version(); ok && v == "" { // no object has it, and S3 reads it as "no condition"
		return "", b.errorf("writing", key, bucket.ErrConflict)
	}
	return b.put(ctx, client, key, data, cond)
}

// input is a write before it gets its mark.
func (b *Bucket) input(key string, data []byte, cond bucket.Condition) *s3.PutObjectInput {
	in := &s3.PutObjectInput{Bucket: &b.location.bucket, Key: b.full(key), Body: bytes.NewReader(data)}
	if cond.Absent() {
		in.IfNoneMatch = aws.String("*")
	}
	if v, ok := cond.Version(); ok {
		in.IfMatch = &v
	}
	if kind := mime.TypeByExtension(path.Ext(key)); kind != "" {
		in.ContentType = &kind
	}
	if b.location.kmsKey != "" {
		in.ServerSideEncryption, in.SSEKMSKeyId = types.ServerSideEncryptionAwsKms, &b.location.kmsKey
	}
	return in
}

// List implements [bucket.Bucket].
func (b *Bucket) List(ctx context.Context, prefix string) ([]string, error) {
	if err := cmp.Or(ctx.Err(), bucket.CheckPrefix(prefix)); err != nil {
		return nil, b.errorf("listing", prefix, err)
	}
	client, err := b.client(ctx)
	if err != nil {
		return nil, b.errorf("listing", prefix, err)
	}
	var keys []string
	pages := s3.NewListObjectsV2Paginator(client,
		&s3.ListObjectsV2Input{Bucket: &b.location.bucket, Prefix: b.full(prefix)})
	for pages.HasMorePages() {
		page, err := b.page(ctx, pages, prefix)
		if err != nil {
			return nil, err
		}
		for _, object := range page.Contents {
			key := strings.TrimPrefix(aws.ToString(object.Key), b.location.prefix)
			if bucket.CheckKey(key) == nil { // leaves out locks and other programs' objects
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return keys, nil
}

func (b *Bucket) page(
	ctx context.Context, pages *s3.ListObjectsV2Paginator, prefix string,
) (*s3.ListObjectsV2Output, error) {
	ctx, cancel := b.bounded(ctx)
	defer cancel()
	page, err := pages.NextPage(ctx)
	if err != nil {
		return nil, b.failed(ctx, "listing", prefix, "s3:ListBucket", err)
	}
	return page, nil
}

// Delete implements [bucket.Bucket].
func (b *Bucket) Delete(ctx context.Context, key string) error {
	client, err := b.ready(ctx, key)
	if err != nil {
		return err
	}
	ctx, cancel := b.bounded(ctx)
	defer cancel()
	_, err = client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &b.location.bucket, Key: b.full(key)})
	if err != nil {
		return b.failed(ctx, "deleting", key, "s3:DeleteObject", err)
	}
	return nil
}

// URL implements [bucket.Bucket]: a link that needs no sign-in and expires.
func (b *Bucket) URL(ctx context.Context, key string) (string, error) {
	client, err := b.ready(ctx, key)
	if err != nil {
		return "", err
	}
	ctx, cancel := b.bounded(ctx)
	defer cancel()
	link, err := s3.NewPresignClient(client).PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: &b.location.bucket, Key: b.full(key), ResponseContentDisposition: aws.String("inline"),
	}, s3.WithPresignExpires(linkExpires))
	if err != nil {
		return "", b.failed(ctx, "making a link to", key, "", err)
	}
	return link.URL, nil
}

// ready checks the key and makes the client at first use.
func (b *Bucket) ready(ctx context.Context, key string) (*s3.Client, error) {
	if err := cmp.Or(ctx.Err(), bucket.CheckKey(key)); err != nil {
		return nil, b.errorf("using", key, err)
	}
	client, err := b.client(ctx)
	if err != nil {
		return nil, b.errorf("using", key, err)
	}
	return client, nil
}

func (b *Bucket) full(key string) *string { return aws.String(b.location.prefix + key) }

package s3bucket

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"secure-score-reporter/internal/store/bucket"
)

// location is what an s3:// URL says.
type location struct {
	bucket, region, prefix, kmsKey, endpoint string
}

// bucketName is S3's rule for names of buckets.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

func parseLocation(where string) (location, error) {
	u, err := url.Parse(where)
	if err != nil || u.Scheme != "s3" || u.User != nil || u.Fragment != "" {
		return location{}, errors.New("not a URL like s3://bucket?region=eu-central-1&prefix=securescore/")
	}
	l := location{bucket: u.Host}
	switch {
	case !bucketName.MatchString(l.bucket):
		return location{}, fmt.Errorf(
			"%q is not a name of a bucket: 3 to 63 lower-case letters, digits, dots, hyphens", l.bucket)
	case u.Path != "" && u.Path != "/":
		return location{}, errors.New("no path may follow the bucket: use ?prefix= for a folder in it")
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return location{}, errors.New("the text after the question mark is not a query")
	}
	options := map[string]*string{
		"region": &l.region, "prefix": &l.prefix, "kmsKey": &l.kmsKey, "endpoint": &l.endpoint,
	}
	for name, values := range query {
		field, known := options[name]
		if !known {
			return location{}, fmt.Errorf("unknown option %q: the options are region, prefix, kmsKey, endpoint", name)
		}
		if len(values) > 1 {
			return location{}, fmt.Errorf("the option %s is set twice", name)
		}
		*field = values[0]
	}
	return l, l.check()
}

func (l *location) check() error {
	if l.prefix != "" && !strings.HasSuffix(l.prefix, "/") {
		l.prefix += "/"
	}
	if bucket.CheckPrefix(l.prefix) != nil { // whose error repeats it
		return errors.New("prefix: not letters, digits and . _ @ = + - in parts of at most 255 divided by slashes, " +
			"none of which begins with a dot")
	}
	if l.endpoint == "" {
		return nil
	}
	u, err := url.Parse(l.endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("endpoint: not an http or https URL")
	}
	return nil
}

// shown is the part of a location that an error may repeat. Any option, and a
// user, may be a secret in the wrong place.
func shown(where string) string {
	place := where
	if i := strings.IndexAny(where, "?#"); i >= 0 {
		place = where[:i]
	}
	if i := strings.LastIndex(place, "@"); i >= 0 {
		place = "s3://" + place[i+1:]
	}
	return place
}

// apply sets the client's options.
func (l location) apply(o *s3.Options) {
	if l.region != "" {
		o.Region = l.region
	}
	if l.endpoint != "" {
		o.BaseEndpoint, o.UsePathStyle = &l.endpoint, true
	}
}

func (l location) String() string { return "s3://" + l.bucket + "/" + l.prefix }

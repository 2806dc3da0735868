package s3bucket

import (
	"strings"
	"testing"
)

func TestLocation(t *testing.T) {
	for where, want := range map[string]location{
		"s3://scores":  {bucket: "scores"},
		"s3://scores/": {bucket: "scores"},
		"s3://scores?region=eu-central-1&prefix=a/b":    {bucket: "scores", region: "eu-central-1", prefix: "a/b/"},
		"s3://scores?prefix=a/&endpoint=http://x:1":     {bucket: "scores", prefix: "a/", endpoint: "http://x:1"},
		"s3://s-1?kmsKey=arn:aws:kms:eu-west-1:1:key/2": {bucket: "s-1", kmsKey: "arn:aws:kms:eu-west-1:1:key/2"},
	} {
		if got, err := parseLocation(where); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", where, got, err, want)
		}
	}
	for where, want := range map[string]string{
		"file:///x":                      "not a URL like s3://",
		"s3://":                          "not a name of a bucket",
		"s3://A":                         "not a name of a bucket",
		"s3://.b.c":                      "not a name of a bucket",
		"s3://user:secret@scores":        "not a URL like s3://",
		"s3://scores/prefix":             "?prefix=",
		"s3://scores?regoin=x":           `unknown option "regoin"`,
		"s3://scores?prefix=a&prefix=b":  "twice",
		"s3://scores?prefix=../x":        "prefix",
		"s3://scores?endpoint=ftp://x":   "endpoint",
		"s3://scores?endpoint=localhost": "endpoint",
		"s3://scores?x=%zz":              "not a query",
	} {
		if _, err := parseLocation(where); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", where, err, want)
		}
	}
}

func FuzzLocation(f *testing.F) {
	f.Add("s3://scores?region=eu-central-1&prefix=a/b")
	f.Fuzz(func(t *testing.T, where string) {
		l, err := parseLocation(where)
		badPrefix := l.prefix != "" && !strings.HasSuffix(l.prefix, "/") || strings.Contains("/"+l.prefix, "/.")
		if err == nil && (l.bucket == "" || badPrefix) {
			t.Errorf("%q: %+v", where, l)
		}
	})
}

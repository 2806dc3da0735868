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

// An option may be a secret in the wrong place.
func TestAWrongLocationIsNotRepeated(t *testing.T) {
	for where, want := range map[string]string{
		"s3://b12?region=hunter2&prefix=.x":                                "store s3://b12: prefix",
		"s3://b12?kmsKey=hunter2&kmsKey=x":                                 "store s3://b12: the option kmsKey is set twice",
		"s3://b12?prefix=.hunter2":                                         "store s3://b12: prefix",
		"s3://b12?prefix=hunter2" + strings.Repeat("x", 255):               "store s3://b12: prefix",
		"s3://b12?endpoint=https%3A%2F%2Fhunter2%40minio.example&prefix=x": "store s3://b12: endpoint",
		"s3://b12#hunter2":                                                 "store s3://b12: not a URL",
		"s3://a:hunter2@b12?prefix=a":                                      "store s3://b12: not a URL",
	} {
		if _, err := Open(where, nil); err == nil || !strings.HasPrefix(err.Error(), want) ||
			strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v, want %q", where, err, want)
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

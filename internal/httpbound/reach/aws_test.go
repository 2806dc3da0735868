package reach

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
)

// The texts are those of the SDK. A name of the user's own means nothing.
func TestAWS(t *testing.T) {
	chain := func(text string) error {
		return errors.New("operation error S3: ListObjectsV2, get identity: get credentials: " + text)
	}
	noSuchHost := &net.DNSError{Err: "no such host", Name: "espresso-scores.s3.amazonaws.com", IsNotFound: true}
	for name, tt := range map[string]struct {
		err  error
		want string
	}{
		"no such profile": {errors.New("failed to get shared config profile, dev"), "no such profile"},
		"an SSO session that is over": {chain("failed to refresh cached credentials, the SSO session has expired or is invalid"),
			"has expired: run aws sso login"},
		"an SSO token that is over": {chain("failed to refresh cached credentials, refresh cached SSO token failed"),
			"has expired: run aws sso login"},
		"no SSO token": {chain("failed to read cached SSO token file, open ~/.aws/sso/cache: no such file"),
			"has expired: run aws sso login"},
		"no credentials":           {chain("failed to refresh cached credentials, no EC2 IMDS role found"), "no AWS credentials"},
		"no region":                {errors.New("Invalid region: region was not a valid DNS name"), "no AWS region"},
		"a bucket with sso in it":  {fmt.Errorf("bucket espresso-scores: %w", noSuchHost), "does not resolve"},
		"DNS while signing in":     {fmt.Errorf("get credentials: refresh cached SSO token failed, %w", noSuchHost), "resolve"},
		"another error of its own": {errors.New("bucket espresso-SSO: AccessDenied"), ""},
	} {
		if got := AWS(tt.err); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

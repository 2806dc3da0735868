package config

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/secrets"
)

func TestTransportSES(t *testing.T) {
	pattern := regexp.MustCompile(transportForm)
	for value, problem := range map[string]string{
		"ses":                     "",
		"ses://?region=eu-west-1": "",
		"ses://?region=us-gov-west-1&configurationSet=Reports_1": "",
		"ses://?configurationSet=reports":                        "",
		"ses://":                                                 "must be ses, or",
		"ses://?":                                                "must be ses, or",
		"ses://hunter2":                                          "must be ses, or",
		"ses://hunter2?region=eu-west-1":                         "must be ses, or",
		"ses://?region=%zz":                                      "must be ses, or",
		"ses://?hunter2=x":                                       "can have only region and configurationSet",
		"ses://?region=eu-west-1&region=eu-west-2":               "each once",
		"ses://?region=":                                         "has a region that is not valid",
		"ses://?region=hunter2.example/":                         "has a region that is not valid",
		"ses://?region=eu-west-1&configurationSet=hunter2%20x": "has a configurationSet that is not valid",
		"graph://?region=eu-west-1":                            "must be ses, graph",
	} {
		transport := NewTransport(value)
		got, err := transport.Resolve(context.Background(), secrets.Resolver{})
		if problem == "" {
			if err != nil || got != value || fmt.Sprint(transport) != value || !pattern.MatchString(value) {
				t.Errorf("%s: %q, shown as %s, in the schema %t, error %v", value, got, transport, pattern.MatchString(value), err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), problem) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: error %v, want %q", value, err, problem)
		}
	}
}

// A file:// URL of a file is a reference to the transport. One of a directory,
// or of nothing, is an outbox.
func TestTransportInAFile(t *testing.T) {
	t.Parallel()
	const server = "smtp://me:hunter2@mail.contoso.example:587"
	dir := t.TempDir()
	for _, c := range []struct {
		name, content, want, err string
	}{
		{"a server", server + "\n", server, ""},
		{"nothing known", "hunter2", "", "must be ses, graph"},
		{"another reference", "env://SMTP_URL", "", "is itself a reference"},
		{"an outbox", fileurl.Of(dir), fileurl.Of(dir), ""},
		{"nothing", "", "", "the secret is empty"},
	} {
		path := filepath.Join(dir, "smtp-url")
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		transport := NewTransport(fileurl.Of(path))
		got, err := transport.Resolve(t.Context(), secrets.NewResolver(os.LookupEnv, os.ReadFile))
		if got != c.want || transport.IsOutbox() || !strings.Contains(fmt.Sprint(err), cmp.Or(c.err, "<nil>")) {
			t.Errorf("%s: %q, an outbox %t, %v", c.name, got, transport.IsOutbox(), err)
		}
		if strings.Contains(fmt.Sprint(transport, err), "hunter2") {
			t.Errorf("%s: shown is %s, %v", c.name, transport, err)
		}
	}
	for _, path := range []string{dir, filepath.Join(dir, "new")} {
		transport := NewTransport(fileurl.Of(path))
		got, err := transport.Resolve(t.Context(), secrets.Resolver{})
		if got != fileurl.Of(path) || err != nil || !transport.IsOutbox() {
			t.Errorf("%s: %q, an outbox %t, %v", path, got, transport.IsOutbox(), err)
		}
	}
}

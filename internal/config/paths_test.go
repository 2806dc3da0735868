package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"secure-score-reporter/internal/secrets"
)

// T27: the same document, started from two directories, means the same files.
// They are beside the document.
func TestPathsAreRelativeToTheDocument(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Zürich #1 100%")
	document := filepath.Join(dir, "config.yaml")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "token"), []byte("hunter2"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := []byte(`
store: file://./data
slack: {token: "file://token", channel: "#security"}
email: {transport: "file://./outbox", from: score@contoso.example, to: [ciso@contoso.example]}
report: {logo: ./logo.png, font: "file://fonts/a.ttf"}
tenants:
  - {name: contoso, id: contoso.example, auth: {token: "file:///run/token"}, report: {logo: /srv/logo.png}}
  - name: fabrikam
    id: fabrikam.example
    auth: {clientSecret: {clientId: app, secret: "file://../secret"}}
    report: {logo: "s3://assets/logo.png"}
    email: {transport: ses}
`)
	if err := os.WriteFile(document, text, 0o600); err != nil {
		t.Fatal(err)
	}
	const escaped = "/Z%C3%BCrich%20%231%20100%25/"
	for _, start := range []struct{ name, from, location string }{
		{"T27: from here", ".", document},
		{"T27: from elsewhere", os.TempDir(), document},
		{"by its URL", ".", "file://" + filepath.Dir(dir) + "/Z%C3%BCrich%20%231%20100%25/config.yaml"},
		{"by a relative path", dir, "config.yaml"},
	} {
		t.Run(start.name, func(t *testing.T) {
			t.Chdir(start.from)
			c, err := Load(t.Context(), start.location, nil)
			if err != nil {
				t.Fatal(err)
			}
			base := "file://" + filepath.Dir(dir)
			contoso, fabrikam := c.Tenants[0], c.Tenants[1]
			for _, p := range []struct{ what, got, want string }{
				{"store", c.Store, base + escaped + "data"},
				{"token", c.Slack.Token.String(), base + escaped + "token"},
				{"outbox", c.Email.Transport.String(), base + escaped + "outbox"},
				{"font", c.Report.Font, base + escaped + "fonts/a.ttf"},
				{"logo", c.Report.Logo, filepath.Join(dir, "logo.png")},
				{"inherited font", contoso.Report.Font, base + escaped + "fonts/a.ttf"},
				{"inherited outbox", contoso.Email.Transport.String(), base + escaped + "outbox"},
				{"absolute logo", contoso.Report.Logo, "/srv/logo.png"},
				{"absolute token", contoso.Auth.Token.String(), "file:///run/token"},
				{"secret", fabrikam.Auth.ClientSecret.Secret.String(), base + "/secret"},
				{"logo on S3", fabrikam.Report.Logo, "s3://assets/logo.png"},
				{"SES", fabrikam.Email.Transport.String(), "ses"},
			} {
				if p.got != p.want {
					t.Errorf("%s: %s, want %s", p.what, p.got, p.want)
				}
			}
			token, err := c.Slack.Token.Resolve(t.Context(), secrets.NewResolver(os.LookupEnv, os.ReadFile))
			if err != nil || token != "hunter2" {
				t.Errorf("the token is %q, error %v", token, err)
			}
		})
	}
}

// A document that is no file has no directory: its paths stay relative to the
// working directory.
func TestPathsOfADocumentThatIsNoFile(t *testing.T) {
	text := []byte("store: file://./data\ntenants: [{name: a, id: b, auth: {token: 'file://t'}}]\n")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	if _, err := write.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	pipe := fmt.Sprintf("/proc/self/fd/%d", read.Fd())
	if _, err := os.Stat(pipe); err != nil {
		pipe = "" // no /proc here
	}
	open := Opener{"s3": func(context.Context, string) ([]byte, error) { return text, nil }}
	for _, location := range []string{"s3://bucket/config.yaml", pipe} {
		if location == "" {
			continue
		}
		c, err := Load(t.Context(), location, open)
		if err != nil {
			t.Fatal(err)
		}
		if c.Store != "file://./data" || c.Tenants[0].Auth.Token.String() != "file://t" {
			t.Errorf("%s: store %s, token %s", location, c.Store, c.Tenants[0].Auth.Token)
		}
	}
	if _, err := Load(t.Context(), filepath.Join(t.TempDir(), "none.yaml"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

package functions

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A link to a report has the role's session token in it, and does not work
// without it.
func TestReportLinksWork(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	const document = "/stack/config"
	c.parameters[document] = regexp.MustCompile(`endpoint=[^&]+`).
		ReplaceAllString(c.parameters[document], "endpoint=https://"+s3Host)
	command, reporter := start(t, binary(t, "slashcommand"), c.env...), start(t, binary(t, "reporter"), c.env...)
	if got := status(t, command.invoke(asks(t, "U0000000001", "report html"), usual)); got != 200 {
		t.Fatalf("status %d", got)
	}
	a := reporter.invoke(c.invoked[0], usual)
	if a.failed || len(c.replies) != 1 {
		t.Fatalf("%+v, replies %q", a, c.replies)
	}
	_, reply, _ := strings.Cut(c.replies[0], " ")
	for name, document := range map[string]string{"the result": a.body, "Slack's answer": reply} {
		link := links.FindString(html.UnescapeString(unescaped(t, document)))
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		if q.Get("X-Amz-Security-Token") != awsSession || !strings.HasPrefix(q.Get("X-Amz-Credential"), "AKIDEXAMPLE/") ||
			len(q.Get("X-Amz-Signature")) != 64 {
			t.Errorf("%s has the link %q: %s", name, link, document)
		}
	}
	c.noSecrets(reporter.said().String(), command.said().String())
}

// unescaped is a document of JSON without the escapes of JSON that stand for
// characters of HTML.
func unescaped(t *testing.T, document string) string {
	t.Helper()
	if !json.Valid([]byte(document)) {
		t.Fatalf("no JSON: %s", document)
	}
	return strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(document)
}

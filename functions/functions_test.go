// Package functions contains only tests: each function has its own directory.
// The tests here run the real binaries under Lambda's protocol, with a fake of
// each service that a deployed function calls.
package functions

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/graph/graphtest"
)

// TestMain creates the directory for the binaries.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "functions")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	built = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

var built string

// build compiles the functions once. -s -w, as in the Makefile, links faster.
var build = sync.OnceValue(func() error { return compile("reporter", "slashcommand", "dispatch") })

// compile builds main packages for this machine. It is called within a test and
// walks the sources: go test reuses a cached result until something that the
// tests opened has changed.
func compile(packages ...string) error {
	for _, root := range []string{"../functions", "../internal", "../report"} {
		if err := filepath.WalkDir(root, func(_ string, _ fs.DirEntry, err error) error { return err }); err != nil {
			return err
		}
	}
	args := []string{"build", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", built + string(filepath.Separator)}
	for _, p := range packages {
		args = append(args, "./"+p)
	}
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("building %v: %w\n%s", packages, err, out)
	}
	return nil
}

// binary is the built function of that name.
func binary(t testing.TB, name string) string {
	t.Helper()
	if err := build(); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(built, name)
}

// certificate makes a self-signed certificate for the names.
func certificate(t *testing.T, names ...string) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: names,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

func sample(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "events", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const usual = 60 * time.Second

// noSecrets checks that no text holds a secret.
func (c *cloud) noSecrets(texts ...string) {
	c.t.Helper()
	for _, text := range texts {
		for _, secret := range []string{
			slackToken, signingSecret, assertion, graphToken, awsSecret, awsSession, url.QueryEscape(awsSession),
		} {
			if strings.Contains(text, secret) {
				c.t.Errorf("%q is in %s", secret, text)
			}
		}
	}
}

// links are those to reports, which have a session token in them.
var links = regexp.MustCompile(`https?://[^/"<>| ]+/scores/[^"<>| ]+`)

func withoutLinks(text string) string { return links.ReplaceAllString(text, "") }

// BenchmarkColdStart measures the time from the start of a process to its first
// poll of the runtime API. bare is the smallest function possible.
func BenchmarkColdStart(b *testing.B) {
	if err := errors.Join(build(), compile("testdata/bare")); err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"bare", "reporter", "slashcommand", "dispatch"} {
		b.Run(name, func(b *testing.B) {
			var sum time.Duration
			n := 0
			for b.Loop() {
				begin := time.Now()
				l := start(b, filepath.Join(built, name))
				sum += (<-l.polled).Sub(begin)
				n++
				_ = l.process.Process.Kill()
			}
			b.ReportMetric(float64(sum.Microseconds())/1000/float64(n), "cold-ms/op")
		})
	}
}

func TestEverySampleRuns(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	reporter := start(t, binary(t, "reporter"), c.env...)
	samples := []string{
		"daily.json", "weekly.json", "dry-run.json", "adhoc.json", "queue.json", "portfolio.json", "doctor.json",
	}
	if files, err := os.ReadDir("../events"); err != nil || len(files) != len(samples)+1 {
		t.Errorf("%d samples (%v); run all but the slash command's here", len(files), err)
	}
	for _, name := range samples {
		a := reporter.invoke(sample(t, name), usual)
		for _, wrong := range []string{`"problem"`, `"status":"failed"`, `"failed":1`} {
			if a.failed || strings.Contains(a.body, wrong) {
				t.Errorf("%s: %+v", name, a)
			}
		}
		c.noSecrets(withoutLinks(a.body))
		if name == "queue.json" && a.body != `{"batchItemFailures":[]}` {
			t.Errorf("%s: %s", name, a.body)
		}
	}
	// daily posts that watching has begun; weekly and the portfolio send their
	// report to both.
	if len(c.posts) < 3 || c.uploads != 2 || len(c.mails) != 2 || c.posts[len(c.posts)-1].Get("channel") != "#msp" {
		t.Errorf("%d posts, %d uploads, %d emails", len(c.posts), c.uploads, len(c.mails))
	}
	c.signedInOnce()
	c.noSecrets(reporter.said().String())
	// Each sample has one line for the tenant and one for the run; a dry run
	// has no line for the run, the portfolio none for a tenant, and the doctor
	// has none.
	if n := metrics(t, reporter.output.lines(t)); n != 10 {
		t.Errorf("%d lines of metrics, want 10", n)
	}
}

// signedInOnce checks what a cold start fetched, and how it requested its token
// from Microsoft Entra.
func (c *cloud) signedInOnce() {
	c.t.Helper()
	for name, n := range c.fetched {
		if n != 1 {
			c.t.Errorf("%s was fetched %d times in one cold start", name, n)
		}
	}
	if len(c.tokens) != 1 || c.tokens[0].Get("client_assertion") != assertion || c.tokens[0].Has("client_secret") {
		c.t.Errorf("Entra was asked for tokens with %v", c.tokens)
	}
}

// metrics counts the lines of metrics in a log, and checks that every other
// line has a request's id.
func metrics(t *testing.T, log []map[string]any) (n int) {
	t.Helper()
	for _, line := range log {
		if _, ok := line["_aws"]; ok {
			n++
		} else if line["requestId"] == nil {
			t.Errorf("a line of the log without a request's id: %v", line)
		}
	}
	return n
}

// A query over the log reads every line, those of libraries too.
func TestEveryLineOfTheLogIsJSON(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"reporter", "slashcommand", "dispatch"} {
		process := exec.Command(binary(t, name)) // without Lambda its runtime complains, and ends
		var out output
		process.Stdout, process.Stderr = &out, &out
		if err := process.Run(); err == nil {
			t.Errorf("%s runs without Lambda", name)
		}
		if lines := out.lines(t); len(lines) == 0 {
			t.Errorf("%s says nothing", name)
		}
	}
}

func TestTheLinkInTheResultOpensTheReport(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	reporter := start(t, binary(t, "reporter"), c.env...)
	var result struct {
		Tenants []struct{ Report map[string]string }
	}
	if err := json.Unmarshal([]byte(reporter.invoke(`{"report": {}}`, usual).body), &result); err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(result.Tenants[0].Report["pdf"])
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if pdf, err := io.ReadAll(response.Body); err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Errorf("%s, %v", response.Status, err)
	}
}

func TestFailuresUnderLambda(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	reporter := start(t, binary(t, "reporter"), c.env...)
	if a := reporter.invoke(`{"tenant": "x"}`, usual); a.failed || !strings.Contains(a.body, "unknown field") {
		t.Errorf("a wrong event: %+v", a)
	}
	c.graph.Fail(graphtest.Fault{Status: 403})
	if a := reporter.invoke(`{}`, usual); a.failed || !strings.Contains(a.body, "SecurityEvents.Read.All") {
		t.Errorf("a missing permission, which no retry fixes: %+v", a)
	}
	c.graph.Fail(graphtest.Fault{Delay: time.Minute})
	if a := reporter.invoke(`{}`, 4*time.Second); !a.failed || !strings.Contains(a.body, "time") {
		t.Errorf("Graph hangs until the function's time is up: %+v", a)
	}
	c.graph.Fail()
	first := reporter.again("the-same-request", `{"deliver": ["slack"]}`, usual)
	second := reporter.again("the-same-request", `{"deliver": ["slack"]}`, usual)
	if first.failed || !strings.Contains(second.body, `"already"`) {
		t.Errorf("a retry of the same request: %+v, then %+v", first, second)
	}
	c.graph.Fail(graphtest.Fault{Delay: time.Minute})
	time.AfterFunc(time.Second, reporter.terminate)
	if a := reporter.invoke(`{}`, usual); !a.failed || !strings.Contains(a.body, "cancelled") {
		t.Errorf("SIGTERM during a run: %+v", a)
	}
	if log := reporter.said().String(); !strings.Contains(log, "shutting down") {
		t.Errorf("the log after SIGTERM: %s", log)
	}
	c.noSecrets(reporter.output.String())
}

func TestTheSlashCommand(t *testing.T) {
	t.Parallel()
	c := newCloud(t)
	reporter := start(t, binary(t, "reporter"), c.env...)
	command := start(t, binary(t, "slashcommand"), c.env...)
	a := command.invoke(sample(t, "slash-command.json"), usual)
	if a.failed || !strings.Contains(a.body, `"statusCode":401`) {
		t.Errorf("the sample's signature: %+v", a)
	}
	payload := signed(t, sample(t, "slash-command.json"), signingSecret)
	a = command.invoke(payload, 3*time.Second)
	taken := strings.Contains(a.body, `"statusCode":200`) && strings.Contains(a.body, "⏳ /securescore ")
	if a.failed || !taken || len(c.invoked) != 1 {
		t.Fatalf("%+v; the reporter was invoked with %q", a, c.invoked)
	}
	again := command.invoke(payload, usual)
	if !strings.Contains(again.body, `"statusCode":401`) || len(c.invoked) != 1 {
		t.Errorf("the same request again: %+v", again)
	}
	if a := reporter.invoke(c.invoked[0], usual); a.failed {
		t.Errorf("%+v", a)
	}
	if len(c.replies) != 1 {
		t.Fatalf("replies %q", c.replies)
	}
	for _, want := range []string{"/commands/T0/1/example", "*contoso*", "PDF report: "} {
		if !strings.Contains(c.replies[0], want) {
			t.Errorf("%q is not in the reply %q", want, c.replies[0])
		}
	}
	c.noSecrets(command.said().String(), reporter.said().String(), a.body)
}

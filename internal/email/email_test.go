package email

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

const key = "0123456789abcdef0123456789abcdef"

func message(tenant string) report.Message {
	s := score.Snapshot{Date: "2026-11-23", Current: 6, Max: 10, Controls: []score.Control{{
		ID: "A", Title: "<script>alert(1)</script>", Points: 6, Max: 10, MaxSource: score.MaxOfProfile, HasProfile: true, Percent: math.NaN(),
	}}}
	m := report.Build(report.Input{Tenant: tenant, Now: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), Snapshot: s, Zones: score.Zones{Good: 80, Okay: 60}})
	return report.Message{Occasion: report.Periodic, Model: m, Key: key, Files: []report.File{{Name: "report.pdf", MediaType: "application/pdf", Data: []byte("%PDF-1.3")}}}
}

func channel(t *testing.T, transport string) *Channel {
	t.Helper()
	c, err := New(Options{
		Transport: func(context.Context) (string, error) { return transport, nil },
		From:      "Score <score@contoso.example>", To: []string{"ciso@contoso.example"}, Timeout: 5 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// parts reads a message back: its headers, and its leaves by media type.
func parts(t *testing.T, raw []byte) (mail.Header, map[string]string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	leaves := map[string]string{}
	var walk func(contentType string, body io.Reader)
	walk = func(contentType string, body io.Reader) {
		kind, params, err := mime.ParseMediaType(contentType)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(kind, "multipart/") {
			data, _ := io.ReadAll(body)
			leaves[kind] = string(data)
			return
		}
		for r := multipart.NewReader(body, params["boundary"]); ; {
			p, err := r.NextPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			walk(p.Header.Get("Content-Type"), p)
		}
	}
	walk(m.Header.Get("Content-Type"), m.Body)
	return m.Header, leaves
}

func TestComposeIsTheSameTwiceAndReadsBack(t *testing.T) {
	once, err := Compose(message("contoso"), "score@contoso.example", []string{"a@x.example", "b@x.example"})
	if err != nil {
		t.Fatal(err)
	}
	twice, err := Compose(message("contoso"), "score@contoso.example", []string{"a@x.example", "b@x.example"})
	if err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("two mails of the same message differ (%v)", err)
	}
	header, leaves := parts(t, once)
	if got := header.Get("Message-ID"); got != "<"+key+"@contoso.example>" {
		t.Errorf("Message-ID %s", got)
	}
	for _, kind := range []string{"text/plain", "text/html", "application/pdf"} {
		if leaves[kind] == "" {
			t.Errorf("no %s in the mail", kind)
		}
	}
	if strings.Contains(leaves["text/html"], "<script>alert") {
		t.Error("a title became a script")
	}
}

func TestNoTenantNameMakesAHeader(t *testing.T) {
	raw, err := Compose(message("contoso\r\nBcc: evil@x.example"), "score@contoso.example", []string{"a@x.example"})
	if err != nil {
		t.Fatal(err)
	}
	if header, _ := parts(t, raw); header.Get("Bcc") != "" {
		t.Error("a tenant's name made a header")
	}
}

func TestOutbox(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out box")
	c := channel(t, "file://"+(&url.URL{Path: dir}).EscapedPath())
	for range 2 {
		if progress, err := c.Deliver(context.Background(), message("Contoso / ümlaut"), ""); err != nil || progress == "" {
			t.Fatalf("progress %q, error %v", progress, err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != "2026-11-23-contoso----mlaut-report-01234567.eml" {
		t.Errorf("files %v (%v), want the same one for the same delivery", files, err)
	}
}

// smtpServer takes mail on loopback and answers commands by their first word as
// the test says; it returns its address and what it was sent.
func smtpServer(t *testing.T, answers map[string]string) (address string, sent func() string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	log := make(chan string, 1)
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		var all strings.Builder
		defer func() { log <- all.String() }()
		fmt.Fprint(conn, "220 fake ready\r\n")
		data := false
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			line := lines.Text()
			all.WriteString(line + "\n")
			word, _, _ := strings.Cut(strings.ToUpper(line), " ")
			answer, special := answers[word]
			switch {
			case data && line == ".":
				data, answer = false, "250 taken"
			case data:
				continue
			case special:
			case word == "EHLO":
				answer = "250 fake"
			case word == "DATA":
				data, answer = true, "354 go on"
			case word == "QUIT":
				fmt.Fprint(conn, "221 bye\r\n")
				return
			default:
				answer = "250 well"
			}
			fmt.Fprint(conn, answer+"\r\n")
		}
	}()
	return listener.Addr().String(), func() string { return <-log }
}

func TestSMTP(t *testing.T) {
	address, sent := smtpServer(t, nil)
	progress, err := channel(t, "smtp://"+address).Deliver(context.Background(), message("contoso"), "")
	if err != nil || progress != key+"@contoso.example" {
		t.Fatalf("progress %q, error %v", progress, err)
	}
	log := sent()
	for _, want := range []string{"RCPT TO:<ciso@contoso.example>", "Message-ID: <" + key + "@contoso.example>", "Auto-Submitted: auto-generated"} {
		if !strings.Contains(log, want) {
			t.Errorf("the server was not sent %q", want)
		}
	}
}

func TestSMTPErrorsNameTheServerAndItsReply(t *testing.T) {
	for word, reply := range map[string]string{"RCPT": "550 no such mailbox", "MAIL": "451 come back later", "EHLO": "421 too busy"} {
		address, _ := smtpServer(t, map[string]string{word: reply, "HELO": reply})
		progress, err := channel(t, "smtp://user:hunter2@"+address).Deliver(context.Background(), message("contoso"), "")
		if err == nil || progress != "" || !strings.Contains(err.Error(), address) {
			t.Errorf("%s %s: progress %q, error %v", word, reply, progress, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the password is in the error: %v", err)
		}
	}
}

func TestTLSIsInsistedOn(t *testing.T) {
	for transport, want := range map[string]string{
		"smtp://mail.example": "TLSMandatory", "smtp://mail.example?tls=off": "NoTLS", "smtp://127.0.0.1:25": "TLSOpportunistic",
		"smtp://localhost": "TLSOpportunistic", "smtp://127.0.0.1.example": "TLSMandatory",
	} {
		server, err := url.Parse(transport)
		if err != nil {
			t.Fatal(err)
		}
		client, err := channel(t, transport).client(server)
		if err != nil {
			t.Fatal(err)
		}
		if got := client.TLSPolicy(); got != want {
			t.Errorf("%s: %s, want %s", transport, got, want)
		}
	}
}

func TestTransportsOfLaterAreRefusedByName(t *testing.T) {
	for _, transport := range []string{"ses", "graph"} {
		if _, err := channel(t, transport).Deliver(context.Background(), message("contoso"), ""); err == nil || !strings.Contains(err.Error(), transport) {
			t.Errorf("%s: %v", transport, err)
		}
	}
}

func BenchmarkCompose(b *testing.B) {
	m := message("contoso")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compose(m, "score@contoso.example", []string{"a@x.example"}); err != nil {
			b.Fatal(err)
		}
	}
}

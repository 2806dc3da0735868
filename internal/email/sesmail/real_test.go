package sesmail

import (
	"encoding/base64"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/email"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// TestRealSES sends to an aws-ses-v2-local, if it is installed. It has SES's
// protocol and parses the email, but checks neither sender nor signature.
// `make check` installs it and requires it.
func TestRealSES(t *testing.T) {
	endpoint := startSES(t)
	if endpoint == "" {
		return
	}
	pdf := make([]byte, 300_000) // every byte, in an order that is hard to encode
	for i := range pdf {
		pdf[i] = byte(i * i >> 3)
	}
	to := []string{"ciso@contoso.example", "it@contoso.example"}
	m := report.Message{
		Occasion: report.Periodic, Key: "0123456789abcdef0123456789abcdef",
		Model: report.Build(report.Input{
			Tenant: "Contoso · Ελλάδα", Now: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC),
			Zones:    score.Zones{Good: 80, Okay: 60},
			Snapshot: score.Snapshot{Date: "2026-11-23", Current: 6, Max: 10},
		}),
		Files: []report.File{{Name: "report.pdf", MediaType: "application/pdf", Data: pdf}},
	}
	mime, err := email.Compose(m, "Score <score@contoso.example>", to)
	if err != nil {
		t.Fatal(err)
	}
	out := mail(nil)
	out.MIME = mime
	if err := sender(endpoint).Send(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	got := storedMail(t, endpoint)
	if len(got.Attachments) != 1 {
		t.Fatalf("%d attachments, want one", len(got.Attachments))
	}
	attached := got.Attachments[0]
	data, err := base64.StdEncoding.DecodeString(attached.Content)
	if err != nil || string(data) != string(pdf) {
		t.Errorf("the attachment has other bytes: %d of %d (%v)", len(data), len(pdf), err)
	}
	want := []string{
		words.In(m.Model.Locale).Headline(m), `"Score" <score@contoso.example>`,
		"ciso@contoso.example, it@contoso.example", "report.pdf application/pdf",
	}
	read := []string{
		got.Subject, got.From, got.Destination.To[0], attached.Filename + " " + attached.ContentType,
	}
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("SES read another email (-want +got):\n%s", diff)
	}
	if got.Body.HTML == "" || got.Body.Text == "" {
		t.Error("a body is missing")
	}
}

type sesMail struct {
	From, Subject string
	Destination   struct{ To []string }
	Body          struct{ HTML, Text string }
	Attachments   []struct{ Filename, ContentType, Content string }
}

// storedMail reads the only email that SES has.
func storedMail(t *testing.T, endpoint string) sesMail {
	t.Helper()
	response, err := http.Get(endpoint + "/store")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var store struct{ Emails []sesMail }
	if err := json.NewDecoder(response.Body).Decode(&store); err != nil {
		t.Fatal(err)
	}
	if len(store.Emails) != 1 {
		t.Fatalf("SES has %d emails, want one", len(store.Emails))
	}
	return store.Emails[0]
}

// startSES returns the endpoint, or "" if the program is not installed.
func startSES(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("aws-ses-v2-local")
	if err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal(err)
		}
		t.Log("aws-ses-v2-local is not installed, so nothing was tested; make check installs it")
		return ""
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	host, port, _ := net.SplitHostPort(address)
	server := exec.Command(program, "--host", host, "--port", port)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	for range 200 {
		if response, err := http.Get("http://" + address + "/health-check"); err == nil {
			response.Body.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	return "http://" + address
}

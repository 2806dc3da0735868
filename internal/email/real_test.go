package email

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/mailserver"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// TestRealServer sends to a mailpit, if it is installed, and reads what
// arrived. `make check` installs it and requires it.
func TestRealServer(t *testing.T) {
	smtp, web := startMailpit(t)
	if smtp == "" {
		return
	}
	pdf := make([]byte, 300_000) // every byte, in an order that is hard to encode
	for i := range pdf {
		pdf[i] = byte(i * i >> 3)
	}
	m := message("contoso")
	m.Files = []report.File{
		{Name: "report.pdf", MediaType: "application/pdf", Data: pdf},
		{Name: "Übersicht.csv", MediaType: "text/csv; charset=utf-8", Data: []byte("a,b\r\n\r\n.\r\nno newline")},
	}
	if _, err := deliver(context.Background(), channel(t, "smtp://"+smtp), m, ""); err != nil {
		t.Fatal(err)
	}
	var list struct {
		Messages []struct{ ID, MessageID, Subject string }
	}
	get(t, web+"/messages", &list)
	if len(list.Messages) != 1 || list.Messages[0].MessageID != key+"@contoso.example" ||
		list.Messages[0].Subject != words.In(m.Model.Locale).Headline(m) {
		t.Fatalf("mailpit has %+v", list.Messages)
	}
	id := list.Messages[0].ID
	var got struct {
		Attachments []struct{ PartID, FileName string }
	}
	get(t, web+"/message/"+id, &got)
	if len(got.Attachments) != len(m.Files) {
		t.Fatalf("attachments %+v, want %d", got.Attachments, len(m.Files))
	}
	for i, a := range got.Attachments {
		data, sent := fetch(t, web+"/message/"+id+"/part/"+a.PartID), m.Files[i]
		if a.FileName != sent.Name || !bytes.Equal(data, sent.Data) {
			t.Errorf("%s with %d bytes arrived as %s with other bytes, %d of them", sent.Name, len(sent.Data),
				a.FileName, len(data))
		}
	}
	if header := string(fetch(t, web+"/message/"+id+"/headers")); !strings.Contains(header, key) {
		t.Errorf("the key is not in the headers: %s", header)
	}
}

// mailpit's check uses data of caniemail.com: the share of mail programs that
// support each feature of an email's HTML.
const (
	leastSupported  = 80 // percent
	mostUnsupported = 5
)

// TestRealMailPrograms checks all golden emails of the report with mailpit.
func TestRealMailPrograms(t *testing.T) {
	smtp, web := startMailpit(t)
	if smtp == "" {
		return
	}
	s, err := mailserver.Parse("smtp://" + smtp)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "report", "mail", "testdata", "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden emails (%v)", err)
	}
	c := channel(t, "")
	for _, file := range files {
		html, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		mail := "Subject: " + name + "\r\nContent-Type: text/html; charset=utf-8\r\n" +
			"Content-Transfer-Encoding: base64\r\n\r\n" + base64Lines(html) + "\r\n"
		end, err := c.send(context.Background(), s, addressees{list: c.to}, []byte(mail))
		end()
		if err != nil {
			t.Fatal(err)
		}
		var list struct {
			Messages []struct{ ID, Subject string }
		} // the newest first
		get(t, web+"/messages", &list)
		if len(list.Messages) == 0 || list.Messages[0].Subject != name {
			t.Fatalf("mailpit has %+v", list.Messages)
		}
		wantSupported(t, name, web+"/message/"+list.Messages[0].ID+"/html-check")
	}
}

// wantSupported reads mailpit's check of one email.
func wantSupported(t *testing.T, name, address string) {
	t.Helper()
	var check struct {
		Total struct {
			Tests, Nodes                    int
			Supported, Partial, Unsupported float64
		}
		Warnings []struct {
			Title string
			Score struct {
				Found                int
				Partial, Unsupported float64
			}
		}
	}
	get(t, address, &check)
	total := check.Total
	t.Logf("%s: %.1f %% supported, %.1f %% in part, %.1f %% not, in %d tests of %d nodes", name,
		total.Supported, total.Partial, total.Unsupported, total.Tests, total.Nodes)
	for _, w := range check.Warnings {
		t.Logf("  %-32s %3d times, %4.1f %% in part, %4.1f %% not", w.Title, w.Score.Found,
			w.Score.Partial, w.Score.Unsupported)
	}
	if total.Tests == 0 || total.Supported < leastSupported || total.Unsupported > mostUnsupported {
		t.Errorf("too few mail programs support the HTML of %s", name)
	}
}

func base64Lines(data []byte) string {
	text := base64.StdEncoding.EncodeToString(data)
	var b strings.Builder
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	return b.String() + text
}

// startMailpit returns the address for email and the root of the API, or "" if
// the program is not installed.
func startMailpit(t *testing.T) (smtp, web string) {
	t.Helper()
	program, err := exec.LookPath("mailpit")
	if err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal(err)
		}
		t.Log("mailpit is not installed, so nothing was tested; make check installs it")
		return "", ""
	}
	smtp, web = freePort(t), freePort(t)
	server := exec.Command(program, "-s", smtp, "-l", web, "-d", t.TempDir()+"/mail.db")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	for _, address := range []string{smtp, web} {
		for range 100 {
			if conn, err := net.Dial("tcp", address); err == nil {
				conn.Close()
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	return smtp, "http://" + web + "/api/v1"
}

func get(t *testing.T, address string, into any) {
	t.Helper()
	if err := json.Unmarshal(fetch(t, address), into); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

func fetch(t *testing.T, address string) []byte {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s (%v)", address, response.Status, err)
	}
	return data
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

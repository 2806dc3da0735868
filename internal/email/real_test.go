package email

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// TestRealServer sends to a mailpit, where there is one, and reads back what
// arrived. `make check` installs it and insists.
func TestRealServer(t *testing.T) {
	smtp, web := startMailpit(t)
	if smtp == "" {
		return
	}
	pdf := make([]byte, 300_000) // every byte there is, in no order that encodings like
	for i := range pdf {
		pdf[i] = byte(i * i >> 3)
	}
	m := message("contoso")
	m.Files = []report.File{
		{Name: "report.pdf", MediaType: "application/pdf", Data: pdf},
		{Name: "Übersicht.csv", MediaType: "text/csv; charset=utf-8", Data: []byte("a,b\r\n\r\n.\r\nno newline")},
	}
	if _, err := channel(t, "smtp://"+smtp).Deliver(context.Background(), m, ""); err != nil {
		t.Fatal(err)
	}
	var list struct {
		Messages []struct{ ID, MessageID, Subject string }
	}
	get(t, web+"/messages", &list)
	if len(list.Messages) != 1 || list.Messages[0].MessageID != key+"@contoso.example" || list.Messages[0].Subject != words.In(m.Model.Locale).Headline(m) {
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
		if data := fetch(t, web+"/message/"+id+"/part/"+a.PartID); a.FileName != m.Files[i].Name || !bytes.Equal(data, m.Files[i].Data) {
			t.Errorf("%s arrived as %s with %d bytes, of %d, or with others", m.Files[i].Name, a.FileName, len(data), len(m.Files[i].Data))
		}
	}
	if header := string(fetch(t, web+"/message/"+id+"/headers")); !strings.Contains(header, key) {
		t.Errorf("the key is not in the headers: %s", header)
	}
}

// What mailpit knows of mail programs is from caniemail.com: the share of them
// that draws each thing that a mail's HTML uses.
const (
	leastSupported  = 80 // percent
	mostUnsupported = 5
)

// TestRealMailPrograms has mailpit look at every mail of the report's golden
// files.
func TestRealMailPrograms(t *testing.T) {
	smtp, web := startMailpit(t)
	if smtp == "" {
		return
	}
	s, err := parseServer("smtp://" + smtp)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "report", "testdata", "mail-*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no mails to look at (%v)", err)
	}
	for _, file := range files {
		html, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		mail := fmt.Sprintf("Subject: %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n", name, base64Lines(html))
		if err := channel(t, "").send(context.Background(), s, []byte(mail)); err != nil {
			t.Fatal(err)
		}
		var list struct {
			Messages []struct{ ID, Subject string }
		} // the newest first
		get(t, web+"/messages", &list)
		if len(list.Messages) == 0 || list.Messages[0].Subject != name {
			t.Fatalf("mailpit has %+v", list.Messages)
		}
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
		get(t, web+"/message/"+list.Messages[0].ID+"/html-check", &check)
		total := check.Total
		t.Logf("%s: %.1f %% supported, %.1f %% in part, %.1f %% not, in %d tests of %d nodes", name, total.Supported, total.Partial, total.Unsupported, total.Tests, total.Nodes)
		for _, w := range check.Warnings {
			t.Logf("  %-32s %3d times, %4.1f %% in part, %4.1f %% not", w.Title, w.Score.Found, w.Score.Partial, w.Score.Unsupported)
		}
		if total.Tests == 0 || total.Supported < leastSupported || total.Unsupported > mostUnsupported {
			t.Errorf("%s is not drawn as it is meant by too many mail programs", name)
		}
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

// startMailpit gives the address for mail and the root of the API, or "" where
// the program is not installed.
func startMailpit(t *testing.T) (smtp, web string) {
	t.Helper()
	program, err := exec.LookPath("mailpit")
	if err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal(err)
		}
		t.Log("no mailpit here, so nothing was tried; make check installs it")
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

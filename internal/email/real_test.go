package email

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"testing"
	"time"
)

// TestRealServer sends to a mailpit, where there is one. `make check` installs
// it and insists.
func TestRealServer(t *testing.T) {
	program, err := exec.LookPath("mailpit")
	if err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal(err)
		}
		t.Log("no mailpit here, so nothing was tried; make check installs it")
		return
	}
	smtp, web := freePort(t), freePort(t)
	server := exec.Command(program, "-s", smtp, "-l", web, "-d", t.TempDir()+"/mail.db")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	for range 100 {
		if conn, err := net.Dial("tcp", smtp); err == nil {
			conn.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if _, err := channel(t, "smtp://"+smtp).Deliver(context.Background(), message("contoso"), ""); err != nil {
		t.Fatal(err)
	}
	response, err := http.Get("http://" + web + "/api/v1/messages")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var list struct {
		Messages []struct {
			MessageID   string
			Subject     string
			Attachments int
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(list.Messages), fmt.Sprintf("[{%s@contoso.example contoso 60.00 %% 1}]", key); got != want {
		t.Errorf("mailpit has %s, want %s", got, want)
	}
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

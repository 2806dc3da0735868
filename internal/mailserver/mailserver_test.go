package mailserver

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for transport, want := range map[string]Server{
		"smtp://mail.example":            {Host: "mail.example", Port: "587"},
		"smtp://mail.example:25?tls=off": {Host: "mail.example", Port: "25", Security: NoTLS},
		"smtps://mail.example":           {Host: "mail.example", Port: "465", Security: FromStart},
		"smtps://u:p@[2001:db8::1]:4650/": {
			Host: "2001:db8::1", Port: "4650", Security: FromStart, User: "u", Password: "p",
		},
		"smtp://a%40b:p%2F%3A%25@mail.example": {Host: "mail.example", Port: "587", User: "a@b", Password: "p/:%"},
		"smtp://localhost":                     {Host: "localhost", Port: "25", Security: MayTLS, Loopback: true},
		"smtp://127.3.2.1:1025":                {Host: "127.3.2.1", Port: "1025", Security: MayTLS, Loopback: true},
		"smtp://[::1]:25":                      {Host: "::1", Port: "25", Security: MayTLS, Loopback: true},
		"smtp://u:p@127.0.0.1:25?tls=off": {
			Host: "127.0.0.1", Port: "25", Security: NoTLS, Loopback: true, User: "u", Password: "p",
		},
		"smtp://127.0.0.1.example": {Host: "127.0.0.1.example", Port: "587"},
		"smtp://localhost.example": {Host: "localhost.example", Port: "587"},
		"smtp://128.0.0.1":         {Host: "128.0.0.1", Port: "587"},
	} {
		if got, err := Parse(transport); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", transport, got, err, want)
		}
	}
}

func TestOnlyMailServers(t *testing.T) {
	for _, address := range []string{
		"https://secret.example", "secret.example:587", "//secret.example", "file:///secret",
	} {
		s, err := Parse(address)
		if err == nil || s != (Server{}) || err.Error() != "must begin with smtp:// or smtps://" &&
			!strings.HasPrefix(err.Error(), "not a URL") {
			t.Errorf("%s: %+v, %v", address, s, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("smtp://u:p@mail.example:587?tls=off")
	f.Add("smtps://[::1]:465")
	f.Fuzz(func(t *testing.T, transport string) {
		s, err := Parse(transport)
		if err != nil {
			return
		}
		if s.User != "" && s.Security == NoTLS && !s.Loopback {
			t.Error("a password without encryption")
		}
		if s.Security != StartTLS && s.Security != FromStart && !s.Loopback && !strings.Contains(transport, "off") {
			t.Error("no TLS without tls=off")
		}
		if s.Host == "" || s.Port == "" {
			t.Errorf("no address: %q", s.Address())
		}
	})
}

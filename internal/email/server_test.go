package email

import (
	"context"
	"strings"
	"testing"
)

func TestParseServer(t *testing.T) {
	for transport, want := range map[string]server{
		"smtp://mail.example":            {host: "mail.example", port: "587"},
		"smtp://mail.example:25?tls=off": {host: "mail.example", port: "25", security: noTLS},
		"smtps://mail.example":           {host: "mail.example", port: "465", security: fromStart},
		"smtps://u:p@[2001:db8::1]:4650/": {
			host: "2001:db8::1", port: "4650", security: fromStart, user: "u", password: "p",
		},
		"smtp://a%40b:p%2F%3A%25@mail.example": {host: "mail.example", port: "587", user: "a@b", password: "p/:%"},
		"smtp://localhost":                     {host: "localhost", port: "25", security: mayTLS, loopback: true},
		"smtp://127.3.2.1:1025":                {host: "127.3.2.1", port: "1025", security: mayTLS, loopback: true},
		"smtp://[::1]:25":                      {host: "::1", port: "25", security: mayTLS, loopback: true},
		"smtp://u:p@127.0.0.1:25?tls=off": {
			host: "127.0.0.1", port: "25", security: noTLS, loopback: true, user: "u", password: "p",
		},
		"smtp://127.0.0.1.example": {host: "127.0.0.1.example", port: "587"},
		"smtp://localhost.example": {host: "localhost.example", port: "587"},
		"smtp://128.0.0.1":         {host: "128.0.0.1", port: "587"},
	} {
		if got, err := parseServer(transport); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", transport, got, err, want)
		}
	}
}

func TestInvalidTransports(t *testing.T) {
	for transport, want := range map[string]string{
		"ses":                                  "must be one of other, smtp://, smtps://, file://",
		"other://secret.example":               "other: only settings may follow",
		"other://?a=secret%zz":                 "other: only settings may follow",
		"":                                     "must be one of",
		"secret.example:587":                   "must be one of",
		"https://secret.example":               "must be one of",
		"smtp://":                              "no host",
		"smtp://secret:sec/ret@mail.example":   "not a URL",
		"smtp://secret@mail.example":           "go together",
		"smtp://secret:@mail.example":          "go together",
		"smtp://mail.example:70000":            "port",
		"smtp://mail.example?tls=on":           "only tls=off",
		"smtp://mail.example?tls=off&x=secret": "only tls=off",
		"smtps://mail.example?tls=off":         "belongs to smtp://",
		"smtp://u:secret@mail.example?tls=off": "not be encrypted",
		"smtp://u:secret@mail.example/x":       "may follow the port",
		"smtp://u:sec%0Aret@mail.example":      "line break",
		"smtp://u:secret%zz@mail.example":      "not a URL",
		"file://":                              "without a directory",
		"file://secret%zz":                     "percent",
	} {
		receipt, err := channel(t, transport).Deliver(context.Background(), message("contoso"), "")
		if err == nil || receipt != "" || !strings.Contains(err.Error(), want) ||
			!strings.HasPrefix(err.Error(), "email.transport: ") {
			t.Errorf("%s: receipt %q, error %v, want %q", transport, receipt, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error repeats it: %v", transport, err)
		}
	}
}

func FuzzParseServer(f *testing.F) {
	f.Add("smtp://u:p@mail.example:587?tls=off")
	f.Add("smtps://[::1]:465")
	f.Fuzz(func(t *testing.T, transport string) {
		s, err := parseServer(transport)
		if err != nil {
			return
		}
		if s.user != "" && s.security == noTLS && !s.loopback {
			t.Error("a password without encryption")
		}
		if s.security != startTLS && s.security != fromStart && !s.loopback && !strings.Contains(transport, "off") {
			t.Error("no TLS without tls=off")
		}
		if s.host == "" || s.port == "" {
			t.Errorf("no address: %q", s.address())
		}
	})
}

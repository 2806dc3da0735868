package email

import (
	"context"
	"strings"
	"testing"
)

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
		"smtp://mail.example?tls=on":           "only ?tls=off",
		"smtp://mail.example?tls=off&x=secret": "only ?tls=off",
		"smtps://mail.example?tls=off":         "belongs to smtp://",
		"smtp://u:secret@mail.example?tls=off": "not be encrypted",
		"smtp://u:secret@mail.example/x":       "may follow the port",
		"smtp://u:sec%0Aret@mail.example":      "line break",
		"smtp://u:secret%zz@mail.example":      "not a URL",
		"file://":                              "without a path",
		"file://secret%zz":                     "percent",
	} {
		receipt, err := deliver(context.Background(), channel(t, transport), message("contoso"), "")
		if err == nil || receipt != "" || !strings.Contains(err.Error(), want) ||
			!strings.HasPrefix(err.Error(), "email.transport: ") {
			t.Errorf("%s: receipt %q, error %v, want %q", transport, receipt, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error repeats it: %v", transport, err)
		}
	}
}

package config

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"secure-score-reporter/internal/secrets"
)

func TestTransportSES(t *testing.T) {
	pattern := regexp.MustCompile(transportForm)
	for value, problem := range map[string]string{
		"ses":                     "",
		"ses://?region=eu-west-1": "",
		"ses://?region=us-gov-west-1&configurationSet=Reports_1": "",
		"ses://?configurationSet=reports":                        "",
		"ses://":                                                 "must be ses, or",
		"ses://?":                                                "must be ses, or",
		"ses://hunter2":                                          "must be ses, or",
		"ses://hunter2?region=eu-west-1":                         "must be ses, or",
		"ses://?region=%zz":                                      "must be ses, or",
		"ses://?hunter2=x":                                       "can have only region and configurationSet",
		"ses://?region=eu-west-1&region=eu-west-2":               "each once",
		"ses://?region=":                                         "has a region that is not valid",
		"ses://?region=hunter2.example/":                         "has a region that is not valid",
		"ses://?region=eu-west-1&configurationSet=hunter2%20x": "has a configurationSet that is not valid",
		"graph://?region=eu-west-1":                            "must be ses, graph",
	} {
		transport := NewTransport(value)
		got, err := transport.Resolve(context.Background(), secrets.Resolver{})
		if problem == "" {
			if err != nil || got != value || fmt.Sprint(transport) != value || !pattern.MatchString(value) {
				t.Errorf("%s: %q, shown as %s, in the schema %t, error %v", value, got, transport, pattern.MatchString(value), err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), problem) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: error %v, want %q", value, err, problem)
		}
	}
}

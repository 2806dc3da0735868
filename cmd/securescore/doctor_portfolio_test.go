package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
)

// The portfolio has channels of its own, with the token and the transport of
// the top level. The doctor checks them unless it is asked for a tenant, and
// the configuration refuses a transport that the portfolio cannot use.
func TestTheDoctorChecksThePortfolio(t *testing.T) {
	w := newWorld(t)
	const channels = `portfolio: {name: Northwind, slack: {channel: "#msp"}, email: {to: [ops@northwind.example]}}` + "\n"
	document := w.document("") + channels
	for _, tt := range []struct {
		name           string
		document, mail string // the transport, where it is a reference
		args           []string
		code           int
		says, not      []string
	}{
		{"all is well", document, "", nil, exitWell,
			[]string{"contoso\n", "Northwind\n", "ok  slack #msp", "email to ops@"}, nil},
		{"a tenant", document, "", []string{"--tenant", "contoso"}, exitWell,
			[]string{"contoso\n"}, []string{"Northwind", "#msp"}},
		{"no channels", w.document("") + "portfolio: {name: Northwind}\n", "", nil, exitWell, nil, []string{"Northwind"}},
		{"graph behind a reference", strings.Replace(document, `"file://`+w.dir+`/outbox"`, "env://MAIL", 1), "graph",
			nil, exitFailed, []string{"FAIL  email to ops@", "the portfolio cannot be sent by graph", "ses or smtp"}, nil},
		{"graph", strings.Replace(document, `"file://`+w.dir+`/outbox"`, "graph", 1), "", nil, exitWrong,
			[]string{"portfolio.email.to: cannot be sent by graph", "set email.transport at the top level to ses or smtp"}, nil},
		{"a directory that is none", strings.Replace(document, w.dir+"/outbox", w.dir+"/config.yaml/outbox", 1), "", nil,
			exitFailed, []string{"FAIL  email to ops@", "FAIL  email to ciso@"}, nil},
	} {
		if err := w.write("config.yaml", tt.document); err != nil {
			t.Fatal(err)
		}
		w.env["MAIL"] = tt.mail
		code, stdout, stderr := w.command(t, "", append([]string{"doctor"}, tt.args...)...)
		text := stdout + strings.Join(strings.Fields(stdout+stderr), " ") // however the lines are broken
		for _, part := range tt.says {
			if !strings.Contains(text, part) {
				t.Errorf("%s: %q is missing in\n%s%s", tt.name, part, stdout, stderr)
			}
		}
		for _, part := range tt.not {
			if strings.Contains(text, part) {
				t.Errorf("%s: %q is in\n%s", tt.name, part, stdout)
			}
		}
		if code != tt.code {
			t.Errorf("%s: exit code %d, want %d", tt.name, code, tt.code)
		}
	}
}

// Of several tenants the portfolio is a line of its own, and none of the total.
func TestTheDoctorCountsNoPortfolio(t *testing.T) {
	w := newWorld(t)
	if err := w.openFleet(2, nil); err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile(filepath.Join(w.dir, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.write("config.yaml", string(document)+"portfolio: {slack: {channel: \"#msp\"}}\n"); err != nil {
		t.Fatal(err)
	}
	code, stdout, _ := w.command(t, "", "doctor")
	if code != exitWell || !strings.Contains(stdout, "2 tenants: ") ||
		!strings.Contains(stdout, "note  All tenants  notes as for customer-1\n") {
		t.Errorf("exit code %d:\n%s", code, stdout)
	}
	_, asked, _ := w.command(t, `{"doctor": {}}`, "run", "-")
	var result job.Result
	if err := json.Unmarshal([]byte(asked), &result); err != nil || len(result.Doctor) != 3 ||
		result.Doctor[2].Portfolio != "All tenants" || len(result.Tenants) != 0 {
		t.Errorf("the event: %v: %s", err, asked)
	}
	w.columns = 80
	_, command, _ := w.command(t, "", "doctor")
	if _, shown, _ := w.command(t, `{"doctor": {}}`, "run", "-"); shown != command {
		t.Errorf("the event on a terminal:\n%s\nwant\n%s", shown, command)
	}
	w.columns = 0
	_, stdout, _ = w.command(t, "", "doctor", "--json")
	var list []job.Checkup
	if err := json.Unmarshal([]byte(stdout), &list); err != nil || len(list) != 3 ||
		list[2].Portfolio != "All tenants" || len(list[2].Findings) == 0 {
		t.Errorf("%v: %s", err, stdout)
	}
}

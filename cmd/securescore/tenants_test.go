package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// On a terminal tenants add asks for what is missing.
func TestTenantsAddAsks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := w.openFleet(1, nil); err != nil {
		t.Fatal(err)
	}
	w.columns = 80
	answers := strings.Join([]string{"Fabrikam", fleetID("2"), "app-1", "env://S", "#two", "", "72.5"}, "\n")
	code, stdout, stderr := w.command(t, answers, "tenants", "add", "--untested")
	if code != exitWell || !strings.Contains(stdout, "adminconsent?client_id=app-1\n") {
		t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
	}
	document, err := os.ReadFile(filepath.Join(w.dir, "config.yaml"))
	want := "  - {name: Fabrikam, id: " + fleetID("2") + ", auth: {clientSecret: {clientId: app-1, secret: env://S}}, " +
		"goal: {percent: 72.5}, slack: {channel: \"#two\"}}\n"
	if err != nil || !strings.HasSuffix(string(document), want) {
		t.Errorf("%v\n%s", err, document)
	}
	if code, _, stderr := w.command(t, "Adatum\n", "tenants", "add"); code != exitWrong ||
		!strings.Contains(stderr, "reading the answer: EOF") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}

// A person can be the way to sign in.
func TestTenantsAddAPerson(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"--device-code":                 "auth: {deviceCode: {}}",
		"--device-code --client-id app": "auth: {deviceCode: {clientId: app}}",
	} {
		w := newWorld(t)
		args := append([]string{"tenants", "add", "fabrikam", "fabrikam.example", "--untested"}, strings.Fields(args)...)
		code, stdout, stderr := w.command(t, "", args...)
		document, err := os.ReadFile(filepath.Join(w.dir, "config.yaml"))
		if code != exitWell || err != nil || !strings.Contains(string(document), want) {
			t.Errorf("%v: exit code %d, %v\n%s%s%s", args, code, err, document, stdout, stderr)
		}
	}
}

// The list fits the terminal.
func TestTenantsList(t *testing.T) {
	t.Parallel()
	list := []listed{
		{Tenant: "Ärzte für Bäume, eine Stiftung mit einem langen Namen", TenantID: "baeume.example", SignIn: "federation",
			Default: true, Channels: []string{"#baeume", "it@baeume.example"}, Goal: 72.5},
		{Tenant: "broken", TenantID: "a-1", Problems: []string{"c.yaml:1:1: tenants[1]: wrong"}},
	}
	for i := 3; i <= 40; i++ {
		list = append(list, listed{
			Tenant: fmt.Sprintf("customer-%02d", i), TenantID: fleetID(fmt.Sprint(i)), SignIn: "federation", Default: i%5 > 0,
			Channels: []string{fmt.Sprintf("#customer-%02d", i), "security@northwind.example"}, Goal: float64(i % 2 * 80),
		})
	}
	for _, wide := range []int{60, 80, 140} {
		var out bytes.Buffer
		p := process{stdout: &out, terminal: true, columns: wide, lookupEnv: noColours}
		if err := p.show(func(s *screen) { printTenants(s, list) }); err != nil {
			t.Fatal(err)
		}
		golden(t, fmt.Sprintf("testdata/tenants-%d.txt", wide), out.String())
	}
}

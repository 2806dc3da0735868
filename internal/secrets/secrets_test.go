package secrets

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"syscall"
	"testing"
)

func TestResolve(t *testing.T) {
	r := NewResolver(
		func(name string) (string, bool) { return "from the environment", name == "SET" },
		func(path string) ([]byte, error) {
			switch path {
			case "/run/my token":
				return []byte("from a file\r\n"), nil
			case "/run/theirs":
				return nil, &fs.PathError{Op: "open", Path: path, Err: syscall.EACCES}
			}
			return nil, errors.New("no such file")
		})
	r["awsparamstore"] = func(_ context.Context, ref string) (string, error) {
		if ref == "awsparamstore://empty" {
			return "", nil
		}
		return "fetched " + ref, nil
	}
	for text, want := range map[string]struct{ secret, err string }{
		"xoxb-hunter2":           {"xoxb-hunter2", ""},
		"https://hook.example/x": {"https://hook.example/x", ""}, // no reference, but a secret that is an address
		"1env://SET":             {"1env://SET", ""},
		"":                       {"", "no secret is set"},
		"env://SET":              {"from the environment", ""},
		"env://UNSET":            {"", "the environment variable UNSET is not set"},
		"file:///run/my%20token": {"from a file", ""},
		"file:///run/other":      {"", "no such file"},
		"file:///run/theirs": {"",
			"resolving file:///run/theirs: permission denied (give the user who runs this the right to read it)"},
		"file:///run/%zz":       {"", "%25"},
		"file://":               {"", "without a path"},
		"awsparamstore:///a/b":  {"fetched awsparamstore:///a/b", ""},
		"awsparamstore://empty": {"", "the secret is empty"},
		"awssecretsmanager://x": {"", "only awsparamstore://, env://, file://"},
	} {
		got, err := r.Resolve(t.Context(), text)
		if got != want.secret || (err == nil) != (want.err == "") || err != nil &&
			!strings.Contains(err.Error(), want.err) {
			t.Errorf("%q: got %q, %v; want %q, %q", text, got, err, want.secret, want.err)
		}
	}
	if _, err := (Resolver{}).Resolve(t.Context(), "env://SET"); err == nil ||
		!strings.Contains(err.Error(), "only secrets themselves") {
		t.Errorf("with no schemes at all: %v", err)
	}
}

func TestCache(t *testing.T) {
	fetched, fail := 0, false
	from := Resolver{"x": func(context.Context, string) (string, error) {
		fetched++
		if fail {
			return "", errors.New("an outage")
		}
		return fmt.Sprint("v", fetched), nil
	}}
	var c Cache
	usual, fresh := c.Resolver(from), c.Fresh(from)
	get := func(r Resolver, want string) {
		t.Helper()
		if got, err := r["x"](t.Context(), "x://a"); got != want || (err != nil) != (want == "") {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
	get(usual, "v1")
	get(usual, "v1")
	get(fresh, "v2") // v1 was refused
	get(usual, "v2")
	c.Forget()
	fail = true
	get(usual, "")
	fail = false
	get(usual, "v4")
	var wait sync.WaitGroup
	c.Forget()
	for range 8 {
		wait.Go(func() { get(usual, "v5") })
	}
	wait.Wait()
}

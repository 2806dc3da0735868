//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The command that init --aws prints deploys with the file that it wrote,
// whatever the directory is called.
func TestInitAWSDeploysFromAnyDirectory(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	w, _ := awsWorld(t)
	dir := filepath.Join(w.dir, "kim's $HOME clone")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	code, stdout, stderr := w.command(t, answersAWS("y"), "init", "--aws")
	_, deploy, found := strings.Cut(stdout, "  AWS_REGION=")
	if code != exitWell || !found {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	deploy, _, _ = strings.Cut("AWS_REGION="+deploy, "\n")

	// aws notes what it is to deploy with; nothing is built.
	aws := "#!/bin/sh\nfor last; do :; done\ntest \"$2\" != deploy || echo \"$last\"\n"
	if err := os.WriteFile(filepath.Join(w.dir, "aws"), []byte(aws), 0o700); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "sh", "-c", `make() { command make -s -o build-functions "$@"; }`+"\n"+deploy)
	command.Dir = root
	command.Env = append(os.Environ(), "PATH="+w.dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	output, err := command.CombinedOutput()
	if want := "file://" + filepath.Join(dir, parametersFile) + "\n"; err != nil || string(output) != want {
		t.Errorf("%s\ndeploys with %s (%v), want %s", deploy, output, err, want)
	}
}

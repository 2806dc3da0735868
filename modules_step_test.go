package repository_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// fakeGo has no database of vulnerabilities. REGISTRY is the status with which
// it asks for another module.
const fakeGo = `#!/bin/sh
case "$*" in
"mod edit -json") echo '{"Toolchain": "go1"}' ;;
"env GOVERSION") echo go1 ;;
"mod download"*) echo "no such module" >&2; exit 1 ;;
"list -m"*) exit "$REGISTRY" ;;
esac
`

func TestTheDatabaseOfVulnerabilitiesIsMissing(t *testing.T) {
	for _, name := range []string{"bash", "python3"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(err)
		}
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"go": fakeGo, "make": "#!/bin/sh\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, tt := range map[string]struct {
		ci, registry string
		fails        bool
	}{
		"on a person's machine":             {"", "0", false},
		"in CI without a registry":          {"true", "1", false},
		"in CI, and the registry is there":  {"true", "0", true},
		"on a machine without any registry": {"", "1", false},
	} {
		step := exec.Command("bash", ".ci/steps/modules")
		step.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"), "CI="+tt.ci,
			"REGISTRY="+tt.registry)
		out, err := step.CombinedOutput()
		if (err != nil) != tt.fails || !strings.Contains(string(out), "::warning::not checked for vulnerabilities") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// Command mutate finds what the tests of a package do not notice. It makes one
// small change at a time to the package's functions (a mutant), runs the tests
// of the package, and lists the mutants that pass them all. `make mutate` calls
// it. It leaves constants and variables of the package as they are.
//
// All mutants are compiled into one test binary: each is a copy of its function
// with one change, and an environment variable chooses it. So a mutant costs
// one run of the tests and no compilation. One that does not compile does not
// count.
//
// Some survivors cannot be killed, because the change makes no difference. They
// are explained in a text file beside this one that is named after the package:
// the mutant as this command prints it, then an indented line with the reason.
//
// It exits with 1 where fewer than 95 % are killed or explained and where an
// explanation fits no survivor, and with 2 where it cannot run.
package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

const (
	leastPercent = 95
	processes    = 2
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "mutate: name one directory, such as ./internal/score")
		os.Exit(2)
	}
	dir := filepath.Clean(os.Args[1])
	ok, err := mutate(os.Stdout, dir, filepath.Join("internal", "mutate", filepath.Base(dir)+".txt"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// mutate reports what survives the tests of a package, and whether that is
// well.
func mutate(out io.Writer, dir, explanationFile string) (bool, error) {
	explained, err := explanations(explanationFile)
	if err != nil {
		return false, err
	}
	temp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(temp)
	binary := filepath.Join(temp, "mutants.test")
	mutants, err := build(dir, temp, binary)
	if err != nil {
		return false, err
	}
	if err := run(binary, dir, mutants); err != nil {
		return false, err
	}
	killed, known, all := 0, 0, len(mutants)
	for _, m := range mutants {
		switch {
		case !m.survives:
			killed++
		case explained[m.key]:
			known++
			delete(explained, m.key)
		default:
			fmt.Fprintf(out, "%s survives:\n%s\n", filepath.Join(dir, m.place), m.key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(explained)) {
		fmt.Fprintf(out, "%s explains what does not survive:\n%s\n", explanationFile, key)
	}
	percent := 100 * float64(killed+known) / float64(all)
	fmt.Fprintf(out, "%s: of %d mutants %d are killed, %d explained, %d neither: %.1f %%, and %d %% are wanted\n",
		dir, all, killed, known, all-killed-known, percent, leastPercent)
	return percent >= leastPercent && len(explained) == 0, nil
}

var compileError = regexp.MustCompile(`([^/\s]+\.go):(\d+):\d+: `)

// build compiles the tests with all mutants that compile, and returns these.
func build(dir, temp, binary string) ([]*mutant, error) {
	mutants, err := find(dir)
	if err != nil {
		return nil, err
	}
	if len(mutants) == 0 {
		return nil, fmt.Errorf("%s has no Go code to change", dir)
	}
	for {
		lines, err := write(dir, temp, mutants)
		if err != nil {
			return nil, err
		}
		out, err := exec.Command("go", "test", "-c", "-vet=off", "-gcflags=-e", "-overlay",
			filepath.Join(temp, "overlay.json"), "-o", binary, "./"+dir).CombinedOutput()
		if err == nil {
			return mutants, nil
		}
		broken := map[*mutant]bool{}
		for _, at := range compileError.FindAllSubmatch(out, -1) {
			line, _ := strconv.Atoi(string(at[2]))
			broken[lines[string(at[1])][line]] = true // nil on a line that is in no mutant
		}
		rest := slices.DeleteFunc(slices.Clone(mutants), func(m *mutant) bool { return broken[m] })
		if len(rest) == len(mutants) {
			return nil, fmt.Errorf("compiling the mutants of %s: %w\n%s", dir, err, out)
		}
		mutants = rest
	}
}

// run runs the tests once for each mutant, and sets which ones survive.
func run(binary, dir string, mutants []*mutant) error {
	args := []string{binary, "-test.failfast", "-test.timeout=10m"}
	if help, _ := exec.Command(binary, "-h").CombinedOutput(); bytes.Contains(help, []byte("-rapid.seed")) {
		args = append(args, "-rapid.seed=1", "-rapid.nofailfile") // the same figure each time
	}
	test := func(id int, seconds float64) (*exec.Cmd, error) {
		// A mutant can loop or allocate without end. The limit is in CPU time,
		// so that a busy computer kills no mutant.
		limits := fmt.Sprintf(`ulimit -v 4194304; ulimit -t %.0f; exec "$0" "$@"`, seconds)
		cmd := exec.Command("sh", append([]string{"-c", limits}, args...)...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), chosen+"="+strconv.Itoa(id), "GOMAXPROCS=1")
		return cmd, cmd.Run()
	}
	cmd, err := test(0, 600)
	if err != nil {
		return fmt.Errorf("the tests of %s fail without any mutant: %w", dir, err)
	}
	seconds := 1 + 3*(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()).Seconds()
	var group sync.WaitGroup
	for worker := range processes {
		group.Go(func() {
			for i := worker; i < len(mutants); i += processes {
				_, err := test(i+1, seconds)
				mutants[i].survives = err == nil
			}
		})
	}
	group.Wait()
	return nil
}

// explanations reads the mutants that have a reason. Without a file there are
// none.
func explanations(path string) (map[string]bool, error) {
	data, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	explained := map[string]bool{}
	key := ""
	for line := range strings.Lines(string(data)) {
		switch text := strings.TrimSpace(line); {
		case text == "" || strings.HasPrefix(line, "#"):
		case !strings.HasPrefix(line, "\t") && key != "":
			return nil, fmt.Errorf("%s: no reason for %s", path, key)
		case !strings.HasPrefix(line, "\t"):
			key = text
		case key == "":
			return nil, fmt.Errorf("%s: a reason without a mutant: %s", path, text)
		default:
			explained[key], key = true, ""
		}
	}
	if key != "" {
		return nil, fmt.Errorf("%s: no reason for %s", path, key)
	}
	return explained, nil
}

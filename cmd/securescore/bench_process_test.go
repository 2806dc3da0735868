//go:build unix

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// asCommand is the variable that makes this test binary the command itself.
const asCommand = "SECURESCORE_TEST_COMMAND"

// roles are what the test binary can be run as, by the variable that says so.
// Each gets the variable's value and returns the exit code.
var roles = map[string]func(value string) int{
	asCommand: func(string) int { return main1(func() {}) },
}

func TestMain(m *testing.M) {
	for variable, role := range roles {
		if value := os.Getenv(variable); value != "" {
			os.Exit(role(value))
		}
	}
	code := m.Run()
	if built.dir != "" {
		_ = os.RemoveAll(built.dir)
	}
	os.Exit(code)
}

// cost is what one process took, in seconds and bytes.
type cost struct{ CPU, Wall, Resident float64 }

// built is the command as `make build` builds it, and what launches it.
var built struct {
	once sync.Once
	dir  string
	err  error
}

func builtCommand(b *testing.B) string {
	b.Helper()
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "securescore"); built.err != nil {
			return
		}
		build := exec.Command("go", "build", "-o", built.dir, ".", "./testdata/launch")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		build.Stderr = os.Stderr
		built.err = build.Run()
	})
	if built.err != nil {
		b.Fatal(built.err)
	}
	return filepath.Join(built.dir, "securescore")
}

// measure is what a run of the event takes.
func (w *world) measure(b *testing.B, event string) cost {
	b.Helper()
	return w.measureCommand(b, event, "run", "-")
}

// measureCommand runs the built command in a process of its own, as a shell
// would.
func (w *world) measureCommand(b *testing.B, stdin string, arguments ...string) cost {
	b.Helper()
	file := w.dir + "/usage"
	arguments = append([]string{file, builtCommand(b)}, arguments...)
	command := exec.CommandContext(b.Context(), built.dir+"/launch", arguments...)
	command.Env = os.Environ()
	for name, value := range w.env {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Stdin = bytes.NewBufferString(stdin)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	if err := command.Run(); err != nil {
		b.Fatalf("%v\n%s", err, stderr.String())
	}
	data, err := os.ReadFile(file)
	var c cost
	if err != nil || json.Unmarshal(data, &c) != nil {
		b.Fatal("reading what it took", err)
	}
	return c
}

// reportMedians gives the median of each figure, and the least CPU: on a busy
// machine that is the nearest to what an idle one takes.
func reportMedians(b *testing.B, costs []cost) {
	sorted := func(of func(cost) float64) []float64 {
		var list []float64
		for _, c := range costs {
			list = append(list, of(c))
		}
		slices.SortFunc(list, cmp.Compare)
		return list
	}
	cpu := sorted(func(c cost) float64 { return c.CPU * 1e3 })
	middle := len(costs) / 2
	b.ReportMetric(cpu[middle], "cpu-ms/op")
	b.ReportMetric(cpu[0], "least-cpu-ms/op")
	b.ReportMetric(sorted(func(c cost) float64 { return c.Resident / (1 << 20) })[middle], "resident-MiB")
	b.ReportMetric(sorted(func(c cost) float64 { return c.Wall * 1e3 })[middle], "wall-ms/op")
	b.ReportMetric(0, "ns/op") // says the same as the wall time, with the preparation in it
}

// mailBySMTP has the configuration send to a server that accepts everything.
func (w *world) mailBySMTP(b *testing.B) {
	address := listenForMail(b, nil)
	name := w.env[configVariable]
	doc, err := os.ReadFile(name)
	outbox, server := "file://"+w.dir+"/outbox", "smtp://"+address+"?tls=off"
	if err != nil || os.WriteFile(name, bytes.ReplaceAll(doc, []byte(outbox), []byte(server)), 0o600) != nil {
		b.Fatal("configuring email", err)
	}
}

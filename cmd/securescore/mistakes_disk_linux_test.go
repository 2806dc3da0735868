package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"secure-score-reporter/internal/demo"
)

// asMounter makes the test binary the command on a disk of its own: the
// variable has the kind of the disk and the directory over which it is mounted.
const asMounter = "SECURESCORE_TEST_DISK"

func init() { roles[asMounter] = runOnDisk }

// cannotMount is the exit code of a process that may not mount a file system.
const cannotMount = 99

func runOnDisk(disk string) int {
	kind, dir, _ := strings.Cut(disk, ":")
	if err := mount(kind, dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return cannotMount
	}
	return run(context.Background(), process{
		args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, lookupEnv: os.LookupEnv,
		now: func() time.Time { return demo.Scenes()[0].Now }, timeout: unlimited,
	})
}

func mount(kind, dir string) error {
	var flags uintptr
	if kind == readOnly {
		flags = syscall.MS_RDONLY
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", flags, "size=64k"); err != nil || kind == readOnly {
		return err
	}
	err := os.WriteFile(filepath.Join(dir, "other"), make([]byte, 1<<20), 0o600)
	if errors.Is(err, syscall.ENOSPC) {
		return nil
	}
	return fmt.Errorf("the disk did not become full: %w", err)
}

// The kinds of disks.
const readOnly, full = "read-only", "full"

// A directory that cannot be written to, and a full disk. Each is a file system
// that only the command sees.
func TestMistakesOfDisks(t *testing.T) {
	var page bytes.Buffer
	for _, disk := range []struct{ name, is string }{
		{"a directory that is mounted read-only", readOnly}, {"a full disk", full},
	} {
		w := newWorld(t)
		if err := os.Mkdir(filepath.Join(w.dir, "data"), 0o700); err != nil {
			t.Fatal(err)
		}
		text, code := w.commandOn(t, disk.is, quietRun)
		w.writeAnswer(&page, disk.name, quietRun, text, code)
	}
	golden(t, "testdata/mistakes-disk.txt", page.String())
}

// commandOn runs the command on a disk in a process of its own.
func (w *world) commandOn(t *testing.T, disk string, args []string) (text string, code int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self, args...)
	command.Env = append(os.Environ(), asMounter+"="+disk+":"+filepath.Join(w.dir, "data"))
	for name, value := range w.env {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Stdin = strings.NewReader("{}")
	command.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	output, err := command.CombinedOutput()
	if command.ProcessState == nil || command.ProcessState.ExitCode() == cannotMount {
		t.Skipf("a process may not mount a file system of its own here: %v %s", err, output)
	}
	return string(output), command.ProcessState.ExitCode()
}

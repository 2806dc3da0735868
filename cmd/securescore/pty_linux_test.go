package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rivo/uniseg"
	"golang.org/x/sys/unix"
)

// openTerminal opens a pseudo terminal of so many columns.
func openTerminal(t *testing.T, columns int) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	size := &unix.Winsize{Row: 40, Col: uint16(columns)}
	if err := unix.IoctlSetWinsize(int(slave.Fd()), unix.TIOCSWINSZ, size); err != nil {
		t.Fatal(err)
	}
	return master, slave
}

// onTerminal runs the command as a process on a terminal until it ends. Ready
// is called when it has begun.
func (w *world) onTerminal(
	t *testing.T, columns int, ready func(*os.Process), args ...string,
) (code int, shown string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	master, slave := openTerminal(t, columns)
	defer master.Close()
	command := exec.CommandContext(t.Context(), self, args...)
	command.Env = append(os.Environ(), asCommand+"=yes")
	for name, value := range w.env {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Stdin, command.Stdout, command.Stderr = slave, slave, slave
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	slave.Close()
	output := make(chan []byte, 1)
	go func() {
		all, _ := io.ReadAll(master) // it ends with an error when the process does
		output <- all
	}()
	ready(command.Process)
	var exit *exec.ExitError
	if err := command.Wait(); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return code, strings.ReplaceAll(string(<-output), "\r\n", "\n")
}

// H11: on a real terminal every line fits, and a wide one is used.
func TestTheRealWidthOfATerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.play(t)
	for _, columns := range []int{60, 80, 160, 200} {
		for _, command := range []string{"status", "actions", "diff", "trend", "plan", "history"} {
			code, shown := w.onTerminal(t, columns, func(*os.Process) {}, command)
			if code != exitWell {
				t.Fatalf("%s: exit code %d\n%s", command, code, shown)
			}
			widest := 0
			for line := range strings.Lines(escape.ReplaceAllString(shown, "")) {
				widest = max(widest, uniseg.StringWidth(strings.TrimRight(line, "\n")))
			}
			if widest > columns || columns >= 160 && command == "actions" && widest <= 80 {
				t.Errorf("%s: the widest line of %d columns has %d:\n%s", command, columns, widest, shown)
			}
		}
	}
}

// H12: the progress of a command that is stopped leaves one line, and the store
// is as it was.
func TestACommandOnATerminalStopsInOneLine(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"run", "backfill"} {
		w := newWorld(t)
		asked := hangingGraph(t, w)
		code, shown := w.onTerminal(t, 80, func(p *os.Process) {
			<-asked
			if err := p.Signal(os.Interrupt); err != nil {
				t.Error(err)
			}
		}, command)
		last := shown[strings.LastIndex(shown, "\r")+1:]
		if code != exitStopped || last != "securescore: stopped by a signal\n" || strings.Count(shown, "\n") != 1 ||
			!strings.HasPrefix(shown, "\r") {
			t.Errorf("%s: exit code %d: %q", command, code, shown)
		}
		for _, pattern := range []string{"tenants", "ids", ".tmp-*", "*/.tmp-*"} {
			if left, err := filepath.Glob(filepath.Join(w.dir, "data", pattern)); err != nil || len(left) > 0 {
				t.Errorf("%s: the store has %q (%v)", command, left, err)
			}
		}
	}
}

// COLUMNS is for output that is no terminal.
func TestColumnsOfTheEnvironment(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]int{"": 0, "100": 100, "-3": 0, "wide": 0} {
		if got := wanted(func(string) (string, bool) { return value, true }); got != want {
			t.Errorf("COLUMNS=%q: %d, want %d", value, got, want)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.play(t)
	var lines [2]int
	for i, columns := range []string{"60", "200"} {
		command := exec.CommandContext(context.Background(), self, "actions")
		command.Env = append(os.Environ(), asCommand+"=yes", columnsVariable+"="+columns)
		for name, value := range w.env {
			command.Env = append(command.Env, name+"="+value)
		}
		out, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = bytes.Count(out, []byte("\n"))
	}
	if lines[0] <= lines[1] {
		t.Errorf("60 columns have %d lines, 200 have %d", lines[0], lines[1])
	}
}

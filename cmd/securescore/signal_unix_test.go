//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// H12: the same with a process and the two signals that end one.
func TestTheProcessStopsAtASignal(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			asked := hangingGraph(t, w)
			command := exec.CommandContext(t.Context(), self, "run")
			command.Env = append(os.Environ(), asCommand+"=yes")
			for name, value := range w.env {
				command.Env = append(command.Env, name+"="+value)
			}
			var stdout, stderr bytes.Buffer
			command.Stdout, command.Stderr = &stdout, &stderr
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			<-asked
			if err := command.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			err := command.Wait()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != exitStopped || stdout.Len() > 0 ||
				stderr.String() != "securescore: stopped by a signal\n" {
				t.Errorf("%v, stdout %q, stderr %q", err, &stdout, &stderr)
			}
		})
	}
}

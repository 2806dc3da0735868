// Command launch runs the command of its arguments and writes what that took,
// in seconds and bytes, into the file of its first argument.
//
// Linux counts the memory of the process that starts another into the most that
// the other has, and this one has less than a test binary.
package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	command := exec.Command(os.Args[2], os.Args[3:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	begin := time.Now()
	if command.Run() != nil {
		os.Exit(1)
	}
	usage := command.ProcessState.SysUsage().(*syscall.Rusage)
	data, err := json.Marshal(map[string]float64{
		"CPU":      (command.ProcessState.UserTime() + command.ProcessState.SystemTime()).Seconds(),
		"Wall":     time.Since(begin).Seconds(),
		"Resident": float64(usage.Maxrss) * 1024, // kilobytes, on Linux
	})
	if err != nil || os.WriteFile(os.Args[1], data, 0o600) != nil {
		os.Exit(99)
	}
}

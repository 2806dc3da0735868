// Command securescore reports a Microsoft 365 tenant's Secure Score: what it
// is, what changed and why, and what to do next. It does in a shell what the
// functions do on AWS Lambda.
package main

import (
	"cmp"
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/term"
)

func main() {
	os.Exit(main1(collectLate()))
}

// main1 returns the exit code, so that deferred calls run before the process
// ends.
func main1(keepCollectingLate func()) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	columns := cmp.Or(columnsOf(os.Stdout), wanted(os.LookupEnv))
	var hidden func(context.Context) (string, error)
	if term.IsTerminal(int(os.Stdin.Fd())) {
		hidden = readHidden
	}
	program, _ := os.Executable() // without it people get the program's name
	return run(ctx, process{
		args: os.Args[1:], program: program, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		lookupEnv: os.LookupEnv, now: time.Now, timeout: context.WithTimeoutCause,
		limitMemory: debug.SetMemoryLimit, keepCollectingLate: keepCollectingLate, readHidden: hidden,
		terminal: term.IsTerminal(int(os.Stdout.Fd())), monochrome: monochrome(os.Stdout), columns: columns,
		errColumns: columnsOf(os.Stderr),
	})
}

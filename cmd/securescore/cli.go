package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/scrub"
)

// process is what the command takes from the operating system's process.
type process struct {
	args           []string
	program        string // its path from the root; empty where that is not known
	stdin          io.Reader
	stdout, stderr io.Writer
	lookupEnv      func(string) (string, bool)
	terminal       bool // standard output is a terminal
	monochrome     bool // it shows no colours
	columns        int  // of the terminal, or what COLUMNS says; 0 for neither
	errColumns     int  // of the terminal behind standard error; 0 where there is none
	network        app.Network
	now            func() time.Time
	timeout        func(context.Context, time.Duration, error) (context.Context, context.CancelFunc)
	readHidden     func(context.Context) (string, error) // a line that is not shown; nil: a line of stdin
	limitMemory    func(bytes int64) int64               // as debug.SetMemoryLimit does; nil in tests, which have more

	keepCollectingLate func() // as collectLate returns it; nil in tests
}

// Exit codes. Scripts depend on them.
const (
	exitWell    = 0
	exitFailed  = 1
	exitWrong   = 2
	exitStopped = 130 // as a shell says of a command that SIGINT ended
)

// What the command reads from the environment, beside what the configuration
// refers to.
const (
	tokenVariable    = "GRAPH_TOKEN" // of a report without a configuration
	slackVariable    = "SLACK_TOKEN" // which init proposes
	configVariable   = "SECURESCORE_CONFIG"
	noColourVariable = "NO_COLOR"
)

// errFailed ends a command whose output already says what failed.
var errFailed = errors.New("a tenant, a delivery or a check failed")

type commandLine struct {
	made   *app.Process
	opened *job.Job
	known  *scrub.Scrubber
	line   *progress // that a run shows; nil for none

	Config  string
	Timeout time.Duration
	Verbose bool
	Quiet   bool
	version bool // to print, in place of all else

	arguments map[*cobra.Command][]argument // of each command, without flags
}

// run is the whole command; it returns the exit code.
func run(ctx context.Context, p process) (code int) {
	cli := commandLine{known: &scrub.Scrubber{}}
	p.stdout, p.stderr = cli.known.Output(p.stdout), cli.known.Log(p.stderr)
	stderr := escaped{p.stderr}
	defer unbroken(stderr, &code)
	p.stderr = untilStopped{ctx, stderr}
	command, err := cli.parse(ctx, p)
	if err == nil && command.run != nil {
		err = cli.bounded(ctx, p, command)
	}
	p.stderr = stderr
	return exitCode(p, err)
}

// unbroken prints a panic, which is a fault of this program, without the
// secrets that the runtime would print with it.
func unbroken(stderr io.Writer, code *int) {
	if r := recover(); r != nil {
		fmt.Fprintln(stderr, "securescore:", fmt.Errorf("an internal error: %v; please report it", r))
		_, _ = stderr.Write(debug.Stack())
		*code = exitFailed
	}
}

// exitCode prints what went wrong, once, and returns the exit code for it.
func exitCode(p process, err error) int {
	var problems config.Problems
	var event event.ProblemsError
	var wrong wrongError
	switch {
	case err == nil:
		return exitWell
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.As(err, &problems), errors.As(err, &event):
		p.warn(err)
		return exitWrong
	}
	p.warn("securescore: " + err.Error())
	switch {
	case errors.Is(err, errStopped):
		return exitStopped
	case errors.As(err, &wrong):
		return exitWrong
	}
	return exitFailed
}

// wrongError is an error of the command line, the event or the configuration.
type wrongError struct{ error }

func (w wrongError) Unwrap() error { return w.error }

func (cli *commandLine) logger(p process) *slog.Logger {
	level := slog.LevelWarn
	switch {
	case cli.Verbose:
		level = slog.LevelInfo
	case cli.Quiet:
		level = slog.LevelError
	}
	return slog.New(slog.NewTextHandler(aboveProgress{cli, p.stderr}, &slog.HandlerOptions{Level: level}))
}

// process makes what the command's jobs share: the clock, the log, secrets,
// AWS.
func (cli *commandLine) process(p process) *app.Process {
	if cli.made == nil {
		cli.made = app.NewProcessOn(p.network, p.lookupEnv, p.now, cli.logger(p)).
			Scrub(cli.known).PromptWith(cli.prompt(p))
	}
	return cli.made
}

// open reads the configuration, once, and wires the job that it describes.
func (cli *commandLine) open(ctx context.Context, p process) (*job.Job, error) {
	if cli.opened == nil {
		j, err := cli.process(p).Open(ctx, cli.Config)
		if err != nil {
			return nil, wrongError{err}
		}
		cli.opened = j
	}
	return cli.opened, nil
}

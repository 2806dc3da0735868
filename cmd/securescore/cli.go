package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/scrub"
)

// process is what the command takes from the operating system's process.
type process struct {
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	lookupEnv      func(string) (string, bool)
	terminal       bool // standard output is a terminal
	columns        int  // of the terminal, or what COLUMNS says; 0 for neither
	errColumns     int  // of the terminal behind standard error; 0 where there is none
	network        app.Network
	now            func() time.Time
	timeout        func(context.Context, time.Duration, error) (context.Context, context.CancelFunc)
	readHidden     func(context.Context) (string, error) // a line that is not shown; nil: a line of stdin
	limitMemory    func(bytes int64) int64               // as debug.SetMemoryLimit does; nil in tests, which have more
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

	Config  string           `help:"@config" placeholder:"FILE"`
	Timeout time.Duration    `help:"@timeout" default:"10m" placeholder:"DURATION"`
	Verbose bool             `short:"v" help:"Log each step on standard error."`
	Quiet   bool             `short:"q" help:"Print no progress, notes and summaries, only errors."`
	Version kong.VersionFlag `help:"Print the version and exit."`

	Init   initCommand   `cmd:"" help:"Ask, try each answer, and write a configuration."`
	Run    runCommand    `cmd:"" help:"@run"`
	Report reportCommand `cmd:"" help:"Write a report as a file, without a message to anyone; no configuration is needed."`
	Demo   demoCommand   `cmd:"" help:"@demo"`

	Status    statusCommand    `cmd:"" help:"The score, its zone, what changed and why, and what to do first."`
	Actions   actionsCommand   `cmd:"" help:"The ranked table of recommended actions."`
	Diff      diffCommand      `cmd:"" help:"Why the score changed, in points, action by action."`
	Trend     trendCommand     `cmd:"" help:"@trend"`
	History   historyCommand   `cmd:"" help:"What moved the score, day by day, or one action's own history."`
	Portfolio portfolioCommand `cmd:"" help:"One report over all tenants, from what is stored."`
	Plan      planCommand      `cmd:"" help:"The cheapest set of recommended actions that reaches a goal."`
	Backfill  backfillCommand  `cmd:"" help:"Store the days that Microsoft still keeps (90)."`

	Doctor doctorCommand `cmd:"" help:"@doctor"`
	Store  storeCommand  `cmd:"" help:"Find damage in the store, or repair it."`

	Tenants tenantsCommand `cmd:"" help:"List, add, check or remove tenants of the configuration."`

	Conf configCommand `cmd:"" name:"config" help:"Check the configuration, or print its JSON Schema."`
}

// run is the whole command; it returns the exit code.
func run(ctx context.Context, p process) (code int) {
	cli := commandLine{known: &scrub.Scrubber{}}
	p.stdout, p.stderr = cli.known.Output(p.stdout), cli.known.Log(p.stderr)
	stderr := escaped{p.stderr}
	defer exitEarly(stderr, &code)
	p.stderr = untilStopped{ctx, stderr}
	command, err := cli.parse(ctx, p)
	if err == nil {
		err = cli.bounded(ctx, p, command)
	}
	return exitCode(stderr, err)
}

// parse reads the arguments and fills in the configuration's place.
func (cli *commandLine) parse(ctx context.Context, p process) (*kong.Context, error) {
	command, err := cli.chosen(asFlags(p.args),
		kong.Writers(p.stdout, p.stderr), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(p))
	if err != nil {
		return nil, wrongError{fmt.Errorf("%w (securescore --help shows the usage)", err)}
	}
	if cli.Timeout <= 0 {
		return nil, wrongError{errors.New("--timeout: it has to be more than 0, as in 10m or 90s")}
	}
	if cli.Config == "" {
		cli.Config, _ = p.lookupEnv(configVariable)
	}
	return command, nil
}

// chosen parses the arguments with the grammar of their one command where that
// is enough: the grammar of all takes longer than much of what a run does. What
// is wrong is found with all commands, some of which the error may name.
func (cli *commandLine) chosen(args []string, options ...kong.Option) (*kong.Context, error) {
	if others := othersThan(args[0]); others != "" {
		parser, err := cli.parser(append(slices.Clip(options), kong.IgnoreFields(others))...)
		if err != nil {
			return nil, err
		}
		if command, err := parser.Parse(args); err == nil {
			return command, nil
		}
	}
	parser, err := cli.parser(options...)
	if err != nil {
		return nil, err
	}
	return parser.Parse(args)
}

// othersThan matches the fields of all commands but one, as kong names them; it
// is empty where there is no such command.
func othersThan(command string) string {
	var others []string
	found := false
	for _, field := range reflect.VisibleFields(reflect.TypeFor[commandLine]()) {
		if _, is := field.Tag.Lookup("cmd"); !is {
			continue
		}
		if cmp.Or(field.Tag.Get("name"), strings.ToLower(field.Name)) == command {
			found = true
			continue
		}
		others = append(others, field.Name)
	}
	if !found {
		return ""
	}
	return `^commandLine\.(?:` + strings.Join(others, "|") + ")$"
}

// asFlags replaces the words help and version, and no arguments at all, by the
// flags that do the same.
func asFlags(args []string) []string {
	switch {
	case len(args) == 0:
		return []string{"--help"}
	case args[0] == "help":
		return append(slices.Clone(args[1:]), "--help")
	case args[0] == "version" && len(args) == 1:
		return []string{"--version"}
	}
	return args
}

// parser is the grammar of the command line.
func (cli *commandLine) parser(options ...kong.Option) (*kong.Kong, error) {
	parser, err := kong.New(cli, append(options,
		kong.Name("securescore"), kong.Description(description()), kong.Vars{"version": versionLine()},
		kong.PostBuild(fillHelp),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: columns}), kong.ValueFormatter(valueHelp),
		kong.Exit(func(code int) { panic(exitNow(code)) }),
	)...)
	if err == nil {
		parser.Model.HelpFlag.Help = longHelp["help"]
	}
	return parser, err
}

// exitNow is a panic with an exit code: kong ends the process in the middle of
// parsing, for --help and --version.
type exitNow int

// Any other panic is a fault of this program. The runtime would print it with
// the secrets that it may repeat.
func exitEarly(stderr io.Writer, code *int) {
	switch r := recover().(type) {
	case nil:
	case exitNow:
		*code = int(r)
	default:
		fmt.Fprintln(stderr, "securescore:", fmt.Errorf("an internal error: %v; please report it", r))
		_, _ = stderr.Write(debug.Stack())
		*code = exitFailed
	}
}

// exitCode prints what went wrong, once, and returns the exit code for it.
func exitCode(stderr io.Writer, err error) int {
	var problems config.Problems
	var event event.ProblemsError
	var wrong wrongError
	switch {
	case err == nil:
		return exitWell
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.As(err, &problems), errors.As(err, &event):
		fmt.Fprintln(stderr, err)
		return exitWrong
	}
	fmt.Fprintln(stderr, "securescore:", err)
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
	return slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: level}))
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

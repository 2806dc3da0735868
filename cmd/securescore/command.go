package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"secure-score-reporter/internal/spelling"
)

// The order of the commands is from the most used to the least. The setting is
// for all of cobra, so it is made before anything runs.
func init() { cobra.EnableCommandSorting = false }

// command is what one command does. It may have a method Help with more about
// it, a method flags, which registers its flags and arguments, and a method
// Validate, which checks their values.
type command interface {
	Run(ctx context.Context, cli *commandLine, p process) error
}

// choice is the command that the arguments name; nothing is left to run after
// help and completions.
type choice struct {
	name  string
	run   func(ctx context.Context, cli *commandLine, p process) error
	wrong error // of what is named beside --help
}

// parse reads the arguments and fills in the configuration's place.
func (cli *commandLine) parse(ctx context.Context, p process) (choice, error) {
	var c choice
	root := cli.tree(p, &c)
	root.SetArgs(asFlags(p.args))
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	of, err := root.ExecuteContextC(ctx)
	if err := cmp.Or(err, c.wrong); err != nil {
		return c, wrongError{fmt.Errorf("%w (%s --help shows the usage)", err, of.CommandPath())}
	}
	if cli.version {
		fmt.Fprintln(p.stdout, versionLine())
		return choice{}, nil
	}
	if cli.Timeout <= 0 {
		return c, wrongError{errors.New("--timeout: it has to be more than 0, as in 10m or 90s")}
	}
	if cli.Config == "" {
		cli.Config, _ = p.lookupEnv(configVariable)
	}
	return c, nil
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

// tree is the grammar of the command line. Parsing it only notes in c what is
// to be done.
func (cli *commandLine) tree(p process, c *choice) *cobra.Command {
	add := func(to *cobra.Command, name, short string, of command) {
		to.AddCommand(cli.command(p, c, name, short, of))
	}
	group := func(name, short string) *cobra.Command {
		return &cobra.Command{Use: name, Short: short, Args: cli.noCommand, RunE: needsCommand}
	}
	cli.arguments = map[*cobra.Command][]argument{}
	root := group("securescore", "")
	root.Long = description()
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.DisableSuggestions = true
	root.SetHelpCommand(&cobra.Command{Hidden: true})
	root.SetHelpFunc(func(of *cobra.Command, _ []string) {
		if c.wrong = cli.noCommand(of, of.Flags().Args()); c.wrong == nil {
			printHelp(of, cli.arguments[of], min(width(p.columns), readable))
		}
	})
	root.SetFlagErrorFunc(flagError)
	cli.flags(newFlagSet(root, root.PersistentFlags()))

	add(root, "init", "Ask, try each answer, and write a configuration.", &initCommand{})
	add(root, "run", "Do what an event says: take a snapshot, compare, report, deliver.", &runCommand{})
	add(root, "report", "Write a report as a file, without a message to anyone; no configuration is needed.",
		&reportCommand{})
	add(root, "demo", "Run the whole cycle on a made-up tenant, without any account, and write the results to a directory.",
		&demoCommand{})
	add(root, "status", "The score, its zone, what changed and why, and what to do first.", &statusCommand{})
	add(root, "actions", "The ranked table of recommended actions.", &actionsCommand{})
	add(root, "diff", "Why the score changed, in points, action by action.", &diffCommand{})
	add(root, "trend", "The score over time, points achieved and regressed by week, and a forecast.", &trendCommand{})
	add(root, "history", "What moved the score, day by day, or one action's own history.", &historyCommand{})
	add(root, "portfolio", "One report over all tenants, from what is stored.", &portfolioCommand{})
	add(root, "plan", "The cheapest set of recommended actions that reaches a goal.", &planCommand{})
	add(root, "backfill", "Store the days that Microsoft still keeps (90).", &backfillCommand{})
	add(root, "doctor", "Check configuration, sign-in, permission, store and channels, and say how to fix each.",
		&doctorCommand{})

	store := group("store", "Find damage in the store, or repair it.")
	add(store, "verify", "Find what is damaged, missing or foreign, and what follows from it.", &storeVerifyCommand{})
	add(store, "rebuild", "Repair what can be repaired.", &storeRebuildCommand{})

	tenants := group("tenants", "List, add, check or remove tenants of the configuration.")
	add(tenants, "list", "List the tenants of the configuration.", &tenantsList{})
	add(tenants, "add", "Add a tenant to the configuration.", &tenantsAdd{})
	add(tenants, "check", "Try the sign-in and the permission of tenants.", &tenantsCheck{})
	add(tenants, "remove", "Remove a tenant from the configuration.", &tenantsRemove{})

	document := group("config", "Check the configuration, or print its JSON Schema.")
	add(document, "check", "Check the configuration and report every problem with its line.", &configCheck{})
	add(document, "schema", "Print the JSON Schema of the configuration, for an editor.", &configSchema{})

	root.AddCommand(store, tenants, document)
	add(root, "completion", "Print a script that completes commands and flags in a shell.", &completionCommand{root: root})
	return root
}

// flags are those of every command.
func (cli *commandLine) flags(f *flagSet) {
	f.yes(new(bool), "h,help", "Show this help.")
	f.text(&cli.Config, "config", "FILE", "",
		"The configuration: a path, or a URL (file://, s3://, awsparamstore://). Default: $SECURESCORE_CONFIG.")
	f.duration(&cli.Timeout, "timeout", "DURATION", 10*time.Minute,
		"How long the command may take, such as 90s or 1h. When the time is over, it fails and says what is not done.")
	f.yes(&cli.Verbose, "v,verbose", "Log each step on standard error.")
	f.yes(&cli.Quiet, "q,quiet", "Print no progress, notes and summaries, only errors.")
	f.yes(&cli.version, "version", "Print the version and exit.")
}

// command is one command of the tree.
func (cli *commandLine) command(p process, c *choice, name, short string, of command) *cobra.Command {
	cmd := &cobra.Command{Use: name, Short: short}
	if helper, ok := of.(interface{ Help() string }); ok {
		cmd.Long = helper.Help()
	}
	f := newFlagSet(cmd, cmd.Flags())
	if grammar, ok := of.(interface{ flags(f *flagSet) }); ok {
		grammar.flags(f)
	}
	cli.complete(p, cmd)
	cmd.Use += f.usage()
	cli.arguments[cmd] = f.arguments
	cmd.Args = func(_ *cobra.Command, args []string) error {
		if cli.version {
			return nil
		}
		return f.read(args)
	}
	cmd.RunE = func(*cobra.Command, []string) error {
		if checks, ok := of.(interface{ Validate() error }); ok && !cli.version {
			if err := checks.Validate(); err != nil {
				return err
			}
		}
		*c = choice{name: name, run: of.Run}
		return nil
	}
	return cmd
}

// noCommand refuses the name of a command that there is not.
func (cli *commandLine) noCommand(group *cobra.Command, args []string) error {
	if len(args) == 0 || cli.version || !group.HasSubCommands() {
		return nil
	}
	return unexpected(args[0], commandNames(group))
}

// unexpected is the error of an argument that fits nowhere.
func unexpected(arg string, known []string) error {
	if arg == "" {
		return errors.New("unexpected argument: it is empty")
	}
	if meant := spelling.Closest(arg, known); meant != "" && meant != arg { // the same after --
		return fmt.Errorf("unexpected argument %s, did you mean %q?", arg, meant)
	}
	return fmt.Errorf("unexpected argument %s", arg)
}

// needsCommand is the error of a group without one of its commands.
func needsCommand(group *cobra.Command, _ []string) error {
	if version, _ := group.Flags().GetBool("version"); version {
		return nil
	}
	names := strings.Join(commandNames(group), ", ")
	if !group.HasParent() {
		return fmt.Errorf("a command is missing: %s", names)
	}
	return fmt.Errorf("%s needs one of its commands: %s", group.Name(), names)
}

func commandNames(group *cobra.Command) (names []string) {
	for _, c := range group.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}

// flagError is an error of the flags in our words.
func flagError(of *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var lacks *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		if unknown.GetSpecifiedShortnames() != "" {
			return fmt.Errorf("unknown flag -%s", unknown.GetSpecifiedName())
		}
		if meant := spelling.Closest(unknown.GetSpecifiedName(), flagNames(of)); meant != "" {
			return fmt.Errorf("unknown flag --%s, did you mean %q?", unknown.GetSpecifiedName(), "--"+meant)
		}
		return fmt.Errorf("unknown flag --%s", unknown.GetSpecifiedName())
	case errors.As(err, &lacks):
		flag := lacks.GetFlag()
		return fmt.Errorf("--%s: a value is missing, as in --%s=%s", flag.Name, flag.Name, placeholderOf(flag))
	case errors.As(err, &wrong):
		return fmt.Errorf("--%s: %q is not %s", wrong.GetFlag().Name, wrong.GetValue(), kindOf(wrong.GetFlag()))
	}
	return err
}

func flagNames(of *cobra.Command) (names []string) {
	of.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return names
}

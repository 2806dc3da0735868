package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
)

// completionCommand prints what a shell reads to complete commands and flags.
type completionCommand struct {
	root  *cobra.Command
	Shell string
}

// shells are those that there are scripts for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func (c *completionCommand) flags(f *flagSet) {
	f.needed(&c.Shell, "shell", "The shell: bash, zsh, fish or powershell.")
	f.command.ValidArgs = shells
}

func (c *completionCommand) Help() string {
	return `To have it in every shell that you open:

  bash        securescore completion bash > ~/.local/share/bash-completion/completions/securescore
  zsh         securescore completion zsh > "${fpath[1]}/_securescore"
  fish        securescore completion fish > ~/.config/fish/completions/securescore.fish
  powershell  securescore completion powershell >> $PROFILE

The names of tenants are completed from the configuration, if it is a local file.`
}

func (c *completionCommand) Run(_ context.Context, _ *commandLine, p process) error {
	switch c.Shell {
	case "bash":
		return c.root.GenBashCompletionV2(p.stdout, true)
	case "zsh":
		return c.root.GenZshCompletion(p.stdout)
	case "fish":
		return c.root.GenFishCompletion(p.stdout, true)
	case "powershell":
		return c.root.GenPowerShellCompletionWithDesc(p.stdout)
	}
	return wrongError{fmt.Errorf("there is no completion for %q: choose bash, zsh, fish or powershell", c.Shell)}
}

// complete has shells complete the values of flags that are known.
func (cli *commandLine) complete(p process, of *cobra.Command) {
	levels := []string{string(score.Low), string(score.Moderate), string(score.High)}
	for name, values := range map[string][]string{
		"cloud":    {"public", "usgov", "usgovdod"},
		"category": {"Identity", "Data", "Device", "Apps"}, "format": {"pdf", "html", "csv"},
		"max-cost": levels, "max-user-impact": levels, "status": event.Statuses(), "cause": strings.Split(causeNames(), ", "),
	} {
		if of.Flags().Lookup(name) != nil {
			_ = of.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
		}
	}
	if of.Flags().Lookup("tenant") != nil {
		_ = of.RegisterFlagCompletionFunc("tenant", cli.tenantNames(p))
	}
}

// tenantNames are those of a configuration on this machine; none where it
// cannot be read.
func (cli *commandLine) tenantNames(p process) cobra.CompletionFunc {
	return func(of *cobra.Command, _ []string, _ string) (names []cobra.Completion, _ cobra.ShellCompDirective) {
		place := cli.Config
		if place == "" {
			place, _ = p.lookupEnv(configVariable)
		}
		if path, err := config.LocalFile(place); err == nil {
			if cfg, err := cli.process(p).Load(of.Context(), path); err == nil {
				for _, t := range cfg.Tenants {
					names = append(names, t.Name)
				}
			}
		}
		slices.Sort(names)
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

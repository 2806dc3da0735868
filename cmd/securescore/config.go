package main

import (
	"context"
	"fmt"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/report/words"
)

type configCommand struct {
	Check  configCheck  `cmd:"" help:"Check the configuration and report every problem with its line."`
	Schema configSchema `cmd:"" help:"Print the JSON Schema of the configuration, for an editor."`
}

type configCheck struct{}

func (c *configCheck) Run(ctx context.Context, cli *commandLine, p process) error {
	j, err := cli.open(ctx, p)
	if err != nil {
		return err
	}
	to := escaped{p.stdout} // what nobody sees in a name is worth showing here
	fmt.Fprintln(to, words.ValidConfiguration(cli.Config))
	for _, t := range j.Tenants {
		fmt.Fprintf(to, "  %s (%s)\n", t.Name, t.ID)
	}
	return nil
}

type configSchema struct{}

func (c *configSchema) Run(p process) error {
	_, err := p.stdout.Write(config.Schema())
	return err
}

package main

import (
	"context"
	"errors"
	"fmt"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

// prompt shows a person on standard error how to sign in, even with --quiet:
// the command waits for it.
func (cli *commandLine) prompt(p process) app.Prompt {
	return func(_ context.Context, d app.DevicePrompt) error {
		s := screen{width: width(p.columns)} // without colours: what goes there is escaped
		s.text(words.SignInTo(plain(d.Tenant)))
		s.line("")
		// In one piece, so that both can be copied.
		s.line("  %s  %s", words.SignInPage, plain(d.URL))
		s.line("  %s  %s", words.SignInCode, plain(d.Code))
		s.line("")
		s.text(words.SignInWaits(d.Within))
		cli.line.clear()
		_, err := p.stderr.Write([]byte(s.String()))
		return err
	}
}

// openAlone is the job of one tenant without a configuration: nothing is
// stored, and no message is sent. A token in the environment signs in, and else
// a person does.
func (cli *commandLine) openAlone(p process, tenant, cloud string) (*job.Job, error) {
	if tenant == "" {
		return nil, wrongError{errors.New("no tenant and no configuration: name the tenant by its id or a domain, as in " +
			"--tenant contoso.example, or the configuration with --config or SECURESCORE_CONFIG")}
	}
	auth := config.Auth{DeviceCode: &config.DeviceCode{}}
	if token, _ := p.lookupEnv(tokenVariable); token != "" {
		auth = config.Auth{Token: config.NewSecret("env://" + tokenVariable)}
	}
	cfg, err := config.ForTenant(tenant, cloud, auth)
	if err != nil {
		return nil, wrongError{fmt.Errorf("--%w", err)} // it begins with the flag's name
	}
	return cli.process(p).Job(cfg)
}

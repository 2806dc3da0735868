package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"secure-score-reporter/internal/cloudsetup"
	"secure-score-reporter/internal/config/edit"
	"secure-score-reporter/report/words"
)

const (
	// parametersFile has the parameters of the stack, and no secret.
	parametersFile = "securescore-parameters.json"
	// defaultRole is the name of the stack's role.
	defaultRole  = "securescore-reporter"
	defaultCloud = "public"
)

// awsSetup is the setup of a tenant and an AWS account for the stack. The
// configuration of its answers is only tried and never written.
type awsSetup struct {
	*setup
	account *cloudsetup.Account
	stack   cloudsetup.Stack // what is not in setup
	secrets []cloudsetup.Secret
}

// runAWS asks, then sets up both clouds, then writes the parameters.
func (c *initCommand) runAWS(ctx context.Context, cli *commandLine, p process) error {
	if err := c.fitsAWS(p.terminal); err != nil {
		return wrongError{err}
	}
	account, err := cloudsetup.OpenAccount(ctx, cli.process(p).AWS)
	if err != nil {
		return err
	}
	s := &awsSetup{account: account, setup: &setup{
		c: c, cli: cli, p: p, path: defaultDocument, asks: true, answering: true, typed: map[string]typedSecret{},
		ask: newQuestions(ctx, p),
	}}
	if err := cli.say(p, words.SetupAccount(account.ID, account.Region)); err != nil {
		return err
	}
	for _, step := range s.questions() {
		if err := s.take(ctx, step); err != nil {
			return err
		}
	}
	parameters, err := s.setUp(ctx)
	if err != nil || parameters == nil {
		return err
	}
	return s.finish(parameters)
}

// fitsAWS refuses what the stack has a place of its own for.
func (c *initCommand) fitsAWS(terminal bool) error {
	if !terminal {
		return errors.New("init --aws asks, and needs a terminal; docs/deploy.md has the commands for a script")
	}
	for _, flag := range []struct{ name, value string }{
		{"--store", c.Store}, {"--slack-token", c.SlackToken}, {"--email-via", c.EmailVia}, {"--secret", c.Secret},
		{"--certificate", c.Certificate}, {"--token", c.Token},
	} {
		if flag.value != "" {
			return fmt.Errorf("%s does not go with --aws: the stack stores in its bucket, sends with SES and signs in with its role",
				flag.name)
		}
	}
	return cloudsetup.Stack{ClientID: c.ClientID}.Check()
}

// answers are the stack's parameters as far as they are known.
func (s *awsSetup) answers() cloudsetup.Stack {
	all := s.stack
	all.TenantName, all.SlackChannel = s.c.Name, s.c.Channel
	all.Goal = strconv.FormatFloat(s.c.Goal, 'f', -1, 64) // 0, too: left out, the stack's default would be a goal
	if all.EmailTo = strings.Join(s.c.Email, ","); all.EmailTo != "" {
		all.EmailFrom = s.c.EmailFrom
	}
	return all
}

// valid checks the answers without trying them.
func (s *awsSetup) valid(ctx context.Context) error {
	return errors.Join(s.answers().Check(), s.setup.valid(ctx))
}

// questions are the steps up to the first change.
func (s *awsSetup) questions() []setupStep {
	c, stack := s.c, &s.stack
	return []setupStep{
		{s.askTenant, func() { c.Name, c.ID = "", "" }, s.valid},
		{s.askRole, func() { stack.RoleName, stack.Cloud = "", "" }, s.valid},
		{s.askSlackAWS, func() { c.Channel, c.SlackToken, stack.SigningSecretParameter, s.secrets = "", "", "", nil },
			s.trySlack},
		{s.askMailAWS, func() { c.Email, c.EmailFrom, stack.EmailIdentity = nil, "", "" }, s.tryMailAWS},
		{func(q *questions) { q.goal(&c.Goal) }, func() { c.Goal = 0 }, s.valid},
		{s.askOperation, func() { stack.TimeZone, stack.AlarmEmail = "", "" }, func(ctx context.Context) error {
			_, err := time.LoadLocation(stack.TimeZone)
			return errors.Join(err, s.valid(ctx))
		}},
	}
}

func (s *awsSetup) askRole(q *questions) {
	q.text(words.AskRole(defaultRole), &s.stack.RoleName)
	if s.stack.Cloud = s.c.Cloud; s.stack.Cloud == "" {
		q.text(words.AskCloud, &s.stack.Cloud)
	}
	s.stack.RoleName = cmp.Or(s.stack.RoleName, defaultRole)
	s.stack.Cloud = cmp.Or(s.stack.Cloud, defaultCloud)
	if !slices.Contains([]string{defaultCloud, "usgov", "usgovdod"}, s.stack.Cloud) {
		q.fail(fmt.Errorf("there is no cloud %q: it is public, usgov or usgovdod", s.stack.Cloud))
	}
}

func (s *awsSetup) askSlackAWS(q *questions) {
	if q.text(words.AskSlackChannel, &s.c.Channel); s.c.Channel == "" {
		return
	}
	s.askSecret(q, words.BotToken, cloudsetup.TokenParameter)
	if q.err != nil {
		return
	}
	var wanted bool
	if wanted, q.err = s.yes(words.AskSlashCommand); wanted {
		s.stack.SigningSecretParameter = cloudsetup.SigningSecretParameter
		s.askSecret(q, words.SigningSecret, cloudsetup.SigningSecretParameter)
	}
}

// askSecret asks for a secret only where none is stored, or where the stored
// one is to be replaced.
func (s *awsSetup) askSecret(q *questions, what, parameter string) {
	if q.err != nil {
		return
	}
	stored, err := s.account.Stored(q.ctx, parameter)
	if err != nil {
		q.fail(err)
		return
	}
	replace := false
	if stored {
		if replace, q.err = s.yes(words.AskReplaceSecret(parameter)); !replace {
			return
		}
	}
	value := q.hidden(words.TypeSlackSecret(what, parameter))
	s.cli.known.Know(value)
	q.need(value != "")
	s.secrets = append(s.secrets, cloudsetup.Secret{Parameter: parameter, Value: value, Replace: replace})
}

// trySlack tries the token that was typed. A stored one is not read.
func (s *awsSetup) trySlack(ctx context.Context) error {
	if err := s.valid(ctx); err != nil {
		return err
	}
	for _, secret := range s.secrets {
		if secret.Parameter == cloudsetup.TokenParameter {
			s.c.SlackToken = "awsparamstore://" + secret.Parameter
			s.typed[s.c.SlackToken] = typedSecret{value: secret.Value}
			return s.tryChannel(ctx, "slack", false)
		}
	}
	return nil
}

func (s *awsSetup) askMailAWS(q *questions) {
	if q.addresses(words.AskMailTo, &s.c.Email); len(s.c.Email) == 0 {
		return
	}
	q.address(words.AskMailFrom, &s.c.EmailFrom)
	q.need(s.c.EmailFrom != "")
	_, domain, _ := strings.Cut(s.c.EmailFrom, "@")
	q.text(words.AskIdentity(plain(domain)), &s.stack.EmailIdentity)
	s.stack.EmailIdentity = cmp.Or(s.stack.EmailIdentity, domain)
}

func (s *awsSetup) tryMailAWS(ctx context.Context) error {
	if len(s.c.Email) == 0 {
		return nil
	}
	s.c.EmailVia = "ses"
	if err := s.valid(ctx); err != nil {
		return err
	}
	return s.tryChannel(ctx, "email", false)
}

func (s *awsSetup) askOperation(q *questions) {
	q.text(words.AskTimeZone, &s.stack.TimeZone)
	q.text(words.AskAlarms, &s.stack.AlarmEmail)
}

// setUp signs in and sets up both clouds. The parameters are nil where the
// person does not want that.
func (s *awsSetup) setUp(ctx context.Context) ([]byte, error) {
	root, token, err := s.cli.process(s.p).PersonalToken(s.stack.Cloud, s.c.ID, cloudsetup.Permissions...)
	if err != nil {
		return nil, wrongError{err}
	}
	if err := s.cli.say(s.p, words.SetupRoles); err != nil {
		return nil, err
	}
	directory := cloudsetup.NewDirectory(root, token, s.p.network.HTTP)
	tenant, err := directory.Tenant(ctx)
	if err != nil {
		return nil, err
	}
	wanted, err := s.yes(words.AskSetUp(words.SetupPlan{
		Account: s.account.ID, Tenant: plain(cmp.Or(tenant.DisplayName, s.c.ID)), TenantID: plain(tenant.ID),
		Permission: cloudsetup.Permission, Role: s.account.RoleARN(s.stack.RoleName), Secrets: s.places(),
	}))
	if err != nil {
		return nil, err
	}
	if !wanted {
		return nil, s.cli.say(s.p, words.NothingChanged)
	}
	all := s.answers()
	all.TenantID = tenant.ID
	all.ClientID, err = cloudsetup.Setup{
		Account: s.account, Directory: directory, RoleName: all.RoleName, Cloud: all.Cloud, ClientID: s.c.ClientID,
		Secrets: s.secrets,
		Did:     func(step words.SetupStep) error { return s.line(step.Line()) },
	}.Run(ctx)
	if err != nil {
		return nil, err
	}
	return all.File()
}

// places are where secrets will be stored.
func (s *awsSetup) places() (list []string) {
	for _, secret := range s.secrets {
		list = append(list, secret.Parameter)
	}
	return list
}

// line says what was done, in one piece, so that ids can be copied.
func (s *awsSetup) line(text string) error {
	if s.cli.Quiet {
		return nil
	}
	return s.p.show(func(v *screen) { v.line("  %s", plain(text)) })
}

// finish writes the parameters, and says how to deploy with them and what is
// left to do.
func (s *awsSetup) finish(parameters []byte) error {
	written, err := s.write(parameters)
	if err != nil {
		return fmt.Errorf("writing the parameters: %w", err)
	}
	if err := s.line(words.SetupStep{Made: written, What: words.SetupParameters(parametersFile)}.Line()); err != nil {
		return err
	}
	path, err := filepath.Abs(parametersFile)
	if err != nil {
		return err
	}
	if s.cli.Quiet {
		return nil
	}
	file := shellWord("file://" + strings.ReplaceAll(plain(path), "$", "$$")) // make reads $$ as $
	return s.p.show(func(v *screen) {
		v.text(words.NextDeploy)
		for _, command := range words.DeployCommands(s.account.ID, s.account.Region, file) {
			v.line("  %s", command)
		}
		v.text(words.NextOutputs)
		v.line("  %s", words.OutputsCommand(s.account.Region))
		v.text(words.RemoveConsent)
	})
}

// write replaces other parameters only if the person says so.
func (s *awsSetup) write(parameters []byte) (written bool, err error) {
	before, err := edit.OpenFile(parametersFile)
	if _, missing := os.Lstat(parametersFile); errors.Is(missing, fs.ErrNotExist) {
		return true, edit.Create(parametersFile, parameters)
	}
	if err != nil || bytes.Equal(before.Text, parameters) {
		return false, err
	}
	replace, err := s.yes(words.AskReplaceParameters(parametersFile))
	if err != nil {
		return false, err
	}
	if !replace {
		return false, fmt.Errorf("%s has other parameters and was not replaced; all else is set up: move it away, and run the "+
			"same command again", parametersFile)
	}
	return true, before.Write(parameters)
}

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
	"strconv"
	"strings"
	"time"

	"secure-score-reporter/internal/cloudsetup"
	"secure-score-reporter/internal/config"
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
	stack, err := c.fitsAWS(p.terminal)
	if err != nil {
		return wrongError{err}
	}
	s := &awsSetup{stack: stack, setup: &setup{
		c: c, cli: cli, p: p, path: defaultDocument, asks: true, typed: map[string]typedSecret{},
		ask: newQuestions(ctx, p),
	}}
	if err := s.checkFlags(); err != nil {
		return err
	}
	if s.account, err = cloudsetup.OpenAccount(ctx, cli.process(p).AWS); err != nil {
		return err
	}
	if err := cli.say(p, words.SetupAccount(s.account.ID, s.account.Region)); err != nil {
		return err
	}
	parameters, err := s.run(ctx)
	if err == nil && parameters != nil {
		err = s.finish(parameters)
	}
	if ctx.Err() == nil && (err != nil || parameters == nil) {
		err = errors.Join(err, s.cli.say(p, words.RepeatSetup), s.line(s.repeat()))
	}
	return err
}

// run asks and sets up both clouds. What fails can be tried again with the same
// answers. The parameters are nil where the person does not want the setup.
func (s *awsSetup) run(ctx context.Context) (parameters []byte, err error) {
	for _, step := range s.questions() {
		if err := s.take(ctx, step); err != nil {
			return nil, err
		}
	}
	for {
		parameters, err := s.setUp(ctx)
		if err == nil || ctx.Err() != nil {
			return parameters, err
		}
		s.p.warn(err)
		if again, err := s.yes(words.AskTryAgain); !again || err != nil {
			return nil, cmp.Or(err, errFailed)
		}
		s.askOtherTenant()
	}
}

// askOtherTenant asks for the tenant again, if it was not found.
func (s *awsSetup) askOtherTenant() {
	if s.stack.TenantID != "" {
		return
	}
	other := ""
	s.ask.until(words.AskOtherID(plain(s.c.ID)), config.IDProblem, &other)
	s.c.ID = cmp.Or(other, s.c.ID)
}

// repeat is the command that asks only for what was not answered, and for
// secrets.
func (s *awsSetup) repeat() string {
	c := s.c
	command := []string{cmp.Or(s.p.program, "securescore"), "init", "--aws"}
	if c.Name != "" {
		command = append(command, c.Name)
		if c.ID != "" {
			command = append(command, c.ID)
		}
	}
	for _, flag := range []struct{ name, value string }{
		{"--client-id", c.ClientID}, {"--cloud", c.Cloud}, {"--channel", c.Channel}, {"--email", strings.Join(c.Email, ",")},
		{"--email-from", c.EmailFrom}, {"--goal", formatted(c.Goal)},
	} {
		if flag.value != "" {
			command = append(command, flag.name, flag.value)
		}
	}
	for _, assignment := range s.stack.Others() {
		command = append(command, "--parameter", assignment)
	}
	if c.Untested {
		command = append(command, "--untested")
	}
	for i, word := range command {
		command[i] = shellWord(word)
	}
	return strings.Join(command, " ")
}

// formatted is a number as a flag takes it; empty for none.
func formatted(number float64) string {
	if number == 0 {
		return ""
	}
	return strconv.FormatFloat(number, 'f', -1, 64)
}

// fitsAWS refuses what the stack has a place of its own for, and returns the
// parameters that flags give.
func (c *initCommand) fitsAWS(terminal bool) (stack cloudsetup.Stack, err error) {
	if !terminal {
		return stack, errors.New("init --aws asks, and needs a terminal; docs/deploy.md has the commands for a script")
	}
	for _, flag := range []struct{ name, value string }{
		{"--store", c.Store}, {"--slack-token", c.SlackToken}, {"--email-via", c.EmailVia}, {"--secret", c.Secret},
		{"--certificate", c.Certificate}, {"--token", c.Token}, {"--teams", c.Teams}, {"--webhook", c.Webhook},
		{"--webhook-secret", c.WebhookSecret},
	} {
		if flag.value != "" {
			return stack, fmt.Errorf("%s does not go with --aws: the stack stores in its bucket, sends with SES, signs in with its "+
				"role and reads secrets from the Parameter Store", flag.name)
		}
	}
	if err := stack.Set(c.Parameters); err != nil {
		return stack, fmt.Errorf("--parameter: %w", err)
	}
	return stack, nil
}

// checkFlags refuses what the stack would, too.
func (s *awsSetup) checkFlags() error {
	all := s.answers()
	all.ClientID = s.c.ClientID
	if err := all.Check(); err != nil {
		return wrongError{err}
	}
	return s.setup.checkFlags()
}

// answers are the stack's parameters as far as they are known.
func (s *awsSetup) answers() cloudsetup.Stack {
	all := s.stack
	all.TenantName, all.SlackChannel, all.Cloud = s.c.Name, s.c.Channel, s.c.Cloud
	all.Goal = strconv.FormatFloat(s.c.Goal, 'f', -1, 64) // 0, too: left out, the stack's default would be a goal
	if all.EmailTo = strings.Join(s.c.Email, ","); all.EmailTo != "" {
		all.EmailFrom = s.c.EmailFrom
	}
	return all
}

// valid checks the answers without trying them.
func (s *awsSetup) valid(ctx context.Context) error {
	if err := s.answers().Check(); err != nil {
		return err
	}
	return s.setup.valid(ctx)
}

// questions are the steps up to the first change.
func (s *awsSetup) questions() []setupStep {
	c, stack := s.c, &s.stack
	return []setupStep{
		{s.askTenant, func() { c.Name, c.ID = "", "" }, s.valid},
		{s.askRole, func() { stack.RoleName, c.Cloud = "", "" }, s.valid},
		{s.askWhere, func() {}, s.valid},
		{s.askSlackAWS, s.forgetSlack, s.trySlackAWS},
		{s.askMailAWS, func() { c.Email, c.EmailFrom, stack.EmailIdentity = nil, "", "" }, s.tryMailAWS},
		{s.askTeamsAWS, s.forgetTeams, func(ctx context.Context) error { return s.tryTyped(ctx, "teams", c.Teams) }},
		{s.askWebhookAWS, s.forgetWebhook, func(ctx context.Context) error {
			return s.tryTyped(ctx, "webhook", c.Webhook, c.WebhookSecret)
		}},
		{func(q *questions) { q.goal(&c.Goal) }, func() { c.Goal = 0 }, s.valid},
		{s.askOperation, func() { stack.TimeZone, stack.AlarmEmail = "", "" }, func(ctx context.Context) error {
			_, err := time.LoadLocation(stack.TimeZone)
			return errors.Join(err, s.valid(ctx))
		}},
	}
}

func (s *awsSetup) askRole(q *questions) {
	q.text(words.AskRole(defaultRole), &s.stack.RoleName)
	q.text(words.AskCloud, &s.c.Cloud)
	s.stack.RoleName = cmp.Or(s.stack.RoleName, defaultRole)
	s.c.Cloud = cmp.Or(s.c.Cloud, defaultCloud)
}

func (s *awsSetup) askOperation(q *questions) {
	q.text(words.AskTimeZone, &s.stack.TimeZone)
	q.text(words.AskAlarms, &s.stack.AlarmEmail)
}

// setUp signs in and sets up both clouds. The parameters are nil where the
// person does not want that.
func (s *awsSetup) setUp(ctx context.Context) ([]byte, error) {
	root, token, err := s.cli.process(s.p).PersonalToken(s.c.Cloud, s.c.ID, cloudsetup.Permissions...)
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
	s.stack.TenantID = tenant.ID
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

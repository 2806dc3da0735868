package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

// setupStep is a part of the answers that is tried by itself.
type setupStep struct {
	ask    func(*questions)
	forget func() // before the step is asked again
	try    func(context.Context) error
}

func (s *setup) steps() []setupStep {
	c := s.c
	return []setupStep{
		{s.askTenant, func() { c.Name, c.ID = "", "" }, s.valid},
		{s.askSignIn, func() { c.ClientID, c.Secret, c.Certificate, c.Token = "", "", "", "" }, s.trySignIn},
		{func(q *questions) { q.text(words.AskStore, &c.Store) }, func() { c.Store = "" }, s.valid},
		{s.askChannels, func() {}, s.valid},
		{s.askSlack, func() { c.Channel, c.SlackToken = "", "" },
			func(ctx context.Context) error { return s.tryChannel(ctx, "slack", false) }},
		{s.askMail, func() { c.Email, c.EmailVia, c.EmailFrom = nil, "", "" }, s.tryMail},
		{s.askTeams, func() { c.Teams = "" },
			func(ctx context.Context) error { return s.tryChannel(ctx, "teams", false) }},
		{s.askWebhook, func() { c.Webhook, c.WebhookSecret = "", "" },
			func(ctx context.Context) error { return s.tryChannel(ctx, "webhook", false) }},
		{func(q *questions) { q.goal(&c.Goal) }, func() { c.Goal = 0 }, s.valid},
	}
}

// take asks and tries a step, until it works or the person wants it so.
func (s *setup) take(ctx context.Context, step setupStep) error {
	for {
		if s.asks {
			step.ask(s.ask)
		}
		err := s.ask.err
		if err == nil {
			err = step.try(ctx)
		}
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return err
		case !s.asks:
			return s.refused(err)
		case errors.Is(err, errFailed):
			if keep, err := s.yes(words.AskKeep); keep || err != nil {
				return err
			}
		case s.ask.ended():
			return err
		default:
			s.p.warn(err)
		}
		if err := s.cli.say(s.p, words.AskAgain); err != nil {
			return err
		}
		s.ask.err = nil
		step.forget()
	}
}

// refused is the error where nobody can be asked again.
func (s *setup) refused(err error) error {
	if errors.Is(err, errFailed) {
		s.p.warn(words.NotWritten)
	}
	return err
}

func (s *setup) askTenant(q *questions) {
	q.text(words.AskName, &s.c.Name)
	q.id(&s.c.ID)
}

func (s *setup) askSignIn(q *questions) {
	c := s.c
	if c.ClientID != "" || c.Token != "" {
		return
	}
	way := ""
	q.text(words.AskWay, &way)
	switch way {
	case "", "1":
		return
	case "2", "3", "4":
		q.text(words.AskClientID, &c.ClientID)
		if way == "2" {
			s.secret(q, words.AskSecretRef, "client-secret", "", &c.Secret)
		}
		if way == "3" {
			q.reference(words.AskCertificateRef, &c.Certificate)
		}
		q.need(c.ClientID != "" && (way == "4" || c.Secret+c.Certificate != ""))
	case "5":
		q.reference(words.AskTokenRef, &c.Token)
		c.Token = cmp.Or(c.Token, "env://"+tokenVariable)
	default:
		q.fail(errors.New(words.WrongWay))
	}
}

// valid checks the answers without trying them.
func (s *setup) valid(context.Context) error {
	_, _, err := s.open()
	return err
}

func (s *setup) trySignIn(ctx context.Context) error {
	cfg, j, err := s.open()
	if err == nil {
		err = s.c.trySignIn(ctx, s.cli, s.p, cfg, j)
	}
	if err == nil && !s.c.Untested {
		s.signedIn = j.Tenants[0].Source
	}
	return err
}

// finish writes the document, and offers what can be done with it.
func (s *setup) finish(ctx context.Context) error {
	cfg, j, err := s.open()
	if err != nil {
		return err
	}
	text, err := s.document(false)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	files, err := s.create(text)
	if err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	for _, file := range files {
		if err := s.cli.say(s.p, words.SetupWritten(file)); err != nil {
			return err
		}
	}
	if s.c.Untested {
		if err := s.cli.say(s.p, words.SetupUntested); err != nil {
			return err
		}
	}
	failed := s.offers(ctx, j)
	if ctx.Err() == nil { // the configuration is there, whatever came of the offers
		err = s.next(cfg.Tenants[0].Auth.DeviceCode != nil, len(j.Tenants[0].Channels) > 0)
	}
	return errors.Join(failed, err)
}

// offers are a test message and a first report.
func (s *setup) offers(ctx context.Context, j *job.Job) error {
	if !s.asks || s.c.Untested {
		return nil
	}
	var failed error
	if len(j.Tenants[0].Channels) > 0 {
		test, err := s.yes(words.AskTest)
		if err != nil {
			return err
		}
		if test {
			failed = s.tryChannel(ctx, "", true)
		}
	}
	report, err := s.yes(words.AskReport)
	if err != nil || !report {
		return errors.Join(failed, err)
	}
	s.cli.Config, s.cli.opened = s.path, j
	return errors.Join(failed, (&reportCommand{}).Run(ctx, s.cli, s.p))
}

// yes asks a question of yes or no. The end of the input is a no.
func (s *setup) yes(question string) (bool, error) {
	answer := ""
	s.ask.err = nil
	s.ask.text(question, &answer)
	if s.ask.err != nil && s.ask.ctx.Err() != nil {
		return false, s.ask.err
	}
	return strings.EqualFold(answer, words.Yes), nil
}

// next says how to go on.
func (s *setup) next(person, notified bool) error {
	if s.cli.Quiet {
		return nil
	}
	return s.p.show(func(v *screen) {
		program, path := plain(shellWord(cmp.Or(s.p.program, "securescore"))), plain(shellWord(s.absolute()))
		v.text(words.NextUse)
		v.line("  export %s=%s", configVariable, path)
		v.line("%s", words.NextCommands(program))
		if person {
			v.text(words.NoSchedule)
			return
		}
		s.schedule(v, program, path, notified)
	})
}

// schedule shows lines for cron, which has another PATH and none of the shell's
// variables.
func (s *setup) schedule(v *screen, program, path string, notified bool) {
	v.text(words.NextCron)
	if notified {
		v.line("%s", words.CronDaily(`{"deliver":["all"]}`, program, path))
		v.text(words.NextWeekly)
		v.line("%s", words.CronWeekly(`{"deliver":["all"],"report":{}}`, program, path))
	} else {
		v.line("%s", words.CronDaily(`{}`, program, path))
	}
	variables := s.variables()
	if len(variables) > 0 {
		v.text(words.NextVariables)
	}
	for _, name := range variables {
		v.line("  %s=…", plain(name))
	}
}

// variables are those that the document refers to.
func (s *setup) variables() (list []string) {
	c := s.c
	references := []string{c.Secret, c.Certificate, c.Token, c.EmailVia, c.Teams, c.Webhook, c.WebhookSecret}
	if c.Channel != "" {
		references = append(references, cmp.Or(c.SlackToken, "env://"+slackVariable))
	}
	for _, reference := range references {
		if name, is := strings.CutPrefix(reference, "env://"); is && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:@%+=,-]+$`)

// shellWord is a text as a word of a shell's command.
func shellWord(text string) string {
	if plainWord.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"secure-score-reporter/internal/cloudsetup"
	"secure-score-reporter/internal/slack/credential"
	"secure-score-reporter/report/words"
)

// askWhere is askChannels where a parameter of the stack can name a channel,
// too.
func (s *awsSetup) askWhere(q *questions) {
	if s.stack.TeamsWebhookParameter != "" {
		s.channels = append(s.channels, "teams")
	}
	if s.stack.WebhookURLParameter != "" {
		s.channels = append(s.channels, "webhook")
	}
	s.askChannels(q)
}

func (s *awsSetup) askSlackAWS(q *questions) {
	if !s.wants("slack") {
		return
	}
	if q.text(words.AskSlackChannel, &s.c.Channel); s.c.Channel == "" {
		return
	}
	s.askSecret(q, words.BotToken, cloudsetup.TokenParameter, &s.c.SlackToken)
	if q.err != nil {
		return
	}
	wanted := s.stack.SigningSecretParameter != ""
	if !wanted {
		wanted, q.err = s.yes(words.AskSlashCommand)
	}
	if wanted {
		s.stack.SigningSecretParameter = cmp.Or(s.stack.SigningSecretParameter, cloudsetup.SigningSecretParameter)
		s.askSecret(q, words.SigningSecret, s.stack.SigningSecretParameter, new(string))
	}
}

// trySlackAWS tries the token. The signing secret shows only at the first slash
// command whether it is the app's, so what cannot be one is refused here.
func (s *awsSetup) trySlackAWS(ctx context.Context) error {
	if typed, ok := s.typed["awsparamstore://"+s.stack.SigningSecretParameter]; ok {
		if problem := credential.SigningSecret(typed.value); problem != "" {
			return errors.New(words.SigningSecret + ": " + problem)
		}
	}
	return s.tryTyped(ctx, "slack", s.c.SlackToken)
}

func (s *awsSetup) forgetSlack() {
	s.forget(cloudsetup.TokenParameter, s.stack.SigningSecretParameter)
	s.c.Channel, s.c.SlackToken, s.stack.SigningSecretParameter = "", "", ""
}

func (s *awsSetup) askMailAWS(q *questions) {
	if !s.wants("email") {
		return
	}
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

func (s *awsSetup) askTeamsAWS(q *questions) {
	if !s.wants("teams") {
		return
	}
	s.stack.TeamsWebhookParameter = cmp.Or(s.stack.TeamsWebhookParameter, cloudsetup.TeamsParameter)
	s.askSecret(q, words.TeamsAddress, s.stack.TeamsWebhookParameter, &s.c.Teams)
}

func (s *awsSetup) forgetTeams() {
	s.forget(s.stack.TeamsWebhookParameter)
	s.c.Teams = ""
}

func (s *awsSetup) askWebhookAWS(q *questions) {
	if !s.wants("webhook") {
		return
	}
	s.stack.WebhookURLParameter = cmp.Or(s.stack.WebhookURLParameter, cloudsetup.HookURLParameter)
	s.askSecret(q, words.HookAddress, s.stack.WebhookURLParameter, &s.c.Webhook)
	s.askSecret(q, words.HookSecret, cloudsetup.HookSecretParameter, &s.c.WebhookSecret)
}

func (s *awsSetup) forgetWebhook() {
	s.forget(s.stack.WebhookURLParameter, cloudsetup.HookSecretParameter)
	s.c.Webhook, s.c.WebhookSecret = "", ""
}

// askSecret asks for a secret only where none is stored, or where the stored
// one is to be replaced. The setting is a reference to it.
func (s *awsSetup) askSecret(q *questions, what, parameter string, into *string) {
	if q.err != nil {
		return
	}
	*into = "awsparamstore://" + parameter
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
	value := q.hidden(words.TypeStackSecret(what, parameter))
	s.cli.known.Know(value)
	q.need(value != "")
	s.typed[*into] = typedSecret{value: value}
	s.secrets = append(s.secrets, cloudsetup.Secret{Parameter: parameter, Value: value, Replace: replace})
}

// forget drops secrets that were typed.
func (s *awsSetup) forget(parameters ...string) {
	s.secrets = slices.DeleteFunc(s.secrets, func(secret cloudsetup.Secret) bool {
		return slices.Contains(parameters, secret.Parameter)
	})
	for _, parameter := range parameters {
		delete(s.typed, "awsparamstore://"+parameter)
	}
}

// tryTyped tries a channel whose secrets were all typed. A stored one is not
// read.
func (s *awsSetup) tryTyped(ctx context.Context, channel string, references ...string) error {
	if err := s.valid(ctx); err != nil {
		return err
	}
	for _, reference := range references {
		if _, typed := s.typed[reference]; !typed {
			return nil
		}
	}
	return s.tryChannel(ctx, channel, false)
}

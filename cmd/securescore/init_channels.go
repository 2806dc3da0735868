package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/edit"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

// channelNames are those of the question where to notify.
var channelNames = []string{"slack", "email", "teams", "webhook"}

// askChannels asks where to notify, unless a flag names a channel.
func (s *setup) askChannels(q *questions) {
	for i, given := range []bool{s.c.Channel != "", len(s.c.Email) > 0, s.c.Teams != "", s.c.Webhook != ""} {
		if given {
			s.channels = append(s.channels, channelNames[i])
		}
	}
	if len(s.channels) > 0 {
		return
	}
	answer := ""
	q.until(words.AskChannels, func(text string) string {
		if slices.ContainsFunc(channelsIn(text), func(name string) bool { return !slices.Contains(channelNames, name) }) {
			return words.WrongChannel
		}
		return ""
	}, &answer)
	s.channels = channelsIn(answer)
}

// channelsIn are the names in an answer.
func channelsIn(answer string) []string {
	return strings.FieldsFunc(strings.ToLower(answer), func(r rune) bool { return r == ',' || r == ' ' })
}

// wants says whether to ask about a channel.
func (s *setup) wants(channel string) bool { return slices.Contains(s.channels, channel) }

func (s *setup) askSlack(q *questions) {
	if !s.wants("slack") {
		return
	}
	if q.text(words.AskSlackChannel, &s.c.Channel); s.c.Channel == "" {
		return
	}
	question, preset := words.AskSlackTokenRef, ""
	if value, _ := s.p.lookupEnv(slackVariable); value != "" {
		question, preset = words.AskSlackToken, "env://"+slackVariable
	}
	s.secret(q, question, "slack-token", preset, &s.c.SlackToken)
}

func (s *setup) askMail(q *questions) {
	if !s.wants("email") {
		return
	}
	if q.addresses(words.AskMailTo, &s.c.Email); len(s.c.Email) == 0 {
		return
	}
	q.address(words.AskMailFrom, &s.c.EmailFrom)
	q.need(s.c.EmailFrom != "")
	s.mailServer(q, &s.c.EmailVia)
}

func (s *setup) askTeams(q *questions) {
	if s.wants("teams") {
		s.secret(q, words.AskTeamsRef, "teams-webhook", "", &s.c.Teams)
	}
}

func (s *setup) askWebhook(q *questions) {
	if s.wants("webhook") {
		s.secret(q, words.AskHookRef, "hook-url", "", &s.c.Webhook)
		s.secret(q, words.AskHookSecretRef, "hook-secret", "", &s.c.WebhookSecret)
	}
}

// tryMail does not try a directory: it would be created.
func (s *setup) tryMail(ctx context.Context) error {
	if cfg, _, err := s.open(); err != nil || cfg.Email.Transport.IsOutbox() {
		return err
	}
	return s.tryChannel(ctx, "email", false)
}

// tryChannel tries the channels of this name; all of them if it is empty.
func (s *setup) tryChannel(ctx context.Context, name string, sendTest bool) error {
	_, j, err := s.open()
	if err != nil || s.c.Untested {
		return err
	}
	var checkers []job.Checker
	for _, c := range j.Tenants[0].Channels {
		if checker, ok := c.(job.Checker); ok && (name == "" || c.Name() == name) {
			checkers = append(checkers, checker)
		}
	}
	if len(checkers) == 0 {
		return nil
	}
	list := &checklist{p: s.p, progress: s.cli.waiting(s.p, false), quiet: s.cli.Quiet, tenants: j.Tenants}
	return list.run(ctx, func(ctx context.Context, _ job.Tenant) job.Examined {
		var found []health.Finding
		for _, c := range checkers {
			found = append(found, c.Check(ctx, sendTest)...)
		}
		return func() []health.Finding { return found }
	})
}

// slack is the part about Slack; empty without a channel.
func (s *setup) slack() (edit.Section, error) {
	if s.c.Channel == "" {
		return edit.Section{}, nil
	}
	token := cmp.Or(s.c.SlackToken, "env://"+slackVariable)
	return edit.Section{Comment: words.SetupSlack, Field: edit.Field{
		Key: "slack", Fields: []edit.Field{{Key: "token", Text: token}, {Key: "channel", Text: s.c.Channel}},
	}}, onlyReferences(reference{"--slack-token", token})
}

// email is the part about email; empty without an address, and until it is
// complete.
func (s *setup) email() (edit.Section, error) {
	if len(s.c.Email) == 0 || s.c.EmailVia == "" || s.c.EmailFrom == "" {
		return edit.Section{}, nil
	}
	if holdsPassword(s.c.EmailVia) {
		return edit.Section{}, errors.New("the mail server's URL has a password: put the URL into an environment variable " +
			"or another store of secrets, and give a reference to it, such as env://SMTP_URL")
	}
	return edit.Section{Comment: words.SetupEmail, Field: edit.Field{Key: "email", Fields: []edit.Field{
		{Key: "transport", Text: s.c.EmailVia}, {Key: "from", Text: s.c.EmailFrom}, {Key: "to", List: s.c.Email},
	}}}, nil
}

// teams is the part about Microsoft Teams; empty without an address.
func (s *setup) teams() (edit.Section, error) {
	if s.c.Teams == "" {
		return edit.Section{}, nil
	}
	return edit.Section{Comment: words.SetupTeams, Field: edit.Field{
		Key: "teams", Fields: []edit.Field{{Key: "webhook", Text: s.c.Teams}},
	}}, onlyReferences(reference{"--teams", s.c.Teams})
}

// webhook is the part about the webhook; empty without an address, and until it
// is complete.
func (s *setup) webhook() (edit.Section, error) {
	if s.c.Webhook == "" || s.c.WebhookSecret == "" {
		return edit.Section{}, nil
	}
	return edit.Section{Comment: words.SetupWebhook, Field: edit.Field{
		Key: "webhook", Fields: []edit.Field{{Key: "url", Text: s.c.Webhook}, {Key: "secret", Text: s.c.WebhookSecret}},
	}}, onlyReferences(reference{"--webhook", s.c.Webhook}, reference{"--webhook-secret", s.c.WebhookSecret})
}

// reference is the value of a flag that takes a reference to a secret.
type reference struct{ flag, text string }

// onlyReferences is the error of the first flag that has the secret itself.
func onlyReferences(list ...reference) error {
	for _, r := range list {
		if !config.NewSecret(r.text).IsReference() {
			return fmt.Errorf("%s takes a reference, not the secret itself, such as env://NAME", r.flag)
		}
	}
	return nil
}

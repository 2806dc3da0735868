package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/edit"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

// newTenant is a tenant that is about to be part of a configuration, as flags
// or answers describe it.
type newTenant struct {
	Name        string
	ID          string
	ClientID    string
	Secret      string
	Certificate string
	Token       string
	DeviceCode  bool
	Channel     string
	Email       []string
	Goal        float64
	Untested    bool
}

// flags are in groups, because init has flags of its own between them.
func (c *newTenant) flags(f *flagSet) {
	c.signInFlags(f)
	c.channelFlags(f)
	c.emailFlags(f)
	c.lastFlags(f)
}

func (c *newTenant) signInFlags(f *flagSet) {
	f.argument(&c.Name, "name", "What the tenant is called in messages and reports.")
	f.argument(&c.ID, "id", "The tenant's GUID or one of its domains.")
	f.yes(&c.DeviceCode, "device-code", "A person signs in, in the browser; --client-id is optional.")
	f.text(&c.ClientID, "client-id", "ID", "", "The client id of the application that signs in. Alone: the AWS role signs in with it, without a secret.")
	f.text(&c.Secret, "secret", "REF", "", "A reference to the application's client secret.")
	f.text(&c.Certificate, "certificate", "REF", "", "A reference to the application's certificate with its key, as PEM.")
	f.text(&c.Token, "token", "REF", "", "A reference to a person's own token, for a look from a laptop.")
}

func (c *newTenant) channelFlags(f *flagSet) {
	f.text(&c.Channel, "channel", "CHANNEL", "", "The Slack channel to notify, such as \"#contoso\".")
}

func (c *newTenant) emailFlags(f *flagSet) {
	f.texts(&c.Email, "email", "ADDRESS", "The email address to notify.")
}

func (c *newTenant) lastFlags(f *flagSet) {
	f.number(&c.Goal, "goal", "PERCENT", "The score to reach, in percent.")
	f.yes(&c.Untested, "untested", "Write without trying what was given, where it works only elsewhere, such as on AWS.")
}

// entry is the tenant's entry in the document.
func (c *newTenant) entry() (edit.Entry, error) {
	e := edit.Entry{Name: c.Name, ID: c.ID, Channel: c.Channel, To: c.Email}
	if c.Goal != 0 {
		e.Goal = strconv.FormatFloat(c.Goal, 'f', -1, 64)
	}
	var err error
	e.Auth, err = c.auth()
	return e, err
}

// auth is the tenant's own way to sign in; empty without one.
func (c *newTenant) auth() ([]edit.Field, error) {
	ways := 0
	for _, given := range []string{c.Secret, c.Certificate, c.Token} {
		switch {
		case given == "":
		case !config.NewSecret(given).IsReference():
			return nil, errors.New("--secret, --certificate and --token take a reference, not the secret itself: " +
				"env://NAME, file:///path, awsparamstore://name or awssecretsmanager://name")
		default:
			ways++
		}
	}
	if c.DeviceCode {
		ways++
	}
	client := edit.Field{Key: "clientId", Text: c.ClientID}
	switch {
	case ways > 1, c.Token != "" && c.ClientID != "":
		return nil, errors.New("a tenant has one way to sign in: --secret, --certificate, --token or --device-code, " +
			"or only --client-id")
	case cmp.Or(c.Secret, c.Certificate) != "" && c.ClientID == "":
		return nil, errors.New("--client-id is missing: a secret or certificate is that of an application")
	case c.Token != "":
		return []edit.Field{{Key: "token", Text: c.Token}}, nil
	case c.DeviceCode:
		return []edit.Field{{Key: "deviceCode", Fields: given(client)}}, nil
	case c.Secret != "":
		return []edit.Field{{Key: "clientSecret", Fields: []edit.Field{client, {Key: "secret", Text: c.Secret}}}}, nil
	case c.Certificate != "":
		return []edit.Field{{Key: "clientCertificate",
			Fields: []edit.Field{client, {Key: "certificate", Text: c.Certificate}}}}, nil
	case c.ClientID != "":
		return []edit.Field{{Key: "federation", Fields: []edit.Field{client}}}, nil
	}
	return nil, nil
}

// given is a field that may be left out.
func given(field edit.Field) []edit.Field {
	if field.Text == "" {
		return []edit.Field{}
	}
	return []edit.Field{field}
}

// trySignIn shows where to consent, and signs in to the last tenant of the
// configuration.
func (c *newTenant) trySignIn(
	ctx context.Context, cli *commandLine, p process, cfg config.Config, j *job.Job,
) error {
	if address := app.ConsentURL(cfg, cfg.Tenants[len(cfg.Tenants)-1]); address != "" && !cli.Quiet {
		err := p.show(func(s *screen) {
			s.text(words.ConsentHere)
			s.line("  %s", plain(address)) // in one piece, so that it can be opened
		})
		if err != nil {
			return err
		}
	}
	if c.Untested {
		return nil
	}
	checks := &checklist{
		p: p, progress: cli.waiting(p, false), quiet: cli.Quiet, brief: true, tenants: j.Tenants[len(j.Tenants)-1:],
	}
	return checks.run(ctx, j.ExamineSignIn)
}

// questions are asked one after the other until one fails.
type questions struct {
	ctx   context.Context
	p     process
	lines *bufio.Reader
	err   error
}

func newQuestions(ctx context.Context, p process) *questions {
	return &questions{ctx: ctx, p: p, lines: bufio.NewReader(p.stdin)}
}

// text asks for a text that is not given yet.
func (q *questions) text(question string, into *string) {
	if q.err != nil || *into != "" {
		return
	}
	fmt.Fprintf(q.p.stdout, "%s: ", q.fitted(question))
	line, err := readLine(q.ctx, q.lines)
	if err != nil && (!errors.Is(err, io.EOF) || line == "") {
		fmt.Fprintln(q.p.stdout) // the error has a line of its own
		q.err = wrongError{fmt.Errorf("reading the answer: %w", err)}
		return
	}
	*into = strings.TrimSpace(line)
}

// fitted is a question that fits the terminal, with room for a short answer.
func (q *questions) fitted(question string) string {
	return strings.Join(fit(question, width(q.p.columns)-shortAnswer, ""), "\n")
}

const shortAnswer = 10 // columns

// goal asks for a percentage that is not given yet.
func (q *questions) goal(into *float64) {
	if *into != 0 {
		return
	}
	text := ""
	q.text(words.AskGoal, &text)
	if text == "" || q.err != nil {
		return
	}
	var err error
	if *into, err = parseNumber(strings.TrimSuffix(text, "%")); err != nil {
		q.err = errNoGoal
	}
}

var errNoGoal = wrongError{errors.New("the goal is not a number")}

// fail ends the questions with an error, unless they have one.
func (q *questions) fail(err error) {
	if q.err == nil {
		q.err = wrongError{err}
	}
}

// need fails where an answer was empty that is needed.
func (q *questions) need(given bool) {
	if !given {
		q.fail(errEmptyAnswer)
	}
}

var errEmptyAnswer = errors.New("the answer is empty, and is needed")

// ended says whether there are no more answers.
func (q *questions) ended() bool { return errors.Is(q.err, io.EOF) }

// addresses asks for an email address that is not given yet.
func (q *questions) addresses(question string, into *[]string) {
	if len(*into) > 0 {
		return
	}
	address := ""
	if q.address(question, &address); address != "" {
		*into = []string{address}
	}
}

// address asks for an email address until the answer is one, or empty.
func (q *questions) address(question string, into *string) {
	q.until(question, config.AddressProblem, into)
}

// id asks for a tenant's id until the answer can be one.
func (q *questions) id(into *string) { q.until(words.AskID, config.IDProblem, into) }

// reference asks for a reference until the answer is one, or empty.
func (q *questions) reference(question string, into *string) {
	q.until(question, func(text string) string {
		if config.NewSecret(text).IsReference() {
			return ""
		}
		return words.AnswerReference
	}, into)
}

// until asks for a text that is not given yet, as long as there is a problem
// with the answer. What was answered before stays.
func (q *questions) until(question string, problem func(string) string, into *string) {
	for q.err == nil && *into == "" {
		if q.text(question, into); *into == "" {
			return
		}
		wrong := problem(*into)
		if wrong == "" {
			return
		}
		q.p.warn(wrong)
		*into = ""
	}
}

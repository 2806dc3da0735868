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

type tenantsAdd struct {
	Name        string   `arg:"" optional:"" help:"What the tenant is called in messages and reports." placeholder:"NAME"`
	ID          string   `arg:"" optional:"" help:"The tenant's GUID or one of its domains." placeholder:"ID"`
	ClientID    string   `help:"@add_client_id" placeholder:"ID"`
	Secret      string   `help:"A reference to the application's client secret." placeholder:"REF"`
	Certificate string   `help:"A reference to the application's certificate with its key, as PEM." placeholder:"REF"`
	Token       string   `help:"A reference to a person's own token, for a look from a laptop." placeholder:"REF"`
	Channel     string   `help:"The tenant's own Slack channel." placeholder:"CHANNEL"`
	Email       []string `help:"The tenant's own email address." placeholder:"ADDRESS"`
	Goal        float64  `help:"The score to reach, in percent." placeholder:"PERCENT"`
	Untested    bool     `help:"@add_untested"`
}

func (c *tenantsAdd) Help() string {
	return `Adds a tenant at the end of the configuration, which has to be a local file.
Everything else in the file stays as it is, also comments. On a terminal it asks
for what is not given. It shows the link at which the tenant's administrator
consents to the application, and tries the sign-in before it writes.

  securescore tenants add contoso contoso.onmicrosoft.com --channel "#contoso"

Without a flag for the sign-in the tenant uses auth of the top level.`
}

func (c *tenantsAdd) Run(ctx context.Context, cli *commandLine, p process) error {
	path, file, err := cli.localFile()
	if err != nil {
		return err
	}
	if err := c.complete(ctx, p, path, file.Text); err != nil {
		return err
	}
	entry, err := c.entry()
	if err != nil {
		return wrongError{err}
	}
	edited, err := edit.Add(path, file.Text, entry)
	if err != nil {
		return wrongError{err}
	}
	cfg, t, err := added(path, edited)
	if err != nil {
		fmt.Fprintln(p.stderr, words.EntryWrong)
		return err
	}
	j, err := cli.process(p).Job(cfg)
	if err != nil {
		return wrongError{err}
	}
	if err := c.try(ctx, cli, p, cfg, t, j); err != nil {
		return err
	}
	if err := file.Write(edited); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	return cli.say(p, words.TenantAdded(t.Name, path))
}

// say prints a sentence, unless only errors are wanted.
func (cli *commandLine) say(p process, text string) error {
	if cli.Quiet {
		return nil
	}
	return p.show(func(s *screen) { s.text(text) })
}

// added is the new tenant of the edited document. Only what is wrong with it,
// or with the whole document, is an error.
func added(path string, edited []byte) (config.Config, config.Tenant, error) {
	cfg, err := config.ParseFile(path, edited)
	if err != nil {
		return cfg, config.Tenant{}, wrongError{err}
	}
	t := cfg.Tenants[len(cfg.Tenants)-1]
	if len(t.Problems) > 0 {
		return cfg, t, t.Problems
	}
	return cfg, t, nil
}

// try shows where to consent, and signs in.
func (c *tenantsAdd) try(
	ctx context.Context, cli *commandLine, p process, cfg config.Config, t config.Tenant, j *job.Job,
) error {
	if address := app.ConsentURL(cfg, t); address != "" && !cli.Quiet {
		// The link is in one piece, so that it can be opened.
		if _, err := fmt.Fprintln(p.stdout, plain(words.ConsentLink(address))); err != nil {
			return err
		}
	}
	if c.Untested {
		return cli.say(p, words.Untested)
	}
	checks := &checklist{p: p, quiet: cli.Quiet, brief: true, tenants: j.Tenants[len(j.Tenants)-1:]}
	err := checks.run(ctx, j.ExamineSignIn)
	if errors.Is(err, errFailed) {
		fmt.Fprintln(p.stderr, words.TenantNotAdded)
	}
	return err
}

// complete asks a person for what is missing.
func (c *tenantsAdd) complete(ctx context.Context, p process, path string, text []byte) error {
	if c.Name != "" && c.ID != "" {
		return nil
	}
	if !p.terminal {
		return wrongError{errors.New("the name and the id of the tenant are missing: securescore tenants add NAME ID")}
	}
	cfg, _ := config.ParseFile(path, text) // of a document that is wrong everything is asked
	ask := questions{ctx: ctx, p: p, lines: bufio.NewReader(p.stdin)}
	ask.text(words.AskName, &c.Name)
	ask.text(words.AskID, &c.ID)
	if wayOf(cfg.Auth) == "" && c.ClientID == "" && c.Token == "" {
		ask.text(words.AskClientID, &c.ClientID)
		if c.Certificate == "" {
			ask.text(words.AskSecret, &c.Secret)
		}
	}
	ask.text(words.AskChannel, &c.Channel)
	address := strings.Join(c.Email, ", ")
	if ask.text(words.AskEmail, &address); address != "" {
		c.Email = []string{address}
	}
	goal := ""
	if c.Goal == 0 {
		ask.text(words.AskGoal, &goal)
	}
	if goal != "" && ask.err == nil {
		if c.Goal, ask.err = strconv.ParseFloat(strings.TrimSuffix(goal, "%"), 64); ask.err != nil {
			return wrongError{errors.New("the goal is not a number")}
		}
	}
	return ask.err
}

// questions are asked one after the other until one fails.
type questions struct {
	ctx   context.Context
	p     process
	lines *bufio.Reader
	err   error
}

// text asks for a text that is not given yet.
func (q *questions) text(question string, into *string) {
	if q.err != nil || *into != "" {
		return
	}
	fmt.Fprintf(q.p.stdout, "%s: ", question)
	line, err := readLine(q.ctx, q.lines)
	if err != nil && (!errors.Is(err, io.EOF) || line == "") {
		q.err = wrongError{fmt.Errorf("reading the answer: %w", err)}
		return
	}
	*into = strings.TrimSpace(line)
}

// entry is the tenant's entry in the document.
func (c *tenantsAdd) entry() (edit.Entry, error) {
	e := edit.Entry{Name: c.Name, ID: c.ID, Channel: c.Channel, To: c.Email}
	if c.Goal != 0 {
		e.Goal = strconv.FormatFloat(c.Goal, 'f', -1, 64)
	}
	ways := 0
	for _, given := range []string{c.Secret, c.Certificate, c.Token} {
		switch {
		case given == "":
		case !config.NewSecret(given).IsReference():
			return e, errors.New("--secret, --certificate and --token take a reference, not the secret itself: " +
				"env://NAME, file:///path, awsparamstore://name or awssecretsmanager://name")
		default:
			ways++
		}
	}
	client := edit.Field{Key: "clientId", Text: c.ClientID}
	switch {
	case ways > 1, c.Token != "" && c.ClientID != "":
		return e, errors.New("a tenant has one way to sign in: --secret, --certificate or --token, or only --client-id")
	case cmp.Or(c.Secret, c.Certificate) != "" && c.ClientID == "":
		return e, errors.New("--client-id is missing: a secret or certificate is that of an application")
	case c.Token != "":
		e.Auth = []edit.Field{{Key: "token", Text: c.Token}}
	case c.Secret != "":
		e.Auth = []edit.Field{{Key: "clientSecret", Fields: []edit.Field{client, {Key: "secret", Text: c.Secret}}}}
	case c.Certificate != "":
		e.Auth = []edit.Field{{Key: "clientCertificate",
			Fields: []edit.Field{client, {Key: "certificate", Text: c.Certificate}}}}
	case c.ClientID != "":
		e.Auth = []edit.Field{{Key: "federation", Fields: []edit.Field{client}}}
	}
	return e, nil
}

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/edit"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

type initCommand struct {
	newTenant
	Cloud         string
	Store         string
	SlackToken    string
	EmailVia      string
	EmailFrom     string
	Teams         string
	Webhook       string
	WebhookSecret string
	AWS           bool
	Parameters    []string
}

func (c *initCommand) flags(f *flagSet) {
	c.signInFlags(f)
	f.text(&c.Cloud, "cloud", "CLOUD", "", "The Microsoft cloud of the tenant: public, usgov or usgovdod. Default: public.")
	f.text(&c.Store, "store", "URL", "", "Where to store: a directory (file://) or a bucket (s3://). Default: file://./data.")
	c.channelFlags(f)
	f.text(&c.SlackToken, "slack-token", "REF", "", "A reference to the Slack app's bot token. Default: env://SLACK_TOKEN.")
	c.emailFlags(f)
	f.text(&c.EmailVia, "email-via", "TRANSPORT", "", "How email is sent: smtp://host:587, smtps://host:465, ses, graph, file://DIRECTORY, or a reference to one of these. A URL with a password is given as a reference.")
	f.text(&c.EmailFrom, "email-from", "ADDRESS", "", "The sender's email address.")
	f.text(&c.Teams, "teams", "REF", "", "A reference to the address of a Workflows webhook of Microsoft Teams.")
	f.text(&c.Webhook, "webhook", "REF", "", "A reference to the address that results are posted to as JSON.")
	f.text(&c.WebhookSecret, "webhook-secret", "REF", "", "A reference to the secret that the webhook's messages are signed with.")
	c.lastFlags(f)
	f.yes(&c.AWS, "aws", "Set up the tenant and the AWS account for the stack, and write the stack's parameters.")
	f.values(&c.Parameters, "parameter", "NAME=VALUE", "With --aws: one of the stack's parameters for which there is no other flag, such as TimeZone=Europe/Berlin. May be repeated.")
}

func (c *initCommand) Help() string {
	return `Writes a configuration for one tenant, which only you can read. --config names the
file. Default: ` + defaultDocument + ` in this directory. A file that is there is never replaced.

On a terminal it asks for what is not given, and tries each answer at once: the
sign-in, Slack, the mail server. A wrong answer can be corrected, and --timeout
does not apply. Where to notify is asked unless a flag names a channel. With NAME
and ID it asks nothing:

  securescore init contoso contoso.example --channel "#security"

Without a flag for the sign-in a person signs in, in the browser. A secret is given
as a reference (REF) and never written into the file: env://NAME, file:///path,
awsparamstore://name or awssecretsmanager://name. On a terminal a secret can be typed,
too: it is not shown, and goes into a file of its own beside the configuration, which
only you can read.

With --aws it writes no configuration. It stores the channels' secrets on AWS,
registers the application in the tenant, has it trust the role that the stack will
have, and writes the stack's parameters into ` + parametersFile + `. It
makes only what is missing, and can run again after a failure: docs/deploy.md.`
}

// defaultDocument is the file that is written where none is named.
const defaultDocument = "securescore.yaml"

func (c *initCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	if c.AWS {
		return c.runAWS(ctx, cli, p)
	}
	if len(c.Parameters) > 0 {
		return wrongError{errors.New("--parameter goes with --aws only")}
	}
	path, err := config.LocalFile(cmp.Or(cli.Config, defaultDocument))
	if err == nil {
		err = edit.CheckNew(path)
	}
	if err != nil {
		return wrongError{fmt.Errorf("writing a configuration: %w", err)}
	}
	s := &setup{c: c, cli: cli, p: p, path: path, asks: p.terminal && (c.Name == "" || c.ID == ""),
		typed: map[string]typedSecret{}}
	if err := c.missing(); err != nil && !s.asks {
		return wrongError{err}
	}
	if err := s.checkFlags(); err != nil {
		return err
	}
	s.ask = newQuestions(ctx, p)
	for _, step := range s.steps() {
		if err := s.take(ctx, step); err != nil {
			return err
		}
	}
	return s.finish(ctx)
}

// missing names the arguments and flags that are needed where no questions are
// asked.
func (c *initCommand) missing() error {
	var list []string
	for _, needed := range []struct {
		name   string
		absent bool
	}{
		{"NAME", c.Name == ""}, {"ID", c.ID == ""},
		{"--channel", c.SlackToken != "" && c.Channel == ""},
		{"--webhook", c.WebhookSecret != "" && c.Webhook == ""},
		{"--webhook-secret", c.Webhook != "" && c.WebhookSecret == ""},
		{"--email", c.EmailVia+c.EmailFrom != "" && len(c.Email) == 0},
		{"--email-via", len(c.Email) > 0 && c.EmailVia == ""}, {"--email-from", len(c.Email) > 0 && c.EmailFrom == ""},
	} {
		if needed.absent {
			list = append(list, needed.name)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return fmt.Errorf("missing: %s; as in securescore init contoso contoso.example (securescore init --help)",
		strings.Join(list, ", "))
}

// setup is a configuration that is about to be written.
type setup struct {
	c    *initCommand
	cli  *commandLine
	p    process
	path string
	asks bool // on a terminal
	ask  *questions
	// answering says that the flags are right, so what is wrong is an answer.
	answering bool

	channels []string               // to ask about
	typed    map[string]typedSecret // by reference
	signedIn job.Source             // of the tenant, so that a person signs in once
}

// checkFlags refuses what the flags say before anything is asked: no answer
// could change it. Something stands for what is not given yet.
func (s *setup) checkFlags() error {
	given := *s.c
	given.Name, given.ID = cmp.Or(given.Name, "contoso"), cmp.Or(given.ID, "contoso.example")
	given.EmailVia = cmp.Or(given.EmailVia, "ses")
	given.EmailFrom = cmp.Or(given.EmailFrom, "score@contoso.example")
	if given.Webhook != "" {
		given.WebhookSecret = cmp.Or(given.WebhookSecret, "env://HOOK_SECRET")
	}
	trial := *s
	trial.c = &given
	_, err := trial.parse()
	s.answering = s.asks
	return err
}

// document is the configuration of the answers so far. One that is only tried
// has typed secrets in place of their references.
func (s *setup) document(tried bool) ([]byte, error) {
	entry, err := s.c.entry()
	if err != nil {
		return nil, err
	}
	auth := entry.Auth
	if auth == nil {
		auth = []edit.Field{{Key: "deviceCode", Fields: []edit.Field{}}}
	}
	// What tenants that are added later can share is at the top level. A token is
	// for one tenant.
	entry.Channel, entry.To = "", nil
	if s.c.Token == "" {
		entry.Auth = nil
	}
	sections := []edit.Section{
		{Comment: words.SetupStore, Field: edit.Field{Key: "store", Text: cmp.Or(s.c.Store, "file://./data")}},
	}
	if s.c.Cloud != "" {
		cloud := edit.Field{Key: "cloud", Text: s.c.Cloud}
		sections = append(sections, edit.Section{
			Comment: words.SetupCloud, Field: edit.Field{Key: "graph", Fields: []edit.Field{cloud}},
		})
	}
	if s.c.Token == "" {
		sections = append(sections, edit.Section{Comment: words.SetupAuth, Field: edit.Field{Key: "auth", Fields: auth}})
	}
	for _, section := range []func() (edit.Section, error){s.slack, s.email, s.teams, s.webhook} {
		made, err := section()
		if err != nil {
			return nil, err
		}
		if made.Field.Fields != nil {
			sections = append(sections, made)
		}
	}
	if tried {
		s.reveal(entry.Auth)
		for _, section := range sections {
			s.reveal(section.Field.Fields)
		}
	}
	return edit.New(words.SetupHead, sections, words.SetupTenants, entry)
}

// holdsPassword says whether the URL of a mail server may have a password. A
// URL that cannot be read may have one, too.
func holdsPassword(transport string) bool {
	if !strings.HasPrefix(transport, "smtp") {
		return false
	}
	u, err := url.Parse(transport)
	if err != nil {
		return strings.Contains(transport, "@")
	}
	_, has := u.User.Password()
	return has
}

// open is the job of the answers so far.
func (s *setup) open() (cfg config.Config, j *job.Job, err error) {
	if cfg, err = s.parse(); err != nil {
		return cfg, nil, err
	}
	if j, err = s.cli.process(s.p).Job(cfg); err != nil {
		return cfg, nil, wrongError{err}
	}
	if s.signedIn != nil {
		j.Tenants[0].Source = s.signedIn
	}
	return cfg, j, nil
}

// parse reads the document of the answers so far.
func (s *setup) parse() (cfg config.Config, err error) {
	text, err := s.document(true)
	if err != nil {
		return cfg, wrongError{err}
	}
	if cfg, err = config.ParseFile(s.path, text); err == nil && len(cfg.Problems()) > 0 {
		err = cfg.Problems()
	}
	if err != nil {
		return cfg, wrongError{s.unplaced(err)}
	}
	return cfg, nil
}

// givenAs is the argument or flag with which a field of the document is given.
var givenAs = map[string]string{
	"tenants[0].name": "NAME", "tenants[0].id": "ID", "tenants[0].goal.percent": "--goal", "store": "--store",
	"graph.cloud": "--cloud", "slack.channel": "--channel", "slack.token": "--slack-token",
	"email.transport": "--email-via", "email.from": "--email-from", "email.to[0]": "--email", "email.to": "--email",
	"teams.webhook": "--teams", "webhook.url": "--webhook", "webhook.secret": "--webhook-secret",
	"tenants[0].auth.token": "--token", "auth.federation.clientId": "--client-id",
	"auth.clientSecret.clientId": "--client-id", "auth.clientSecret.secret": "--secret",
	"auth.clientCertificate.clientId":    "--client-id",
	"auth.clientCertificate.certificate": "--certificate",
}

// unplaced are problems of a document that nobody has seen, with what was given
// in place of its lines and fields.
func (s *setup) unplaced(err error) error {
	var problems config.Problems
	if !errors.As(err, &problems) {
		return err
	}
	var list []string
	for _, p := range problems {
		name := givenAs[p.Path]
		if s.answering {
			name = words.Answered(p.Path)
		}
		list = append(list, cmp.Or(name, p.Path)+": "+p.Message)
	}
	return errors.New(strings.Join(list, "\n"))
}

// absolute is the path of the document from the root, for a command to copy.
func (s *setup) absolute() string {
	if path, err := filepath.Abs(s.path); err == nil {
		return path
	}
	return s.path
}

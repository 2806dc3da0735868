package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go/logging"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/s3document"
	"secure-score-reporter/internal/graph"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/secrets"
	"secure-score-reporter/internal/secrets/awssecrets"
	"secure-score-reporter/internal/slack"
)

// Process is what jobs share that run in one process: its environment, its
// clock and log, the AWS configuration and the secrets that were fetched. It
// makes every secret known to its scrubber, which masks the errors and warnings
// of the jobs.
type Process struct {
	now      func() time.Time
	log      *slog.Logger
	network  Network
	aws      *awssecrets.AWS
	cache    *secrets.Cache
	local    secrets.Resolver // of this machine
	plain    secrets.Resolver // fetches always
	secrets  secrets.Resolver // fetches what is on AWS once
	scrubber *scrub.Scrubber
	slack    slack.Workspaces
	person   *graph.Person // who can sign in; nil for nobody
}

// Prompt shows a person how to sign in.
type Prompt = graph.Prompt

// DevicePrompt is what a person has to do to sign in.
type DevicePrompt = graph.DevicePrompt

// Network is how a process reaches other machines. The zero value is the usual
// way; a test has one of its own.
type Network struct {
	HTTP http.RoundTripper
	// Dial connects to a mail server.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// NewProcess asks for nothing yet.
func NewProcess(lookupEnv func(string) (string, bool), now func() time.Time, log *slog.Logger) *Process {
	return NewProcessOn(Network{}, lookupEnv, now, log)
}

// NewProcessOn is NewProcess on another network.
func NewProcessOn(
	network Network, lookupEnv func(string) (string, bool), now func() time.Time, log *slog.Logger,
) *Process {
	p := &Process{now: now, log: log, network: network, cache: &secrets.Cache{}, scrubber: &scrub.Scrubber{}}
	p.aws = &awssecrets.AWS{
		Load: func(ctx context.Context) (aws.Config, error) {
			return awsconfig.LoadDefaultConfig(ctx, network.forAWS)
		},
		Know: p.know,
	}
	p.local = secrets.NewResolver(lookupEnv, readSecret)
	remote := secrets.Resolver{awssecrets.ParameterStore: p.aws.Parameter, awssecrets.SecretsManager: p.aws.Secret}
	p.plain = join(p.local, p.cache.Fresh(remote))
	p.secrets = join(p.local, p.cache.Resolver(remote))
	return p
}

// Scrub has the process use a scrubber that is there before it. What is written
// beside the results of jobs, such as the log, has to go through it.
func (p *Process) Scrub(with *scrub.Scrubber) *Process {
	p.scrubber = with
	return p
}

// PromptWith lets a person sign in, who is shown how by the prompt. Without
// one, as on Lambda, a tenant with such a sign-in cannot be used.
func (p *Process) PromptWith(prompt Prompt) *Process {
	p.person = graph.NewPerson(prompt)
	return p
}

func (p *Process) know(secret string) { p.scrubber.Know(secret) }

func (p *Process) show(link string) { p.scrubber.Show(link) }

// mask masks what a text of elsewhere shows of secrets.
func (p *Process) mask(text string) string { return p.scrubber.Text(text) }

// forAWS has the AWS SDK use the network, and log nothing: what is wrong is in
// the errors of its calls. Without a network the SDK has a client of its own.
func (n Network) forAWS(o *awsconfig.LoadOptions) error {
	o.Logger = logging.Nop{}
	if n.HTTP != nil {
		o.HTTPClient = &http.Client{Transport: n.HTTP}
	}
	return nil
}

func join(a, b secrets.Resolver) secrets.Resolver {
	joined := secrets.Resolver{}
	for _, r := range []secrets.Resolver{a, b} {
		for scheme, fetch := range r {
			joined[scheme] = fetch
		}
	}
	return joined
}

// Load reads the configuration document: a path, or a URL file://, s3:// or
// awsparamstore://.
func (p *Process) Load(ctx context.Context, location string) (config.Config, error) {
	cfg, err := config.Load(ctx, location, s3document.Opener(p.aws))
	return cfg, masking(p.mask).error(err)
}

// LoadWith is Load, and it also looks at what is behind references to this
// machine's environment and files. What it did not look at is unseen.
func (p *Process) LoadWith(ctx context.Context, location string) (config.Config, []config.Unseen, error) {
	look := func(reference string) (string, error) {
		value := p.known(func(ctx context.Context) (string, error) { return p.local.Resolve(ctx, reference) })
		return value(ctx)
	}
	cfg, unseen, err := config.LoadWith(ctx, location, s3document.Opener(p.aws), look)
	return cfg, unseen, masking(p.mask).error(err)
}

// AWS is the AWS configuration of the process, loaded once.
func (p *Process) AWS(ctx context.Context) (aws.Config, error) { return p.aws.Config(ctx) }

// object is at most limit bytes of an s3:// URL.
func (p *Process) object(ctx context.Context, location string, limit int64) ([]byte, error) {
	cfg, err := p.aws.Config(ctx)
	if err != nil {
		return nil, fmt.Errorf("loading the AWS configuration: %w", err)
	}
	return s3document.Read(ctx, cfg, location, limit)
}

// Open is the job of the configuration at the location.
func (p *Process) Open(ctx context.Context, location string) (*job.Job, error) {
	cfg, err := p.Load(ctx, location)
	if err != nil {
		return nil, err
	}
	return p.Job(cfg)
}

// ForgetSecrets has every secret fetched anew when it is needed next. Call it
// after a failure that a renewed secret may fix.
func (p *Process) ForgetSecrets() { p.cache.Forget() }

// known has the scrubber know a secret before anybody can use it. Every secret
// of the process goes through it.
func (p *Process) known(secret graph.Secret) graph.Secret { return secrets.Watched(secret, p.know) }

// lazily resolves a secret when it is needed.
func (p *Process) lazily(s config.Secret) func(context.Context) (string, error) {
	return p.known(func(ctx context.Context) (string, error) { return s.Resolve(ctx, p.secrets) })
}

// renewed resolves a secret for a caller that asks again only after the secret
// was refused: from the second time on it is fetched anew.
func (p *Process) renewed(s config.Secret) graph.Secret {
	asked := false
	return p.known(func(ctx context.Context) (string, error) {
		from := p.secrets
		if asked {
			from = p.plain
		}
		asked = true
		return s.Resolve(ctx, from)
	})
}

// maxSecret is more than any secret has, a certificate with its chain included.
const maxSecret = 1 << 20

// readSecret reads a file with a secret, which may be a pipe. It fails on one
// that is too large or never ends.
func readSecret(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err == nil && len(data) > maxSecret {
		return nil, fmt.Errorf("the file is larger than %d MiB, which no secret is", maxSecret>>20)
	}
	return data, err
}

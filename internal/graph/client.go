package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	abs "github.com/microsoft/kiota-abstractions-go"
	khttp "github.com/microsoft/kiota-http-go"
	msgraphcore "github.com/microsoftgraph/msgraph-sdk-go-core"
	"github.com/microsoftgraph/msgraph-sdk-go/security"
)

// Options are what New needs. The zero value of everything but TenantID and
// SignIn is fit for use.
type Options struct {
	Cloud    string // public (also for ""), usgov or usgovdod
	URL      string // another root, such as http://127.0.0.1:9001/v1.0; it replaces the cloud's
	TenantID string // id or domain; with a token it may be empty
	SignIn   SignIn

	UserAgent  string            // name/version; "" is secure-score-reporter
	Transport  http.RoundTripper // nil is http.DefaultTransport, proxies of the environment included
	Authority  string            // another sign-in service than the cloud's, https only; for tests
	Timeout    time.Duration     // for one try, its whole answer included; 0 is DefaultTimeout
	MaxRetries int               // after the first try; 0 is DefaultMaxRetries, negative is none

	// Log is told what is odd about the history; nil is nobody. What is odd about
	// today's score is in its Reading.
	Log *slog.Logger

	// Wait waits between two tries; nil waits for real. It returns the
	// context's error if that ends first.
	Wait func(ctx context.Context, d time.Duration) error
}

const (
	// DefaultTimeout is what one try may take.
	DefaultTimeout = 100 * time.Second
	// DefaultMaxRetries is how often a request is tried again.
	DefaultMaxRetries = 3

	defaultUserAgent = "secure-score-reporter"
)

// Client reads one tenant. It keeps its token while that is valid, and may be
// used by several goroutines at once.
type Client struct {
	root      *url.URL
	adapter   abs.RequestAdapter
	userAgent string
	limits    limits
	log       *slog.Logger
}

// New makes a client. It connects to nothing and resolves no secret. Its errors
// name everything that is wrong with the options.
func New(o Options) (*Client, error) {
	national, cloudErr := cloudOf(o.Cloud)
	address := o.URL
	if address == "" {
		address = national.root
	}
	var root *url.URL
	var rootErr error
	if address != "" {
		root, rootErr = parseRoot(address)
	}
	if err := errors.Join(cloudErr, rootErr, o.SignIn.check(o.TenantID)); err != nil {
		return nil, fmt.Errorf("graph options: %w", err)
	}
	if o.Authority != "" {
		national.authority = o.Authority
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	auth := &bearer{root: root, tokens: o.SignIn.tokens(o, national)}
	adapter, err := msgraphcore.NewGraphRequestAdapterBaseWithParseNodeFactoryAndSerializationWriterFactoryAndHttpClient(
		auth, msgraphcore.GraphClientOptions{}, nil, nil, httpClient(o))
	if err != nil {
		return nil, fmt.Errorf("graph options: %w", err)
	}
	adapter.SetBaseUrl(root.String())
	client := &Client{root: root, adapter: adapter, userAgent: o.UserAgent, limits: defaultLimits, log: o.Log}
	if client.userAgent == "" {
		client.userAgent = defaultUserAgent
	}
	if client.log == nil {
		client.log = slog.New(slog.DiscardHandler)
	}
	return client, nil
}

// httpClient is the SDK's pipeline with our retries in place of its own, which
// wait as long as a server likes and leave bodies open. It follows no redirect:
// Graph sends none for these requests, and a token should not travel.
func httpClient(o Options) *http.Client {
	return &http.Client{
		Transport: khttp.NewCustomTransportWithParentTransport(o.Transport,
			msgraphcore.NewGraphTelemetryHandler(nil),
			khttp.NewParametersNameDecodingHandler(),
			newRetry(o),
		),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// The builders are made for each request: the SDK writes into the map of path
// parameters that all requests of one builder share.

func (c *Client) scores() *security.SecureScoresRequestBuilder {
	return security.NewSecureScoresRequestBuilderInternal(nil, c.adapter)
}

func (c *Client) profiles() *security.SecureScoreControlProfilesRequestBuilder {
	return security.NewSecureScoreControlProfilesRequestBuilderInternal(nil, c.adapter)
}

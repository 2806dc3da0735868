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

	"secure-score-reporter/internal/httpbound"
)

// Options of New. Only TenantID and SignIn are required.
type Options struct {
	Cloud    string // public (also for ""), usgov or usgovdod
	URL      string // another root in place of the cloud's, such as http://127.0.0.1:9001/v1.0
	TenantID string // id or domain; may be empty with a token
	SignIn   SignIn

	UserAgent  string            // name/version; "" is secure-score-reporter
	Transport  http.RoundTripper // nil is httpbound.Usual, which uses the proxies of the environment
	Authority  string            // another sign-in service, https only; for tests
	Timeout    time.Duration     // of one try, with its whole answer; 0 is 100 s
	MaxRetries int               // after the first try; 0 is 3, negative is none

	// Issued is called with each access token before it is sent. It may be nil.
	Issued func(token string)

	// Log gets the warnings about the history; nil drops them. Those about
	// today's score are in its Reading.
	Log *slog.Logger

	// Wait waits between two tries; nil is a real wait. It returns the
	// context's error if the context ends first.
	Wait func(ctx context.Context, d time.Duration) error
}

const (
	defaultTimeout    = 100 * time.Second
	defaultMaxRetries = 3
	defaultUserAgent  = "secure-score-reporter"
)

// Client reads one tenant. It keeps its access token while that is valid.
// Several goroutines may use it at once.
type Client struct {
	root      *url.URL
	adapter   abs.RequestAdapter
	userAgent string
	limits    limits
	log       *slog.Logger

	auth    *bearer
	consent string // where an administrator consents to the application; empty where there is none
}

// New makes a client. It does not connect and resolves no secret. Its error
// names every mistake in the options.
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
		o.Transport = httpbound.Usual()
	}
	if o.Issued == nil {
		o.Issued = func(string) {}
	}
	auth := &bearer{
		root: root, tokens: o.SignIn.tokens(o, national), issued: o.Issued, turn: make(chan struct{}, 1),
	}
	adapter, err := msgraphcore.NewGraphRequestAdapterBaseWithParseNodeFactoryAndSerializationWriterFactoryAndHttpClient(
		auth, msgraphcore.GraphClientOptions{}, nil, nil, httpClient(o))
	if err != nil {
		return nil, fmt.Errorf("graph options: %w", err)
	}
	adapter.SetBaseUrl(root.String())
	client := &Client{
		root: root, adapter: adapter, userAgent: o.UserAgent, limits: defaultLimits, log: o.Log,
		auth: auth, consent: consentURL(national.authority, o.TenantID, o.SignIn.clientID()),
	}
	if client.userAgent == "" {
		client.userAgent = defaultUserAgent
	}
	if client.log == nil {
		client.log = slog.New(slog.DiscardHandler)
	}
	return client, nil
}

// httpClient is the SDK's pipeline with our retries in place of its own
// (docs/decisions/graph-retries.md). It follows no redirect: Graph sends none
// for these requests, and a redirect would take the token to another host.
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

// Each request gets a builder of its own: the requests of one builder share a
// map of path parameters, which the SDK changes.

func (c *Client) scores() *security.SecureScoresRequestBuilder {
	return security.NewSecureScoresRequestBuilderInternal(nil, c.adapter)
}

func (c *Client) profiles() *security.SecureScoreControlProfilesRequestBuilder {
	return security.NewSecureScoreControlProfilesRequestBuilderInternal(nil, c.adapter)
}

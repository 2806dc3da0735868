// Package webhook is a channel that posts a tenant's result as JSON to one
// address, signed as Standard Webhooks specify
// (https://www.standardwebhooks.com): ticket systems, Power Automate and the
// tools of providers read it from there.
//
// It does not know any of these. A message that was not accepted fails with a
// [hook.Error]; what is temporary is tried again here. Every try of an event
// has the same webhook-id, so that a receiver can drop what it has.
package webhook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"code.dny.dev/ssrf"

	"secure-score-reporter/internal/hook"
	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/report"
)

// Options say where a Channel posts, and with which secret.
type Options struct {
	// URL is the address, read when there is something to send. It is a secret:
	// who knows it may be able to post.
	URL func(context.Context) (string, error)
	// Secret is what messages are signed with: whsec_ and base64. While it is
	// replaced it has two, separated by a space, and messages two signatures.
	Secret func(context.Context) (string, error)
	// Networks are private networks, as prefixes, that may be connected to.
	Networks []string
	// Transport is how requests are sent; nil connects directly or through the
	// proxy of the environment.
	Transport http.RoundTripper
	Now       func() time.Time
}

// Channel posts to one address.
type Channel struct {
	options Options
	poster  hook.Poster
}

// New makes a Channel. It connects to nothing and reads no secret yet.
func New(o Options) *Channel {
	transport := o.Transport
	if transport == nil {
		transport = guarded(o.Networks)
	}
	return &Channel{o, hook.New(transport, o.Now)}
}

// guarded is the usual transport, which refuses to connect to an address that
// is neither public nor in one of the networks, whatever the name resolves to.
// A proxy connects for itself.
func guarded(networks []string) http.RoundTripper {
	var four, six []netip.Prefix
	for _, text := range networks {
		switch prefix, err := netip.ParsePrefix(text); {
		case err != nil: // the configuration has refused it
		case prefix.Addr().Is4():
			four = append(four, prefix)
		default:
			six = append(six, prefix)
		}
	}
	guard := ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(four...), ssrf.WithAllowedV6Prefixes(six...))
	direct := httpbound.Usual().Clone()
	direct.Proxy = nil
	direct.DialContext = (&net.Dialer{
		Timeout: 10 * time.Second, Control: guard.Safe,
	}).DialContext
	return byProxy{direct}
}

// byProxy sends a request directly, or by the environment's proxy where it
// names one.
type byProxy struct{ direct http.RoundTripper }

func (b byProxy) RoundTrip(request *http.Request) (*http.Response, error) {
	if proxy, err := http.ProxyFromEnvironment(request); proxy != nil || err != nil {
		return httpbound.Usual().RoundTrip(request)
	}
	response, err := b.direct.RoundTrip(request)
	if errors.Is(err, ssrf.ErrProhibitedIP) {
		err = &hook.RefusedError{Err: errPrivate}
	}
	return response, err
}

var errPrivate = errors.New("the address leads to a private network or to this machine")

// Name is what events call the channel.
func (c *Channel) Name() string { return "webhook" }

// To stands for the address, which is a secret.
func (c *Channel) To() string { return "webhook" }

// draft is a message that is ready to be sent.
type draft struct {
	ID   string          `json:"id"` // the same for every try
	Body json.RawMessage `json:"body"`
}

// Prepare puts the message into its JSON form.
func (c *Channel) Prepare(m report.Message) (report.Draft, error) {
	body, err := encode(messageOf(m))
	if err == nil {
		body, err = json.Marshal(draft{"msg_" + m.Key, body})
	}
	return report.Draft{Body: body, OneStep: true}, err
}

// maxBody is what receivers can be expected to take, in bytes. A report has a
// tenth of it; only texts that are not Microsoft's have more.
const maxBody = 1 << 20

// encode leaves out what has no room: the analysis, then changes with little
// effect, which it counts.
func encode(m Message) ([]byte, error) {
	for {
		body, err := json.Marshal(m)
		if err != nil || len(body) <= maxBody {
			return body, err
		}
		switch n := len(m.Data.Changes); {
		case m.Data.Analysis != nil:
			m.Data.Analysis = nil
		case n > 0:
			m.Data.Omitted += n - n/2
			m.Data.Changes = m.Data.Changes[:n/2]
		case m.Data.Unannounced != nil:
			m.Data.Omitted += len(m.Data.Unannounced.Changes)
			m.Data.Unannounced = nil
		default:
			return nil, fmt.Errorf("the message has %d bytes without its changes, which is too much", len(body))
		}
	}
}

// Deliver posts the message. It is one step.
func (c *Channel) Deliver(
	ctx context.Context, body []byte, progress string, record func(progress string, complete bool) error,
) error {
	if progress != "" {
		return record(progress, true)
	}
	var d draft
	if err := json.Unmarshal(body, &d); err != nil {
		return failure(err, "", false)
	}
	if err := c.post(ctx, d.ID, d.Body); err != nil {
		return err
	}
	return record("accepted", true)
}

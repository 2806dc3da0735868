package faults

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	"secure-score-reporter/internal/app"
)

// network is all that a run reaches. It names its calls in order, and breaks
// those of its plan.
type network struct {
	http *http.Transport
	mail func(ctx context.Context, network, address string) (net.Conn, error)

	mu    sync.Mutex
	calls []call
	seen  map[string]int
	plan  plan
	dead  bool // the process was killed: nothing leaves it any more
	hits  int
	then  map[int]func() // called at the n-th call
	died  func()         // called when the process is killed; nil in a bubble, where it only falls silent
}

// call is one call of a run: what it is, and which one of its kind.
type call struct {
	name string
	n    int
}

// plan is what breaks in a run; the zero value nothing.
type plan struct {
	call
	fault   fault
	lasting bool // all later calls of this kind too
}

var errKilled = errors.New("the process was killed")

// arm begins a run.
func (n *network) arm(p plan) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.calls, n.seen, n.plan, n.dead, n.hits = nil, map[string]int{}, p, false, 0
}

// begin notes a call, and says what breaks in it.
func (n *network) begin(name string) (fault, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.dead {
		return "", errKilled
	}
	n.seen[name]++
	if then := n.then[len(n.calls)+1]; then != nil {
		then()
	}
	c := call{name, n.seen[name]}
	n.calls = append(n.calls, c)
	if name != n.plan.name || c.n != n.plan.n && (c.n < n.plan.n || !n.plan.lasting) {
		return "", nil
	}
	n.hits++
	return n.plan.fault, nil
}

// at has a function called at the i-th call of a run.
func (n *network) at(i int, do func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.then = map[int]func(){i: do}
}

// app is the network as a process uses it.
func (n *network) app() app.Network { return app.Network{HTTP: n, Dial: n.dial} }

// made are the calls of the run so far.
func (n *network) made() []call {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.calls)
}

func (n *network) kill() {
	n.mu.Lock()
	n.dead = true
	n.mu.Unlock()
	if n.died != nil {
		n.died()
	}
}

// Headers with the host of a request, and the fault, for the stand-ins.
const (
	hostHeader  = "X-Faults-Host"
	faultHeader = "X-Faults-Fault"
)

// RoundTrip sends a request to the stand-ins.
func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		_ = r.Body.Close()
	}
	f, err := n.begin(nameOf(r.URL.Host, r, body))
	switch {
	case err != nil:
		return nil, err
	case f == refuse:
		return nil, refused("dial")
	case f == killBefore:
		n.kill()
		return nil, errKilled
	}
	out := r.Clone(r.Context())
	out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	if len(body) == 0 {
		out.Body = http.NoBody
	}
	out.Header.Set(hostHeader, r.URL.Host)
	out.Host, out.URL.Scheme, out.URL.Host = r.URL.Host, "http", "stand-in" // S3 signs the host
	if f != "" && f != killAfter {
		out.Header.Set(faultHeader, string(f))
	}
	answer, err := n.http.RoundTrip(out)
	if f == killAfter {
		n.kill()
		if err == nil {
			_ = answer.Body.Close()
		}
		return nil, errKilled
	}
	if err == nil {
		answer.Request = r
	}
	return answer, err
}

// dial connects to the mail server.
func (n *network) dial(ctx context.Context, network, address string) (net.Conn, error) {
	f, err := n.begin("SMTP connection")
	switch {
	case err != nil:
		return nil, err
	case f == refuse:
		return nil, refused("dial")
	case f == killBefore:
		n.kill()
		return nil, errKilled
	case f == hangBefore:
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return n.mail(ctx, network, address)
}

var storeKey = regexp.MustCompile(`^/?(?:scores/)?securescore/(?:tenants/[^/]+/|portfolio/)?([^/]*)(?:/([a-z]+))?`)

// nameOf names a request by its service and what it does there.
func nameOf(host string, r *http.Request, body []byte) string {
	path, has := r.URL.Path, func(part string) bool { return bytes.Contains(body, []byte(part)) }
	switch name, _, _ := strings.Cut(host, "."); {
	case name == "store":
		return storeName(r)
	case name == "graph" && strings.HasSuffix(path, "sendMail"):
		return "Exchange message"
	case name == "graph" && strings.Contains(path, "Profiles"):
		return "Graph catalogue"
	case name == "graph" && strings.HasSuffix(r.URL.RawQuery, "top=1"):
		return "Graph score"
	case name == "graph":
		return "Graph history"
	case name == "login" && strings.HasSuffix(path, "/token"):
		return "Entra token"
	case name == "login":
		return "Entra metadata"
	case name == "sts":
		return "STS token"
	case name == "ssm" && has("/stack/config"):
		return "SSM configuration"
	case name == "ssm":
		return "SSM secret"
	case name == "email":
		return "SES message"
	case name == "hooks":
		return "Slack webhook"
	case name == "teams":
		return "Teams card"
	case name == "receiver":
		return "Webhook message"
	case strings.HasSuffix(path, "chat.postMessage") && has("thread_ts="):
		return "Slack thread"
	case strings.HasSuffix(path, "chat.postMessage"):
		return "Slack message"
	case strings.HasSuffix(path, "getUploadURLExternal"):
		return "Slack upload address"
	case strings.HasSuffix(path, "completeUploadExternal"):
		return "Slack upload completion"
	}
	return "Slack upload"
}

// storeName names a request of S3.
func storeName(r *http.Request) string {
	if r.Method == http.MethodGet && r.URL.Query().Has("list-type") {
		folder := strings.Trim(storeKey.FindStringSubmatch(r.URL.Query().Get("prefix"))[1], "/")
		return "S3 LIST " + cmp.Or(folder, "tenant")
	}
	m := storeKey.FindStringSubmatch(r.URL.Path)
	if m == nil {
		return "S3 " + r.Method
	}
	kind, _, _ := strings.Cut(strings.TrimPrefix(m[1], "."), ".")
	if strings.Contains(r.URL.Path, ".accepted") {
		kind = "accepted"
	}
	if kind == "ledger" || kind == "accepted" || kind == "drafts" {
		kind += " " + m[2]
	}
	return "S3 " + r.Method + " " + kind
}

package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/graph/graphtest"
)

// childEnv turns a run of this test binary into a process that runs one event.
const childEnv = "FAULTS_TEST_CHILD"

// child is what such a process does.
type child struct {
	Web, Mail string // addresses of the stand-ins
	Event     string
	Days      int // by which its clock is ahead
}

// childHeader marks the requests of another process: they have no name yet.
const childHeader = "X-Faults-Child"

// wire sends the requests of another process to the stand-ins.
type wire struct{ child child }

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	out := r.Clone(r.Context())
	out.Header.Set(hostHeader, r.URL.Host)
	out.Header.Set(childHeader, "yes")
	out.Host, out.URL.Scheme, out.URL.Host = r.URL.Host, "http", w.child.Web // S3 signs the host
	return http.DefaultTransport.RoundTrip(out)
}

func (w wire) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, w.child.Mail)
}

// runChild runs the event. It ends with 0 where all of it was done.
func runChild(text string) int {
	var c child
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	over := app.Network{HTTP: wire{c}, Dial: wire{c}.dial}
	clock := func() time.Time { return time.Now().AddDate(0, 0, c.Days) }
	nothing := func(string) (string, bool) { return "", false }
	process := app.NewProcessOn(over, nothing, clock, slog.New(slog.DiscardHandler))
	j, err := process.Open(context.Background(), "awsparamstore:///stack/config")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	e, err := event.Parse([]byte(c.Event))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	j.Parallel = 1 // so that a death meets one channel, and the table is the same each time
	result := j.Run(context.Background(), e, "request")
	if result.Failed > 0 {
		_ = json.NewEncoder(os.Stderr).Encode(result)
		return 1
	}
	return 0
}

// mortal is a world on real connections whose runs are processes of their own.
type mortal struct {
	*world
	child
	process chan *exec.Cmd // the one that a fault kills
	lock    string         // the path of the tenant's lock in S3
	release func()         // frees that lock
}

func newMortal(t *testing.T, config string) *mortal {
	t.Helper()
	w := &world{
		t: t, network: &network{}, moved: map[string]time.Time{}, points: map[string]int{"Romeo": 10},
		standIns: &standIns{store: newStore(t), config: config},
	}
	w.standIns.network = w.network
	m := &mortal{world: w, process: make(chan *exec.Cmd, 1)}
	w.network.died = m.kill
	var err error
	if w.served, err = graphtest.New(graphtest.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.served.Close)
	to, err := url.Parse(w.served.URL)
	if err != nil {
		t.Fatal(err)
	}
	w.graph = forward(toHost{to.Host})
	server := httptest.NewUnstartedServer(m.deadly(breaking(w)))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	mails, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go w.acceptMail(mails)
	t.Cleanup(func() {
		_ = mails.Close()
		server.CloseClientConnections()
		server.Close()
	})
	m.child = child{Web: server.Listener.Addr().String(), Mail: mails.Addr().String()}
	w.network.arm(plan{})
	return m
}

type toHost struct{ host string }

func (h toHost) RoundTrip(r *http.Request) (*http.Response, error) {
	r.URL.Host = h.host
	return http.DefaultTransport.RoundTrip(r)
}

// deadly names the requests of another process, and kills it at the one that
// the plan says.
func (m *mortal) deadly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if strings.Contains(r.URL.Path, "/.locks/") {
			m.mu.Lock()
			m.lock = r.URL.Path
			m.mu.Unlock()
		}
		f, err := m.network.begin(nameOf(r.Header.Get(hostHeader), r, body))
		switch {
		case err != nil:
			hijackAndReset(w)
		case f == killBefore:
			m.network.kill()
			hijackAndReset(w)
		case f == killAfter:
			next.ServeHTTP(httptest.NewRecorder(), r)
			m.network.kill()
			hijackAndReset(w)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// kill ends the process with SIGKILL. It is called during a run.
func (m *mortal) kill() {
	process := <-m.process
	_ = process.Process.Kill()
	m.process <- process
}

// killLate is kill at a moment at which the run may be over.
func (m *mortal) killLate() {
	select {
	case process := <-m.process:
		_ = process.Process.Kill()
		m.process <- process
	default:
	}
}

// start begins a run in a process of its own.
func (m *mortal) start(doc string) *exec.Cmd {
	m.t.Helper()
	m.Event = doc
	text, err := json.Marshal(m.child)
	if err != nil {
		m.t.Fatal(err)
	}
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), childEnv+"="+string(text))
	process.Stderr = os.Stderr
	if err := process.Start(); err != nil {
		m.t.Fatal(err)
	}
	return process
}

// run runs an event to its end, or until it is killed, which it reports.
func (m *mortal) run(p plan, doc string) (killed bool) {
	m.t.Helper()
	m.network.arm(p)
	process := m.start(doc)
	m.process <- process
	err := process.Wait()
	<-m.process
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == -1 {
		return true
	}
	if err != nil {
		m.t.Errorf("%v: a run ended with %v", p, err)
	}
	return false
}

// today is a moment of the children's clock.
func (m *mortal) today() time.Time { return time.Now().AddDate(0, 0, m.Days) }

func (m *mortal) scheduled() string { return fmt.Sprintf(daily, m.today().UTC().Format(time.RFC3339)) }

// change moves actions and serves the score of the children's today.
func (m *mortal) change(list ...string) {
	m.move(list...)
	scores, profiles := tenant(m.points, m.today().UTC())
	m.served.Serve(scores, profiles)
}

//go:build unix

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/score"
)

// How long the stand-ins take for an answer.
const (
	answerTime = 200 * time.Millisecond // of Graph, Slack and the mail server, for each command
	objectTime = 25 * time.Millisecond  // of S3
)

// fewTenants is up to how many tenants Graph keeps the usual 90 days. The store
// of more would need most of the machine's memory.
const fewTenants = 200

// fleet is a world of many tenants, whose services take their time and count
// what they are asked for.
type fleet struct {
	*world
	days   int         // that Graph keeps
	slow   atomic.Bool // else they answer at once, for what comes before the measured run
	counts map[string]*atomic.Int64
	s3     *httptest.Server
	graph  *httptest.Server
	slack  *httptest.Server
	mail   net.Listener

	mu      sync.Mutex // guards all below
	answers map[string][]byte
	next    map[string]time.Time // when a channel of Slack takes its next post
}

// BenchmarkFleet is a configuration of many tenants in one process: their first
// run, and on the next day a watch or a report. SECURESCORE_FLEET has the
// numbers of tenants; 10 without it.
func BenchmarkFleet(b *testing.B) {
	for size := range strings.FieldsSeq(cmp.Or(os.Getenv("SECURESCORE_FLEET"), "10")) {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("first/tenants="+size, func(b *testing.B) {
			f := newFleet(b, n)
			f.serve(score.DateOf(time.Now()), b)
			f.report(b, n, `{"deliver": ["all"], "report": {"period": "P7D"}}`)
		})
		for name, event := range map[string]string{
			"watch": `{"deliver": ["all"]}`, "weekly": `{"deliver": ["all"], "report": {"period": "P7D"}}`,
		} {
			b.Run(name+"/tenants="+size, func(b *testing.B) {
				f := newFleet(b, n)
				f.serve(score.DateOf(time.Now()).AddDays(-1), b)
				f.measure(b, `{"deliver": ["all"]}`)
				f.serve(score.DateOf(time.Now()), b)
				f.report(b, n, event)
			})
		}
	}
}

// report measures one run. It cannot be repeated: the next one finds nothing
// new.
func (f *fleet) report(b *testing.B, n int, event string) {
	for _, count := range f.counts {
		count.Store(0)
	}
	f.slow.Store(true)
	defer f.slow.Store(false)
	c := f.measure(b, event)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(c.Wall, "wall-s")
	b.ReportMetric(c.CPU*1e3/float64(n), "cpu-ms/tenant")
	b.ReportMetric(c.Resident/(1<<20), "resident-MiB")
	for name, count := range f.counts {
		b.ReportMetric(float64(count.Load())/float64(n), name+"/tenant")
	}
}

func newFleet(b *testing.B, n int) *fleet {
	days := 90
	if n > fewTenants {
		days = 5
	}
	f := &fleet{
		world: newWorld(b), days: days, answers: map[string][]byte{}, next: map[string]time.Time{},
		counts: map[string]*atomic.Int64{"s3": {}, "graph": {}, "slack": {}, "slack-429": {}, "mails": {}},
	}
	backend := s3mem.New()
	if err := backend.CreateBucket("scores"); err != nil {
		b.Fatal(err)
	}
	objects := gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	f.s3 = f.server(b, "s3", objectTime, objects)
	f.graph = f.server(b, "graph", answerTime, http.HandlerFunc(f.serveGraph))
	f.slack = f.server(b, "slack", answerTime, http.HandlerFunc(f.serveSlack))
	f.serveMail(b)
	f.configure(b, n)
	return f
}

func (f *fleet) server(b *testing.B, name string, takes time.Duration, h http.Handler) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.counts[name].Add(1)
		f.take(takes)
		h.ServeHTTP(w, r)
	}))
	b.Cleanup(s.Close)
	return s
}

func (f *fleet) take(d time.Duration) {
	if f.slow.Load() {
		time.Sleep(d)
	}
}

func (f *fleet) configure(b *testing.B, n int) {
	var doc strings.Builder
	fmt.Fprintf(&doc, `
store: s3://scores?region=eu-central-1&endpoint=%s
graph: {url: "%s/v1.0"}
slack: {token: "env://SLACK_TOKEN", apiUrl: "%s/"}
email: {transport: "smtp://%s?tls=off", from: score@northwind.example}
tenants:
`, f.s3.URL, f.graph.URL, f.slack.URL, f.mail.Addr())
	for i := range n {
		name := fmt.Sprintf("t%04d", i)
		f.env["TOKEN_"+name] = name
		fmt.Fprintf(&doc, "- {name: %s, id: %s, auth: {token: env://TOKEN_%[1]s}, slack: {channel: '#%[1]s'}, "+
			"email: {to: [it@%[1]s.example]}}\n", name, tenantID(name))
	}
	if err := f.write("config.yaml", doc.String()); err != nil {
		b.Fatal(err)
	}
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret-of-the-fleet", "AWS_ENDPOINT_URL_S3": f.s3.URL,
		"AWS_EC2_METADATA_DISABLED": "true",
	} {
		f.env[name] = value
	}
}

// tenantID is the id of the tenant whose token is its name.
func tenantID(name string) string {
	return graphtest.TenantID[:len(graphtest.TenantID)-4] + strings.TrimPrefix(name, "t")
}

// serve sets the newest day of all tenants.
func (f *fleet) serve(newest score.Date, b *testing.B) {
	days := graphtest.Scores(string(newest), f.days, 234)
	if newest == score.DateOf(time.Now()) {
		days = changed(b, days)
	}
	f.world.graph.Serve(days, graphtest.Profiles(433))
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.answers)
}

// serveGraph answers as the world's Graph, with the id of the tenant.
func (f *fleet) serveGraph(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	answer, err := f.answer(r.URL.RequestURI())
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(bytes.ReplaceAll(answer, []byte(graphtest.TenantID), []byte(tenantID(name))))
}

// answer asks the world's Graph for each address once.
func (f *fleet) answer(uri string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if answer, ok := f.answers[uri]; ok {
		return answer, nil
	}
	root := strings.TrimSuffix(f.world.graph.URL, "/v1.0")
	request, err := http.NewRequest(http.MethodGet, root+uri, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer right")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", response.Status, answer)
	}
	if err == nil {
		f.answers[uri] = bytes.ReplaceAll(answer, []byte(root), []byte(f.graph.URL))
	}
	return f.answers[uri], err
}

// serveSlack takes a post a second in each channel, after four at once, as
// Slack does.
func (f *fleet) serveSlack(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	w.Header().Set("Content-Type", "application/json")
	if strings.HasSuffix(r.URL.Path, "chat.postMessage") {
		f.mu.Lock()
		defer f.mu.Unlock()
		now, to := time.Now(), r.Form.Get("channel")
		due := f.next[to]
		if due.After(now.Add(3*time.Second)) && f.slow.Load() {
			f.counts["slack-429"].Add(1)
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		if due.Before(now) {
			due = now
		}
		f.next[to] = due.Add(time.Second)
		fmt.Fprintf(w, `{"ok":true,"channel":"%s","ts":"1.1"}`, to)
		return
	}
	if strings.HasSuffix(r.URL.Path, "files.getUploadURLExternal") {
		fmt.Fprintf(w, `{"ok":true,"upload_url":"%s/upload","file_id":"F1"}`, f.slack.URL)
		return
	}
	fmt.Fprint(w, `{"ok":true,"files":[{"id":"F1"}]}`)
}

func (f *fleet) serveMail(b *testing.B) {
	var err error
	if f.mail, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.mail.Close() })
	go func() {
		for {
			conn, err := f.mail.Accept()
			if err != nil {
				return
			}
			go f.acceptMail(textproto.NewConn(conn))
		}
	}()
}

func (f *fleet) acceptMail(conn *textproto.Conn) {
	defer conn.Close()
	answer := "220 ready"
	for conn.PrintfLine("%s", answer) == nil {
		line, err := conn.ReadLine()
		if err != nil {
			return
		}
		f.take(answerTime)
		answer = "250 ok"
		if strings.HasPrefix(line, "DATA") {
			_ = conn.PrintfLine("354 go on")
			_, _ = conn.ReadDotBytes()
			f.take(answerTime)
			f.counts["mails"].Add(1)
		}
	}
}
